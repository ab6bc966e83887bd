# SPDX-License-Identifier: Apache-2.0
"""HL-03: a call rings at every seat. All press at the same moment: one has it, the others read who. Without
the condition in the UPDATE all of them have it."""

from __future__ import annotations

from functools import partial

import pytest
from django.db.models import Q

from tests.figures import figure, measured
from tests.makers import make_officer
from tests.races.together import all_at_once
from unionnet.directory.people.models import Person
from unionnet.doors.seats.actions import pick, picking
from unionnet.doors.seats.models import Call
from unionnet.doors.seats.tests.makers import make_line, make_ringing
from unionnet.foundation.journal.models import Entry

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]
ROUNDS, SEATS = figure("ROUNDS", 12), figure("SEATS", 6)


def all_pick(call: Call, seats: list[Person]) -> list[str]:
    return sorted(all_at_once([partial(pick, call, by=seat) for seat in seats]))


def test_one_seat_has_the_call() -> None:
    line = make_line()
    seats = [line.qin, line.tan, *(make_officer(line.city, name=f"坐席{n}") for n in range(SEATS - 2))]
    calls = [make_ringing(line) for _round in range(ROUNDS)]
    came = [all_pick(call, seats) for call in calls]
    assert came == [["done", *["taken"] * (SEATS - 1)]] * ROUNDS
    assert Entry.objects.filter(fact="seats.call_picked").count() == ROUNDS
    measured(rounds=ROUNDS, seats=SEATS, twice=0)


def test_without_the_condition_all_have_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """The negative control."""
    line = make_line()
    call = make_ringing(line)
    monkeypatch.setattr(picking, "FREE", Q())
    assert all_pick(call, [line.qin, line.tan]) == ["done", "done"]
