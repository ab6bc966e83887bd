# SPDX-License-Identifier: Apache-2.0
"""S4-26: the four gifts of 金昌 reach truck drivers, and only them. A driver finds the activity on the phone,
scans the code at the freight yard and is counted by person and by time, without JavaScript."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from tests.knocking import text_of
from tests.makers import make_officer, make_person, make_union, sign_in
from tests.serving import PHONE, Site, window
from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Person
from unionnet.programmes.campaigns.actions import Terms, hold, open_campaign
from unionnet.programmes.campaigns.models import Campaign
from unionnet.tools.activities.actions import Plan
from unionnet.tools.activities.actions import sign_in as sign_in_at
from unionnet.tools.activities.models import Activity, Attendee
from unionnet.tools.activities.tests.makers import brought, first_session
from unionnet.tools.activities.web.codes import code_for

pytestmark = pytest.mark.django_db(transaction=True)
GIFTS = {"warmth": "送温暖", "cool": "送清凉", "health": "送健康", "policy": "送政策"}


@pytest.fixture
def city() -> Organisation:
    return make_union("金昌市总工会", kind="city_federation", region_code="620300")


@pytest.fixture
def officer(city: Organisation) -> Person:
    return make_officer(city)


@pytest.fixture
def activities(city: Organisation, officer: Person) -> list[Activity]:
    """One of each of the four, all running now, whatever today is."""
    chair, now = make_officer(city, role="leader", name="马主席"), timezone.now()
    today = timezone.localdate()
    days = (today - timedelta(days=30), today + timedelta(days=30))
    found = []
    for kind, label in GIFTS.items():
        terms = Terms(kind, f"{label}到货车司机", *days, line="四送", any_tags=("truck_driver",))
        campaign = open_campaign(city, terms, by=officer)
        begins, ends = now - timedelta(hours=1), now + timedelta(hours=2)
        plan = Plan("service", f"{label}进货运站", begins, ends, 40, place="北京路货运站")
        found.append(brought(hold(campaign, plan, by=officer), "start", by=officer, chair=chair))
    return found


def carry(client: Client, page: Page, site: Site, person: Person) -> None:
    """The session of the test's client goes into the window."""
    sign_in(client, person)
    name, value = next((n, m.value) for n, m in client.cookies.items() if "session" in n)
    page.context.add_cookies([{"name": name, "value": value, "url": site.url}])


@pytest.mark.browser
def test_a_driver_finds_it_and_signs_in_by_the_code(
    site: Site, browser: Browser, client: Client, activities: list[Activity], city: Organisation
) -> None:
    driver = make_person("马师傅", union=city, tags=("truck_driver",))
    with window(browser, size=PHONE, scripts=False) as phone:
        carry(client, phone, site, driver)
        phone.goto(f"{site.url}/campaigns/")
        phone.get_by_role("link", name=re.compile("送温暖进货运站")).click()
        expect(phone.get_by_text("北京路货运站")).to_be_visible()
        expect(phone.get_by_text("货车司机")).to_be_visible()
        phone.goto(f"{site.url}/activities/in/{code_for(first_session(activities[0]))}")
        phone.get_by_role("button", name="签到").click()
        expect(phone.get_by_text("已签到")).to_be_visible()
        assert phone.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    assert [row.person for row in Attendee.objects.all()] == [driver]


def test_only_drivers_are_counted_by_person_and_by_time(
    client: Client, activities: list[Activity], city: Organisation, officer: Person
) -> None:
    drivers = [make_person(f"司机{n}", union=city, tags=("truck_driver",)) for n in "甲乙"]
    courier = make_person("王骑手", union=city, tags=("courier",))
    for activity in activities:
        sign_in_at(first_session(activity), by=drivers[0])
    sign_in_at(first_session(activities[0]), by=drivers[1])
    sign_in(client, courier)
    assert "送温暖进货运站" not in text_of(client.get("/campaigns/"))
    here = client.get(f"/activities/in/{code_for(first_session(activities[0]))}")["Location"]
    assert "这次活动面向：货车司机" in text_of(client.post(here))
    sign_in(client, officer)
    page = text_of(client.get("/desk/campaigns/?q=四送"))
    assert "参加人数 2 人" in page
    assert "参加人次 5 人次" in page
    warmth = Campaign.objects.get(kind="warmth")
    one = text_of(client.get(f"/desk/campaigns/{warmth.public_id}"))
    assert "参加人数 2 人" in one
    assert "参加人次 2 人次" in one
