# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.makers import make_deputy, make_officer, make_union
from unionnet.directory.people.models import Role
from unionnet.directory.people.queries.posts import holders_by_union

pytestmark = pytest.mark.django_db
VERB = "submissions.decide"


def test_who_holds_a_verb_at_each_union_in_one_question() -> None:
    town = make_union("江口镇总工会")
    village, empty = make_union("村工会", town), make_union("空的")
    first, second, below = make_officer(town), make_officer(town), make_officer(village)
    make_officer(town, role="leader")
    gone = make_officer(town)
    Role.objects.filter(person=gone).update(until=date(2026, 3, 1))
    stands_in = make_deputy(first, [VERB])
    make_deputy(below, ["people.approve"])
    with CaptureQueriesContext(connection) as asked:
        found = holders_by_union(VERB, [town.pk, village.pk, empty.pk], on=date(2026, 3, 2))
    assert found == {town.pk: sorted([first.pk, second.pk, stands_in.pk]), village.pk: [below.pk]}
    assert len(asked) == 1
    assert gone.pk in holders_by_union(VERB, [town.pk], on=date(2026, 3, 1))[town.pk]
