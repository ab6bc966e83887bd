# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from unionnet.foundation.journal import on
from unionnet.programmes.proposals.actions import APP, end_task
from unionnet.tools.supervision.facts import ItemMoved
from unionnet.tools.supervision.queries.endings import ending_of


@on(ItemMoved)
def end_the_task_of_a_proposal(fact: ItemMoved) -> None:
    """Done, or turned down with a reason."""
    if ended := ending_of(fact, origin=APP):
        end_task(ended)
