# SPDX-License-Identifier: Apache-2.0
"""S2-19: a worker scans the code at a station and joins the building workers' union (南宁).

Two stations have their own codes. The form knows where it was scanned; the officer sees from where each
came; the report counts by station. Once with a phone as it is, once with a phone whose browser runs no
scripts.
"""

from __future__ import annotations

import re
from datetime import date

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.makers import make_id_number, make_officer, make_union
from tests.serving import DESK, PHONE, Site, window
from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.actions import make_join_code
from unionnet.directory.people.models import Account, JoinCode, Membership, Person

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]


def codes_of(union: Organisation, officer: Person) -> tuple[JoinCode, JoinCode]:
    return (
        make_join_code(union, by=officer, channel="station", place="fenglin", place_name="枫林路口驿站"),
        make_join_code(union, by=officer, channel="station", place="wuxiang", place_name="五象湖驿站"),
    )


def fill_in(page: Page, site: Site, code: JoinCode, name: str, number: int) -> None:
    page.goto(f"{site.url}/j/{code.code}")
    expect(page.get_by_text(code.place_name).first).to_be_visible()
    page.get_by_label("姓名").fill(name)
    page.get_by_label("证件号码").fill(make_id_number(date(1991, 4, 5), number, "450103"))
    page.get_by_label("手机号").fill(f"1366600{number:04d}")
    page.get_by_label("职业类别").select_option(label="建筑工人")
    page.get_by_label("工作单位或服务区域").fill("五象新区三号工地")
    page.get_by_label(re.compile("我已阅读并同意")).check()
    page.get_by_role("button", name="提交申请").click()


def prove(page: Page, site: Site) -> None:
    """The demo's phone lies beside the browser that asked."""
    expect(page.get_by_role("heading", name="验证手机")).to_be_visible()
    told = page.context.new_page()
    told.goto(f"{site.url}/reach/demo-phone/")
    found = re.search(r"验证码 (\d{6})", told.content())
    assert found
    told.close()
    page.get_by_label("短信验证码").fill(found[1])
    page.get_by_role("button", name="确认").click()
    expect(page.get_by_role("heading", name="等待工会审核")).to_be_visible()


def test_from_the_code_on_the_wall_to_the_card_in_the_hand(browser: Browser, demo_site: Site) -> None:
    union = make_union("南宁市建设工会", kind="industrial_union", region_code="450100")
    officer = make_officer(union, name="韦主席")
    Account.objects.filter(person=officer).update(is_demo=True, login="demo-wei")
    first, second = codes_of(union, officer)
    with window(browser, size=PHONE) as phone, window(browser, size=PHONE, scripts=False) as plain:
        fill_in(phone, demo_site, first, "韦大力", 11)
        prove(phone, demo_site)
        fill_in(plain, demo_site, first, "黄小燕", 12)
        prove(plain, demo_site)
        with window(browser, size=PHONE) as third:
            fill_in(third, demo_site, second, "农建国", 13)
            prove(third, demo_site)
        with window(browser, size=DESK) as desk:
            officer_decides(desk, demo_site)
        phone.reload()
        expect(phone.get_by_role("heading", name="您已是工会会员")).to_be_visible()
        phone.get_by_role("link", name="出示会员码").click()
        expect(phone.locator("svg.qr")).to_be_visible()
        expect(phone.locator("[data-left]")).to_have_text(re.compile(r"^[45]:\d\d$"))
    counted = Membership.objects.filter(organisation=union, join_code__isnull=False)
    by_place = [
        counted.filter(join_code=code, state="active", channel="station").count() for code in (first, second)
    ]
    assert by_place == [2, 1]


def officer_decides(desk: Page, site: Site) -> None:
    desk.goto(f"{site.url}/account/login/")
    token = desk.locator("input[name=csrfmiddlewaretoken]").first.input_value()
    given: dict[str, str | float | bool] = {"csrfmiddlewaretoken": token, "next": "/desk/people/applications"}
    desk.request.post(f"{site.url}/people/demo/demo-wei", form=given, headers={"Referer": site.url})
    desk.goto(f"{site.url}/desk/people/applications")
    expect(desk.get_by_role("heading", name="有 3 份入会申请待审核")).to_be_visible()
    expect(desk.get_by_text("枫林路口驿站").first).to_be_visible()
    desk.keyboard.press("j")
    desk.keyboard.press("a")
    expect(desk.get_by_role("heading", name="有 2 份入会申请待审核")).to_be_visible()
    desk.get_by_role("link", name="全选本页").click()
    desk.get_by_role("button", name="批准勾选的申请").click()
    expect(desk.get_by_text("已批准 2 人入会。")).to_be_visible()
    desk.goto(f"{site.url}/desk/people/codes")
    line = desk.get_by_role("row").filter(has_text="枫林路口驿站")
    expect(line.get_by_role("cell").nth(3)).to_have_text("2")
    expect(line.get_by_role("cell").nth(4)).to_have_text("2")
