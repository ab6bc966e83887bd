# SPDX-License-Identifier: Apache-2.0
"""A table that sends again before it heard the answer, and one rider at every table at once."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from uuid import uuid4

import pytest

from tests.makers import make_id_number, make_officer, make_union
from unionnet.directory.people.identity import Particulars
from unionnet.directory.people.models import Membership, Person
from unionnet.directory.people.tests.test_races import all_at_once
from unionnet.directory.places.tests.makers import at
from unionnet.programmes.outreach.actions import Filled, Plan, call_meeting, open_booth, take_slip
from unionnet.programmes.outreach.models import Booth, Slip, SpotApproval

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.race]
NOON, HANDS = at("2024-04-12 12:00"), 8


@pytest.fixture
def tables() -> list[Booth]:
    officer = make_officer(make_union("云阳县外卖配送行业工会联合会"))
    hours = (at("2024-04-12 09:00"), at("2024-04-12 17:00"))
    plan = Plan("骑手集中入会", "滨江广场", *hours)
    meeting = call_meeting(officer.roles.get().organisation, plan, by=officer)
    return [open_booth(meeting, f"{number} 号台", officer, by=officer, at=NOON) for number in range(4)]


def a_slip() -> Filled:
    number = make_id_number(date(1990, 1, 1), 7)
    given = Particulars("韩骑手", "resident_id", number, "13600000007", "food_delivery_rider")
    return Filled(uuid4(), given, agreed=True)


def test_a_slip_sent_eight_times_at_once_is_one(tables: list[Booth]) -> None:
    slip, officer = a_slip(), tables[0].keeper

    def send() -> str:
        return str(take_slip(tables[0], slip, by=officer, at=NOON).outcome)

    assert all_at_once([send] * HANDS) == {"approved": HANDS}
    assert (Slip.objects.count(), Membership.objects.filter(channel="event").count()) == (1, 1)


def test_one_rider_at_four_tables_at_once_is_one_member(tables: list[Booth]) -> None:
    slip, officer = a_slip(), tables[0].keeper

    def send(table: Booth) -> str:
        return str(take_slip(table, replace(slip, key=uuid4()), by=officer, at=NOON).outcome)

    answers = all_at_once([lambda table=table: send(table) for table in tables])  # type: ignore[misc]
    assert answers == {"approved": 1, "refused": 3}
    assert (SpotApproval.objects.count(), Person.objects.filter(name="韩骑手").count()) == (1, 1)
