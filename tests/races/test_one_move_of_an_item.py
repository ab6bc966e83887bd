# SPDX-License-Identifier: Apache-2.0
"""Claim 9 for supervision: however moves follow one another, none is made that SV-02 does not know; of many
who resume one item, one does, and its parts get their days once."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial

import pytest
from django.db import IntegrityError

from tests.figures import figure, measured
from tests.makers import make_officer
from tests.races.gates import gated
from tests.races.item_life import ItemLife
from tests.races.life import live
from tests.races.together import all_at_once, without
from unionnet.foundation.moves import Moves
from unionnet.tools.supervision.actions import moving, resume, resume_by_the_clock, suspend, suspending
from unionnet.tools.supervision.models import Item, Part, Postponement
from unionnet.tools.supervision.rules import ITEM_MOVES, PART_MOVES
from unionnet.tools.supervision.tests.makers import MONDAY, Tree, make_assigned, make_tree, part_of

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]
OFFICERS, STEPS = figure("OFFICERS", 8), figure("STEPS", 400)


def test_no_item_makes_a_move_that_the_rule_does_not_know() -> None:
    lived = live(ItemLife, STEPS)
    assert lived.made > lived.tried / 50
    measured(tried=lived.tried, made=lived.made)


def lax(table: Moves, states: set[str]) -> Moves:
    return Moves({move: (states, target) for move, (_sources, target) in table._table.items()})


def test_with_another_table_that_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    """The negative control: every move is open from every state."""
    monkeypatch.setattr(moving, "ITEM_MOVES", lax(ITEM_MOVES, set(Item.State.values)))
    monkeypatch.setattr(moving, "PART_MOVES", lax(PART_MOVES, set(Part.State.values)))
    with pytest.raises((AssertionError, IntegrityError)):
        live(ItemLife, 2_000)


def test_of_many_who_resume_one_does_and_the_days_are_given_once() -> None:
    tree = make_tree()
    item = make_assigned(tree)
    stopped = suspend(item, "等新办法", until=date(2026, 3, 9), by=tree.above, at=MONDAY)
    officers = [make_officer(tree.province, name=f"干部{n}") for n in range(OFFICERS)]
    later = MONDAY + timedelta(days=7)
    by_hand = [partial(resume, stopped, by=who, at=later) for who in officers]
    came = all_at_once([*by_hand, lambda: resume_by_the_clock(later)])
    assert set(came[:-1]) <= {"done", "not_suspended"}
    assert came[:-1].count("done") <= 1
    assert came[-1] == "done"
    assert Item.objects.get().state == "assigned"
    assert Postponement.objects.count() == 1
    assert part_of(item, tree.city).due_on == date(2026, 4, 8)


@pytest.fixture
def no_lock(monkeypatch: pytest.MonkeyPatch) -> None:
    """Both find it suspended: a gate stands between looking and writing."""
    items = Item.objects.select_related("organisation")
    monkeypatch.setattr(suspending, "kept", lambda item: items.get(pk=item.pk))
    monkeypatch.setattr(suspending, "_resumed", gated(suspending._resumed))


def both_resume(tree: Tree, stopped: Item) -> list[str]:
    officers, later = (tree.above, tree.second), MONDAY + timedelta(days=7)
    return sorted(all_at_once([partial(resume, stopped, by=who, at=later) for who in officers]))


@pytest.mark.usefixtures("no_lock")
def test_the_database_alone_gives_the_days_once() -> None:
    tree = make_tree()
    item = make_assigned(tree)
    stopped = suspend(item, "等新办法", by=tree.above, at=MONDAY)
    assert both_resume(tree, stopped) == ["IntegrityError", "done"]
    assert part_of(item, tree.city).due_on == date(2026, 4, 8)


@pytest.mark.usefixtures("no_lock")
def test_without_any_guard_the_days_are_given_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    """The negative control: no lock, no constraint, and a move that sets and does not compare."""

    def unguarded(item: Item, move: str, *, due_on: date, **_told: object) -> Item:
        Item.objects.filter(pk=item.pk).update(state=ITEM_MOVES.after(item.state, move), due_on=due_on)
        return item

    tree = make_tree()
    item = make_assigned(tree)
    stopped = suspend(item, "等新办法", by=tree.above, at=MONDAY)
    monkeypatch.setattr(suspending, "move_item", unguarded)
    with without(Postponement, "postponed_once_a_suspension"):
        assert both_resume(tree, stopped) == ["done", "done"]
        assert part_of(item, tree.city).due_on == date(2026, 4, 15)
