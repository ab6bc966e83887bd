# SPDX-License-Identifier: Apache-2.0
"""S1-04: all service sites of a union go to the map providers.

What is wrong in real lists (200 with an address only, degrees turned round, a shifted datum called WGS-84,
the same station in two lists, one in another province) is found and named; the rest goes out.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from django.test import Client
from playwright.sync_api import Browser, Page, expect

from tests.makers import make_officer, make_union, sign_in
from tests.serving import DESK, Site, window
from unionnet.directory.people.models import Person
from unionnet.directory.places.datum import from_wgs84
from unionnet.directory.places.models import Site as Station
from unionnet.directory.places.tests.makers import make_site
from unionnet.programmes.feeds.actions import Terms, open_outlet
from unionnet.programmes.feeds.tests.makers import fetched

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]
HEAD = "名称,地址,纬度,经度,坐标系,开放时间\n"


def come_in(page: Page, site: Site, person: Person) -> None:
    session = sign_in(Client(), person).cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": session, "url": site.url}])


def bring(page: Page, site: Site, file: Path) -> None:
    page.goto(f"{site.url}/desk/places/import")
    page.get_by_label("表格（xlsx 或 csv）").set_input_files(file)
    page.get_by_role("button", name="试读").click()


def test_what_is_wrong_in_real_lists_is_found_and_named(browser: Browser, site: Site, tmp_path: Path) -> None:
    union = make_union("永宁街道总工会", region_code="510503")
    officer = make_officer(union)
    good = [f"第{n}工会驿站,永宁街道 {n} 号,{28.7 + n * 0.01:.4f},105.3712,GPS,08:00-20:00" for n in range(6)]
    bare = [f"第{n}号服务点,永宁街道 {n} 弄,,,,08:00-20:00" for n in range(200)]
    shifted = from_wgs84(28.71, 105.3712, "gcj02")
    second = [
        f"第1户外劳动者驿站,云溪路 9 号,{shifted[0]:.6f},{shifted[1]:.6f},GPS,08:00-20:00",
        "第2户外劳动者驿站,云溪路 8 号,28.7201,105.3712,GPS,08:00-20:00",
        "写反的驿站,云溪路 7 号,105.37,28.75,GPS,08:00-20:00",
        "太远的驿站,云溪路 6 号,45.7567,126.6424,GPS,08:00-20:00",
    ]
    first_list, second_list = tmp_path / "一.csv", tmp_path / "二.csv"
    first_list.write_text(HEAD + "\n".join([*good, *bare]), encoding="utf-8")
    second_list.write_text(HEAD + "\n".join(second), encoding="gb18030")

    with window(browser, size=DESK) as page:
        come_in(page, site, officer)
        bring(page, site, first_list)
        page.get_by_role("button", name="确认导入").click()
        expect(page.get_by_role("heading", name="驿站阵地")).to_be_visible()
        bring(page, site, second_list)
        expect(page.get_by_text("经度和纬度写反了")).to_be_visible()
        page.get_by_role("button", name="确认导入").click()
        expect(page.get_by_role("heading", name="驿站阵地")).to_be_visible()
        assert Station.objects.count() == 209

        page.goto(f"{site.url}/desk/feeds/new")
        page.get_by_label("渠道名称").fill("高德地图")
        page.get_by_label("坐标系").select_option("gcj02")
        page.get_by_role("button", name="保存").click()
        page.get_by_role("link", name="抄好了").click()
        page.get_by_label("原因").select_option("only_address")
        expect(page.get_by_label("原因").locator("option:checked")).to_contain_text("200")
        for reason, name in (
            ("shifted_gcj02", "第1户外劳动者驿站"),
            ("duplicate", "第2户外劳动者驿站"),
            ("outside_region", "太远的驿站"),
        ):
            page.goto(f"{page.url.split('?')[0]}?reason={reason}")
            expect(page.locator("table tbody tr")).to_have_count(1)
            expect(page.get_by_role("link", name=name)).to_be_visible()

        page.goto(f"{page.url.split('?')[0]}?reason=shifted_gcj02")
        page.get_by_role("link", name="第1户外劳动者驿站").click()
        page.get_by_role("button", name="按这个坐标系改正").click()
        expect(page.get_by_text("与另一个站点重复")).to_be_visible()

    outlet = open_outlet(union, Terms("百度地图", "bd09"), by=officer)
    assert len(fetched(site, *outlet)) == 6


def test_three_without_coordinates_are_refused_and_the_rest_go_out(client: Client) -> None:
    union = make_union("西安市总工会", region_code="610100")
    officer = make_officer(union)
    for number in range(7):
        latitude, longitude = (34.26 + number * 0.01, 108.94) if number > 2 else (None, None)
        make_site(
            union, f"第{number}阵地", kind="venue", address=f"大街 {number} 号",
            latitude=latitude, longitude=longitude,
        )  # fmt: skip
    outlet, key = open_outlet(union, Terms("高德地图", "gcj02"), by=officer)
    told = client.get(f"/feeds/{outlet.public_id}", headers={"authorization": f"Bearer {key}"}).json()
    assert (len(told["items"]), {each["datum"] for each in told["items"]}) == (4, {"gcj02"})
    sign_in(client, officer)
    page = client.get(f"/desk/feeds/{outlet.public_id}/").content.decode()
    assert page.count("只有地址，没有坐标</span>") == 3
