# SPDX-License-Identifier: Apache-2.0
"""S1-12: an activity centre with rooms and a library. A member books the calligraphy room; the library lends,
takes back and is checked once a year; visits are counted."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from tests.knocking import text_of
from tests.makers import make_officer, make_person, make_union, sign_in
from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people import cards
from unionnet.directory.places.models import Site
from unionnet.foundation.clock import database_now, local_date
from unionnet.programmes.venues.models import Shelf, StockTake
from unionnet.tools.booking.models import Booking, Resource

pytestmark = pytest.mark.django_db


@pytest.fixture
def union() -> Organisation:
    return make_union("榆北煤业工会", kind="enterprise_union", region_code="610802")


def test_a_room_a_book_and_a_count(union: Organisation) -> None:
    desk = sign_in(Client(), make_officer(union))
    Site.objects.create(organisation=union, name="职工活动中心", kind="venue", region_code="610802")
    member = make_person("林晓", union=union)
    phone = sign_in(Client(), member)

    week = {f"day{number}": "09:00-12:00、14:00-18:00" for number in range(1, 8)}
    room = {"union": union.name, "kind": "room", "name": "书画室", "place": "职工活动中心", "units": "1"}
    desk.post("/desk/booking/new", {**room, "slot_minutes": "60", "audience": "members", **week})
    tomorrow = local_date(database_now()) + timedelta(days=1)
    found = Resource.objects.get()
    assert "书画室" in text_of(phone.get(f"/booking/?day={tomorrow}&kind=room"))
    phone.post(f"/booking/{found.public_id}/take", {"at": f"{tomorrow}T14:00", "who": "me", "slots": "1"})
    assert (Booking.objects.get().person, found.site is not None) == (member, True)

    desk.post("/desk/venues/shelves/new", {"union": union.name, "name": "职工书屋"})
    door = f"/desk/venues/shelves/{Shelf.objects.get().public_id}"
    desk.post(f"{door}/catalogue", {"name": "平凡的世界", "author": "路遥", "numbers": "A001 A002 A003"})
    assert "在架 3 册" in text_of(phone.get("/venues/books/?q=路遥"))
    token, _until = cards.issue(member)
    desk.post(f"{door}/desk", {"number": "A001", "code": token})
    assert "在架 2 册" in text_of(phone.get("/venues/books/?q=路遥"))
    assert "A001" in text_of(phone.get("/venues/loans/"))
    desk.post(f"{door}/check")
    desk.post(f"{door}/check", {"numbers": "A002"})
    desk.post(f"{door}/check", {"move": "close"})
    taking = StockTake.objects.get()
    assert (taking.seen, taking.lent, taking.missing) == (1, 1, 1)
    desk.post(f"{door}/desk", {"number": "A001"})
    assert "读过的" in text_of(phone.get("/venues/loans/"))

    today = local_date(database_now())
    for days, times in ((0, 86), (1, 64)):
        day = today.replace(month=1, day=1) + timedelta(days=days)
        desk.post("/desk/venues/visits", {"site": "职工活动中心", "day": str(day), "times": str(times)})
    assert "150 人次" in text_of(desk.get("/desk/venues/"))
