# SPDX-License-Identifier: Apache-2.0
"""How an item ended, for the app it was born from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from unionnet.directory.people.models import Person
from unionnet.tools.supervision.facts import ItemMoved
from unionnet.tools.supervision.models import Item, Step

ENDS = ("close", "drop")


@dataclass(frozen=True)
class Ending:
    """`result` says how it was done, or why it was turned down; by whom, when."""

    item: Item
    result: str
    by: Person
    at: datetime

    @property
    def told(self) -> str:
        """The result, or the state where nobody wrote one."""
        return self.result or str(self.item.get_state_display())


def ending_of(fact: ItemMoved, *, origin: str) -> Ending | None:
    """Of an item that `origin` put on the list; None for items of other apps, and for other moves."""
    if fact.origin != origin or fact.move not in ENDS:
        return None
    rows = Step.objects.select_related("by", "item")
    step = rows.get(item=fact.item, part=None, number=fact.step)
    return Ending(step.item, step.reason, step.by, step.at)
