# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from unionnet.directory.people.models import Person
from unionnet.directory.places.models import Site
from unionnet.foundation.bound import Bound


class Cost(Bound):
    """What running the site cost in a month, by kind, in 分."""

    class Kind(models.TextChoices):
        POWER = "power", _("电费")
        WATER = "water", _("水费")
        RENT = "rent", _("房租")
        STAFF = "staff", _("人员")
        SUPPLIES = "supplies", _("物资")
        REPAIR = "repair", _("维修")
        NETWORK = "network", _("网络")
        OTHER = "other", _("其他")

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="+")
    month = models.DateField()
    kind = models.CharField(max_length=8, choices=Kind)
    amount = models.BigIntegerField()
    note = models.CharField(max_length=60, blank=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["site", "month", "kind"], name="one_cost_a_month_and_kind"),
            models.CheckConstraint(condition=Q(amount__gte=0), name="cost_not_negative"),
            models.CheckConstraint(condition=Q(month__day=1), name="cost_month_is_its_first_day"),
        ]

    def __str__(self) -> str:
        return f"{self.site_id} {self.month:%Y-%m} {self.kind}"
