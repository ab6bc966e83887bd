# SPDX-License-Identifier: Apache-2.0
"""Claim 9 for what a case must have before it ends: two officers give two things at once, or one gives while
the other closes. The count of what is missing is what is missing, and nothing closes without it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import pytest

from tests.figures import figure, measured
from tests.makers import make_officer
from tests.races.gates import gated, move_without_comparing
from tests.races.together import all_at_once
from unionnet.directory.people.models import Person
from unionnet.tools.casework import actions as do
from unionnet.tools.casework.actions import KindTerms, NeedTerms, define_kind, needing
from unionnet.tools.casework.actions.moving import make_move
from unionnet.tools.casework.models import Case, Need, Step
from unionnet.tools.casework.tests.makers import MONDAY, Tree, make_case, make_tree

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]
ROUNDS = figure("ROUNDS", 8)
CAUSE, MEASURE = NeedTerms("cause", "原因"), NeedTerms("measure", "整改措施")


def make_replied(tree: Tree) -> Case:
    kind = define_kind(KindTerms("casework.asking", "测试", needs=(CAUSE, MEASURE)))
    case = do.take(make_case(tree, kind=kind), by=tree.at_city, at=MONDAY)
    return do.reply(case, "已查清。", by=tree.at_city, at=MONDAY)


def giving(case: Case, key: str, by: Person) -> Callable[[], object]:
    mine = Case.objects.get(pk=case.pk)
    return lambda: do.supply(mine, key, "口令太弱。", by=by, at=MONDAY)


def both_give(case: Case, officers: tuple[Person, Person], keys: tuple[str, str]) -> list[str]:
    return all_at_once([giving(case, key, by) for key, by in zip(keys, officers, strict=True)])


def counted_wrong() -> int:
    """Cases whose count is not the number of things they lack."""
    lacking = (case.needs.filter(before=Need.CLOSE, given_at=None).count() for case in Case.objects.all())
    return sum(case.missing != n for case, n in zip(Case.objects.all(), lacking, strict=True))


@pytest.fixture
def tree() -> Tree:
    return make_tree()


@pytest.fixture
def officers(tree: Tree) -> tuple[Person, Person]:
    return tree.at_city, make_officer(tree.city, name="另一位干部")


@pytest.mark.parametrize("keys", [("cause", "measure"), ("cause", "cause")])
def test_what_is_missing_is_counted_right(
    tree: Tree, officers: tuple[Person, Person], keys: tuple[str, str]
) -> None:
    for _round in range(ROUNDS):
        case = make_replied(tree)
        came = both_give(case, officers, keys)
        assert set(came) <= {"done", "moved_on"}
        assert Step.objects.filter(case=case, move="supply").count() == came.count("done") >= 1
    assert counted_wrong() == 0
    measured(rounds=ROUNDS, wrong=counted_wrong())


def test_nothing_closes_without_what_it_needs(tree: Tree, officers: tuple[Person, Person]) -> None:
    for _round in range(ROUNDS):
        case = do.supply(make_replied(tree), "cause", "口令太弱。", by=tree.at_city, at=MONDAY)
        mine = Case.objects.get(pk=case.pk)
        came = all_at_once(
            [
                giving(case, "measure", officers[1]),
                partial(do.close, mine, by=tree.at_city, at=MONDAY),
            ]
        )
        assert set(came) <= {"done", "moved_on", "needs_missing"}
    assert not Case.objects.filter(state="closed", missing__gt=0).exists()
    assert counted_wrong() == 0


def test_two_who_have_both_looked_find_one_winner(
    tree: Tree, officers: tuple[Person, Person], monkeypatch: pytest.MonkeyPatch
) -> None:
    case = make_replied(tree)
    monkeypatch.setattr(needing, "make_move", gated(make_move))
    assert sorted(both_give(case, officers, ("cause", "measure"))) == ["done", "moved_on"]
    assert counted_wrong() == 0


def test_without_the_comparison_one_thing_is_counted_for_two(
    tree: Tree, officers: tuple[Person, Person], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The negative control: nothing is missing, the case says one thing is, and it could never be closed."""
    case = make_replied(tree)
    monkeypatch.setattr(needing, "make_move", gated(move_without_comparing))
    assert both_give(case, officers, ("cause", "measure")) == ["done", "done"]
    assert counted_wrong() == 1
