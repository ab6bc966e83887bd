# SPDX-License-Identifier: Apache-2.0
"""S4-25: a driver searches the homes along a route of 1,000 km; they come in the order of the journey, each
with its beds; a bed is booked and is one fewer; what is free and what is paid for stands on its page."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from playwright.sync_api import Page, expect

from tests.knocking import text_of
from tests.makers import make_officer, make_person, make_union, sign_in
from tests.serving import Site as Product
from tests.serving import browser, phone, site  # noqa: F401 - fixtures
from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Person
from unionnet.directory.places.models import Site
from unionnet.foundation.clock import database_now, local_date
from unionnet.programmes.venues.actions import open_home
from unionnet.programmes.venues.models import DriversHome
from unionnet.programmes.venues.routes import length_of
from unionnet.tools.booking.models import Booking

pytestmark = pytest.mark.django_db(transaction=True)
# Along the corridor from the south-east to the north-west; the last but one lies far off the road.
ROAD = {
    "兰州货运站": (36.06, 103.83),
    "武威司机之家": (37.95, 102.60),
    "金昌司机之家": (38.50, 102.20),
    "张掖司机之家": (38.95, 100.45),
    "敦煌司机之家": (40.14, 94.66),
    "嘉峪关司机之家": (39.80, 98.27),
    "星星峡货运站": (41.79, 95.13),
}
BEDS = {"武威司机之家": 4, "金昌司机之家": 2, "张掖司机之家": 6, "敦煌司机之家": 8, "嘉峪关司机之家": 3}
ON_THE_WAY = ["武威司机之家", "金昌司机之家", "张掖司机之家", "嘉峪关司机之家"]


@pytest.fixture
def union() -> Organisation:
    return make_union("甘肃省总工会", kind="provincial_federation", region_code="620000")


@pytest.fixture
def road(union: Organisation) -> dict[str, DriversHome]:
    officer, homes = make_officer(union), {}
    for name, (lat, lon) in ROAD.items():
        place = Site.objects.create(
            organisation=union, name=name, region_code="620000", latitude=lat, longitude=lon
        )
        if name in BEDS:
            items = [("热水淋浴", 0, ""), ("停车", 1500, "晚")]
            homes[name] = open_home(place, BEDS[name], by=officer, truck_places=30, items=items)
    return homes


QUERY = {"from": "兰州货运站", "via": "嘉峪关司机之家", "to": "星星峡货运站"}


def told(client: Client) -> list[tuple[str, str]]:
    """(home, beds) as the page lists them."""
    page = text_of(client.get("/venues/homes/", QUERY)).partition("按先后排列")[2]
    return re.findall(r"(\S+司机之家) 行至.*?(空 \d+ / \d+ 床|没有空床)", page)


@pytest.fixture
def driver(union: Organisation) -> Person:
    return make_person("韩师傅")  # known by name, a member of no union


def test_homes_come_in_the_order_of_the_journey_with_their_beds(
    client: Client, road: dict[str, DriversHome], driver: Person
) -> None:
    assert length_of([ROAD[QUERY[end]] for end in ("from", "via", "to")]) > 950_000
    assert told(client) == [(name, f"空 {BEDS[name]} / {BEDS[name]} 床") for name in ON_THE_WAY]
    sign_in(client, driver)
    beds, tonight = road["金昌司机之家"].beds, local_date(database_now())
    said = {"at": f"{tonight}T14:00", "who": "me", "slots": "1"}
    assert client.post(f"/booking/{beds.public_id}/take", said).status_code == 302
    assert dict(told(client))["金昌司机之家"] == "空 1 / 2 床"
    other = sign_in(Client(), make_person("马师傅"))
    other.post(f"/booking/{beds.public_id}/take", said)
    assert dict(told(client))["金昌司机之家"] == "没有空床"
    assert dict(told(client))["张掖司机之家"] == "空 6 / 6 床"


def test_a_driver_finds_and_books_a_bed_on_the_phone(
    site: Product,  # noqa: F811
    phone: Page,  # noqa: F811
    road: dict[str, DriversHome],
    driver: Person,
) -> None:
    cookie = sign_in(Client(), driver).cookies["sessionid"].value
    phone.context.add_cookies([{"name": "sessionid", "value": cookie, "url": site.url}])
    phone.goto(f"{site.url}/venues/homes/")
    phone.get_by_label("从哪里").fill("兰州货运站")
    phone.get_by_label("到哪里").fill("嘉峪关司机之家")
    phone.get_by_role("button", name="找沿途的家").click()
    phone.get_by_role("link", name="张掖司机之家").click()
    expect(phone.get_by_text("热水淋浴")).to_be_visible()
    expect(phone.get_by_text("免费")).to_be_visible()
    expect(phone.get_by_text("15.00")).to_be_visible()
    phone.get_by_role("link", name="预约床位").click()
    assert phone.evaluate("document.documentElement.scrollWidth") <= 390
    phone.locator("td.open a").first.click()
    phone.get_by_role("button", name="预约").click()
    expect(phone.get_by_text("约好了。")).to_be_visible()
    assert Booking.objects.get().person == driver
