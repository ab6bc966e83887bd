# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from unionnet.foundation.journal import on
from unionnet.programmes.feedback.actions import APP, KIND, adopt, end_task
from unionnet.tools.casework.facts import CaseTakenIn
from unionnet.tools.supervision.facts import ItemMoved
from unionnet.tools.supervision.queries.endings import ending_of


@on(CaseTakenIn)
def feedback_that_came_in_elsewhere(fact: CaseTakenIn) -> None:
    """Registered at the desk of cases, or by another system."""
    if fact.kind == KIND:
        adopt(fact.case)


@on(ItemMoved)
def end_the_task_of_feedback(fact: ItemMoved) -> None:
    """Done, or turned down with a reason."""
    if ended := ending_of(fact, origin=APP):
        end_task(ended)
