# SPDX-License-Identifier: Apache-2.0
"""What was known of a child goes with the class it was for, or with its guardian."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db.models import Q

from unionnet.foundation.clock import database_now
from unionnet.foundation.journal import tell
from unionnet.foundation.privacy.erasing import erase
from unionnet.foundation.scope import verb
from unionnet.programmes.childcare.facts import ChildrenForgotten
from unionnet.programmes.childcare.models import Child
from unionnet.programmes.childcare.privacy import DAYS_KEPT
from unionnet.programmes.childcare.queries import forgettable

AT_ONCE = 200


@verb
def forget_children(*, at: datetime | None = None) -> int:
    """Entries and days go by their declared lifetime; a child of whom none is left is forgotten wholly, in
    the register of persons too. Returns how many."""
    children = forgettable(at or database_now(), DAYS_KEPT, AT_ONCE)
    if children:
        erase([child.person_id for child in children])
        tell(ChildrenForgotten([child.pk for child in children]), by=None)
    return len(children)


@verb
def forget_of(people: Collection[int]) -> int:
    """Of these people, who are children or guardians, forget the children."""
    rows = Child.objects.filter(Q(person__in=people) | Q(guardian__in=people))
    others = set(rows.values_list("person", flat=True)).difference(people)
    count = rows.count()
    rows.delete()
    erase(others)
    return count
