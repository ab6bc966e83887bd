# SPDX-License-Identifier: Apache-2.0
"""S0-08: 永宁街道 had eight stations last year and has fifteen now, with two new facilities.

An officer brings both lists, reads the growth and the facility report and records what running costs; a rider
finds the nearest open station where an e-bike can be charged. In real Chromium, over the real server.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import Client
from playwright.sync_api import Browser, Page, expect

from tests.makers import make_officer, make_union, sign_in
from tests.serving import DESK, PHONE, Site, running_site, window
from unionnet.directory.people.models import Person
from unionnet.directory.places.tests.makers import zone_where_it_is

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]
HEAD = "名称,地址,纬度,经度,坐标系,设施,开放时间,启用日期\n"
OLD = "饮水、热饭、应急药品、休息、空调、电视、图书、茶水"


@pytest.fixture(scope="module")
def at_ten(django_db_setup: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The product, where it is ten in the morning."""
    with running_site(tmp_path_factory.mktemp("ten"), UNIONNET_TIME_ZONE=zone_where_it_is(10)) as running:
        yield running


def line(number: int, facilities: str, since: str, hours: str = "08:00-20:00") -> str:
    name = "胜利街社区工会驿站" if number == 1 else f"永宁街道第{number}工会驿站"
    spot = f"{28.7737 + number * 0.004:.4f},105.3712"
    return f"{name},永宁街道 {number} 号,{spot},GPS,{facilities},{hours},{since}\n"


def lists(folder: Path) -> tuple[Path, Path]:
    """Last year's eight; this year's fifteen, of which numbers 1 to 10 charge phones and e-bikes.
    Number 1 opens only in the afternoon, so the nearest open one for the rider is number 2."""
    last_year, this_year = folder / "去年.csv", folder / "今年.csv"
    last_year.write_text(HEAD + "".join(line(n, OLD, "2025-03-01") for n in range(1, 9)), encoding="gb18030")
    rows = []
    for number in range(1, 16):
        offers = f"{OLD}、手机充电、电动车充电" if number <= 10 else OLD
        since = "2025-03-01" if number <= 8 else "2026-04-01"
        rows.append(line(number, offers, since, "14:00-20:00" if number == 1 else "08:00-20:00"))
    this_year.write_text(HEAD + "".join(rows), encoding="utf-8")
    return last_year, this_year


def come_in(page: Page, site: Site, person: Person) -> None:
    session = sign_in(Client(), person).cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": session, "url": site.url}])


def bring(page: Page, site: Site, file: Path, outcome: str) -> None:
    page.goto(f"{site.url}/desk/places/import")
    page.get_by_label("表格（xlsx 或 csv）").set_input_files(file)
    page.get_by_role("button", name="试读").click()
    expect(page.get_by_text(outcome)).to_be_visible()
    page.get_by_role("button", name="确认导入").click()
    expect(page.get_by_role("heading", name="驿站阵地")).to_be_visible()


def test_eight_stations_become_fifteen_and_a_rider_finds_one(
    browser: Browser, at_ten: Site, tmp_path: Path
) -> None:
    officer = make_officer(make_union("永宁街道总工会", region_code="510503"))
    last_year, this_year = lists(tmp_path)
    with window(browser, size=DESK) as page:
        come_in(page, at_ten, officer)
        bring(page, at_ten, last_year, "将新登记 8 个，更新 0 个，0 行有误不导入")
        bring(page, at_ten, this_year, "将新登记 7 个，更新 8 个，0 行有误不导入")

        page.goto(f"{at_ten.url}/desk/stations/growth?since=2025-12-31&until=2026-11-01")
        expect(page.get_by_role("heading", name="从 8 个到 15 个")).to_be_visible()
        for words in ("+7", "87.5%", "7 / 8 个"):
            expect(page.get_by_text(words, exact=True).first).to_be_visible()

        page.goto(f"{at_ten.url}/desk/stations/check?f=phone_charging&f=ebike_charging")
        expect(page.get_by_role("heading", name="15 个站点中 10 个齐全")).to_be_visible()

        page.goto(f"{at_ten.url}/desk/places/?q=胜利街")
        page.get_by_role("link", name="胜利街社区工会驿站").click()
        page.get_by_role("link", name="运行费用").click()
        page.get_by_text("记一笔").click()
        page.locator("#id_month").fill("2026-10")
        page.get_by_label("金额（元）").fill("356.40")
        page.get_by_role("button", name="保存").click()
        expect(page.get_by_role("cell", name="356.40 元")).to_be_visible()
        page.goto(f"{at_ten.url}/desk/stations/?year=2026")
        expect(page.get_by_text("15 个站点中 1 个有记录")).to_be_visible()

    with window(browser, size=PHONE) as page:
        page.context.grant_permissions(["geolocation"])
        page.context.set_geolocation({"latitude": 28.7767, "longitude": 105.3712})
        page.goto(f"{at_ten.url}/places/")
        page.get_by_role("link", name="电动车充电", exact=True).click()
        page.get_by_role("link", name="现在开放", exact=True).click()
        page.get_by_role("button", name="找离我最近的").click()
        expect(page.get_by_role("heading", name=re.compile(r"最近的开放驿站，步行 \d+ 分钟"))).to_be_visible()
        first = page.locator(".item").first
        expect(first).to_contain_text("永宁街道第2工会驿站")
        expect(first).to_contain_text("20:00 关门")
        expect(first).to_contain_text("电动车充电")
        expect(page.locator(".item")).to_have_count(9)


def test_the_rider_finds_it_without_scripts_too(browser: Browser, at_ten: Site, tmp_path: Path) -> None:
    officer = make_officer(make_union("永宁街道总工会", region_code="510503"))
    with window(browser, size=DESK, scripts=False) as page:
        come_in(page, at_ten, officer)
        bring(page, at_ten, lists(tmp_path)[1], "将新登记 15 个，更新 0 个，0 行有误不导入")
    with window(browser, size=PHONE, scripts=False) as page:
        page.goto(f"{at_ten.url}/places/?open=1&f=ebike_charging")
        page.get_by_label("街道、地标或驿站名").fill("胜利街")
        page.get_by_role("button", name="查找").click()
        expect(page.get_by_text("以“胜利街社区工会驿站”为中心")).to_be_visible()
        expect(page.locator(".item").first).to_contain_text("永宁街道第2工会驿站")
