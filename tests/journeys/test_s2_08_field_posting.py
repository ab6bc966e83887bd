# SPDX-License-Identifier: Apache-2.0
"""S2-08: county officers stay in 吉仙村 of 南溪. The diary is written on the phone, without JavaScript; an
entry raises a problem; more than twenty are closed and counted; the village says how it was."""

from __future__ import annotations

import io
import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect
from python_calamine import CalamineWorkbook

from tests.knocking import text_of
from tests.makers import make_officer, make_union, sign_in
from tests.serving import PHONE, Site, window
from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Person
from unionnet.programmes.postings.actions import Note, Trouble, judge, send_out, write_entry
from unionnet.programmes.postings.models import DiaryEntry, Posting, ProblemItem

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def county() -> Organisation:
    return make_union("云阳县总工会", kind="county_federation")


@pytest.fixture
def village(county: Organisation) -> Organisation:
    town = make_union("南溪镇总工会", county)
    return make_union("吉仙村联合工会", town, kind="village_joint_union")


@pytest.fixture
def sent(county: Organisation) -> Person:
    return make_officer(county, name="谭大山")


@pytest.fixture
def posting(county: Organisation, village: Organisation, sent: Person) -> Posting:
    today = timezone.localdate()
    days = (today - timedelta(days=20), today)
    return send_out([sent], village, "摸需求、解难题", days, sent_by=county, by=make_officer(county))


def carry(client: Client, page: Page, site: Site, person: Person) -> None:
    """The session of the test's client goes into the window."""
    sign_in(client, person)
    name, value = next((n, m.value) for n, m in client.cookies.items() if "session" in n)
    page.context.add_cookies([{"name": name, "value": value, "url": site.url}])


@pytest.mark.browser
def test_the_diary_on_a_phone_without_scripts(
    site: Site, browser: Browser, client: Client, posting: Posting, sent: Person
) -> None:
    with window(browser, size=PHONE, scripts=False) as phone:
        carry(client, phone, site, sent)
        phone.goto(f"{site.url}/postings/")
        phone.get_by_role("link", name=re.compile("吉仙村联合工会")).click()
        phone.get_by_label("做了什么、看到什么").fill("走访三组六户，村口路灯坏了")
        phone.get_by_label("地点").fill("三组")
        phone.get_by_label("发现了问题").fill("村口三盏路灯不亮")
        phone.get_by_label("由谁解决").fill("南溪镇总工会")
        phone.get_by_label("期限").fill(str(timezone.localdate() + timedelta(days=5)))
        phone.get_by_role("button", name="记下").click()
        expect(phone.get_by_role("heading", name="问题 1 件，已解决 0 件")).to_be_visible()
        phone.get_by_label("怎样解决的").fill("换了三盏太阳能路灯")
        phone.get_by_role("button", name="销号").click()
        expect(phone.get_by_role("heading", name="问题 1 件，已解决 1 件")).to_be_visible()
        width = phone.evaluate("document.documentElement.scrollWidth")
        assert width <= PHONE["width"]
    problem = ProblemItem.objects.get()
    assert problem.entry == DiaryEntry.objects.get()
    assert (problem.result, problem.closed_by) == ("换了三盏太阳能路灯", sent)


def test_twenty_one_problems_are_closed_and_counted(
    client: Client, posting: Posting, sent: Person, village: Organisation
) -> None:
    chair = make_officer(village, name="向主席")
    today = timezone.localdate()
    noon = timezone.now() - timedelta(days=10)
    judge(posting, "before", 3, by=chair, at=noon)
    for number in range(23):
        trouble = Trouble(f"第 {number + 1} 件难题", "南溪镇总工会", today - timedelta(days=1))
        note = Note(today - timedelta(days=3), "入户走访", f"key-{number}")
        write_entry(posting, note, trouble, by=sent, at=timezone.now())
    sign_in(client, sent)
    for problem in ProblemItem.objects.order_by("pk")[:21]:
        client.post(f"/postings/problems/{problem.public_id}/result", {"result": "当场协调解决"})
    sign_in(client, chair)
    said = {"stage": "after", "stars": "5", "words": "路灯亮了，心里也亮了"}
    client.post(f"/postings/{posting.public_id}/opinion", said)
    report = text_of(client.get(f"/desk/postings/{posting.public_id}"))
    assert "23，已解决 21，超期 2" in report
    assert "蹲点前 3.0（1 人），蹲点后 5.0（1 人）" in report
    assert "路灯亮了，心里也亮了" in report
    assert "向主席" not in report.partition("由被蹲点工会")[0].partition("情况")[2]
    leader = text_of(client.get("/desk/postings/"))
    assert "解决问题（件） 21 发现 23 件" in leader
    assert "共 21 件问题" in text_of(client.get("/desk/postings/problems?state=closed"))
    sheet = client.get(f"/desk/postings/{posting.public_id}/report.xlsx").getvalue()
    rows = CalamineWorkbook.from_filelike(io.BytesIO(sheet)).get_sheet_by_index(0).to_python()
    assert [row[0] for row in rows].count("问题") == 23
    assert [row[5] for row in rows].count("已解决") == 21
    paper = text_of(client.get(f"/desk/postings/{posting.public_id}?print=1"))
    assert "吉仙村联合工会蹲点报告" in paper
    assert "当场协调解决" in paper
