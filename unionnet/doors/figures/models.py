# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from django.db import models

from unionnet.directory.organisations.models import Organisation
from unionnet.foundation.bound import Bound


class Sum(Bound):
    """How many of one mark a union and all below it hold, without the changes that still wait in `Change`.

    A mark is a short text: `members`, `tag:courier`, `month:2024-05`, `established:enterprise_union`,
    `day:2026-11-21:joined`. Nothing here is a source: `recount()` makes it all again.
    """

    pk = models.CompositePrimaryKey("organisation_id", "mark")
    # Without a constraint: to check it the worker would wait for a subtree that moves and waits for it.
    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="+", db_constraint=False, db_index=False
    )
    mark = models.CharField(max_length=80, db_collation="C")
    n = models.BigIntegerField()

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.mark} {self.n}"


class Change(Bound):
    """One union has so many more, or fewer, of a mark. Written by the triggers of the registers in the
    transaction that changes them; taken up into the sums within a second. It names the union and no path, so
    that one that has moved since counts where it is now."""

    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="+", db_constraint=False, db_index=False
    )
    mark = models.CharField(max_length=80, db_collation="C")
    n = models.BigIntegerField()

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.mark} {self.n:+}"
