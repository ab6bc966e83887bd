# SPDX-License-Identifier: Apache-2.0
"""What a form takes from the files of activities: persons and person-times apart, by the day."""

from __future__ import annotations

from datetime import date

import pytest

from tests.makers import make_officer, make_person, make_union
from unionnet.directory.organisations.measuring import all_measures
from unionnet.tools.activities.actions import sign_in
from unionnet.tools.activities.tests.makers import NOON, brought, first_session, planned

pytestmark = pytest.mark.django_db
MARCH, APRIL = (date(2024, 3, 1), date(2024, 3, 31)), (date(2024, 4, 1), date(2024, 4, 30))
KEYS = ("activities.held", "activities.persons", "activities.person_times")


def test_persons_and_times_of_the_union_and_those_below_it() -> None:
    town = make_union("永宁街道总工会")
    village, elsewhere = make_union("枫林村联合工会", town), make_union("双江街道总工会")
    officer, chair = make_officer(town), make_officer(town, role="leader", name="林主席")
    walker, other = make_person("王骑手", union=village), make_person("李骑手", union=village)
    for title in ("包粽子", "健步走"):
        activity = brought(planned(village, officer, title=title), "start", by=officer, chair=chair)
        sign_in(first_session(activity), by=walker, at=NOON)
    sign_in(first_session(activity), by=other, at=NOON)
    planned(town, officer, title="没有办成的")
    counts = {
        (union.pk, days): [all_measures()[key].count(union, *days) for key in KEYS]
        for union in (town, village, elsewhere)
        for days in (MARCH, APRIL)
    }
    assert counts == {
        (town.pk, MARCH): [2, 2, 3],
        (town.pk, APRIL): [0, 0, 0],
        (village.pk, MARCH): [2, 2, 3],
        (village.pk, APRIL): [0, 0, 0],
        (elsewhere.pk, MARCH): [0, 0, 0],
        (elsewhere.pk, APRIL): [0, 0, 0],
    }
    assert [str(all_measures()[key].unit) for key in KEYS] == ["events", "persons", "person_times"]
