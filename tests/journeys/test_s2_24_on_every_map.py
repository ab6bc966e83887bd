# SPDX-License-Identifier: Apache-2.0
"""S2-24: one register, four maps: 高德, 百度, the union's own app and 工友惠, each in its own datum.

In the evening a keeper closes on the phone, and the four feeds of the running product say so within five
minutes.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable

import pytest
from django.test import Client
from playwright.sync_api import Browser, Page, expect

from tests.makers import make_officer, make_union, sign_in
from tests.serving import DESK, PHONE, Site, window
from unionnet.directory.people.models import Person
from unionnet.directory.places.datum import from_wgs84, metres_between
from unionnet.directory.places.tests.makers import make_site
from unionnet.directory.places.timetable import every_day
from unionnet.programmes.feeds.tests.makers import fetched, four_outlets

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]
NANNING = (22.8170, 108.3665)
LIMIT = 300.0


def come_in(page: Page, site: Site, person: Person) -> None:
    session = sign_in(Client(), person).cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": session, "url": site.url}])


def when(happens: Callable[[], bool], limit: float = LIMIT) -> float:
    """Seconds until it is so; fails at the limit."""
    begun = time.monotonic()
    while not happens():
        assert time.monotonic() - begun < limit
        time.sleep(0.5)
    return time.monotonic() - begun


def test_a_keeper_closes_tonight_and_four_maps_say_so(browser: Browser, site: Site) -> None:
    union = make_union("南宁市总工会", region_code="450100")
    officer, keeper = make_officer(union), make_officer(union, role="station_keeper")
    station = make_site(
        union, "枫林路口24小时工会驿站", every_day(), address="民族大道枫林路口",
        latitude=NANNING[0], longitude=NANNING[1],
    )  # fmt: skip
    outlets = four_outlets(union, officer)
    assert len(outlets) == 4
    for outlet, key in outlets.values():
        [entry] = fetched(site, outlet, key)
        spot = float(entry["latitude"]), float(entry["longitude"])
        assert metres_between(spot, from_wgs84(*NANNING, outlet.datum)) < 0.2
        assert (entry["id"], entry["status"], entry["datum"]) == (station.public_id, "open", outlet.datum)

    with window(browser, size=PHONE) as page:
        come_in(page, site, keeper)
        page.goto(f"{site.url}/places/keeper")
        page.get_by_text("说明原因和时间").click()
        page.get_by_label("原因").select_option("停水停电")
        page.get_by_label("到什么时候").select_option("240")
        page.get_by_role("button", name="现在关门").click()
        expect(page.get_by_text("“枫林路口24小时工会驿站”已关门。")).to_be_visible()

    def all_say_so() -> bool:
        told = [fetched(site, outlet, key, since=1) for outlet, key in outlets.values()]
        return [[each["status"] for each in items] for items in told] == [["closed"]] * 4

    assert when(all_say_so) < LIMIT
    with window(browser, size=DESK) as page:
        come_in(page, site, officer)
        page.goto(f"{site.url}/desk/feeds/sites/{station.public_id}/")
        expect(page.get_by_text(re.compile("渠道取得"))).to_have_count(8)
        expect(page.get_by_text("未取", exact=True)).to_have_count(0)
