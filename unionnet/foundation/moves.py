# SPDX-License-Identifier: Apache-2.0
"""A table of moves is the documentation of a life-cycle."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext as _

from unionnet.foundation.refusals import Refusal


class Moves:
    """`Moves({"assign": ({"open", "assigned"}, "assigned")})`: move → (from which states, to which)."""

    def __init__(self, table: Mapping[str, tuple[set[str], str]]) -> None:
        self._table = dict(table)

    def after(self, state: str, move: str) -> str:
        """The state after the move. Raises `Refusal("wrong_state")` when the move is not open from here."""
        sources, target = self._table[move]
        if state not in sources:
            raise Refusal("wrong_state", _("当前状态不能进行这一步，请刷新页面后再看。"))
        return target

    def open_from(self, state: str) -> list[str]:
        """The moves that may be made from this state, in the order of the table."""
        return [move for move, (sources, _target) in self._table.items() if state in sources]
