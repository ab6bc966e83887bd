# SPDX-License-Identifier: Apache-2.0
"""The keeper's round in a street without network: kept on the phone, sent when there is one again."""

from __future__ import annotations

import pytest
from django.test import Client
from playwright.sync_api import Browser, expect

from tests.makers import make_officer, make_union, sign_in
from tests.serving import PHONE, Site, window
from unionnet.directory.places.models import FaultReport, Override
from unionnet.directory.places.tests.makers import make_site
from unionnet.directory.places.timetable import every_day
from unionnet.programmes.stations.models import FaultPhoto, Patrol, Shortage
from unionnet.programmes.stations.tests.makers import a_photo

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]


def test_a_round_without_network_is_sent_later_once(browser: Browser, site: Site) -> None:
    union = make_union("永宁街道总工会", region_code="510503")
    make_site(union, "胜利街社区驿站", every_day())
    keeper = make_officer(union, role="station_keeper")
    photo = a_photo()
    with window(browser, size=PHONE) as page:
        session = sign_in(Client(), keeper).cookies["sessionid"].value
        page.context.add_cookies([{"name": "sessionid", "value": session, "url": site.url}])
        page.goto(f"{site.url}/places/keeper")
        page.get_by_role("link", name="巡查、缺货、报修").click()
        page.get_by_role("button", name="一切正常").wait_for()
        page.wait_for_load_state("networkidle")
        page.context.set_offline(True)
        page.get_by_role("button", name="一切正常").click()
        expect(page.get_by_text("1 条待发送")).to_be_visible()
        page.get_by_label("饮用水").check()
        page.get_by_role("button", name="请工会补充").click()
        expect(page.get_by_text("2 条待发送")).to_be_visible()
        page.get_by_label("怎么了").last.fill("门把手松了")
        page.get_by_label("照片（可以不拍）").set_input_files(
            {"name": "a.jpg", "mimeType": "image/jpeg", "buffer": photo.read()}
        )
        page.get_by_role("button", name="登记故障").click()
        expect(page.get_by_text("3 条待发送")).to_be_visible()
        page.get_by_role("button", name="现在关门").click()
        expect(page.get_by_text("4 条待发送")).to_be_visible()
        assert Patrol.objects.count() == 0
        page.context.set_offline(False)
        expect(page.get_by_role("button", name="现在开门")).to_be_visible()
        expect(page.locator("[data-kept]")).to_be_hidden()
    assert (Patrol.objects.count(), Shortage.objects.count()) == (1, 1)
    assert (FaultReport.objects.get().text, FaultPhoto.objects.count()) == ("门把手松了", 1)
    assert Override.objects.get().is_open is False
