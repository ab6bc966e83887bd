# SPDX-License-Identifier: Apache-2.0
"""A thing that lives in the database, and people who try every verb on it in any order."""

from __future__ import annotations

from typing import ClassVar, TypeVar

from django.db import transaction
from hypothesis import Phase
from hypothesis import settings as terms
from hypothesis.stateful import RuleBasedStateMachine, initialize, run_state_machine_as_test

ONE_LIFE = 50  # steps tried on one thing before the next begins


class Life(RuleBasedStateMachine):
    """One thing, taken back at the end. `make` makes it and who acts on it."""

    tried: ClassVar[int] = 0
    made: ClassVar[int] = 0

    @initialize()
    def begin(self) -> None:
        self.undo = transaction.atomic()
        self.undo.__enter__()
        self.make()

    def make(self) -> None:
        raise NotImplementedError

    def teardown(self) -> None:
        if hasattr(self, "undo"):
            transaction.set_rollback(True)
            self.undo.__exit__(None, None, None)


Kind = TypeVar("Kind", bound=Life)


def live(kind: type[Kind], steps: int) -> type[Kind]:
    """So many tries, a new thing after every fifty. The kind then says how many it tried and made."""
    kind.made = kind.tried = 0
    run_state_machine_as_test(
        kind,
        settings=terms(
            max_examples=max(1, steps // ONE_LIFE),
            stateful_step_count=ONE_LIFE,
            deadline=None,
            derandomize=True,
            database=None,
            phases=[Phase.generate],
            report_multiple_bugs=False,
        ),
    )
    return kind
