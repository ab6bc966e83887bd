# SPDX-License-Identifier: Apache-2.0
"""What a page offers to do with one thing: each step pressed at once, or by a form with what it needs."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms

from unionnet.foundation.refusals import Refusal

# By the name of a step, in the order a page offers them: what it is called, and the fields of its form.
Labels = Mapping[str, tuple[Any, tuple[str, ...]]]


@dataclass(frozen=True)
class Way:
    """`needs` names the fields of its form; with none it is one press. `no` says why not."""

    move: str
    label: Any
    needs: tuple[str, ...] = ()
    kind: str = "plain"
    no: Refusal | None = None


def open_ways(
    labels: Labels,
    why_not: Callable[[str], Refusal | None],
    *,
    quiet: Collection[str],
    worth_saying: Collection[str],
    done: Collection[str] = (),
) -> list[Way]:
    """Those that may be taken now. The first is drawn as the action of the page, unless it is `done` and may
    be done again; of those that may not be taken, the ones whose reason is `worth_saying` are grey."""
    ways: list[Way] = []
    for move, (label, needs) in labels.items():
        no = why_not(move)
        if no is not None and no.code not in worth_saying:
            continue
        is_first = no is None and move not in done and not any(way.kind == "" for way in ways)
        ways.append(Way(move, label, needs, "" if is_first else "quiet" if move in quiet else "plain", no))
    return ways


def went(form: forms.Form, needs: Collection[str], act: Callable[[], object]) -> bool:
    """Whether the verb did it. Its no stands at the form; with nothing to fill in it is shown as it is."""
    try:
        act()
    except Refusal as no:
        if not needs:
            raise
        form.add_error(None, str(no))
        return False
    return True
