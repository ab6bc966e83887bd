# SPDX-License-Identifier: Apache-2.0
"""What a form takes from the receipts: two things handed over at once are one person-time."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import pytest

from tests.makers import make_officer, make_person, make_union
from unionnet.directory.organisations.measuring import all_measures
from unionnet.tools.benefits.actions import hand_out
from unionnet.tools.benefits.tests.makers import BY_CODE, NOON, make_benefit, make_item, make_stock

pytestmark = pytest.mark.django_db
SEPTEMBER, OCTOBER = (date(2026, 9, 1), date(2026, 9, 30)), (date(2026, 10, 1), date(2026, 10, 31))
KEYS = (
    "benefits.persons",
    "benefits.person_times",
    "benefits.pieces",
    "benefits.season_persons",
    "benefits.season_pieces",
)


def test_people_times_and_pieces_of_a_month() -> None:
    union = make_union("望京街道总工会", region_code="110105")
    officer = make_officer(union)
    quilt, tea = make_item(union, officer, "棉被"), make_item(union, officer, "姜茶")
    for item in (quilt, tea):
        make_stock(item, union, officer)
    winter = make_benefit(union, officer, quilt, tea, title="送温暖", occasion="season")
    service = make_benefit(union, officer, tea, title="喝姜茶", per_person=2)
    riders = [make_person(f"骑手{name}", union=union) for name in "甲乙"]
    for rider in riders:
        hand_out(winter, union, rider, BY_CODE, key=uuid4(), by=officer, at=NOON)
    for _twice in range(2):
        hand_out(service, union, riders[0], BY_CODE, key=uuid4(), by=officer, at=NOON)
    assert [all_measures()[key].count(union, *SEPTEMBER) for key in KEYS] == [2, 4, 6, 2, 4]
    assert [all_measures()[key].count(union, *OCTOBER) for key in KEYS] == [0, 0, 0, 0, 0]
