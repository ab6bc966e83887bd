# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Person
from unionnet.foundation.bound import Bound
from unionnet.foundation.ids import PublicIdField
from unionnet.tools.casework.models import Kind


class CutOff(Bound):
    """截止报表: how the orders that came in since a day stood at one moment. Its rows only ever grow (a
    grant), so nothing that happens later alters it."""

    public_id = PublicIdField()
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", db_index=False)
    since = models.DateField(_("从哪天收到的"))
    until = models.DateTimeField(_("截止时间"))
    digest = models.CharField(_("内容摘要"), max_length=64)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField(db_default=Now())

    class Meta:
        verbose_name = _("热线截止报表")
        constraints = [
            models.UniqueConstraint(fields=["organisation", "since", "until"], name="one_cutoff_a_moment")
        ]
        indexes = [models.Index(fields=["organisation", "-until", "-id"], name="cutoff_of_union")]

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.since} {self.until}"


class CutOffLine(Bound):
    """One union, one kind, one class. `accepted` is what lay with it and was not returned; every one of those
    is closed, overdue, paused, or not yet due. `left` went elsewhere, was rejected, merged or given up."""

    cutoff = models.ForeignKey(CutOff, on_delete=models.PROTECT, related_name="lines", db_index=False)
    unit = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", db_index=False)
    kind = models.ForeignKey(Kind, on_delete=models.PROTECT, related_name="+", db_index=False)
    grade = models.CharField(max_length=16)
    accepted = models.PositiveIntegerField()
    closed = models.PositiveIntegerField()
    closed_in_time = models.PositiveIntegerField()
    overdue = models.PositiveIntegerField()
    paused = models.PositiveIntegerField()
    not_due = models.PositiveIntegerField()
    left = models.PositiveIntegerField()
    callbacks = models.PositiveIntegerField()
    satisfied = models.PositiveIntegerField()

    class Meta:
        verbose_name = _("热线截止报表的一行")
        constraints = [
            models.UniqueConstraint(fields=["cutoff", "unit", "kind", "grade"], name="one_cutoff_line"),
            models.CheckConstraint(
                condition=Q(accepted=F("closed") + F("overdue") + F("paused") + F("not_due")),
                name="accepted_is_the_sum",
            ),
            models.CheckConstraint(
                condition=Q(closed_in_time__lte=F("closed"), satisfied__lte=F("callbacks")),
                name="parts_within_wholes",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.cutoff_id} {self.unit_id} {self.kind_id} {self.grade}"
