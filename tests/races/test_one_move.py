# SPDX-License-Identifier: Apache-2.0
"""Claim 9 for casework: however many act on one version of a case, one of them does; however moves follow one
another, none is made that the table does not know."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable

import pytest
from django.db import IntegrityError

from tests.figures import figure, measured
from tests.makers import make_officer
from tests.races.case_life import LEGAL, CaseLife
from tests.races.gates import Gate, answered_together, move_without_comparing
from tests.races.life import live
from tests.races.together import all_at_once
from unionnet.foundation.moves import Moves
from unionnet.foundation.refusals import Refusal
from unionnet.tools.casework import actions as do
from unionnet.tools.casework import rules
from unionnet.tools.casework.actions import moving, sending_on
from unionnet.tools.casework.models import Case, Dispatch, Extension, Step
from unionnet.tools.casework.rules import MOVES
from unionnet.tools.casework.tests.makers import (
    MONDAY,
    make_case,
    make_dispatched,
    make_signed,
    make_tree,
)

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]
OFFICERS, STEPS = figure("OFFICERS", 12), figure("STEPS", 400)


def sign_or_return() -> tuple[Case, Counter[str]]:
    tree = make_tree()
    case = make_dispatched(tree)
    officers = [make_officer(tree.county, name=f"干部{n}") for n in range(OFFICERS)]

    def deed(number: int) -> Callable[[], object]:
        seen = Case.objects.get(pk=case.pk)
        if number % 2:
            return lambda: do.sign_for(seen, by=officers[number], seen=seen.steps, at=MONDAY)
        return lambda: do.give_back(seen, "不是本会的。", by=officers[number], seen=seen.steps, at=MONDAY)

    return case, Counter(all_at_once([deed(number) for number in range(OFFICERS)]))


def test_one_signs_or_one_returns() -> None:
    case, outcome = sign_or_return()
    assert outcome["done"] == 1
    assert set(outcome) <= {"done", "moved_on", "wrong_state", "elsewhere"}
    case.refresh_from_db()
    assert case.steps == Step.objects.filter(case=case).count() == 3
    states = list(Dispatch.objects.filter(case=case).order_by("number").values_list("state", flat=True))
    assert states in (["below", "signed"], ["received", "returned"])


def trays_at_once() -> tuple[list[Case], Counter[str]]:
    """Officers who all send the same tray on, each in another order."""
    tree = make_tree()
    cases = [make_case(tree) for _each in range(5)]
    officers = [make_officer(tree.city, name=f"干部{n}") for n in range(OFFICERS)]

    def deed(number: int) -> Callable[[], object]:
        turned = cases[number % 5 :] + cases[: number % 5]
        orders = [do.Order(case, tree.county, seen=1) for case in turned]

        def send() -> None:
            answers = do.dispatch_all(orders, by=officers[number], at=MONDAY)
            if refused := [answer for answer in answers if isinstance(answer, Refusal)]:
                raise refused[0]

        return send

    return cases, Counter(all_at_once([deed(number) for number in range(OFFICERS)]))


def test_a_tray_that_several_send_on_goes_once() -> None:
    cases, outcome = trays_at_once()
    assert outcome == {"done": 1, "moved_on": OFFICERS - 1}
    assert Dispatch.objects.filter(case__in=cases, number=2).count() == len(cases)
    assert Step.objects.filter(case__in=cases, move="dispatch").count() == len(cases)


def test_a_tray_sent_without_the_comparison_ends_at_the_database(monkeypatch: pytest.MonkeyPatch) -> None:
    """The negative control: nobody waits, nobody compares, and the database stops them."""
    blind = sending_on.SEND.replace("AND c.state = going.state AND c.steps = going.steps", "")
    monkeypatch.setattr(sending_on, "SEND", blind)
    monkeypatch.setattr(sending_on, "_locked", answered_together(rows_unlocked, Gate(OFFICERS)))
    _cases, outcome = trays_at_once()
    assert set(outcome) & {"IntegrityError", "OperationalError"}  # the constraint, or two in each other's way


def rows_unlocked(numbers: Iterable[int]) -> dict[int, Case]:
    return {case.pk: case for case in sending_on._as_they_are(Case.objects.filter(pk__in=set(numbers)))}


def test_an_extension_is_granted_or_refused_once() -> None:
    tree = make_tree()
    case = make_signed(tree)
    asked = do.ask_time(case, 3, "等鉴定。", by=tree.at_county, at=MONDAY)
    officers = [make_officer(tree.city, name=f"干部{n}") for n in range(OFFICERS)]

    def deed(number: int) -> Callable[[], object]:
        granted = bool(number % 2)
        return lambda: do.decide_time(asked, granted=granted, answer="看过。", by=officers[number])

    outcome = Counter(all_at_once([deed(number) for number in range(OFFICERS)]))
    assert outcome["done"] == 1
    asked = Extension.objects.get(pk=asked.pk)
    case.refresh_from_db()
    assert case.is_extended is (asked.state == "granted")
    assert Step.objects.filter(case=case, move__in=("grant_time", "refuse_time")).count() == 1


def test_no_case_makes_a_move_that_the_rule_does_not_know() -> None:
    lived = live(CaseLife, STEPS)
    assert lived.made > lived.tried / 50
    measured(tried=lived.tried, made=lived.made)


def test_with_another_table_that_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    """The negative control: every move is open from every state."""
    lax = Moves({move: (set(LEGAL), target) for move, (_sources, target) in MOVES._table.items()})
    monkeypatch.setattr(rules, "MOVES", lax)
    monkeypatch.setattr(moving, "MOVES", lax)
    with pytest.raises((AssertionError, IntegrityError)):
        live(CaseLife, 2_000)


def test_without_the_comparison_several_win(monkeypatch: pytest.MonkeyPatch) -> None:
    """The negative control: a move that sets and does not compare lets both sides believe they won."""
    monkeypatch.setattr("unionnet.tools.casework.actions.dispatching.make_move", move_without_comparing)
    monkeypatch.setattr("unionnet.tools.casework.actions.dispatching.seen_as", lambda case, seen: case)
    _case, outcome = sign_or_return()
    assert outcome["done"] > 1
