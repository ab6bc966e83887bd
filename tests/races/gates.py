# SPDX-License-Identifier: Apache-2.0
"""Sabotage that does not rest on luck: whoever has looked waits until the others have looked too. A negative
control lost by luck would prove nothing."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count
from threading import Barrier
from typing import Any, ParamSpec, TypeVar

from django.db.models import F

from unionnet.tools.casework.actions.moving import Deed
from unionnet.tools.casework.models import Case
from unionnet.tools.casework.rules import MOVES

PATIENCE = 60
P = ParamSpec("P")
T = TypeVar("T")


class Gate:
    """Opens when so many stand before it, and stays open."""

    def __init__(self, people: int = 2) -> None:
        self._people, self._turn, self._barrier = people, count(), Barrier(people)

    def pass_through(self) -> None:
        if next(self._turn) < self._people:
            self._barrier.wait(PATIENCE)


def gated(work: Callable[P, T], gate: Gate | None = None) -> Callable[P, T]:
    """The same work, begun when two stand before it, or before other work with the same gate."""
    gate = gate or Gate()

    def wait_and_work(*told: P.args, **given: P.kwargs) -> T:
        gate.pass_through()
        return work(*told, **given)

    return wait_and_work


def answered_together(asked: Callable[P, T], gate: Gate) -> Callable[P, T]:
    """The same question, but nobody goes on with the answer before the gate opens."""

    def ask_and_wait(*told: P.args, **given: P.kwargs) -> T:
        answer = asked(*told, **given)
        gate.pass_through()
        return answer

    return ask_and_wait


def move_without_comparing(case: Case, move: str, deed: Deed, **changes: Any) -> int:
    """A move of a case that sets and does not look whether it still stands as it was seen."""
    state = MOVES.after(case.state, move) or case.state
    Case.objects.filter(pk=case.pk).update(state=state, steps=F("steps") + 1, **changes)
    return case.steps
