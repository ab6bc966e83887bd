# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from unionnet.foundation.journal import on
from unionnet.programmes.feedback.actions import APP, KIND, adopt, end_task
from unionnet.tools.casework.facts import CaseTakenIn
from unionnet.tools.supervision.facts import ItemMoved
from unionnet.tools.supervision.models import Item, Step


@on(CaseTakenIn)
def feedback_that_came_in_elsewhere(fact: CaseTakenIn) -> None:
    """Registered at the desk of cases, or by another system."""
    if fact.kind == KIND:
        adopt(fact.case)


@on(ItemMoved)
def end_the_task_of_feedback(fact: ItemMoved) -> None:
    """Done, or turned down with a reason."""
    if fact.origin == APP and fact.move in ("close", "drop"):
        step = Step.objects.select_related("by").get(item=fact.item, part=None, number=fact.step)
        end_task(Item.objects.get(pk=fact.item), step.reason, by=step.by, at=step.at)
