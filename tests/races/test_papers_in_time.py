# SPDX-License-Identifier: Apache-2.0
"""Claim 9 for legal aid: the last missing paper comes in while another officer writes that none came in time.
The application goes on or has lapsed, and its case says the same."""

from __future__ import annotations

from threading import Event
from typing import Any

import pytest

from tests.figures import figure, measured
from tests.makers import make_officer
from tests.races.gates import PATIENCE, Gate, gated, move_without_comparing
from tests.races.together import all_at_once
from unionnet.programmes.legalaid import actions as do
from unionnet.programmes.legalaid.actions import deciding
from unionnet.programmes.legalaid.models import Aid
from unionnet.programmes.legalaid.tests.makers import make_aid
from unionnet.tools.casework.actions import ending, timing
from unionnet.tools.casework.actions.moving import make_move
from unionnet.tools.casework.models import Case
from unionnet.tools.casework.tests.makers import DAY, MONDAY, Tree, make_tree

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]
ROUNDS = figure("ROUNDS", 8)
AGREE = {("asked", "signed"), ("ended", "terminated")}


def both(tree: Tree, aid: Aid, papers_are_in: Event | None = None) -> list[str]:
    """Both at once. `papers_are_in` is set when the first of the two has committed."""
    other, late = make_officer(tree.county, name="另一位干部"), MONDAY + 30 * DAY
    mine, theirs = (Aid.objects.get(pk=aid.pk) for _ in range(2))

    def bring() -> None:
        do.papers_in(mine, by=tree.at_county, at=late)
        if papers_are_in:
            papers_are_in.set()

    return all_at_once([bring, lambda: do.lapse(theirs, by=other, at=late)])


def make_incomplete(tree: Tree) -> Aid:
    return do.want_papers(make_aid(tree), "身份证复印件", by=tree.at_county, at=MONDAY)


def states(aid: Aid) -> tuple[str, str]:
    return Aid.objects.get(pk=aid.pk).state, Case.objects.get(pk=aid.case_id).state


def unlock(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = Aid.objects.select_related("case__kind", "case__organisation", "case__holder")
    monkeypatch.setattr(deciding, "locked", lambda aid, *_told: rows.get(pk=aid.pk))


@pytest.fixture
def tree() -> Tree:
    return make_tree()


def test_the_paper_is_in_or_the_application_has_lapsed(tree: Tree) -> None:
    for _round in range(ROUNDS):
        aid = make_incomplete(tree)
        came = both(tree, aid)
        assert sorted(came) == ["done", "wrong_state"]
        assert states(aid) in AGREE
    measured(rounds=ROUNDS)


def test_the_comparison_of_the_case_alone_finds_one_winner(
    tree: Tree, monkeypatch: pytest.MonkeyPatch
) -> None:
    aid = make_incomplete(tree)
    unlock(monkeypatch)
    gate = gated(make_move)
    for module in (timing, ending):
        monkeypatch.setattr(module, "make_move", gate)
    assert sorted(both(tree, aid)) == ["done", "moved_on"]
    assert states(aid) in AGREE


def test_without_lock_and_comparison_both_believe_it(tree: Tree, monkeypatch: pytest.MonkeyPatch) -> None:
    """The negative control: both have looked, the paper is in, and the application lapses all the same."""
    aid = make_incomplete(tree)
    unlock(monkeypatch)
    papers_are_in = Event()

    def later(*told: Any, **given: Any) -> int:
        papers_are_in.wait(PATIENCE)
        return move_without_comparing(*told, **given)

    gate = Gate()
    monkeypatch.setattr(timing, "make_move", gated(move_without_comparing, gate))
    monkeypatch.setattr(ending, "make_move", gated(later, gate))
    assert both(tree, aid, papers_are_in) == ["done", "done"]
    assert states(aid) == ("ended", "terminated")
