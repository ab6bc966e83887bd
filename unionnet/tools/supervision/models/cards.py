# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from decimal import Decimal

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Person
from unionnet.foundation.bound import Bound
from unionnet.foundation.ids import PublicIdField


class ReportCard(Bound):
    """成绩单: how every unit and department stood at the end of a day. Its rows only ever grow (a grant), so
    nothing that happens later alters it."""

    public_id = PublicIdField()
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", db_index=False)
    title = models.CharField(_("成绩单"), max_length=80)
    cut_off = models.DateField(_("截止日期"))
    rule_pack = models.CharField(max_length=40)
    digest = models.CharField(_("内容摘要"), max_length=64)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(db_default=Now())

    class Meta:
        verbose_name = _("成绩单")
        constraints = [
            models.UniqueConstraint(fields=["organisation", "cut_off", "title"], name="one_card_a_cut_off")
        ]
        indexes = [models.Index(fields=["organisation", "-id"], name="card_of_union")]

    def __str__(self) -> str:
        return self.title


class CardLine(Bound):
    """One department, with every number its score is made of. `score` is in hundredths; none when nothing of
    it could be judged (X-05). What is accepted has its marks from 0 to 10, added up here."""

    card = models.ForeignKey(ReportCard, on_delete=models.PROTECT, related_name="lines")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    department = models.CharField(max_length=40, blank=True)
    parts = models.PositiveIntegerField()
    percent = models.PositiveIntegerField()
    due = models.PositiveIntegerField()
    on_time = models.PositiveIntegerField()
    accepted = models.PositiveIntegerField()
    quality = models.PositiveIntegerField()
    innovation = models.PositiveIntegerField()
    reminders = models.PositiveIntegerField()
    yellow = models.PositiveIntegerField()
    red = models.PositiveIntegerField()
    score = models.PositiveIntegerField(null=True)
    rank = models.PositiveIntegerField(null=True)

    class Meta:
        verbose_name = _("成绩单的一行")
        constraints = [
            models.UniqueConstraint(fields=["card", "organisation", "department"], name="one_line_a_unit"),
            models.CheckConstraint(
                condition=Q(score__isnull=True) | Q(score__range=(0, 10_000)), name="card_score"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.card_id} {self.organisation_id}"

    @property
    def points(self) -> Decimal | None:
        return None if self.score is None else Decimal(self.score) / 100
