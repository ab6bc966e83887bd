# SPDX-License-Identifier: Apache-2.0
"""LA-02: some approve an application for legal aid while others refuse it. One decision is made."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

import pytest
from django.db.models import QuerySet

from tests.figures import figure, measured
from tests.makers import make_officer
from tests.races.gates import Gate, answered_together
from tests.races.together import all_at_once
from unionnet.programmes.legalaid.actions import approve, refuse
from unionnet.programmes.legalaid.models import Aid
from unionnet.programmes.legalaid.rules import why_not_move
from unionnet.programmes.legalaid.tests.makers import make_aid
from unionnet.tools.casework.models import Case, Step
from unionnet.tools.casework.tests.makers import HOUR, MONDAY, make_tree

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]
OFFICERS = figure("OFFICERS", 8)


def decided_by_all() -> tuple[Aid, Counter[str]]:
    tree = make_tree()
    aid = make_aid(tree)

    def deciding(number: int) -> Callable[[], object]:
        officer = make_officer(tree.county, name=f"干部{number}")
        if number % 2:
            return lambda: approve(aid, "advice", by=officer, at=MONDAY + HOUR)
        return lambda: refuse(aid, "不属于劳动争议", by=officer, at=MONDAY + HOUR)

    came = Counter(all_at_once([deciding(number) for number in range(OFFICERS)]))
    return Aid.objects.select_related("case").get(pk=aid.pk), came


def test_one_application_gets_one_decision() -> None:
    aid, came = decided_by_all()
    assert came["done"] == 1
    assert set(came) <= {"done", "wrong_state", "moved_on"}
    assert (aid.state, aid.case.state) in {("approved", "signed"), ("refused", "rejected")}
    assert Step.objects.filter(case=aid.case, move__in=("stage", "reject")).count() == 1
    measured(officers=OFFICERS, decisions=came["done"])


def test_without_lock_and_comparison_several_decide(monkeypatch: pytest.MonkeyPatch) -> None:
    """The negative control: nobody holds the row, and the case does not compare what was seen."""
    monkeypatch.setattr(QuerySet, "select_for_update", lambda rows, **_how: rows)
    monkeypatch.setattr("unionnet.programmes.legalaid.actions.deciding.casework.begin_stage", _unseen)
    monkeypatch.setattr("unionnet.programmes.legalaid.actions.deciding._end_case", _unseen)
    monkeypatch.setattr(
        "unionnet.programmes.legalaid.actions.moving.why_not_move",
        answered_together(why_not_move, Gate(OFFICERS)),
    )
    _aid, came = decided_by_all()
    assert came["done"] == OFFICERS // 2  # all of the kind that wrote first: the table refuses the others


def _unseen(case: Case, *_given: object, **_more: object) -> Case:
    return case
