# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from unionnet.foundation.journal import on
from unionnet.programmes.followups.actions import APP, finish_with
from unionnet.tools.supervision.facts import ItemMoved
from unionnet.tools.supervision.queries.endings import ending_of


@on(ItemMoved)
def finish_what_was_handed_over(fact: ItemMoved) -> None:
    """Done, or turned down with a reason."""
    if ended := ending_of(fact, origin=APP):
        finish_with(ended)
