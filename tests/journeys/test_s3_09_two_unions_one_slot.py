# SPDX-License-Identifier: Apache-2.0
"""S3-09: unions book venues for group activities.

Two unions ask for the same slot in the same moment: the first has it, the second is shown three free ones and
takes one of them with a tap. Then the officer of the house sees both on the week, and the list for the door.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Page, expect

from tests.makers import make_officer, make_union, sign_in
from tests.races.ground import in_parallel
from tests.serving import Site, browser, phone, site  # noqa: F401 - fixtures
from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Person
from unionnet.foundation.clock import database_now, local_date, start_of
from unionnet.tools.booking.models import Booking, Resource
from unionnet.tools.booking.tests.makers import make_resource

pytestmark = pytest.mark.django_db(transaction=True)


def tomorrow(clock: int) -> datetime:
    return start_of(local_date(database_now())) + timedelta(days=1, hours=clock)


def stamp(moment: datetime) -> str:
    return f"{timezone.localtime(moment):%Y-%m-%dT%H:%M}"


@pytest.fixture
def town() -> Organisation:
    return make_union("东莞市总工会", region_code="441900", kind="city_federation")


@pytest.fixture
def hall(town: Organisation) -> Resource:
    return make_resource(town, name="职工体育馆 篮球场", audience="unions", address="体育路 1 号")


def officer_of(name: str, town: Organisation) -> tuple[Organisation, Person]:
    union = make_union(name, town, kind="enterprise_union", region_code="441900")
    return union, make_officer(union, name=f"{name[:2]}干部")


def ask(person: Person, union: Organisation, hall: Resource, begin: threading.Barrier) -> int:
    client = sign_in(Client(), person)
    said = {
        "at": stamp(tomorrow(19)),
        "who": union.public_id,
        "slots": "2",
        "purpose": "篮球赛",
        "people": "20",
    }
    begin.wait()
    return client.post(f"/booking/{hall.public_id}/take", said).status_code


def test_two_unions_ask_at_once_and_one_has_it(hall: Resource, town: Organisation) -> None:
    begin = threading.Barrier(2)
    both = [officer_of(name, town) for name in ("康德机械厂工会", "远山电子厂工会")]
    tasks: list[Callable[[], int]] = [
        lambda union=union, person=person: ask(person, union, hall, begin)  # type: ignore[misc]
        for union, person in both
    ]
    assert sorted(in_parallel(tasks, threads=2)) == [302, 409]
    held = Booking.objects.get()
    assert (held.starts_at, held.ends_at, held.state) == (tomorrow(19), tomorrow(21), "confirmed")


def test_the_second_takes_what_is_free_instead_without_javascript(
    site: Site,  # noqa: F811
    phone: Page,  # noqa: F811
    hall: Resource,
    town: Organisation,
) -> None:
    make_resource(town, name="职工体育馆 羽毛球馆", audience="unions")
    first_union, first = officer_of("康德机械厂工会", town)
    union, second = officer_of("远山电子厂工会", town)
    assert ask(first, first_union, hall, threading.Barrier(1)) == 302
    cookie = sign_in(Client(), second).cookies["sessionid"].value
    phone.context.add_cookies([{"name": "sessionid", "value": cookie, "url": site.url}])
    phone.goto(f"{site.url}/booking/{hall.public_id}/?from={tomorrow(0):%Y-%m-%d}")
    taken = phone.locator(f'a[href$="at={stamp(tomorrow(19))}"]')
    assert taken.count() == 0
    assert phone.evaluate("document.documentElement.scrollWidth") <= 390
    phone.goto(f"{site.url}/booking/{hall.public_id}/take?at={stamp(tomorrow(19))}")
    phone.get_by_label("用途").fill("拔河比赛")
    phone.get_by_role("button", name="预约").click()
    expect(phone.get_by_role("heading", name="被人先约了")).to_be_visible()
    expect(phone.get_by_text("先约先得")).to_be_visible()
    offers = phone.get_by_role("button", name="约这个")
    assert offers.count() == 3
    offers.first.click()
    expect(phone.get_by_text("约好了。")).to_be_visible()
    held = Booking.objects.get(union=union)
    assert (held.purpose, held.state) == ("拔河比赛", "confirmed")
    desk = sign_in(Client(), make_officer(town, name="馆长"))
    monday = held.day - timedelta(days=held.day.weekday())
    week = desk.get(f"/desk/booking/{hall.public_id}/?from={monday}").content.decode()
    assert "康德机械厂工会" in week
    sheet = desk.get(f"/desk/booking/{held.resource.public_id}/sheet?day={held.day}").content.decode()
    assert "远山电子厂工会" in sheet
