# SPDX-License-Identifier: Apache-2.0
"""Claim 28: a strict policy on every page. Each page a person of the demo can reach is opened in Chromium
and must keep the policy; the main ones must be usable by everybody (axe)."""

from __future__ import annotations

import os
import random
import re
import subprocess
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin, urlsplit

import pytest
from django.urls import Resolver404, resolve

from tests.database import OWNER_URL, ROOT, empty_all_tables
from tests.figures import figure, measured
from tests.serving import DESK, PHONE, Site, running_site, window
from tests.test_claim_27 import addresses
from tests.windows import wait_until

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
WALL = {"width": 1920, "height": 1080}
MOST = 400
TRIES = figure("TRIES", 14)  # addresses a person tries; the drill lets everybody try all
SKIPPED = re.compile(
    r"^/(static|media|hot|live|healthz|account/logout|people/demo)|\.(xlsx|ics|csv|png|pdf|js|json)$"
)
LOOSE = ("'unsafe-inline'", "'unsafe-eval'", "'unsafe-hashes'", "'strict-dynamic'", "http:", "https:", "*")
LINKS = "[...document.querySelectorAll('a[href]')].map(link => String(link.getAttribute('href')))"
SERIOUS = ("serious", "critical")
Visit = tuple[str, str, dict[str, int]]
MAIN: list[Visit] = [
    ("", "/", PHONE),
    ("worker", "/", PHONE),
    ("worker", "/activities", PHONE),
    ("worker", "/matters", PHONE),
    ("worker", "/places/", PHONE),
    ("worker", "/nightschool/", PHONE),
    ("worker", "/people/me", PHONE),
    ("", "/account/login/", PHONE),
    ("", "/about/privacy", PHONE),
    ("county", "/desk/", DESK),
    ("county", "/desk/people/", DESK),
    ("county", "/desk/organisations/", DESK),
    ("county", "/search/?q=a", DESK),
    ("leader", "/screen/", WALL),
]
# The registers, where officers spend the day: on the desk, and on the phone in English, whose words are long.
REGISTERS = [
    ("county", "/desk/people/applications"),
    ("county", "/desk/people/pool"),
    ("county", "/desk/people/conflicts"),
    ("county", "/desk/people/life"),
    ("county", "/desk/submissions/"),
    ("county", "/desk/committees/"),
    ("county", "/desk/establishing/"),
    ("county", "/desk/staffing/"),
    ("county", "/desk/postings/"),
    ("county", "/desk/outreach/"),
    ("county", "/desk/organisations/report/"),
    ("security", "/desk/people/roles"),
    ("audit", "/desk/audit/"),
    ("worker", "/rights/"),
]
EVERYWHERE = figure("EVERYWHERE", 0)  # the drill looks at them in both languages on both
pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def world(django_db_setup: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The demo, as `bin/demo` shows it, on the database of the tests."""
    told = {**os.environ, "DATABASE_URL": OWNER_URL, "UNIONNET_DEMO": "1"}
    subprocess.run(
        [sys.executable, "-m", "unionnet", "load", "demo"],
        cwd=ROOT,
        env=told,
        check=True,
        capture_output=True,
    )
    with running_site(tmp_path_factory.mktemp("demo"), UNIONNET_DEMO="1") as running:
        yield running
    empty_all_tables()


def test_every_reachable_page_keeps_the_policy(world: Site, browser: Browser) -> None:
    seen: set[str] = set()
    complaints: list[str] = []
    for login in ["", *_logins(world, browser)]:
        with window(browser, size=DESK) as page:
            found = _listening(page)
            sign_in(page, world, login)
            _crawl(page, world, login, seen, found)
            complaints += found
    measured(pages=len(seen), complaints=len(complaints))
    assert complaints == []
    assert len(seen) >= 40


@pytest.mark.parametrize("language", ["zh-CN", "en"])
def test_everybody_can_use_the_main_pages(world: Site, browser: Browser, language: str) -> None:
    if not AXE.exists():
        pytest.skip("axe-core is not installed: bin/assets test")
    found, examined = [], 0
    logins = _logins(world, browser)
    pages_to_see = MAIN + _registers(language)
    for who, size, pages in _visits(pages_to_see):
        with window(browser, size=size, language=language) as page:
            sign_in(page, world, next((login for login in logins if who in login), "") if who else "")
            for address in pages:
                answer = page.goto(world.url + address, wait_until="load")
                if answer and answer.status == 200:
                    found += [f"{who} {address}: {line}" for line in _axe(page) + _too_wide(page)]
                    examined += 1
    assert found == []
    assert examined == len(pages_to_see)


def test_a_breach_of_the_policy_would_be_heard(world: Site, browser: Browser) -> None:
    with window(browser, size=PHONE) as page:
        complaints = _listening(page)
        page.goto(world.url, wait_until="load")
        assert complaints == []
        page.evaluate(
            "const bad = document.createElement('script'); bad.text = 'var a = 1'; document.body.append(bad)"
        )
        wait_until(page, lambda: complaints)
        assert len(complaints) == 1


def _registers(language: str) -> list[Visit]:
    sizes = [PHONE, DESK] if EVERYWHERE else [PHONE if language == "en" else DESK]
    return [(who, address, size) for who, address in REGISTERS for size in sizes]


def _visits(pages: list[Visit]) -> Iterator[tuple[str, dict[str, int], list[str]]]:
    """Who signs in on what screen, once, and looks at which pages."""
    for size in (PHONE, DESK, WALL):
        for person in dict.fromkeys(who for who, _address, seen_on in pages if seen_on == size):
            yield person, size, [where for who, where, seen_on in pages if (who, seen_on) == (person, size)]


def _logins(site: Site, browser: Browser) -> list[str]:
    """One of every kind of person, as the sign-in page of the demo offers them."""
    with window(browser, size=DESK) as page:
        page.goto(f"{site.url}/account/login/", wait_until="load")
        found: list[str] = page.evaluate("[...document.forms].map(form => form.getAttribute('action') || '')")
    return [action.rpartition("/")[2] for action in found if "/people/demo/" in action]


def sign_in(page: Page, site: Site, login: str) -> None:
    """One click, as the demo offers it."""
    if not login:
        return
    page.goto(f"{site.url}/account/login/", wait_until="load")
    with page.expect_navigation():
        page.evaluate(
            """login => { const form = [...document.forms].find(
                 form => new URL(form.action).pathname.endsWith("/" + login)); form.requestSubmit(); }""",
            login,
        )


def _listening(page: Page) -> list[str]:
    """Whatever the browser complains about from now on: the policy, our own scripts, answers of 500."""
    complaints: list[str] = []

    def hear(message: Any) -> None:
        if "Content Security Policy" in message.text or "Refused to" in message.text:
            complaints.append(f"{page.url}: {message.text}")

    def answered(answer: Any) -> None:
        if answer.status >= 500:
            complaints.append(f"{answer.status} {answer.url}")
        elif answer.request.resource_type == "document":
            complaints.extend(f"{answer.url}: {fault}" for fault in _faults(answer.header_value))

    page.on("console", hear)
    page.on("pageerror", lambda error: complaints.append(f"{page.url}: {error}"))
    page.on("response", answered)
    return complaints


def _faults(header: Any) -> list[str]:
    policy = dict(
        part.strip().partition(" ")[::2] for part in (header("content-security-policy") or "").split(";")
    )
    if not policy.get("script-src"):
        return ["no policy for scripts"]
    return [
        f"{name} {word}"
        for name in ("default-src", "script-src", "style-src", "connect-src")
        for word in policy.get(name, "").split()
        if word in LOOSE
    ]


def _crawl(page: Page, site: Site, login: str, seen: set[str], complaints: list[str]) -> None:
    """Every kind of page once, whoever saw it first; from the route table and from the links on the pages. A
    person is shown each kind of "no" once: the policy comes with every answer."""
    others = sorted(set(addresses()))
    random.Random(f"28 {login}").shuffle(others)  # so that few tries meet a bit of everything
    waiting, tries, noes = ["/", "/desk/", "/screen/", *others], 0, set[int]()
    for address in waiting:
        kind = _kind(address)
        if kind is None or kind in seen or len(seen) > MOST or SKIPPED.search(urlsplit(address).path):
            continue
        if tries == TRIES:
            return
        tries += 1
        asked = page.request.get(urljoin(site.url, address), headers={"accept": "text/html"})
        if asked.status >= 500:
            complaints.append(f"{asked.status} {asked.url}")
        if not asked.body() or "text/html" not in asked.headers.get("content-type", ""):
            continue  # no page: an empty 405, a file to keep
        complaints += [f"{asked.url}: {fault}" for fault in _faults(asked.headers.get)]
        if asked.status in noes:
            continue  # the same words as the last time
        answer = page.goto(urljoin(site.url, address), wait_until="load")
        if answer is None or answer.status != 200 or "/login" in page.url:
            noes |= {asked.status} & {403, 404, 405, 409}
            continue  # not for this person; perhaps for the next
        seen.add(kind)
        waiting += _links(page, site)


def _links(page: Page, site: Site) -> list[str]:
    found: list[str] = page.evaluate(
        "[...document.querySelectorAll('a[href]')].map(link => String(link.getAttribute('href')))"
    )
    inside = (urljoin(page.url, link) for link in found)
    return [link.removeprefix(site.url) for link in inside if link.startswith(f"{site.url}/")]


def _kind(address: str) -> str | None:
    """Two pages of one route are of one kind."""
    try:
        match = resolve(urlsplit(address).path)
    except Resolver404:
        return None
    return f"{match.route}"


def _too_wide(page: Page) -> list[str]:
    """A list scrolls in its own box; the page itself never moves sideways."""
    whole, seen = page.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
    return [f"{whole} px on {seen}"] if whole > seen else []


def _axe(page: Page) -> list[str]:
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found: list[dict[str, Any]] = page.evaluate(
        "axe.run({ resultTypes: ['violations'] }).then(outcome => outcome.violations)"
    )
    return [
        f"{rule['impact']} {rule['id']}: {node['target']}"
        for rule in found
        if rule["impact"] in SERIOUS
        for node in rule["nodes"]
    ]
