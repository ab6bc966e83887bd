# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Person
from unionnet.foundation.bound import Bound
from unionnet.tools.returns.models.forms import Indicator, Period


class Target(Bound):
    """What one union is to reach in one period. `value` is a whole count or 分; of a percentage hundredths
    (80.00 % is 8000)."""

    period = models.ForeignKey(Period, on_delete=models.PROTECT, related_name="targets", db_index=False)
    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    value = models.BigIntegerField(_("目标值"))
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(db_default=Now())

    class Meta:
        verbose_name = _("填报目标")
        constraints = [
            models.UniqueConstraint(
                fields=["period", "indicator", "organisation"], name="one_target_a_figure"
            ),
            models.CheckConstraint(
                condition=Q(value__gt=0, value__lte=10**15), name="a_target_is_above_zero"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.value}"
