# SPDX-License-Identifier: Apache-2.0
"""What a switchboard says: in any order, twice, at once; and what it may not say."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import permutations
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from unionnet.doors.seats.actions import hear, sit
from unionnet.doors.seats.models import Call, CallEvent
from unionnet.doors.seats.tests.makers import MINUTE, MONDAY, PHONE, Line, heard, make_line, make_ringing
from unionnet.foundation.crypto.fields import Sealed
from unionnet.foundation.refusals import Refusal

pytestmark = pytest.mark.django_db


@pytest.fixture
def line() -> Line:
    return make_line()


def test_the_order_of_events_does_not_matter(line: Line) -> None:
    said: tuple[tuple[str, datetime, dict[str, Any]], ...] = (
        ("ring", MONDAY, {"phone": f"+86 {PHONE}"}),
        ("ring", MONDAY + timedelta(seconds=4), {"phone": PHONE}),
        ("answer", MONDAY + MINUTE, {}),
        ("hang_up", MONDAY + 5 * MINUTE, {}),
        ("recording", MONDAY + 6 * MINUTE, {"recording": "rec-17"}),
    )
    for number, order in enumerate(permutations(said)):
        for what, at, more in order:
            hear(line.city, heard(f"c{number}", what, at, **more), by=line.engineer, at=MONDAY + 9 * MINUTE)
    rows = Call.objects.all()
    moments = set(rows.values_list("begun_at", "rang_at", "answered_at", "hung_up_at", "recording"))
    assert moments == {(MONDAY, MONDAY, MONDAY + MINUTE, MONDAY + 5 * MINUTE, "rec-17")}
    assert {call.phone.open() for call in rows if isinstance(call.phone, Sealed)} == {PHONE}
    assert rows.count() == 120


def test_the_same_event_twice_is_heard_once(line: Line) -> None:
    ring = heard("c1", "ring", MONDAY, event="e1", phone=PHONE)
    first, again = (hear(line.city, ring, by=line.engineer, at=MONDAY) for _ in range(2))
    assert first == again
    assert CallEvent.objects.count() == 1
    for other in (heard("c2", "ring", MONDAY, event="e1"), heard("c1", "answer", MONDAY, event="e1")):
        with pytest.raises(Refusal) as no:
            hear(line.city, other, by=line.engineer, at=MONDAY)
        assert no.value.code == "event_used"
    assert Call.objects.count() == 1


def test_whoever_lifts_the_receiver_has_the_call(line: Line) -> None:
    sit(line.city, "801", by=line.qin, at=MONDAY)
    hear(line.city, heard("c1", "answer", MONDAY, extension="801"), by=line.engineer, at=MONDAY)
    hear(line.city, heard("c2", "answer", MONDAY, extension="999"), by=line.engineer, at=MONDAY)
    taken = {call.number: call.taken_by for call in Call.objects.all()}
    assert taken == {"c1": line.qin, "c2": None}


def test_a_clock_that_is_wrong_and_a_stranger_are_not_heard(line: Line) -> None:
    for wrong in (MONDAY + 6 * MINUTE, MONDAY - timedelta(days=32)):
        with pytest.raises(Refusal) as no:
            hear(line.city, heard("c1", "ring", wrong), by=line.engineer, at=MONDAY)
        assert no.value.code == "wrong_clock"
    with pytest.raises(Refusal) as no:
        hear(line.city, heard("c1", "ring", MONDAY), by=line.qin, at=MONDAY)
    assert no.value.code == "elsewhere"
    assert not Call.objects.exists()


def test_a_number_is_sealed_and_events_only_grow(line: Line) -> None:
    call = make_ringing(line)
    call.refresh_from_db()
    assert isinstance(call.phone, Sealed)
    assert PHONE.encode() not in call.phone.stored
    with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
        CallEvent.objects.update(what="answer")


def test_a_hidden_number_is_none(line: Line) -> None:
    assert make_ringing(line, phone="").phone is None
