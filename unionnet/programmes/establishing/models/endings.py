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
from unionnet.tools.submissions.models import Submission


class Ending(Bound):
    """A union asks to be dissolved or merged into another (ORG-11, ORG-17). It ends with the reply."""

    class Way(models.TextChoices):
        DISSOLVE = "dissolve", _("撤销")
        MERGE = "merge", _("合并")

    class Why(models.TextChoices):
        EMPLOYER_ENDED = "employer_ended", _("用人单位终止或被撤销")
        DECIDED = "decided", _("会员（代表）大会通过")

    public_id = PublicIdField()
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    way = models.CharField(_("方式"), max_length=8, choices=Way)
    into = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, related_name="+")
    why = models.CharField(_("原因"), max_length=16, choices=Why)
    decided_on = models.DateField(_("大会通过或单位终止日期"))
    submission = models.OneToOneField(Submission, on_delete=models.PROTECT, related_name="+")
    ended_on = models.DateField(null=True)
    created_at = models.DateTimeField(db_default=Now())
    created_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("撤销合并")
        constraints = [
            models.CheckConstraint(
                condition=Q(way="merge", into__isnull=False) | Q(way="dissolve", into__isnull=True),
                name="merged_into_another",
            )
        ]

    def __str__(self) -> str:
        return f"{self.organisation} {self.get_way_display()}"
