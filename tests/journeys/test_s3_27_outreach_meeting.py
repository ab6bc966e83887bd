# SPDX-License-Identifier: Apache-2.0
"""S3-27: 职工沟通会 in the street. A rider scans the code of the stand and applies; an authorised officer
takes him in on the spot; from scan to card it is less than three minutes, measured from the journal."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from django.test import Client
from playwright.sync_api import Browser, Page, expect

from tests.knocking import text_of
from tests.makers import make_id_number, make_officer, make_union, sign_in
from tests.serving import PHONE, Site, window
from tests.settling import settled
from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Membership, Person
from unionnet.foundation.clock import database_now
from unionnet.foundation.journal.models import Entry
from unionnet.programmes.outreach.actions import Plan, ask, call_meeting, hand_out
from unionnet.programmes.outreach.models import Meeting, Scan, SpotApproval
from unionnet.programmes.outreach.queries import THREE_MINUTES, report_of

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]


@pytest.fixture
def union() -> Organisation:
    return make_union("望京街道总工会", region_code="110105")


@pytest.fixture
def officer(union: Organisation) -> Person:
    return make_officer(union, name="白主席")


@pytest.fixture
def meeting(union: Organisation, officer: Person) -> Meeting:
    now = database_now()
    plan = Plan("春季职工沟通会", "望京小街", now - timedelta(hours=1), now + timedelta(hours=4))
    return call_meeting(union, plan, by=officer)


def apply(page: Page, site: Site, meeting: Meeting) -> None:
    page.goto(f"{site.url}/outreach/{meeting.public_id}")
    page.get_by_role("link", name="现在申请入会").click()
    page.get_by_label("姓名").fill("韩大路")
    page.get_by_label("证件号码").fill(make_id_number(date(1992, 4, 5), 27, "110105"))
    page.get_by_label("手机号").fill("13666002727")
    page.get_by_label("职业类别").select_option(label="网约送餐员")
    page.get_by_label("工作单位或服务区域").fill("望京片区")
    page.get_by_label(re.compile("我已阅读并同意")).check()
    page.get_by_role("button", name="提交申请").click()
    told = page.context.new_page()
    told.goto(f"{site.url}/reach/demo-phone/")
    found = re.search(r"验证码 (\d{6})", told.content())
    assert found
    told.close()
    page.get_by_label("短信验证码").fill(found[1])
    page.get_by_role("button", name="确认").click()
    expect(page.get_by_role("heading", name="等待工会审核")).to_be_visible()


def test_from_scan_to_card_within_three_minutes(
    browser: Browser, demo_site: Site, client: Client, meeting: Meeting, officer: Person
) -> None:
    sign_in(client, officer)
    there = f"/desk/outreach/{meeting.public_id}"
    with window(browser, size=PHONE, scripts=False) as phone:
        apply(phone, demo_site, meeting)
        membership = Membership.objects.get(join_code=meeting.join_code)
        assert "韩大路" in text_of(client.get(there))
        client.post(f"{there}/approvals/{membership.public_id}")
        phone.reload()
        expect(phone.get_by_role("heading", name="您已是工会会员")).to_be_visible()
    spot = SpotApproval.objects.get()
    assert (spot.by, spot.role, spot.meeting) == (officer, officer.roles.get(), meeting)
    told = Entry.objects.get(fact="outreach.approved_on_the_spot")
    assert (told.actor_id, told.data["role_id"]) == (officer.pk, spot.role_id)
    settled(Scan.objects.filter(membership=membership).exists)
    report = report_of(meeting)
    assert report.median is not None
    assert timedelta(0) <= report.median <= THREE_MINUTES
    page = text_of(client.get(there))
    assert "三分钟以内 1 人，共测 1 人" in page
    assert "白主席 望京街道总工会 工会干部" in page


def test_the_report_counts_what_the_stand_gave(client: Client, meeting: Meeting, officer: Person) -> None:
    for number in range(12):
        ask(meeting, "question", f"第 {number} 个问题怎么办", by=None)
    ask(meeting, "service", "想要一次免费体检", by=None)
    hand_out(meeting, "入会须知", 300, by=officer)
    hand_out(meeting, "法律援助指南", 160, by=officer)
    sign_in(client, officer)
    page = text_of(client.get(f"/desk/outreach/{meeting.public_id}"))
    assert "政策咨询（件） 12 服务诉求 1 件，已答复 0 件" in page
    assert "发放资料（份） 460" in page
    assert 'href="/desk/outreach/' in client.get("/desk/outreach/").content.decode()
