# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.test import Client

from tests.makers import make_officer, make_person, sign_in
from unionnet.foundation.clock import database_now, local_date, start_of
from unionnet.tools.booking.models import Booking, Resource
from unionnet.tools.booking.tests.makers import make_resource

pytestmark = pytest.mark.django_db
JSON = "application/json"


def tomorrow(clock: int) -> datetime:
    return start_of(local_date(database_now())) + timedelta(days=1, hours=clock)


@pytest.fixture
def court() -> Resource:
    return make_resource()


def test_anyone_reads_what_is_free(client: Client, court: Resource) -> None:
    told = client.get("/api/v1/bookable").json()["items"]
    assert [(each["id"], each["kind"], each["units"]) for each in told] == [(court.public_id, "venue", 1)]
    slots = client.get(f"/api/v1/bookable/{court.public_id}/slots?day={tomorrow(0):%Y-%m-%d}").json()
    assert (len(slots), {each["state"] for each in slots}) == (84, {"free"})
    assert client.get(f"/api/v1/bookable/{court.public_id}/slots?day=x").status_code == 422
    assert client.get("/api/v1/bookable/222222222222/slots").status_code == 404


def test_booked_once_refused_to_others_with_what_is_near(client: Client, court: Resource) -> None:
    address, said = f"/api/v1/bookable/{court.public_id}/bookings", {"starts_at": tomorrow(19).isoformat()}
    assert client.post(address, said, content_type=JSON).status_code == 401
    sign_in(client, make_person("林晓", union=court.organisation))
    first, again = (client.post(address, said, content_type=JSON).json() for _ in range(2))
    assert first == again == client.get("/api/v1/me/bookings").json()[0]
    other = sign_in(Client(), make_person("小王", union=court.organisation))
    no = other.post(address, said, content_type=JSON)
    assert (no.status_code, no.json()["code"], no.json()["rule"]) == (409, "taken", "BK-06.first_come")
    query = {"starts_at": tomorrow(19).isoformat()}
    near = other.get(f"/api/v1/bookable/{court.public_id}/alternatives", query).json()
    assert len(near) == 3
    assert other.delete(f"/api/v1/me/bookings/{first['id']}").status_code == 404
    assert client.delete(f"/api/v1/me/bookings/{first['id']}").status_code == 204
    assert Booking.objects.get().state == "cancelled"


def test_an_officer_books_for_their_union_and_for_no_other(client: Client, court: Resource) -> None:
    officer = make_officer(court.organisation)
    sign_in(client, officer)
    address = f"/api/v1/bookable/{court.public_id}/bookings"
    said = {"starts_at": tomorrow(10).isoformat(), "slots": 2, "union": court.organisation.public_id}
    assert client.post(address, said, content_type=JSON).json()["state"] == "confirmed"
    stranger = sign_in(Client(), make_person("外人"))
    assert stranger.post(address, said, content_type=JSON).status_code == 404


@pytest.mark.parametrize(
    "moment", ["2026-03-02T19:00:00", "9999-12-31T23:00:00Z", "0001-01-01T00:00:00Z", "x"]
)
def test_moments_that_cannot_be_are_a_no(client: Client, court: Resource, moment: str) -> None:
    sign_in(client, make_person("林晓", union=court.organisation))
    answer = client.post(
        f"/api/v1/bookable/{court.public_id}/bookings", {"starts_at": moment}, content_type=JSON
    )
    assert answer.status_code in (400, 409, 422)
