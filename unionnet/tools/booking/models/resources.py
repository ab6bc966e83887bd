# SPDX-License-Identifier: Apache-2.0
"""What can be booked, when it is open, and on which terms."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Person
from unionnet.directory.places.models import Site
from unionnet.foundation.bound import Bound
from unionnet.foundation.ids import PublicIdField

MOST_UNITS = 200
DAY = 1440


class Kind(models.TextChoices):
    """What sort of thing it is. Limits are counted by kind: who has a court today may still have a bed."""

    VENUE = "venue", _("场馆")
    ROOM = "room", _("活动室")
    COUNSELLOR = "counsellor", _("咨询")
    BED = "bed", _("床位")
    COUNTER = "counter", _("服务窗口")


class Resource(Bound):
    """A court, a room, a counsellor's hours, beds. Of `units` alike each is given out on its own.

    By the slot: opening rules say when, `slot_minutes` how fine. By the night: from `arrive_minute` of one
    day to `leave_minute` of the next. `is_private`: who came is known to them and to
    the hosts, to nobody else.
    """

    class Audience(models.TextChoices):
        MEMBERS = "members", _("会员和工会")
        UNIONS = "unions", _("只限工会（由干部预约）")
        REAL_NAME = "real_name", _("实名用户和工会")

    public_id = PublicIdField()
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", verbose_name=_("管理工会")
    )
    site = models.ForeignKey(
        Site, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("所在阵地")
    )
    kind = models.CharField(_("类型"), max_length=12, choices=Kind)
    name = models.CharField(_("名称"), max_length=60)
    address = models.CharField(_("地点"), max_length=120, blank=True)
    summary = models.TextField(_("说明"), max_length=1000, blank=True)
    fee = models.CharField(_("收费"), max_length=60, blank=True)
    units = models.PositiveSmallIntegerField(_("数量（个、张）"), default=1)
    by_night = models.BooleanField(_("按晚预约"), default=False)
    slot_minutes = models.PositiveSmallIntegerField(_("每个时段（分钟）"), default=60)
    arrive_minute = models.PositiveSmallIntegerField(default=14 * 60)
    leave_minute = models.PositiveSmallIntegerField(default=12 * 60)
    audience = models.CharField(_("对象"), max_length=12, choices=Audience, default=Audience.MEMBERS)
    open_to = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("限所属工会"),
    )
    is_private = models.BooleanField(_("保密：只有本人和接待人看得到"), default=False)
    needs_approval = models.BooleanField(_("预约须经同意"), default=False)
    needs_sign_in = models.BooleanField(_("到场须签到"), default=False)
    withdrawn_at = models.DateTimeField(null=True, blank=True, editable=False)
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        verbose_name = _("可预约的资源")
        constraints = [
            models.CheckConstraint(
                condition=Q(units__gte=1, units__lte=MOST_UNITS), name="resource_units_in_reason"
            ),
            models.CheckConstraint(
                condition=Q(slot_minutes__gte=10, slot_minutes__lte=DAY), name="resource_slot_in_reason"
            ),
            models.CheckConstraint(
                condition=Q(arrive_minute__lt=DAY, leave_minute__lte=F("arrive_minute")),
                name="resource_is_free_between_nights",
            ),
            models.CheckConstraint(
                condition=~Q(kind=Kind.COUNSELLOR) | Q(is_private=True), name="counselling_is_private"
            ),
            models.UniqueConstraint(
                fields=["organisation", "name"],
                condition=Q(withdrawn_at__isnull=True),
                name="resource_name_once_in_a_union",
            ),
        ]
        indexes = [
            models.Index(fields=["organisation", "kind"], name="resource_of_union"),
            models.Index(fields=["kind", "name", "id"], name="resource_list"),
            models.Index(fields=["site"], condition=Q(site__isnull=False), name="resource_of_site"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def where(self) -> str:
        """The words that lead there."""
        return self.address or (self.site.address or self.site.name if self.site else "")


class Host(Bound):
    """接待人: the counsellor behind a resource, or whoever lets people in there."""

    resource = models.ForeignKey(Resource, on_delete=models.CASCADE, related_name="hosts")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    since = models.DateTimeField(db_default=Now())

    class Meta:
        verbose_name = _("接待人")
        constraints = [models.UniqueConstraint(fields=["resource", "person"], name="one_host_of_a_resource")]

    def __str__(self) -> str:
        return f"{self.resource_id} {self.person_id}"


class OpeningRule(models.Model):
    """Open every week on that day from one minute to another. Slots are cut from its beginning."""

    resource = models.ForeignKey(Resource, on_delete=models.CASCADE, related_name="openings")
    weekday = models.PositiveSmallIntegerField()
    opens = models.PositiveSmallIntegerField()
    closes = models.PositiveSmallIntegerField()

    class Meta:
        verbose_name = _("每周开放时间")
        constraints = [
            models.CheckConstraint(
                condition=Q(weekday__gte=1, weekday__lte=7, closes__gt=F("opens"), closes__lte=DAY),
                name="opening_rule_within_a_day",
            ),
            models.UniqueConstraint(fields=["resource", "weekday", "opens"], name="one_opening_a_moment"),
        ]

    def __str__(self) -> str:
        return f"{self.resource_id} {self.weekday} {self.opens}–{self.closes}"


class ClosingDay(models.Model):
    """闭馆: not open from one day to another, both included, for a reason that everybody reads."""

    resource = models.ForeignKey(Resource, on_delete=models.CASCADE, related_name="closings")
    since = models.DateField(_("自"))
    until = models.DateField(_("至"))
    reason = models.CharField(_("原因"), max_length=60)

    class Meta:
        verbose_name = _("闭馆日")
        constraints = [
            models.CheckConstraint(condition=Q(until__gte=F("since")), name="closing_days_in_order"),
            models.UniqueConstraint(fields=["resource", "since", "until"], name="closed_once"),
        ]

    def __str__(self) -> str:
        return f"{self.resource_id} {self.since}–{self.until}"


class Terms(Bound):
    """What one union lays down for its resources of one kind. Left empty: the rulebook."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12, choices=Kind)
    person_a_day = models.PositiveSmallIntegerField(_("每人每天几次"), null=True, blank=True)
    union_a_day = models.PositiveSmallIntegerField(_("每个工会每天几次"), null=True, blank=True)
    person_slots = models.PositiveSmallIntegerField(_("个人每次最多几个时段（晚）"), null=True, blank=True)
    union_slots = models.PositiveSmallIntegerField(_("工会每次最多几个时段（晚）"), null=True, blank=True)
    horizon_days = models.PositiveSmallIntegerField(_("最早提前几天预约"), null=True, blank=True)
    cancel_minutes = models.PositiveIntegerField(_("最晚提前多少分钟取消"), null=True, blank=True)
    no_shows = models.PositiveSmallIntegerField(_("爽约几次暂停预约"), null=True, blank=True)
    ban_days = models.PositiveSmallIntegerField(_("暂停多少天"), null=True, blank=True)

    class Meta:
        verbose_name = _("预约规则")
        constraints = [
            models.UniqueConstraint(fields=["organisation", "kind"], name="one_set_of_terms"),
            models.CheckConstraint(
                condition=Q(person_slots__isnull=True) | Q(person_slots__gte=1, person_slots__lte=48),
                name="terms_person_slots_in_reason",
            ),
            models.CheckConstraint(
                condition=Q(union_slots__isnull=True) | Q(union_slots__gte=1, union_slots__lte=48),
                name="terms_union_slots_in_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.kind}"
