# SPDX-License-Identifier: Apache-2.0
"""What runs on consent says so, and stops at the next request once the consent is taken back (PI-03).

    @on_consent("joining", whose=lambda membership, *_rest: membership.person_id)
    def approve(membership, *, by): ...

A verb is refused. Set-based work that leaves such people out in SQL is only marked: `@leaves_out(purpose)`.
`PROCESSING` lists both; a test tries every one of them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from unionnet.directory.people.rules import why_not_process

P = ParamSpec("P")
R = TypeVar("R")
PROCESSING: dict[str, list[str]] = defaultdict(list)


def on_consent(purpose: str, whose: Callable[..., int]) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """This verb works for a purpose that rests on the consent of the person with that id."""

    def guard(verb: Callable[P, R]) -> Callable[P, R]:
        leaves_out(purpose)(verb)

        @wraps(verb)
        def guarded(*args: P.args, **options: P.kwargs) -> R:
            if refusal := why_not_process(whose(*args), purpose):
                raise refusal
            return verb(*args, **options)

        return guarded

    return guard


def leaves_out(purpose: str) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """This one leaves out whoever took the consent for that purpose back."""

    def mark(work: Callable[P, R]) -> Callable[P, R]:
        where: Any = work
        PROCESSING[purpose].append(f"{where.__module__}.{where.__qualname__}")
        return work

    return mark
