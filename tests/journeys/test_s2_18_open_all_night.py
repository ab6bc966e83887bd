# SPDX-License-Identifier: Apache-2.0
"""S2-18: at two in the night the eleven 24-hour stations of 南宁 are open, to anybody.

民族大道枫林路口 has the six facilities it is known for; a rider who is no member and has no account filters,
reads the page, finds whom to call for legal help, and asks for it there and then.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from django.test import Client
from playwright.sync_api import Browser, expect

from tests.makers import make_officer, make_union, sign_in
from tests.serving import DESK, PHONE, Site, running_site, window
from unionnet.directory.organisations.models import Organisation
from unionnet.directory.places.tests.makers import make_site, zone_where_it_is
from unionnet.directory.places.timetable import every_day
from unionnet.tools.casework.models import Case

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]
CROSSINGS = (
    *("民族大道枫林路口", "五象大道体强路口", "秀厢大道口", "友爱路口", "明秀路口", "星光大道口"),
    *("白沙大道口", "长堽路口", "厢竹大道口", "平乐大道口", "邕武路口"),
)
SIX = ["direct_drinking_water", "fridge", "microwave", "aircon", "washer", "phone_charging"]
WORDS = ("直饮水机", "冰箱", "微波炉", "空调", "洗衣机", "手机充电")


@pytest.fixture(scope="module")
def at_two(django_db_setup: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The product, where it is two in the night."""
    with running_site(tmp_path_factory.mktemp("two"), UNIONNET_TIME_ZONE=zone_where_it_is(2)) as running:
        yield running


def nanning() -> Organisation:
    """Eleven stations that never close, the first with the six facilities; four that close at night."""
    city = make_union("南宁市总工会", kind="city_federation", region_code="450100")
    union = make_union("南宁市建设工会", city, kind="industrial_union", region_code="450100")
    for number, crossing in enumerate(CROSSINGS):
        codes = (
            [*SIX, "parking", "ebike_charging", "legal_advice"] if number == 0 else ["rest", "phone_charging"]
        )
        spot = {"latitude": 22.8170 + number * 0.006, "longitude": 108.3665}
        make_site(union, f"{crossing}24小时工会驿站", every_day(), codes=codes, address=crossing, **spot)
    for number in range(4):
        spot = {"latitude": 22.8172 + number * 0.001, "longitude": 108.3670}
        make_site(union, f"白天驿站{number}", every_day(480, 1320), codes=[*SIX, "ebike_charging"], **spot)
    return union


def test_at_two_in_the_night_eleven_stations_are_open_to_a_stranger(browser: Browser, at_two: Site) -> None:
    nanning()
    with window(browser, size=PHONE) as page:
        page.goto(f"{at_two.url}/places/")
        expect(page.get_by_text(re.compile("现在 02:"))).to_be_visible()
        expect(page.get_by_role("heading", name="15 个驿站和场馆")).to_be_visible()
        page.get_by_role("link", name="现在开放", exact=True).click()
        expect(page.get_by_role("heading", name="现在有 11 处开放")).to_be_visible()
        expect(page.locator(".item")).to_have_count(11)
        for crossing in CROSSINGS:
            expect(page.get_by_text(f"{crossing}24小时工会驿站")).to_be_visible()
        expect(page.get_by_text(re.compile("白天驿站"))).to_have_count(0)

        page.get_by_text("民族大道枫林路口24小时工会驿站").click()
        expect(page.get_by_text("24 小时").first).to_be_visible()
        for words in WORDS:
            expect(page.locator(".place-amenities").get_by_text(words, exact=True)).to_be_visible()
        expect(page.get_by_text("不是会员也可以使用")).to_be_visible()
        expect(page.get_by_text("本站提供法律咨询")).to_be_visible()
        expect(page.get_by_role("link", name="法律援助 12348").first).to_have_attribute("href", "tel:12348")


def test_the_rider_finds_the_nearest_charging_one_and_says_what_is_broken(
    browser: Browser, at_two: Site
) -> None:
    nanning()
    with window(browser, size=PHONE) as page:
        page.context.grant_permissions(["geolocation"])
        page.context.set_geolocation({"latitude": 22.8172, "longitude": 108.3671})
        page.goto(f"{at_two.url}/places/?open=1")
        page.get_by_role("link", name="电动车充电", exact=True).click()
        page.get_by_role("button", name="找离我最近的").click()
        expect(page.get_by_role("heading", name="最近的开放驿站，步行 1 分钟")).to_be_visible()
        expect(page.locator(".item")).to_have_count(1)
        page.get_by_role("link", name="地图", exact=True).click()
        expect(page.locator(".map .pin")).to_have_count(1)
        page.locator("ul.list .item").click()
        page.get_by_text("反映故障").click()
        page.get_by_label("怎么了").fill("第 3 个充电口没有电")
        page.get_by_role("button", name="告诉管理员").click()
        expect(page.get_by_text("已告诉驿站管理员，谢谢您。")).to_be_visible()


def test_the_crossing_of_fenglin_passes_the_check_for_its_six_facilities(
    browser: Browser, at_two: Site
) -> None:
    union = nanning()
    officer = make_officer(union)
    asked = "&".join(f"f={code}" for code in SIX)
    with window(browser, size=DESK) as page:
        session = sign_in(Client(), officer).cookies["sessionid"].value
        page.context.add_cookies([{"name": "sessionid", "value": session, "url": at_two.url}])
        page.goto(f"{at_two.url}/desk/stations/check?{asked}")
        expect(page.get_by_role("heading", name="15 个站点中 5 个齐全")).to_be_visible()
        expect(page.get_by_text("民族大道枫林路口24小时工会驿站")).to_be_visible()
        expect(page.get_by_text("五象大道体强路口24小时工会驿站")).to_have_count(0)


def test_a_rider_who_is_no_member_asks_for_legal_help_in_the_night(browser: Browser, at_two: Site) -> None:
    nanning()
    with window(browser, size=PHONE) as page:
        page.goto(f"{at_two.url}/places/?open=1")
        page.get_by_text("民族大道枫林路口24小时工会驿站").click()
        page.get_by_role("link", name="免费法律援助").click()
        expect(page.get_by_text("不是会员也可以申请")).to_be_visible()
        page.get_by_role("link", name="申请法律援助").click()
        page.get_by_label("怎么称呼您").fill("骑手小李")
        page.get_by_label("手机号").fill("13900001111")
        page.get_by_label("拖欠工资", exact=True).check()
        page.get_by_label("一句话说明").fill("平台站点两个月没发工资")
        page.get_by_role("button", name="提交申请").click()
        expect(page.get_by_text(re.compile("申请已提交，编号"))).to_be_visible()
        case = Case.objects.get()
        page.get_by_label("编号").fill(case.number)
        page.get_by_label("登记时留的手机号").fill("13900001111")
        page.get_by_role("button", name="查进展").click()
        expect(page.get_by_text("南宁市总工会").first).to_be_visible()
    assert (case.kind.key, case.due_rule, case.channel) == ("legalaid.aid", "LA-02.decide", "station")
