# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from unionnet.directory.people.models import Person
from unionnet.foundation.bound import Bound
from unionnet.foundation.files.models import StoredFile
from unionnet.foundation.ids import PublicIdField
from unionnet.tools.activities.models.activities import Activity


class Photo(Bound):
    """What it looked like: where and when."""

    public_id = PublicIdField()
    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="photos")
    file = models.OneToOneField(StoredFile, on_delete=models.PROTECT, related_name="+")
    caption = models.CharField(_("说明"), max_length=80, blank=True)
    place = models.CharField(_("拍摄地点"), max_length=80)
    taken_at = models.DateTimeField(_("拍摄时间"))
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("活动照片")

    def __str__(self) -> str:
        return self.caption or self.place


class Document(Bound):
    """A paper of the file. A speech has a speaker, and its paper may come later than the agenda."""

    class Kind(models.TextChoices):
        SPEECH = "speech", _("发言")
        PLAN = "plan", _("活动方案")
        NOTICE = "notice", _("活动通知")
        SHEET = "sheet", _("签到表照片")
        PAPER = "paper", _("其他材料")

    public_id = PublicIdField()
    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="documents", db_index=False)
    kind = models.CharField(_("种类"), max_length=6, choices=Kind)
    title = models.CharField(_("题目"), max_length=100)
    speaker = models.CharField(_("发言人"), max_length=60, blank=True)
    unit = models.CharField(_("发言单位"), max_length=100, blank=True)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(db_default=Now())

    class Meta:
        verbose_name = _("活动材料")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["activity", "kind", "title", "unit"], name="document_once"),
            models.CheckConstraint(
                condition=Q(kind="speech") | Q(file__isnull=False), name="document_has_its_file"
            ),
            models.CheckConstraint(condition=~Q(kind="speech") | ~Q(unit=""), name="speech_has_its_unit"),
        ]

    def __str__(self) -> str:
        return self.title


class FollowUp(Bound):
    """Something agreed on there that somebody must still do. It may end after the file is archived."""

    public_id = PublicIdField()
    activity = models.ForeignKey(
        Activity, on_delete=models.PROTECT, related_name="follow_ups", db_index=False
    )
    heading = models.CharField(_("机制或事项"), max_length=20)
    what = models.CharField(_("后续任务"), max_length=200)
    whose = models.CharField(_("牵头单位"), max_length=100)
    due_on = models.DateField(_("完成时限"))
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    done_at = models.DateTimeField(null=True, blank=True)
    done_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    result = models.CharField(_("完成情况"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("后续任务")
        constraints = [
            models.UniqueConstraint(fields=["activity", "what"], name="follow_up_once"),
            models.CheckConstraint(
                condition=Q(done_at__isnull=True, result="")
                | (Q(done_at__isnull=False, done_by__isnull=False) & ~Q(result="")),
                name="follow_up_done_with_result",
            ),
        ]
        indexes = [models.Index(fields=["due_on"], condition=Q(done_at__isnull=True), name="follow_up_open")]

    def __str__(self) -> str:
        return self.what


class Supplement(Bound):
    """What came to light after the archive. Only grows."""

    public_id = PublicIdField()
    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="supplements")
    text = models.CharField(_("补充说明"), max_length=1000)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(db_default=Now())

    class Meta:
        verbose_name = _("归档后的补充")

    def __str__(self) -> str:
        return self.text
