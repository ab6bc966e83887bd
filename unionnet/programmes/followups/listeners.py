# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from unionnet.foundation.journal import on
from unionnet.programmes.followups.actions import APP, finish_with
from unionnet.tools.supervision.facts import ItemMoved
from unionnet.tools.supervision.models import Item, Step


@on(ItemMoved)
def finish_what_was_handed_over(fact: ItemMoved) -> None:
    """Done, or turned down with a reason."""
    if fact.origin == APP and fact.move in ("close", "drop"):
        step = Step.objects.select_related("by").get(item=fact.item, part=None, number=fact.step)
        finish_with(Item.objects.get(pk=fact.item), step.reason, by=step.by, at=step.at)
