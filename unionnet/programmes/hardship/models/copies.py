# SPDX-License-Identifier: Apache-2.0
"""台账导出: the register of one desk as a sheet, asked for by one and let go by another."""

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


class RegisterCopy(Bound):
    """Exactly these households, registered when somebody asked. The sheet itself is never kept."""

    public_id = PublicIdField()
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    households = ArrayField(models.BigIntegerField())
    reason = models.CharField(_("用途"), max_length=100)
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name=_("提出人"))
    at = models.DateTimeField(_("提出时间"), db_default=Now())
    second = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("复核人")
    )
    let_go_at = models.DateTimeField(_("复核时间"), null=True)

    class Meta:
        verbose_name = _("困难职工台账导出")
        constraints = [
            models.CheckConstraint(
                condition=Q(second__isnull=True, let_go_at__isnull=True)
                | Q(second__isnull=False, let_go_at__isnull=False) & ~Q(second=F("asked_by")),
                name="register_copy_by_two_people",
            )
        ]
        indexes = [models.Index(fields=["organisation", "-id"], name="register_copies_of_union")]

    def __str__(self) -> str:
        return f"{self.public_id}"
