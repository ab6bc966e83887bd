# SPDX-License-Identifier: Apache-2.0
"""Claim 9, where a rule spans rows: the lead hands in while the office adds one more unit. One of the two
comes too late; never is the lead in with a part still out. With both guards taken away, it is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta

import psycopg
import pytest

from tests.database import OWNER_URL
from tests.figures import figure, measured
from tests.makers import make_officer
from tests.races.gates import Gate, answered_together
from tests.races.together import all_at_once
from unionnet.directory.people.models import Person
from unionnet.tools.supervision.actions import (
    Judgement,
    Share,
    accept,
    assign,
    assigning,
    doing,
    hand_in,
    report,
    sign,
)
from unionnet.tools.supervision.models import Item, Part, Step
from unionnet.tools.supervision.rules import why_not_assign, why_not_hand_in
from unionnet.tools.supervision.tests.makers import (
    MONDAY,
    Tree,
    bring_in,
    make_assigned,
    make_tree,
    part_of,
    progress,
)

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]
ROUNDS = figure("ROUNDS", 12)
OFFICERS = figure("OFFICERS", 16)


def ready(tree: Tree, number: int) -> Item:
    """Everything is in but the lead, which has reported."""
    item = make_assigned(tree, tree.east, title=f"第 {number} 件大事")
    bring_in(part_of(item, tree.east), tree.at_east)
    lead = part_of(item, tree.city)
    sign(lead, by=tree.at_city, at=MONDAY)
    report(lead, progress(), by=tree.at_city, at=MONDAY)
    return item


def both(tree: Tree, item: Item) -> list[str]:
    lead, other = part_of(item, tree.city), Item.objects.get(pk=item.pk)
    return all_at_once(
        [
            lambda: hand_in(lead, by=tree.at_city, at=MONDAY),
            lambda: assign(other, None, [Share(tree.west)], by=tree.above, at=MONDAY + timedelta(hours=1)),
        ]
    )


def broken_items() -> int:
    """The lead is in, and another part is not."""
    leads = Part.objects.filter(is_lead=True, state__in=["handed_in", "accepted"]).values("item")
    return Part.objects.filter(item__in=leads).exclude(state__in=["handed_in", "accepted"]).count()


def test_the_lead_and_one_more_unit_never_pass_each_other() -> None:
    tree = make_tree()
    came = [both(tree, ready(tree, number)) for number in range(ROUNDS)]
    assert all(sorted(pair).count("done") == 1 for pair in came)
    assert broken_items() == 0
    measured(rounds=ROUNDS, broken=broken_items())


@contextmanager
def without_the_trigger() -> Iterator[None]:
    change = "ALTER TABLE supervision_part {} TRIGGER supervision_part_waits"
    with psycopg.connect(OWNER_URL, autocommit=True) as owner:
        owner.execute(change.format("DISABLE"))
        try:
            yield
        finally:
            owner.execute(change.format("ENABLE"))


def take_the_verbs_guards_away(monkeypatch: pytest.MonkeyPatch) -> None:
    """No lock, and both look before either writes."""
    gate = Gate()
    parts = Part.objects.select_related("organisation", "parent__organisation", "item__organisation")
    items = Item.objects.select_related("organisation")
    monkeypatch.setattr(assigning, "kept", lambda item: items.get(pk=item.pk))
    monkeypatch.setattr(doing, "kept_part", lambda part: parts.get(pk=part.pk))
    monkeypatch.setattr(assigning, "why_not_assign", answered_together(why_not_assign, gate))
    monkeypatch.setattr(doing, "why_not_hand_in", answered_together(why_not_hand_in, gate))


def test_the_database_alone_holds_them_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    tree = make_tree()
    item = ready(tree, 0)
    take_the_verbs_guards_away(monkeypatch)
    assert both(tree, item).count("done") == 1
    assert broken_items() == 0


def test_without_any_guard_they_pass_each_other(monkeypatch: pytest.MonkeyPatch) -> None:
    """The negative control."""
    tree = make_tree()
    item = ready(tree, 0)
    take_the_verbs_guards_away(monkeypatch)
    with without_the_trigger():
        assert both(tree, item) == ["done", "done"]
    assert broken_items() == 1


def test_of_many_who_check_one_part_one_wins() -> None:
    tree = make_tree()
    part = bring_in(part_of(make_assigned(tree), tree.city), tree.at_city)
    officers = [make_officer(tree.province, name=f"干部{n}") for n in range(OFFICERS)]

    def check(officer: Person) -> Callable[[], object]:
        mine = Part.objects.select_related("item").get(pk=part.pk)
        return lambda: accept(mine, Judgement(5, 5), by=officer, seen=part.steps, at=MONDAY)

    came = all_at_once([check(officer) for officer in officers])
    assert came.count("done") == 1
    assert Step.objects.filter(part=part, move="accept").count() == 1
    measured(officers=OFFICERS, winners=came.count("done"))
