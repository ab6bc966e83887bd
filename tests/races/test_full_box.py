# SPDX-License-Identifier: Apache-2.0
"""FB-02: a box takes so many pieces of feedback without a name in a day, however many are put in at once."""

from __future__ import annotations

from collections import Counter
from uuid import uuid4

import pytest

from tests.figures import figure, measured
from tests.races.gates import Gate, answered_together
from tests.races.together import all_at_once
from unionnet.programmes.feedback.actions import give, set_box
from unionnet.programmes.feedback.models import Feedback
from unionnet.programmes.feedback.queries import unnamed_left
from unionnet.programmes.feedback.rules import MOST_UNNAMED, ruling
from unionnet.programmes.feedback.tests.makers import UNNAMED
from unionnet.tools.casework.actions import Owner
from unionnet.tools.casework.tests.makers import MONDAY, Tree, make_tree

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]
HANDS = figure("HANDS", 10)
LEFT = 3


def put_in(tree: Tree) -> object:
    return give(tree.county, UNNAMED, Owner(), key=uuid4(), by=None, at=MONDAY)


def nearly_full() -> tuple[Tree, int]:
    """A box in which `LEFT` more have room, and how many it takes in a day."""
    tree = make_tree()
    set_box(tree.county, allows_unnamed=True, by=tree.at_county)
    most = int(ruling(MOST_UNNAMED, tree.county, MONDAY).value)
    for _each in range(most - LEFT):
        put_in(tree)
    return tree, most


def all_put_in(tree: Tree) -> Counter[str]:
    return Counter(all_at_once([lambda: put_in(tree)] * HANDS))


def test_a_full_box_stays_as_full_as_it_may_be() -> None:
    tree, most = nearly_full()
    came = all_put_in(tree)
    assert came == {"done": LEFT, "enough": HANDS - LEFT}
    assert Feedback.objects.count() == most
    measured(hands=HANDS, most=most)


def test_without_the_lock_it_runs_over(monkeypatch: pytest.MonkeyPatch) -> None:
    """The negative control: each judges by what it saw."""
    tree, most = nearly_full()
    feedback = "unionnet.programmes.feedback.actions"
    monkeypatch.setattr(f"{feedback}.one_at_a_time", lambda what: None)
    monkeypatch.setattr(f"{feedback}.unnamed_left", answered_together(unnamed_left, Gate(HANDS)))
    assert all_put_in(tree) == {"done": HANDS}
    assert Feedback.objects.count() == most - LEFT + HANDS
