# SPDX-License-Identifier: Apache-2.0
"""The first way through the house, as a new user walks it in the demo world: a poster's code at two in the
night, a form, a card, a station that charges the bike, a place at the opening second, seen on the screen.
Once in Chinese on a phone as it is, once in English on a phone that runs no scripts."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.database import ROOT
from tests.makers import make_id_number
from tests.serving import DESK, PHONE, Site, running_site, window
from unionnet.directory.people.actions import make_join_code
from unionnet.directory.people.models import Account, JoinCode, Person
from unionnet.directory.places.models import Site as Station
from unionnet.directory.places.tests.makers import zone_where_it_is
from unionnet.foundation.clock import database_now
from unionnet.programmes.nightschool.models import Course
from unionnet.tools.enrolment.models import Offer, Place

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]
SCREEN = {"width": 1920, "height": 1080}
WORDS = {
    "zh-CN": {
        "name": "姓名", "number": "证件号码", "mobile": "手机号", "work": "职业类别",
        "apply": "提交申请", "code": "短信验证码", "confirm": "确认", "wait": "等待工会审核", "enrol": "报名",
        "agree": "我已阅读并同意",
        "member": "您已是工会会员", "mine": "您的名额", "who": "林晓",
    },
    "en-US": {
        "name": "Name", "number": "Document no.", "mobile": "Mobile", "work": "Occupation",
        "agree": "I have read and agree", "apply": "Submit application", "code": "Code", "confirm": "Confirm",
        "wait": "Waiting for review", "enrol": "Enrol", "member": "You are a union member",
        "mine": "Your place", "who": "Lin Xiao",
    },
}  # fmt: skip


@pytest.fixture(scope="module")
def at_two(django_db_setup: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The product in demo mode, where it is two in the night."""
    night = {"UNIONNET_TIME_ZONE": zone_where_it_is(2), "UNIONNET_DEMO": "1"}
    with running_site(tmp_path_factory.mktemp("light"), **night) as running:
        yield running


@pytest.fixture
def officer() -> Person:
    """The demo world, and the officer who runs its night school."""
    subprocess.run(
        [sys.executable, "-m", "unionnet", "load", "demo"], cwd=ROOT, check=True, capture_output=True
    )
    return Account.objects.select_related("person").get(login="demo-night").person


def poster(officer: Person) -> JoinCode:
    """The code of a station in 伊金霍洛, as its poster carries it."""
    union = officer.roles.get().organisation
    station = Station.objects.filter(organisation__path__startswith=union.path, kind="station").first()
    assert station is not None
    return make_join_code(
        union, by=officer, channel="station", place=station.public_id, place_name=station.name
    )


def sign_in_as(page: Page, site: Site, login: str) -> None:
    page.goto(f"{site.url}/account/login/")
    with page.expect_navigation():
        page.locator(f"form[action$='/demo/{login}'] button").click()


def join(page: Page, site: Site, code: JoinCode, words: dict[str, str], number: int) -> None:
    page.goto(f"{site.url}/j/{code.code}")
    expect(page.get_by_text(code.place_name).first).to_be_visible()
    page.get_by_label(words["name"], exact=True).fill(words["who"])
    page.locator("[name=id_type]").select_option(
        "resident_id"
    )  # English readers are offered the passport first
    page.get_by_label(words["number"]).fill(make_id_number(date(1994, 3, 2), number, "150627"))
    page.get_by_label(words["mobile"]).fill(f"1377700{number:04d}")
    page.get_by_label(words["work"]).select_option(index=2)
    page.get_by_label(re.compile(words["agree"])).check()
    page.get_by_role("button", name=words["apply"]).click()
    beside = page.context.new_page()
    beside.goto(f"{site.url}/reach/demo-phone/")
    sent = re.search(r"\b(\d{6})\b", beside.locator("main").inner_text())
    assert sent
    beside.close()
    page.get_by_label(words["code"]).fill(sent[1])
    page.get_by_role("button", name=words["confirm"]).click()
    expect(page.get_by_role("heading", name=re.compile(words["wait"]))).to_be_visible()


def approve(browser: Browser, site: Site, who: str) -> None:
    with window(browser, size=DESK) as desk:
        sign_in_as(desk, site, "demo-night")
        desk.goto(f"{site.url}/desk/people/applications")
        desk.get_by_role("row").filter(has_text=who).get_by_role("link", name=who).click()
        with desk.expect_navigation():
            desk.get_by_role("button", name="批准").first.click()


def find_a_charger(page: Page, site: Site) -> None:
    page.goto(f"{site.url}/places/?open=1&f=ebike_charging")
    chargers = Station.objects.filter(facilities__contains=["ebike_charging"]).values_list("name", flat=True)
    expect(page.locator(".item").first).to_be_visible()
    shown = page.locator(".item strong").all_inner_texts()
    assert shown
    assert set(shown) <= set(chargers)
    expect(page.get_by_text(re.compile("02:")).first).to_be_visible()


def test_from_a_poster_to_a_place(browser: Browser, at_two: Site, officer: Person) -> None:
    """One after the other in one world, which takes longer to load than the way through it."""
    for turn, (language, scripts) in enumerate((("zh-CN", True), ("en-US", False))):
        walk(browser, at_two, officer, language, scripts, turn)


def walk(browser: Browser, at_two: Site, officer: Person, language: str, scripts: bool, turn: int) -> None:
    words, code = WORDS[language], poster(officer)
    with window(browser, size=PHONE, language=language, scripts=scripts) as phone:
        join(phone, at_two, code, words, 21 + turn)
        approve(browser, at_two, words["who"])
        phone.reload()
        expect(phone.get_by_role("heading", name=words["member"])).to_be_visible()
        find_a_charger(phone, at_two)

        newest = Course.objects.order_by("-offer__opens_at", "pk").select_related("offer__group")
        course, opens = newest[turn], database_now() + timedelta(seconds=5)
        Offer.objects.filter(group=course.offer.group).update(opens_at=opens)
        phone.goto(f"{at_two.url}/nightschool/courses/{course.public_id}/")
        phone.wait_for_timeout(max(0.0, (opens - database_now()).total_seconds() * 1000) + 300)
        if not scripts:
            phone.reload()
        with phone.expect_response(lambda reply: reply.request.method == "POST"):
            phone.locator("main").get_by_role("button", name=words["enrol"], exact=True).click()
        phone.goto(f"{at_two.url}/nightschool/courses/{course.public_id}/")
        expect(phone.get_by_text(words["mine"])).to_be_visible()
    assert Place.objects.filter(offer=course.offer, person__name=words["who"]).count() == 1
    seen_above(browser, at_two, course)


def seen_above(browser: Browser, site: Site, course: Course) -> None:
    """The same seat on the officer's desk and on the wall."""
    with window(browser, size=DESK) as desk:
        sign_in_as(desk, site, "demo-night")
        desk.goto(f"{site.url}/desk/enrolment/")
        row = desk.get_by_role("row").filter(has_text=course.title)
        expect(row.get_by_text(f"1 / {course.offer.size}")).to_be_visible()
    with window(browser, size=SCREEN) as wall:
        sign_in_as(wall, site, "demo-night")
        wall.goto(f"{site.url}/screen/")
        expect(wall.get_by_text(f"1 / {course.offer.size}").first).to_be_visible()
