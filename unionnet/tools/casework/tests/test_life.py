# SPDX-License-Identifier: Apache-2.0
"""Claim 9: a state machine tries every verb in any order. Each either makes one move that the table knows, or
none; and what the shares say is always what the case says."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.figures import figure, measured
from unionnet.foundation.refusals import Refusal
from unionnet.tools.casework import actions as do
from unionnet.tools.casework.models import LIVE, Case, Dispatch, Extension, Step
from unionnet.tools.casework.rules import MOVES
from unionnet.tools.casework.tests.makers import MONDAY, Tree, make_case, make_tree

pytestmark = pytest.mark.django_db
STEPS = figure("STEPS", 120)
WALK = 30


def part_of(case: Case) -> Dispatch:
    found = Dispatch.objects.filter(case=case, is_lead=False).order_by("-number").first()
    if found is None:
        raise Refusal("no_part", "")
    return found


def asked_of(case: Case) -> Extension:
    found = Extension.objects.filter(case=case).order_by("-id").first()
    if found is None:
        raise Refusal("not_asked", "")
    return found


def deeds(tree: Tree) -> list[Callable[[Case, Any], object]]:
    """What anybody might try, whether it is their turn or not."""
    units = (tree.county, tree.town, tree.city, tree.other)
    to_each = [lambda case, who, to=to: do.dispatch(case, to, by=who, at=MONDAY) for to in units]
    helped = [lambda case, who, to=to: do.assist(case, to, "请协助。", by=who, at=MONDAY) for to in units]
    worded = (do.answer, do.give_back, do.recall, do.reply, do.pass_up, do.send_back, do.pause)
    ended = (do.reject, do.transfer, do.terminate)
    return [
        *to_each,
        *helped,
        *(lambda case, who, act=act: act(case, "说明。", by=who, at=MONDAY) for act in (*worded, *ended)),
        *(
            lambda case, who, act=act: act(case, by=who, at=MONDAY)
            for act in (do.take, do.sign_for, do.close, do.archive, do.resume)
        ),
        lambda case, who: do.call_back(case, "问过。", satisfied=True, by=who, at=MONDAY),
        lambda case, who: do.call_back(case, "问过。", satisfied=False, by=who, at=MONDAY),
        lambda case, _who: do.rate(case, "不行。", satisfied=False, by=tree.worker, at=MONDAY),
        lambda case, who: do.check(case, "看过。", passed=True, by=who, at=MONDAY),
        lambda case, who: do.check(case, "看过。", passed=False, by=who, at=MONDAY),
        lambda case, who: do.classify(case, "hard", by=who, at=MONDAY),
        lambda case, who: do.ask_time(case, 2, "等鉴定。", by=who, at=MONDAY),
        lambda case, who: do.decide_time(asked_of(case), granted=True, by=who, at=MONDAY),
        lambda case, who: do.decide_time(asked_of(case), granted=False, answer="不必。", by=who, at=MONDAY),
        lambda case, who: do.sign_part(part_of(case), by=who, at=MONDAY),
        lambda case, who: do.reply_part(part_of(case), "属实。", by=who, at=MONDAY),
        lambda case, who: do.give_part_back(part_of(case), "不归我们。", by=who, at=MONDAY),
        lambda case, who: do.drop_part(part_of(case), "不用了。", by=who, at=MONDAY),
        lambda case, who: do.merge(case, make_case(tree), "同一件。", by=who, at=MONDAY),
        lambda case, who: do.split(case, [do.Matter("另一件事")], by=who, at=MONDAY),
    ]


def whole(case: Case, before: tuple[str, int]) -> bool:
    """Whether something was done. What it leaves behind is looked at from all sides."""
    case.refresh_from_db()
    state, steps = before
    assert case.steps == Step.objects.filter(case=case).count()
    if case.steps == steps:
        assert case.state == state
        return False
    assert case.steps == steps + 1
    last = Step.objects.get(case=case, number=case.steps)
    assert (MOVES.after(state, last.move) or state) == last.state == case.state
    live = Dispatch.objects.filter(case=case, state__in=LIVE)
    assert live.filter(is_lead=False).exclude(state="replied").count() == (case.parts if case.is_open else 0)
    leads = list(live.filter(is_lead=True).order_by("number"))
    if not case.is_open:
        assert leads == []
        return True
    here = [share for share in leads if share.unit_id == case.holder_id]
    assert len(here) == 1
    assert here[0].state == {"paused": "signed", "dispatched": "sent", "replied": "answered"}.get(
        case.state, case.state
    )
    assert {share.due_at for share in leads} == {case.due_at}
    return True


@settings(
    max_examples=max(1, STEPS // WALK),
    deadline=None,
    database=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(st.lists(st.tuples(st.integers(0, 60), st.integers(0, 3)), min_size=WALK, max_size=WALK))
def test_no_move_that_the_table_does_not_know(walk: list[tuple[int, int]]) -> None:
    with transaction.atomic():
        tree = make_tree()
        case, tried, people = make_case(tree), deeds(tree), (tree.at_city, tree.at_county, tree.at_town)
        done = 0
        for deed, who in walk:
            before = (case.state, case.steps)
            holder = {tree.city: tree.at_city, tree.county: tree.at_county, tree.town: tree.at_town}
            actor = holder.get(case.holder, tree.at_city) if who == 3 else people[who]
            try:
                with transaction.atomic():
                    tried[deed % len(tried)](case, actor)
            except Refusal:
                pass
            done += whole(case, before)
        measured(moves_in_a_walk=done)
        transaction.set_rollback(True)
