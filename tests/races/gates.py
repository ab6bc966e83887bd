# SPDX-License-Identifier: Apache-2.0
"""Sabotage that does not rest on luck: whoever has looked waits until the other has looked too."""

from __future__ import annotations

from collections.abc import Callable
from threading import Barrier
from typing import Any

from django.db.models import F

from unionnet.tools.casework.actions.moving import Deed
from unionnet.tools.casework.models import Case
from unionnet.tools.casework.rules import MOVES

PATIENCE = 20
Work = Callable[..., Any]


def gated(work: Work, gate: Barrier | None = None) -> Work:
    """The same work, begun when two stand before it, or before other work with the same gate."""
    gate = gate or Barrier(2)

    def wait_and_work(*told: Any, **given: Any) -> Any:
        gate.wait(PATIENCE)
        return work(*told, **given)

    return wait_and_work


def move_without_comparing(case: Case, move: str, deed: Deed, **changes: Any) -> int:
    """A move of a case that sets and does not look whether it still stands as it was seen."""
    state = MOVES.after(case.state, move) or case.state
    Case.objects.filter(pk=case.pk).update(state=state, steps=F("steps") + 1, **changes)
    return case.steps
