# SPDX-License-Identifier: Apache-2.0
"""What one person may ask and only another may let happen: posts, lists with clear numbers, a union that
begins to work here."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models.disclosures import Disclosure
from unionnet.directory.people.models.persons import Person
from unionnet.directory.people.models.posts import Role
from unionnet.foundation.bound import Bound
from unionnet.foundation.crypto import EncryptedTextField
from unionnet.foundation.ids import PublicIdField, SequencedId


class Countersigning(Bound):
    """An act that waits for its second hand (SE-02): what, by whom, what for, until when it may be let
    happen, and who decided. What is decided stays decided: a trigger of the migration sees to it."""

    class Act(models.TextChoices):
        POSTS = "posts", _("任免")
        HANDOVER = "handover", _("离任交接")
        LIST = "list", _("名单导出")
        TENANT = "tenant", _("开通下级工会")

    class State(models.TextChoices):
        WAITING = "waiting", pgettext_lazy("two hands", "待复核")
        DONE = "done", _("已复核")
        REFUSED = "refused", _("未同意")
        WITHDRAWN = "withdrawn", _("已撤回")
        EXPIRED = "expired", _("已过期")

    public_id = PublicIdField()
    act = models.CharField(_("事项"), max_length=10, choices=Act)
    # The second's reach must cover it.
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", verbose_name=_("工会")
    )
    reason = models.CharField(_("理由"), max_length=200)
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name=_("提出人"))
    asked_at = models.DateTimeField(_("提出时间"), db_default=Now())
    until = models.DateTimeField(_("复核期限"))
    state = models.CharField(_("状态"), max_length=10, choices=State, default=State.WAITING)
    second = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("复核人")
    )
    answer = models.CharField(_("答复"), max_length=200, blank=True)
    decided_at = models.DateTimeField(_("办结时间"), null=True)
    # Of a handover, before its day.
    undone_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    undone_at = models.DateTimeField(_("撤销时间"), null=True)

    class Meta:
        verbose_name = _("双人复核")
        indexes = [
            models.Index(fields=["asked_by", "-id"], name="countersigning_asked"),
            models.Index(fields=["organisation", "act", "state"], name="countersigning_queue"),
            models.Index(fields=["until"], condition=Q(state="waiting"), name="countersigning_waits"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(second__isnull=True) | ~Q(second=F("asked_by")), name="two_hands_are_two_people"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["done", "refused"], second__isnull=False)
                | (~Q(state__in=["done", "refused"]) & Q(second__isnull=True)),
                name="decided_by_a_second",
            ),
            models.CheckConstraint(
                condition=Q(state="waiting", decided_at__isnull=True)
                | (~Q(state="waiting") & Q(decided_at__isnull=False)),
                name="over_since_a_moment",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.act} {self.public_id}"

    @property
    def is_waiting(self) -> bool:
        return self.state == self.State.WAITING


class PostChange(Bound):
    """One post given (`ends` empty) or ended by an act. `role` is the post given, once that is done, and
    `was_until` the end it had before: what an undoing needs."""

    countersigning = models.ForeignKey(Countersigning, on_delete=models.CASCADE, related_name="changes")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(_("角色"), max_length=24, choices=Role.Name)
    title = models.CharField(_("职务"), max_length=60, blank=True)
    since = models.DateField(_("任期开始"), null=True)
    until = models.DateField(_("任期结束"), null=True)
    ends = models.ForeignKey(Role, on_delete=models.CASCADE, null=True, related_name="+")
    role = models.ForeignKey(Role, on_delete=models.SET_NULL, null=True, related_name="+")
    was_until = models.DateField(null=True)

    class Meta:
        verbose_name = _("职务任免")
        constraints = [
            models.CheckConstraint(
                condition=Q(since__isnull=True) | Q(until__isnull=True) | Q(until__gte=F("since")),
                name="post_change_dates_in_order",
            ),
            models.UniqueConstraint(
                fields=["countersigning", "ends"], condition=Q(ends__isnull=False), name="ended_once_an_act"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.name} {self.organisation_id}"

    @property
    def first_day(self) -> date:
        """The day on which the change is felt."""
        if self.ends_id and self.until:
            return self.until + timedelta(days=1)
        return self.since or date.max


class BulkList(models.Model):
    """A list of many members, or of clear numbers, as it was asked for and let happen: exactly these
    memberships, in this order. What it says is sealed in its parts, for who asked, for some hours."""

    id = SequencedId(primary_key=True)
    countersigning = models.OneToOneField(Countersigning, on_delete=models.CASCADE, related_name="list")
    layout = models.CharField(max_length=40)
    clear = models.BooleanField(_("完整号码"), default=False)
    language = models.CharField(max_length=10, default="zh-hans")
    on_day = models.DateField(_("以哪一天为准"), null=True)  # none: as they stand when the list is made
    members = ArrayField(models.BigIntegerField())
    size = models.PositiveIntegerField(_("行数"), default=0)
    done = models.PositiveIntegerField(_("已处理的行"), default=0)
    disclosure = models.OneToOneField(Disclosure, on_delete=models.SET_NULL, null=True, related_name="+")
    starts_at = models.DateTimeField(null=True)
    made_at = models.DateTimeField(_("生成时间"), null=True)
    expires_at = models.DateTimeField(_("失效时间"), null=True)
    fetched_at = models.DateTimeField(_("下载时间"), null=True)

    class Meta:
        verbose_name = _("批量名单")
        constraints = [
            models.CheckConstraint(
                condition=Q(made_at__isnull=True) | Q(expires_at__isnull=False), name="a_list_goes_away"
            )
        ]
        indexes = [
            models.Index(
                fields=["starts_at"],
                condition=Q(starts_at__isnull=False, made_at__isnull=True),
                name="list_in_the_making",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.layout} {self.size}"

    def is_good(self, at: datetime) -> bool:
        return self.expires_at is not None and at < self.expires_at


class BulkListPart(models.Model):
    """Some lines of a list, sealed; gone with its hours."""

    id = SequencedId(primary_key=True)
    of = models.ForeignKey(BulkList, on_delete=models.CASCADE, related_name="parts")
    start = models.PositiveIntegerField()
    lines = EncryptedTextField()

    class Meta:
        verbose_name = _("批量名单的行")
        constraints = [models.UniqueConstraint(fields=["of", "start"], name="a_part_is_read_once")]

    def __str__(self) -> str:
        return f"{self.of_id} {self.start}"


class WantedTenant(Bound):
    """A union to open, as it was asked for: what is registered of it, and who is to be its first officer. The
    particulars of that person are sealed, and gone once the matter is decided."""

    id = SequencedId(primary_key=True)
    countersigning = models.OneToOneField(Countersigning, on_delete=models.CASCADE, related_name="tenant")
    name = models.CharField(_("名称"), max_length=100)
    kind = models.CharField(_("类型"), max_length=32, choices=Organisation.Kind)
    region_code = models.CharField(_("行政区划代码"), max_length=12, blank=True)
    uscc = models.CharField(_("统一社会信用代码"), max_length=24, blank=True)
    since = models.DateField(_("成立日期"))
    leader = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("产业上级")
    )
    basis = models.CharField(_("依据文号"), max_length=60, blank=True)
    title = models.CharField(_("职务"), max_length=60, blank=True)
    officer = EncryptedTextField(null=True)
    union = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("要开通的工会")

    def __str__(self) -> str:
        return self.name
