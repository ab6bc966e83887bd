# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Person
from unionnet.foundation.bound import Bound
from unionnet.foundation.files.models import StoredFile
from unionnet.foundation.ids import PublicIdField
from unionnet.tools.supervision.models.items import Item, Part


class Step(Bound):
    """One change, of an item or of a part of it: who, when, for which union, why (X-06)."""

    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="history")
    part = models.ForeignKey(Part, on_delete=models.PROTECT, null=True, related_name="+")
    number = models.PositiveIntegerField()
    move = models.CharField(max_length=12)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    reason = models.CharField(max_length=500, blank=True)

    class Meta:
        verbose_name = _("督办记录")
        constraints = [
            models.UniqueConstraint(
                fields=["item", "number"], condition=Q(part__isnull=True), name="an_item_moves_once"
            ),
            models.UniqueConstraint(
                fields=["part", "number"], condition=Q(part__isnull=False), name="a_part_moves_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item_id} {self.number} {self.move}"


class Report(Bound):
    """What a unit says of its progress: how far, in words, with a photo or a paper. `seen_before` when the
    same file was handed in for another report."""

    public_id = PublicIdField()
    part = models.ForeignKey(Part, on_delete=models.PROTECT, related_name="reports")
    percent = models.PositiveSmallIntegerField(_("进度"))
    text = models.CharField(_("进展"), max_length=1000)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, related_name="+")
    digest = models.CharField(max_length=64, blank=True)
    seen_before = models.BooleanField(_("材料用过"), default=False)
    # The form it came from: sent again after a break in the line, it is the same report.
    key = models.CharField(max_length=32)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(db_default=Now())

    class Meta:
        verbose_name = _("进展反馈")
        constraints = [
            models.UniqueConstraint(fields=["part", "key"], name="one_report_a_form"),
            models.CheckConstraint(
                condition=Q(percent__range=(0, 100)) & ~Q(text=""), name="a_report_says_something"
            ),
        ]
        indexes = [
            models.Index(fields=["digest"], condition=~Q(digest=""), name="report_evidence"),
        ]

    def __str__(self) -> str:
        return f"{self.part_id} {self.percent}%"


class Chase(Bound):
    """A reminder to a part (SV-08): by the clock once for each due day, or a letter of the office."""

    class Kind(models.TextChoices):
        NOTICE = "notice", _("到期前提醒")
        DUE = "due", _("到期提醒")
        CHASE = "chase", _("催办")
        CRITICISE = "criticise", _("通报")
        LETTER = "letter", _("催办函")

    public_id = PublicIdField()
    part = models.ForeignKey(Part, on_delete=models.PROTECT, related_name="chases")
    kind = models.CharField(_("种类"), max_length=12, choices=Kind)
    due_on = models.DateField()
    words = models.CharField(_("催办意见"), max_length=500, blank=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("催办")
        constraints = [
            models.UniqueConstraint(
                fields=["part", "kind", "due_on"], condition=Q(by__isnull=True), name="the_clock_chases_once"
            ),
            models.CheckConstraint(
                condition=(Q(kind="letter", by__isnull=False) & ~Q(words=""))
                | (~Q(kind="letter") & Q(by__isnull=True)),
                name="a_letter_has_a_writer",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.part_id} {self.kind}"


class Mark(Bound):
    """A part was yellow or red by the scheme of its office, noted once a colour and day it was due on; the
    score counts these (SV-07)."""

    part = models.ForeignKey(Part, on_delete=models.PROTECT, related_name="marks")
    colour = models.CharField(max_length=8)
    due_on = models.DateField()
    on = models.DateField()

    class Meta:
        verbose_name = _("亮灯记录")
        constraints = [
            models.UniqueConstraint(fields=["part", "colour", "due_on"], name="one_mark_a_colour"),
            models.CheckConstraint(
                condition=Q(colour__in=["blue", "yellow", "orange", "red"]), name="mark_colour"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.part_id} {self.colour}"


class Extension(Bound):
    """More time, asked on the last day at the latest and agreed to by another than the one who asked."""

    public_id = PublicIdField()
    part = models.ForeignKey(Part, on_delete=models.PROTECT, related_name="extensions")
    before = models.DateField(_("原期限"))
    until = models.DateField(_("延至"))
    reason = models.CharField(_("延期理由"), max_length=300)
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    asked_on = models.DateField()
    decided_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    is_granted = models.BooleanField(pgettext_lazy("extension", "同意"), null=True)

    class Meta:
        verbose_name = _("延期申请")
        constraints = [
            models.UniqueConstraint(
                fields=["part"], condition=Q(decided_at__isnull=True), name="one_extension_waits"
            ),
            models.CheckConstraint(
                condition=Q(asked_on__lte=F("before")) & Q(until__gt=F("before")) & ~Q(reason=""),
                name="more_time_is_asked_in_time",
            ),
            models.CheckConstraint(
                condition=Q(decided_at__isnull=True, decided_by__isnull=True, is_granted__isnull=True)
                | (
                    Q(decided_at__isnull=False, decided_by__isnull=False, is_granted__isnull=False)
                    & ~Q(decided_by=F("asked_by"))
                ),
                name="more_time_is_agreed_to_by_another",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.part_id} {self.until}"
