# SPDX-License-Identifier: Apache-2.0
"""A township officer's Monday: 480 village unions, 30 of them past their term (ORG-20 … ORG-34).

She sees what is due, renews one term to the end and takes the papers along: in Chinese with scripts, and in
English without.
"""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone
from docx import Document
from playwright.sync_api import Browser, Page, expect
from pytest_django import DjangoAssertNumQueries
from python_calamine import CalamineWorkbook

from tests.makers import make_officer, make_union, sign_in
from tests.serving import DESK, PHONE, Site, window
from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Person
from unionnet.programmes.committees.actions import check_everything
from unionnet.programmes.committees.models import Body, Checkup, Committee, Post, Seat
from unionnet.tools.submissions.actions import Decision, decide, set_letterhead
from unionnet.tools.submissions.models import Submission
from unionnet.tools.submissions.queries.letters import proposed_reply

pytestmark = pytest.mark.django_db(transaction=True)
VILLAGES, OVERDUE, YEARS = 480, 30, 3
COMMITTEE = "冉启明 主席\n秦素芬 副主席\n谭明远\n何秀兰"
AUDITORS = "向大成 主任\n牟小兰\n龚志强\n田玉珍"


@dataclass(frozen=True)
class Words:
    """What the officer presses, in her language."""

    over: str
    renew: str
    on: str
    odd: str
    add: str
    record: str
    count: str
    write: str
    upload: str
    send: str
    begun: str


CHINESE = Words(
    *("30 个工会已届满", "办理换届", "下一步：候选人", "人数应为单数", "加入候选人"),
    *("记录选举结果", "计算结果", "写请示", "上传附件", "报送", "新一届任期自"),
)
ENGLISH = Words(
    *(
        "30 unions past their term",
        "Begin the re-election",
        "Next: candidates",
        "odd number",
        "Add candidates",
    ),
    *("Record the result", "Work out the result", "Write the request", "Upload an enclosure", "Send up"),
    "the new term runs from",
)


@pytest.fixture
def town() -> Organisation:
    """480 villages with a committee each; of every sixteenth the term is over."""
    county = make_union("云阳县总工会", kind=Organisation.Kind.COUNTY_FEDERATION)
    town = make_union("双江街道总工会", county)
    kind = Organisation.Kind.VILLAGE_JOINT_UNION
    villages = [make_union(f"第{number:03d}村联合工会", town, kind=kind) for number in range(VILLAGES)]
    committees = Committee.objects.bulk_create(_term(village, n) for n, village in enumerate(villages))
    Seat.objects.bulk_create(
        Seat(committee=own, name=name, post=post, since=own.since)
        for own in committees
        for name, post in (("吴长江", Post.CHAIR), ("郑小燕", Post.MEMBER), ("彭立新", Post.MEMBER))
    )
    check_everything()
    return town


def _term(village: Organisation, number: int) -> Committee:
    today = timezone.localdate()
    until = today - timedelta(days=1 + number) if number % 16 == 0 else today + timedelta(days=200 + number)
    return Committee(
        organisation=village,
        body=Body.UNION_COMMITTEE,
        session=3,
        size=3,
        since=until - timedelta(days=365 * YEARS),
        until=until,
        basis="双工〔2023〕6号",
        rule="ORG-20.term_years",
    )


@pytest.fixture
def officer(town: Organisation) -> Person:
    return make_officer(town, name="冉光明")


