# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Person
from unionnet.foundation.bound import Bound


class Letterhead(Bound):
    """The word a union writes before the numbers of one series of papers (发文代字): 云工组."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    series = models.CharField(max_length=24)
    word = models.CharField(_("发文代字"), max_length=20)

    class Meta:
        verbose_name = _("发文代字")
        constraints = [
            models.UniqueConstraint(fields=["organisation", "series"], name="one_word_a_series"),
            models.UniqueConstraint(fields=["organisation", "word"], name="one_series_a_word"),
        ]

    def __str__(self) -> str:
        return self.word


class DocumentNumber(Bound):
    """文号: every number of a year has a row, from 1 to the last. One that no paper has says why."""

    letterhead = models.ForeignKey(
        Letterhead, on_delete=models.PROTECT, related_name="numbers", db_index=False
    )
    year = models.PositiveSmallIntegerField()
    number = models.PositiveIntegerField(_("顺序号"))
    subject = models.CharField(_("标题"), max_length=160, blank=True)
    gap_reason = models.CharField(_("空号原因"), max_length=200, blank=True)
    at = models.DateTimeField(db_default=Now())
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("文号")
        constraints = [
            models.UniqueConstraint(fields=["letterhead", "year", "number"], name="a_number_is_given_once"),
            models.CheckConstraint(
                condition=(Q(subject="") & ~Q(gap_reason="")) | (~Q(subject="") & Q(gap_reason="")),
                name="a_number_has_a_paper_or_a_reason",
            ),
            models.CheckConstraint(condition=Q(number__gte=1), name="numbers_begin_with_one"),
        ]

    def __str__(self) -> str:
        return f"{self.letterhead.word}〔{self.year}〕{self.number}号"
