# SPDX-License-Identifier: Apache-2.0
"""意见建议: what somebody told the union in its box, the task that came of it, and what is shown of both."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Person
from unionnet.foundation.bound import Bound
from unionnet.foundation.ids import PublicIdField
from unionnet.tools.casework.models import Case
from unionnet.tools.supervision.models import Item

LONGEST_SHOWN = 300


class Box(Bound):
    """意见箱 of a union: how it and those below it that set nothing themselves take feedback in."""

    organisation = models.OneToOneField(Organisation, on_delete=models.PROTECT, related_name="+")
    allows_unnamed = models.BooleanField(_("可以不署名"), default=False)
    set_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", db_index=False)
    set_at = models.DateTimeField(db_default=Now())

    class Meta:
        verbose_name = _("意见箱")

    def __str__(self) -> str:
        return str(self.organisation_id)


class Feedback(Bound):
    """意见建议, of one case, which has its number, clock, answer and rating. Whoever knows `receipt` follows
    and rates it, without a name; `key` makes a form that is sent twice one piece of feedback. `item` is the
    task that came of it. `told` and `answered` are the officer's own words for everybody, shown since
    `shown_at`."""

    class Topic(models.TextChoices):
        RIGHTS = "rights", _("工资、工时和权益")
        SAFETY = "safety", _("劳动安全和健康")
        PLACES = "places", _("驿站和职工之家")
        SERVICES = "services", _("工会活动和服务")
        PLATFORM = "platform", _("本平台的使用")
        OTHER = "other", pgettext_lazy("feedback", "其他")

    public_id = PublicIdField()
    receipt = PublicIdField()
    key = models.UUIDField(unique=True, default=uuid.uuid4)
    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="+")
    topic = models.CharField(_("方面"), max_length=10, choices=Topic, default=Topic.OTHER)
    is_unnamed = models.BooleanField(_("不署名"), default=False)
    said_at = models.DateTimeField(_("提出时间"))
    item = models.OneToOneField(Item, on_delete=models.PROTECT, null=True, related_name="+")
    tasked_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    task_ended_at = models.DateTimeField(_("任务结束时间"), null=True)
    told = models.CharField(_("公开的意见"), max_length=LONGEST_SHOWN, blank=True)
    answered = models.CharField(_("公开的办理结果"), max_length=LONGEST_SHOWN, blank=True)
    shown_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    shown_at = models.DateTimeField(_("公开时间"), null=True)

    class Meta:
        verbose_name = _("意见建议")
        constraints = [
            models.CheckConstraint(
                condition=Q(item__isnull=True, tasked_by__isnull=True, task_ended_at__isnull=True)
                | Q(item__isnull=False, tasked_by__isnull=False),
                name="a_task_of_feedback_says_who_made_it",
            ),
            models.CheckConstraint(
                condition=Q(shown_at__isnull=True)
                | Q(shown_by__isnull=False) & ~Q(told="") & ~Q(answered=""),
                name="shown_feedback_has_words_and_somebody",
            ),
        ]
        indexes = [
            models.Index(
                fields=["-shown_at", "-id"], condition=Q(shown_at__isnull=False), name="feedback_shown"
            ),
            models.Index(fields=["said_at"], condition=Q(is_unnamed=True), name="feedback_unnamed"),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.topic}"
