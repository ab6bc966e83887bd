# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Person
from unionnet.foundation.bound import Bound
from unionnet.foundation.ids import PublicIdField
from unionnet.tools.casework.models import Case


class Handover(Bound):
    """转 12345: an order that is not for a union went to the city's hotline, under this number there."""

    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", db_index=False)
    number = models.CharField(_("12345 工单号"), max_length=40)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField(db_default=Now())

    class Meta:
        verbose_name = _("转 12345 记录")
        constraints = [
            models.UniqueConstraint(fields=["organisation", "number"], name="one_handover_a_number"),
            models.CheckConstraint(condition=~Q(number=""), name="a_handover_has_its_number"),
        ]
        indexes = [models.Index(fields=["organisation", "-at"], name="handover_of_union")]

    def __str__(self) -> str:
        return self.number


class Watched(Bound):
    """督办清单: an order that needs a second look, and why. It stays until somebody says what was done."""

    class Reason(models.TextChoices):
        UNSIGNED = "unsigned", _("逾期未签收")
        LATE = "late", _("超期未办结")
        UNSATISFIED = "unsatisfied", _("回访不满意")
        RETURNED = "returned", _("多次退回")
        HARMFUL = "harmful", _("影响较大")

    public_id = PublicIdField()
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+", db_index=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", db_index=False)
    reason = models.CharField(_("列入原因"), max_length=11, choices=Reason)
    since = models.DateTimeField(_("列入时间"))
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    result = models.CharField(_("督办结果"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("督办清单")
        constraints = [
            models.UniqueConstraint(fields=["case", "reason"], name="watched_once_a_reason"),
            models.CheckConstraint(
                condition=Q(settled_at__isnull=True, settled_by__isnull=True, result="")
                | (Q(settled_at__isnull=False, settled_by__isnull=False) & ~Q(result="")),
                name="watched_until_a_result",
            ),
        ]
        indexes = [
            models.Index(
                fields=["organisation", "since", "id"],
                condition=Q(settled_at__isnull=True),
                name="watched_open",
            ),
            models.Index(fields=["organisation", "-since", "-id"], name="watched_of_union"),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.reason}"
