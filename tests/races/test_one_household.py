# SPDX-License-Identifier: Apache-2.0
"""HW-09: one household, one dossier. Husband and wife both apply and name each other, and two officers pass
the first check at the same moment: one dossier comes to life. Without the index both do."""

from __future__ import annotations

import pytest

from tests.figures import figure, measured
from tests.makers import make_officer, make_person
from tests.races.together import all_at_once, without
from unionnet.programmes.hardship.actions import Newcomer, add_member, first_check, send
from unionnet.programmes.hardship.models import Dossier, HouseholdMember
from unionnet.programmes.hardship.tests.makers import MONDAY, Offices, make_draft, make_offices

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]
ROUNDS = figure("ROUNDS", 8)


def couple(offices: Offices, number: int) -> tuple[Dossier, Dossier]:
    """Two dossiers of one household, sent in."""
    husband = make_person(f"田{number}", union=offices.town)
    wife = make_person(f"李{number}", union=offices.town)
    his, hers = make_draft(husband), make_draft(wife)
    add_member(his, Newcomer("李梅", "spouse", wife.id_number.open()), by=husband)
    add_member(hers, Newcomer("田工", "spouse", husband.id_number.open()), by=wife)
    return send(his, by=husband, at=MONDAY), send(hers, by=wife, at=MONDAY)


def both(offices: Offices, number: int) -> list[str]:
    his, hers = couple(offices, number)
    other = make_officer(offices.town, name="另一位")
    return sorted(
        all_at_once(
            [
                lambda: first_check(his, by=offices.at_town, at=MONDAY),
                lambda: first_check(hers, by=other, at=MONDAY),
            ]
        )
    )


def twice_live() -> int:
    """People who stand in two live dossiers."""
    numbers = [
        bytes(each)
        for each in HouseholdMember.objects.filter(is_live=True).values_list("id_index", flat=True)
    ]
    return len(numbers) - len(set(numbers))


def test_one_household_gets_one_dossier() -> None:
    offices = make_offices()
    came = [both(offices, number) for number in range(ROUNDS)]
    assert came == [["done", "double_dossier"]] * ROUNDS
    assert (twice_live(), Dossier.objects.filter(is_live=True).count()) == (0, ROUNDS)
    measured(rounds=ROUNDS, double=twice_live())


def test_without_the_index_it_gets_two() -> None:
    """The negative control."""
    offices = make_offices()
    with without(HouseholdMember, "one_household_one_dossier"):
        assert both(offices, 0) == ["done", "done"]
        assert twice_live() == 2
