# SPDX-License-Identifier: Apache-2.0
"""蹲点: officers stay with a union for a while, write a diary, and follow what they find until it is done."""

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
from unionnet.tools.supervision.models import Item


class Posting(Bound):
    """Officers of one union (`sent_by`) stay with another (`organisation`) from one day to another."""

    public_id = PublicIdField()
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", verbose_name=_("蹲点工会")
    )
    sent_by = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", verbose_name=_("派出工会")
    )
    purpose = models.CharField(_("蹲点任务"), max_length=120)
    starts_on = models.DateField(_("开始"))
    ends_on = models.DateField(_("结束"))
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        verbose_name = _("蹲点安排")
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="posting_days_in_order"),
            models.UniqueConstraint(
                fields=["organisation", "starts_on", "purpose"], name="one_posting_of_a_purpose"
            ),
        ]
        indexes = [
            models.Index(fields=["organisation", "-starts_on"], name="posting_of_union"),
            models.Index(fields=["-starts_on", "-id"], name="posting_latest"),
        ]

    def __str__(self) -> str:
        return self.purpose


class Posted(Bound):
    """Who was sent."""

    posting = models.ForeignKey(Posting, on_delete=models.PROTECT, related_name="team")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name=_("本人"))

    class Meta:
        verbose_name = _("蹲点人员")
        constraints = [models.UniqueConstraint(fields=["posting", "person"], name="posted_once")]

    def __str__(self) -> str:
        return f"{self.posting_id} {self.person_id}"


class DiaryEntry(Bound):
    """One day's note. `key` is that of the form: sent again after a break in the line, it is the same."""

    public_id = PublicIdField()
    posting = models.ForeignKey(Posting, on_delete=models.PROTECT, related_name="entries")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    day = models.DateField(_("日期"))
    text = models.CharField(_("做了什么、看到什么"), max_length=2000)
    weather = models.CharField(_("天气"), max_length=12, blank=True, db_default="")
    place = models.CharField(_("地点"), max_length=60, blank=True)
    photo = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    key = models.CharField(max_length=32)
    at = models.DateTimeField(db_default=Now())

    class Meta:
        verbose_name = _("蹲点日记")
        constraints = [models.UniqueConstraint(fields=["posting", "key"], name="one_entry_a_form")]
        indexes = [models.Index(fields=["posting", "-day", "-id"], name="diary_of_posting")]

    def __str__(self) -> str:
        return f"{self.posting_id} {self.day}"


class ProblemItem(Bound):
    """Something found that somebody must put right: what, whose, until when; closed with its result."""

    public_id = PublicIdField()
    posting = models.ForeignKey(Posting, on_delete=models.PROTECT, related_name="problems")
    entry = models.ForeignKey(
        DiaryEntry, on_delete=models.PROTECT, null=True, blank=True, related_name="problems"
    )
    what = models.CharField(_("问题"), max_length=200)
    whose = models.CharField(_("由谁解决"), max_length=60)
    due_on = models.DateField(_("期限"))
    raised_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    raised_at = models.DateTimeField(db_default=Now())
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    result = models.CharField(pgettext_lazy("of a problem", "解决结果"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("问题清单")
        constraints = [
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True, result="")
                | (Q(closed_at__isnull=False, closed_by__isnull=False) & ~Q(result="")),
                name="problem_closed_with_result",
            ),
            models.UniqueConstraint(
                fields=["posting", "what"], condition=Q(closed_at__isnull=True), name="one_open_problem"
            ),
        ]
        indexes = [
            models.Index(fields=["due_on"], condition=Q(closed_at__isnull=True), name="problem_open"),
            models.Index(fields=["posting", "id"], name="problem_of_posting"),
        ]

    def __str__(self) -> str:
        return self.what


class Followed(Bound):
    """A problem that the posted officers cannot put right themselves, and the item that follows it. Mostly it
    is an enterprise's; it closes when the item does."""

    problem = models.OneToOneField(ProblemItem, on_delete=models.CASCADE, related_name="followed")
    item = models.OneToOneField(Item, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(db_default=Now())

    class Meta:
        verbose_name = _("蹲点问题的督办")

    def __str__(self) -> str:
        return f"{self.problem_id} {self.item_id}"


class Opinion(Bound):
    """What an officer of the union that was visited says, once before and once after."""

    class Stage(models.TextChoices):
        BEFORE = "before", _("蹲点前")
        AFTER = "after", _("蹲点后")

    posting = models.ForeignKey(Posting, on_delete=models.PROTECT, related_name="opinions")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    stage = models.CharField(max_length=6, choices=Stage)
    stars = models.PositiveSmallIntegerField(_("满意度"))
    words = models.CharField(_("想说的话"), max_length=300, blank=True)
    at = models.DateTimeField(db_default=Now())

    class Meta:
        verbose_name = _("蹲点满意度")
        constraints = [
            models.UniqueConstraint(fields=["posting", "stage", "person"], name="one_opinion_a_stage"),
            models.CheckConstraint(condition=Q(stars__range=(1, 5)), name="opinion_one_to_five"),
        ]

    def __str__(self) -> str:
        return f"{self.posting_id} {self.stage} {self.stars}"
