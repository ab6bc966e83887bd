# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Person
from unionnet.directory.places.models import Site
from unionnet.foundation.bound import Bound
from unionnet.foundation.ids import PublicIdField
from unionnet.foundation.pieces import Pieces


class Activity(Bound):
    """One file, from the plan to the archive. `number` counts the activities of a union in a year.

    `persons` and `person_times` stay empty until the archive: then they hold what was counted, so that the
    file still says it when the names have gone.
    """

    class Kind(models.TextChoices):
        MEETING = "meeting", _("会议交流")
        TRAINING = "training", _("教育培训")
        CULTURE = "culture", _("文体活动")
        VISIT = "visit", _("走访慰问")
        SERVICE = "service", _("上门服务")
        JOINT = "joint", _("联学共建")
        SHOW = "show", _("展演展览")
        OTHER = "other", pgettext_lazy("kind of activity", "其他活动")

    class State(models.TextChoices):
        PLANNED = "planned", _("策划中")
        SUBMITTED = "submitted", _("待主席审批")
        RETURNED = "returned", pgettext_lazy("activity", "已退回修改")
        APPROVED = "approved", pgettext_lazy("activity", "已获批准")
        ANNOUNCED = "announced", _("已发通知")
        UNDER_WAY = "under_way", _("签到中")
        DONE = "done", pgettext_lazy("activity", "待归档")
        ARCHIVED = "archived", _("已归档")
        CANCELLED = "cancelled", pgettext_lazy("activity", "已取消活动")

    class Audience(models.TextChoices):
        EVERYONE = "everyone", _("职工都可以参加")
        MEMBERS = "members", _("仅限主办、协办工会的会员")

    public_id = PublicIdField()
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", verbose_name=_("主办工会")
    )
    year = models.PositiveSmallIntegerField(_("年度"))
    number = models.PositiveIntegerField(_("编号"))
    kind = models.CharField(_("类型"), max_length=8, choices=Kind)
    title = models.CharField(_("名称"), max_length=80)
    purpose = models.CharField(_("目的和内容"), max_length=1000, blank=True)
    topic = models.CharField(_("专题"), max_length=40, blank=True)
    site = models.ForeignKey(
        Site, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("阵地")
    )
    place = models.CharField(_("地点"), max_length=80, blank=True)
    starts_at = models.DateTimeField(pgettext_lazy("time", "开始"))
    ends_at = models.DateTimeField(pgettext_lazy("time", "结束"))
    expected = models.PositiveIntegerField(_("预计人数"))
    audience = models.CharField(_("对象"), max_length=8, choices=Audience, default=Audience.EVERYONE)
    any_tags = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    scheme = models.CharField(_("会计科目版本"), max_length=8)
    state = models.CharField(_("状态"), max_length=9, choices=State, default=State.PLANNED)
    outcome = models.CharField(_("成效小结"), max_length=2000, blank=True)
    persons = models.PositiveIntegerField(_("人数"), null=True, editable=False)
    person_times = models.PositiveIntegerField(_("人次"), null=True, editable=False)
    series_of = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="series"
    )
    planned_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        verbose_name = _("活动")
        constraints = [
            models.UniqueConstraint(fields=["organisation", "year", "number"], name="activity_number_once"),
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="activity_ends_after_starting"
            ),
            models.CheckConstraint(condition=Q(expected__range=(1, 1_000_000)), name="activity_expects_some"),
            models.CheckConstraint(
                condition=~Q(state="archived") | Q(persons__isnull=False, person_times__gte=F("persons")),
                name="activity_archived_with_its_counts",
            ),
        ]
        indexes = [
            models.Index(fields=["organisation", "-starts_at", "-id"], name="activity_of_union"),
            models.Index(fields=["-starts_at", "-id"], name="activity_latest"),
            models.Index(
                fields=["ends_at", "id"],
                condition=Q(state__in=["announced", "under_way"]),
                name="activity_ahead",
            ),
            models.Index(
                fields=["organisation"], condition=Q(state="submitted"), name="activity_with_the_chair"
            ),
            models.Index(fields=["topic", "year"], condition=~Q(topic=""), name="activity_topic"),
            GinIndex(Pieces("title", "place"), name="activity_pieces", fastupdate=False),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def code(self) -> str:
        """2026-012: how the file is called on paper."""
        return f"{self.year}-{self.number:03d}"

    @property
    def where(self) -> str:
        return f"{self.site.name if self.site else ''} {self.place}".strip()

    @property
    def is_closed(self) -> bool:
        """Nothing changes any more but supplements."""
        return self.state in (self.State.ARCHIVED, self.State.CANCELLED)


class Host(Bound):
    """Who gives it: a union of the tree, or a partner by name. The union whose file it is leads."""

    class Role(models.TextChoices):
        LEAD = "lead", _("主办")
        CO = "co", _("联合主办")
        PARTNER = "partner", _("协办共建")
        SPONSOR = "sponsor", _("支持赞助")

    public_id = PublicIdField()
    activity = models.ForeignKey(
        Activity, on_delete=models.PROTECT, related_name="hosts", db_index=False
    )  # activity_host_once begins with it
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    name = models.CharField(_("单位名称"), max_length=100)
    role = models.CharField(_("角色"), max_length=8, choices=Role, default=Role.CO)
    share = models.PositiveBigIntegerField(_("承担经费"), default=0)
    gives = models.CharField(_("提供"), max_length=120, blank=True)

    class Meta:
        verbose_name = _("主办和协办单位")
        constraints = [
            models.UniqueConstraint(fields=["activity", "name"], name="activity_host_once"),
            models.UniqueConstraint(
                fields=["activity"], condition=Q(role="lead"), name="activity_has_one_lead"
            ),
            models.CheckConstraint(
                condition=~Q(role="lead") | Q(organisation__isnull=False), name="activity_lead_is_a_union"
            ),
            models.CheckConstraint(condition=Q(share__lte=100_000_000_000), name="activity_share_in_reason"),
        ]

    def __str__(self) -> str:
        return self.name


class Session(models.Model):
    """When people come together: each activity has one, a longer one several."""

    public_id = PublicIdField()
    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="sessions", db_index=False)
    number = models.PositiveSmallIntegerField(_("场次"))
    title = models.CharField(_("内容"), max_length=60, blank=True)
    starts_at = models.DateTimeField(pgettext_lazy("time", "开始"))
    ends_at = models.DateTimeField(pgettext_lazy("time", "结束"))

    class Meta:
        verbose_name = _("场次")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["activity", "number"], name="activity_session_once"),
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="activity_session_ends_after_starting"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.activity_id} {self.number}"


class Step(Bound):
    """One move of the file: by whom, when, with which words. Only grows."""

    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="steps")
    move = models.CharField(max_length=8)
    note = models.CharField(_("说明"), max_length=300, blank=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("活动办理记录")

    def __str__(self) -> str:
        return f"{self.activity_id} {self.move}"
