# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Person
from unionnet.foundation.bound import Bound
from unionnet.foundation.ids import PublicIdField


class Campaign(Bound):
    """A drive to found unions for, and to bring into unions, people of certain groups, in a span of days."""

    public_id = PublicIdField()
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(_("名称"), max_length=100)
    groups = ArrayField(models.CharField(max_length=40))
    since = models.DateField(_("开始日期"))
    until = models.DateField(_("结束日期"))
    created_at = models.DateTimeField(db_default=Now())
    created_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("建会行动")
        constraints = [
            models.CheckConstraint(condition=Q(until__gte=F("since")), name="campaign_dates_in_order")
        ]

    def __str__(self) -> str:
        return self.title


class Target(Bound):
    """What one union below is to reach: unions founded and members joined."""

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="targets", db_index=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    unions = models.PositiveIntegerField(_("建会目标（个）"))
    members = models.PositiveIntegerField(_("入会目标（人）"))

    class Meta:
        verbose_name = _("行动目标")
        constraints = [
            models.UniqueConstraint(fields=["campaign", "organisation"], name="one_target_a_union")
        ]

    def __str__(self) -> str:
        return f"{self.campaign_id} {self.organisation_id}"