def test_what_is_due_in_480_unions_costs_twelve_questions(
    client: Client, officer: Person, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    sign_in(client, officer)
    client.get("/desk/committees/?issue=over")
    with django_assert_max_num_queries(12):
        page = client.get("/desk/committees/?issue=over").content.decode()
    assert len(re.findall(r'data-href="/desk/committees/unions/', page)) == OVERDUE
    sheet = client.get("/desk/committees/export?issue=over").getvalue()
    rows = CalamineWorkbook.from_filelike(io.BytesIO(sheet)).get_sheet_by_index(0).to_python()
    assert len(rows) == 1 + OVERDUE


def enter(page: Page, site: Site, officer: Person) -> None:
    key = sign_in(Client(), officer).session.session_key or ""
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": key, "url": site.url}])


def walk(page: Page, site: Site, words: Words, ballots: Path) -> str:
    """From the desk to the papers. Returns the address of the re-election."""
    today = timezone.localdate().isoformat()
    page.goto(f"{site.url}/desk/")
    page.get_by_role("link", name=words.over).click()
    page.locator("a.rowlink").first.click()
    page.get_by_role("link", name=words.renew).first.click()
    for name, value in (("members", 60), ("women", 8), ("should_attend", 60), ("union_committee", 4)):
        page.locator(f"[name={name}]").fill(str(value))
    page.locator("[name=fund_audit_committee]").fill("3")
    page.get_by_role("button", name=words.on).click()
    expect(page.get_by_text(words.odd).first).to_be_visible()
    page.locator("[name=union_committee]").fill("3")
    page.get_by_role("button", name=words.on).click()
    for body, names in (("union_committee", COMMITTEE), ("fund_audit_committee", AUDITORS)):
        page.locator(f"[name={body}-names]").fill(names)
        page.locator(f"[name={body}-cleared]").check()
        form = page.locator("form").filter(has=page.locator(f"[name={body}-names]"))
        form.get_by_role("button", name=words.add).click()
        expect(page.locator("main").get_by_text(names.split()[0]).first).to_be_visible()
    page.get_by_role("link", name=words.record).click()
    page.locator("[name=held_on]").fill(today)
    for number, attended in enumerate(page.locator("[name^=attended-]").all()):
        attended.fill("52")
        page.locator("[name^=should-]").nth(number).fill("60")
    for field, votes in zip(page.locator("[name^=votes-]").all(), (50, 47, 40, 15) * 2, strict=True):
        field.fill(str(votes))
    page.get_by_role("button", name=words.count).click()
    election = page.url
    page.get_by_role("button", name=words.write).click()
    page.locator("[name=file]").set_input_files(ballots)
    page.get_by_role("button", name=words.upload).click()
    page.get_by_role("button", name=words.send, exact=True).click()
    expect(page.locator("main").get_by_text("双江街道总工会").first).to_be_visible()
    return election


def approve(above: Person) -> str:
    """Another officer of the town replies: nobody answers what they sent themselves."""
    letter = Submission.objects.get()
    set_letterhead(letter.decider, letter.kind.series, "双工", by=above)
    done = decide(letter, Decision(approve=True, reply=proposed_reply(letter)), by=above)
    return str(done.reply_number)


def papers(page: Page, site: Site) -> str:
    """The words of both letters, as Word opens them."""
    found = []
    for name in ("request.docx", "reply.docx"):
        address = f"{site.url}/desk/submissions/{Submission.objects.get().public_id}/{name}"
        content = page.request.get(address).body()
        found += [line.text for line in Document(io.BytesIO(content)).paragraphs]
    return "\n".join(found)


@pytest.mark.browser
@pytest.mark.parametrize(
    ("language", "scripts", "size", "words"),
    [("zh-CN", True, DESK, CHINESE), ("en", False, PHONE, ENGLISH)],
    ids=["chinese-with-scripts", "english-without-on-a-phone"],
)
def test_one_term_is_renewed_to_the_end(
    site: Site,
    browser: Browser,
    officer: Person,
    language: str,
    scripts: bool,
    size: dict[str, int],
    words: Words,
    tmp_path: Path,
) -> None:
    ballots = tmp_path / "选票.pdf"
    ballots.write_bytes(b"%PDF-1.7")
    with window(browser, size=size, language=language, scripts=scripts) as page:
        enter(page, site, officer)
        election = walk(page, site, words, ballots)
        basis = approve(make_officer(officer.roles.get().organisation, name="谭部长"))
        for _ in range(100):  # the worker hears of the reply about a second later
            page.goto(election)
            if page.get_by_text(words.begun).count():
                break
            page.wait_for_timeout(300)
        expect(page.get_by_text(words.begun)).to_be_visible()
        said = papers(page, site)
    oldest = Organisation.objects.get(name="第464村联合工会")
    new = Committee.objects.get(organisation=oldest, body=Body.UNION_COMMITTEE, ended_on=None)
    assert (new.session, new.basis, new.size) == (4, basis, 3)
    assert sorted(new.seats.values_list("name", "post")) == [
        ("冉启明", "chair"),
        ("秦素芬", "vice_chair"),
        ("谭明远", "member"),
    ]
    assert Committee.objects.filter(organisation=oldest, ended_on=None).count() == 2
    assert "主席冉启明，副主席秦素芬，委员谭明远" in said
    assert basis in said
    assert "何秀兰 15 票（未当选）" in said
    today = timezone.localdate()
    assert Checkup.objects.filter(until__lt=today).count() == OVERDUE - 1
