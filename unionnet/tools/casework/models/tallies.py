# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from unionnet.directory.organisations.models import Organisation
from unionnet.foundation.bound import Bound
from unionnet.tools.casework.models.kinds import Kind


class Tally(Bound):
    """What has changed in the counts of one union, kind, grade and month, written by a trigger of
    `Dispatch` in the transaction that changed it. A count is the sum of its rows; a sweep adds them up to
    one. `month` is that in which the union was given the case."""

    unit = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", db_index=False)
    kind = models.ForeignKey(Kind, on_delete=models.PROTECT, related_name="+", db_index=False)
    grade = models.CharField(max_length=16)
    month = models.DateField()
    accepted = models.IntegerField()
    dispatched = models.IntegerField()
    signed_in_time = models.IntegerField()
    closed = models.IntegerField()
    closed_in_time = models.IntegerField()
    callbacks = models.IntegerField()
    satisfied = models.IntegerField()

    class Meta:
        verbose_name = _("办件计数")
        indexes = [models.Index(fields=["unit", "month", "kind", "grade"], name="tally_of_unit")]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.month}"
