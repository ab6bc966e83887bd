# SPDX-License-Identifier: Apache-2.0
"""S3-02: 东莞's members sign up for courses of many kinds.

500 requests in ten seconds for 157 seats: 157 get a seat, the others a waiting number.
Then a seat is given back to the first who waits, and the code is scanned at the door.
"""

from __future__ import annotations

import time
from datetime import timedelta
from functools import partial

import pytest
from django.test import Client

from tests.makers import make_officer, make_person, make_union, sign_in
from tests.races.ground import Heard, Phone, in_parallel, make_crowd
from tests.serving import Site, site  # noqa: F401 - a fixture
from tests.settling import deliver_everything
from unionnet.directory.people import cards
from unionnet.directory.people.models import Person
from unionnet.directory.reach.models import Notice
from unionnet.foundation.clock import database_now
from unionnet.foundation.journal.models import Entry
from unionnet.foundation.sweeps import load
from unionnet.tools.enrolment.actions import enrol, make_offer, withdraw
from unionnet.tools.enrolment.models import Attendance, Invitation, Offer, Place, Waiting

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "hot"])
SEATS, PEOPLE, REQUESTS = 157, 450, 500


def tap(port: int, offer: str, person: int) -> Heard:
    phone = Phone(port, person)
    try:
        return phone.ask(offer)
    finally:
        phone.hang_up()


@pytest.fixture
def offer() -> Offer:
    union = make_union("东莞市总工会", region_code="441900")
    now = database_now()
    return make_offer(
        union,
        by=make_officer(union),
        title="周末急救课",
        size=SEATS,
        audience=Offer.Audience.MEMBERS,
        opens_at=now - timedelta(minutes=1),
        closes_at=now + timedelta(hours=1),
        starts_at=now + timedelta(hours=2),
        confirm_minutes=60,
    )


def test_500_requests_in_ten_seconds_for_157_seats(site: Site, offer: Offer) -> None:  # noqa: F811
    port = int(site.url.rpartition(":")[2])
    crowd = make_crowd(PEOPLE, offer.organisation)
    requests = [*crowd, *crowd[: REQUESTS - PEOPLE]]  # fifty of them tap twice
    began = time.monotonic()
    answers = in_parallel([partial(tap, port, offer.public_id, person) for person in requests])
    assert time.monotonic() - began < 10
    seats = {each.said["receipt"] for each in answers if each.said["outcome"] in ("taken", "held")}
    queue = {each.said["number"] for each in answers if each.said["outcome"] in ("waiting", "queued")}
    assert {each.status for each in answers} <= {200, 201, 202}
    assert (len(seats), len(queue)) == (SEATS, PEOPLE - SEATS)
    assert Place.objects.filter(offer=offer).values("person").distinct().count() == SEATS
    assert Place.objects.filter(offer=offer).count() == SEATS
    assert list(Waiting.objects.order_by("number").values_list("number", flat=True)) == list(range(158, 451))
    offer.refresh_from_db()
    assert (offer.taken, offer.held, offer.waiting) == (SEATS, 0, PEOPLE - SEATS)
    assert Entry.objects.filter(fact="enrolment.place_taken").count() == SEATS


def test_a_seat_given_back_is_kept_for_the_first_who_waits_and_the_code_is_scanned(
    offer: Offer, client: Client
) -> None:
    load()
    lin = make_person("林晓", union=offer.organisation)
    crowd = make_crowd(SEATS, offer.organisation)
    first = Person.objects.get(pk=crowd[0])
    for person in (*Person.objects.filter(pk__in=crowd), lin):
        sign_up(person, offer)
    sign_in(client, lin)
    assert "您在候补第" in client.get(f"/enrolment/{offer.public_id}/").content.decode()
    withdraw(first, offer, by=first)
    deliver_everything()
    notice = Notice.objects.get(person=lin, kind="enrolment.place_offered")
    assert notice.url == f"/enrolment/{offer.public_id}/"
    assert Invitation.objects.get().person == lin
    client.post(f"/enrolment/{offer.public_id}/confirm")
    assert Place.objects.get(person=lin).number == SEATS + 1
    officer = sign_in(Client(), make_officer(offer.organisation, name="签到员"))
    token, _until = cards.issue(lin)
    officer.post(f"/desk/enrolment/{offer.public_id}/check-in", {"code": token})
    assert Attendance.objects.get().person == lin


def sign_up(person: Person, offer: Offer) -> None:

    enrol(person, offer, by=person)
