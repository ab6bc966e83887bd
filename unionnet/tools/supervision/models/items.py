# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.organisations.units import Unit
from unionnet.directory.people.models import Person
from unionnet.foundation.bound import Bound
from unionnet.foundation.ids import PublicIdField
from unionnet.tools.supervision.models.goals import Goal

IN = ("handed_in", "accepted")
OPEN = ("collected", "registered", "assigned", "suspended")


class Item(Bound):
    """One matter to be followed to its end (一事一单, SV-02). `steps` counts what happened to it, so that two
    officers never act on different versions. How far it is, its parts say."""

    class State(models.TextChoices):
        COLLECTED = "collected", pgettext_lazy("supervision", "待立项")
        REGISTERED = "registered", pgettext_lazy("supervision", "已立项")
        ASSIGNED = "assigned", pgettext_lazy("supervision", "办理中")
        SUSPENDED = "suspended", pgettext_lazy("supervision", "已中止")
        CLOSED = "closed", pgettext_lazy("supervision", "已销号")
        ARCHIVED = "archived", pgettext_lazy("supervision", "已归档")
        DROPPED = "dropped", pgettext_lazy("supervision", "不立项")

    class Source(models.TextChoices):
        PLAN = "plan", _("重点工作")
        MEETING = "meeting", _("会议议定")
        LEADER = "leader", _("领导交办")
        PROBLEM = "problem", _("问题短板")
        VISIT = "visit", _("调研蹲点")
        PROPOSAL = "proposal", _("建议提案")
        COMMITMENT = "commitment", _("公开承诺")

    public_id = PublicIdField()
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", db_index=False)
    year = models.PositiveSmallIntegerField(null=True)
    number = models.PositiveIntegerField(_("编号"), null=True)
    title = models.CharField(_("事项"), max_length=120)
    requirement = models.TextField(_("任务要求"), max_length=2000, blank=True)
    source = models.CharField(_("来源"), max_length=12, choices=Source, default=Source.PLAN)
    basis = models.CharField(_("依据文号或会议"), max_length=80, blank=True)
    whose = models.CharField(_("谁的问题"), max_length=80, blank=True)
    goal = models.ForeignKey(Goal, on_delete=models.PROTECT, null=True, related_name="items")
    weight = models.PositiveSmallIntegerField(_("权重"), default=1)
    state = models.CharField(_("状态"), max_length=12, choices=State, default=State.COLLECTED)
    steps = models.PositiveIntegerField(default=0)
    starts_on = models.DateField(_("开始日期"), null=True)
    due_on = models.DateField(_("办结期限"), null=True)
    # What it was born from: the app, its key there, and the page to open.
    origin = models.CharField(max_length=20, blank=True)
    origin_key = models.CharField(max_length=24, blank=True)
    origin_url = models.CharField(max_length=200, blank=True)
    collected_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    collected_at = models.DateTimeField(_("收集时间"), db_default=Now())
    closed_at = models.DateTimeField(_("销号时间"), null=True)
    result = models.CharField(pgettext_lazy("of an item", "办理结果"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("督办事项")
        constraints = [
            models.UniqueConstraint(fields=["organisation", "year", "number"], name="one_item_a_number"),
            models.UniqueConstraint(
                fields=["origin", "origin_key"], condition=~Q(origin=""), name="an_origin_is_followed_once"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["collected", "dropped"])
                | Q(number__isnull=False, year__isnull=False, due_on__isnull=False, starts_on__isnull=False),
                name="what_is_registered_has_number_and_due_day",
            ),
            models.CheckConstraint(
                condition=Q(due_on__isnull=True) | Q(due_on__gte=F("starts_on")), name="item_days_in_order"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["closed", "archived"]) | (Q(closed_at__isnull=False) & ~Q(result="")),
                name="what_is_closed_says_with_which_result",
            ),
            models.CheckConstraint(condition=Q(weight__range=(1, 100)), name="item_weight"),
        ]
        indexes = [
            models.Index(fields=["organisation", "state", "-id"], name="item_register"),
            models.Index(fields=["organisation", "due_on"], name="item_calendar"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def code(self) -> str:
        """〔2026〕12号, or nothing before it is registered."""
        return f"〔{self.year}〕{self.number}号" if self.number else ""

    @property
    def is_open(self) -> bool:
        return self.state in OPEN


class Part(Bound):
    """What one union, or one department of it, does for an item. One part leads; a part may be handed on in
    parts of its own (`parent`). A trigger lets no lead be in before the others are, and nobody before those
    below them."""

    class State(models.TextChoices):
        TO_SIGN = "to_sign", pgettext_lazy("part", "待签收")
        WORKING = "working", pgettext_lazy("part", "办理中")
        HANDED_IN = "handed_in", pgettext_lazy("part", "已反馈，待核查")
        RETURNED = "returned", pgettext_lazy("part", "退回整改")
        ACCEPTED = "accepted", pgettext_lazy("part", "已办结")

    public_id = PublicIdField()
    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="parts", db_index=False)
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="children")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", db_index=False)
    department = models.CharField(_("责任部门"), max_length=40, blank=True)
    officer = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    is_lead = models.BooleanField(_("牵头"), default=False)
    task = models.CharField(_("任务"), max_length=300, blank=True)
    weight = models.PositiveSmallIntegerField(_("权重"), default=1)
    state = models.CharField(_("状态"), max_length=12, choices=State, default=State.TO_SIGN)
    steps = models.PositiveIntegerField(default=0)
    percent = models.PositiveSmallIntegerField(_("进度"), default=0)
    starts_on = models.DateField(_("开始日期"))
    due_on = models.DateField(_("完成期限"))
    # What suspensions did: the day it was due before they moved it; and how many days of the calendar the
    # plan of its progress stood still.
    moved_from = models.DateField(null=True)
    idle = models.PositiveIntegerField(db_default=0, default=0)
    signed_at = models.DateTimeField(_("签收时间"), null=True)
    handed_in_at = models.DateTimeField(_("反馈时间"), null=True)
    handed_in_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    accepted_at = models.DateTimeField(_("办结时间"), null=True)
    given_back = models.PositiveSmallIntegerField(_("退回次数"), default=0)
    # Why it came back, until it is handed in again.
    note = models.CharField(_("退回理由"), max_length=500, blank=True)
    quality = models.PositiveSmallIntegerField(_("质量"), null=True)
    innovation = models.PositiveSmallIntegerField(_("创新"), null=True)

    class Meta:
        verbose_name = _("责任单位")
        constraints = [
            models.UniqueConstraint(fields=["item"], condition=Q(is_lead=True), name="one_part_leads"),
            models.UniqueConstraint(
                fields=["item", "organisation", "department", "task"], name="one_part_a_union_and_task"
            ),
            models.CheckConstraint(condition=Q(due_on__gte=F("starts_on")), name="part_days_in_order"),
            models.CheckConstraint(
                condition=Q(percent__range=(0, 100)) & Q(weight__range=(1, 100)), name="part_numbers"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["handed_in", "accepted"])
                | Q(handed_in_at__isnull=False, handed_in_by__isnull=False),
                name="what_is_in_says_by_whom",
            ),
            models.CheckConstraint(
                condition=~Q(state="accepted")
                | Q(
                    percent=100, accepted_at__isnull=False, quality__range=(0, 10), innovation__range=(0, 10)
                ),
                name="what_is_accepted_is_judged",
            ),
            models.CheckConstraint(
                condition=~Q(state="returned") | ~Q(note=""), name="what_is_back_says_why"
            ),
        ]
        indexes = [
            models.Index(fields=["organisation", "state", "due_on"], name="part_tray"),
            models.Index(
                fields=["due_on", "id"],
                condition=Q(state__in=["to_sign", "working", "returned"]),
                name="part_due",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation} · {self.item}"

    @property
    def first_due_on(self) -> date:
        """What was said and shown of this day stands, however often a suspension moves it: nobody is chased
        or marked for the same lateness twice."""
        return self.moved_from or self.due_on

    @property
    def is_with_unit(self) -> bool:
        """Still to be done by the unit."""
        return self.state in (self.State.TO_SIGN, self.State.WORKING, self.State.RETURNED)


class Milestone(Bound):
    """A point on the way of a part (节点)."""

    part = models.ForeignKey(Part, on_delete=models.PROTECT, related_name="milestones")
    title = models.CharField(_("节点"), max_length=80)
    due_on = models.DateField(_("节点日期"))
    reached_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("节点")
        constraints = [models.UniqueConstraint(fields=["part", "title"], name="one_milestone_a_title")]

    def __str__(self) -> str:
        return self.title


class Indicator(Bound):
    """A figure an item is to reach. With a `source` it is counted live from the registers (`measuring.py`);
    without one, units tell it."""

    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="indicators")
    label = models.CharField(_("指标"), max_length=60)
    unit = models.CharField(_("计量单位"), max_length=12, choices=Unit)
    source = models.CharField(_("自动取数"), max_length=40, blank=True)
    target = models.PositiveBigIntegerField(_("目标"))
    told = models.PositiveBigIntegerField(_("目前数"), null=True)

    class Meta:
        verbose_name = _("目标指标")
        constraints = [
            models.UniqueConstraint(fields=["item", "label"], name="one_indicator_a_label"),
            models.CheckConstraint(condition=Q(target__range=(1, 10**15)), name="indicator_target"),
            models.CheckConstraint(condition=Q(source="") | Q(told__isnull=True), name="facts_are_not_told"),
        ]

    def __str__(self) -> str:
        return self.label
