# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from datetime import date, datetime

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from unionnet.directory.organisations.models import Organisation
from unionnet.foundation.bound import Bound
from unionnet.foundation.ids import PublicIdField
from unionnet.foundation.tongues import Tongues


class OfferGroup(Bound):
    """Offers that belong together, such as the courses of one term: one place a person among them."""

    public_id = PublicIdField()
    title = models.CharField(_("名称"), max_length=100)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        verbose_name = _("报名组")

    def __str__(self) -> str:
        return self.title


class Offer(Bound):
    """A number of places, for whom, and from when to when they can be taken.

    `taken`, `held` and `listed` are counted under the lock of this row; `last_number` gives every comer
    their number in the order of arrival. Who is listed has `entered` a draw, or is `waiting` for a place:
    never both. Cancelled is a moment and a reason, open and closed are derived.
    """

    class Mode(models.TextChoices):
        FIRST_COME = "first_come", _("先到先得")
        LOTTERY = "lottery", _("抽签")
        RANKED = "ranked", _("填报志愿")

    class Audience(models.TextChoices):
        MEMBERS = "members", _("本会会员")
        REAL_NAME = "real_name", _("实名用户")
        EVERYONE = "everyone", _("所有人")

    public_id = PublicIdField()
    title = models.CharField(_("名称"), max_length=100)
    title_en = models.CharField(_("名称（英文）"), max_length=200, blank=True, default="", db_default="")
    summary = models.TextField(_("说明"), max_length=2000, blank=True)
    summary_en = models.TextField(_("说明（英文）"), max_length=4000, blank=True, default="", db_default="")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", verbose_name=_("主办工会")
    )
    group = models.ForeignKey(
        OfferGroup,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="offers",
        verbose_name=_("报名组"),
    )
    audience = models.CharField(_("对象"), max_length=12, choices=Audience, default=Audience.MEMBERS)
    open_to = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("限所属工会"),
    )
    min_age = models.PositiveSmallIntegerField(_("最低年龄"), null=True, blank=True)
    max_age = models.PositiveSmallIntegerField(_("最高年龄"), null=True, blank=True)
    any_tags = ArrayField(models.CharField(max_length=40), default=list, blank=True, verbose_name=_("限人群"))
    minds_pauses = models.BooleanField(_("暂停资格者不可报"), default=True)
    mode = models.CharField(_("方式"), max_length=12, choices=Mode, default=Mode.FIRST_COME)
    size = models.PositiveIntegerField(_("名额"))
    waiting_size = models.PositiveIntegerField(_("候补人数上限"), null=True, blank=True)
    confirm_minutes = models.PositiveIntegerField(_("候补确认时限（分钟）"), default=1440)
    opens_at = models.DateTimeField(_("开始报名"))
    closes_at = models.DateTimeField(_("截止报名"))
    starts_at = models.DateTimeField(_("活动开始"), null=True, blank=True)
    ends_at = models.DateTimeField(_("活动结束"), null=True, blank=True)
    withdrawable_until = models.DateTimeField(_("最晚退出"), null=True, blank=True)
    taken = models.PositiveIntegerField(default=0, db_default=0, editable=False)
    held = models.PositiveIntegerField(default=0, db_default=0, editable=False)
    listed = models.PositiveIntegerField(default=0, db_default=0, editable=False, db_column="waiting")
    last_number = models.PositiveIntegerField(default=0, db_default=0, editable=False)
    cancelled_at = models.DateTimeField(null=True, blank=True, editable=False)
    cancel_reason = models.CharField(_("取消原因"), max_length=200, blank=True, editable=False)
    drawn_at = models.DateTimeField(null=True, blank=True, editable=False)
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        verbose_name = _("报名项目")
        constraints = [
            models.CheckConstraint(
                condition=Q(taken__gte=0, held__gte=0, listed__gte=0, size__gte=F("taken") + F("held")),
                name="never_more_places_than_there_are",
            ),
            models.CheckConstraint(
                condition=Q(closes_at__gt=F("opens_at")), name="offer_closes_after_opening"
            ),
            models.CheckConstraint(
                condition=Q(mode="ranked", group__isnull=False) | ~Q(mode="ranked"),
                name="ranked_offers_have_a_group",
            ),
        ]
        indexes = [
            models.Index(fields=["organisation", "-opens_at"], name="offer_desk"),
            models.Index(fields=["opens_at"], name="offer_opening"),
            models.Index(fields=["closes_at"], name="offer_closing"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def heading(self) -> Tongues:
        """The title as the reader reads it."""
        return Tongues(self.title, self.title_en)

    @property
    def about(self) -> Tongues:
        """What it is, as the reader reads it."""
        return Tongues(self.summary, self.summary_en)

    @property
    def free(self) -> int:
        return self.size - self.taken - self.held

    @property
    def awaits_draw(self) -> bool:
        return self.mode != self.Mode.FIRST_COME and self.drawn_at is None

    def is_before_draw(self, moment: datetime) -> bool:
        """Whether who was listed at that moment entered a draw."""
        return self.awaits_draw or (self.drawn_at is not None and moment < self.drawn_at)

    @property
    def entered(self) -> int:
        """How many take part in the draw to come; of ranked offers, how many wish for this one."""
        return self.listed if self.awaits_draw else 0

    @property
    def waiting(self) -> int:
        """How many wait for a freed place. Before the draw nobody does: all have the same chance."""
        return 0 if self.awaits_draw else self.listed

    @property
    def is_full(self) -> bool:
        """Neither a place nor room on the waiting list. Whoever waits goes before whoever comes."""
        if self.waiting_size is None or self.mode != self.Mode.FIRST_COME:
            return False
        no_place = self.free <= 0 or self.waiting > 0
        return no_place and self.waiting >= self.waiting_size

    @property
    def opening_day(self) -> date:
        """The day on which age counts."""
        return timezone.localtime(self.opens_at).date()

    @property
    def confirm_words(self) -> str:
        """How long a freed place is kept, in the unit a person would use."""
        hours, minutes = divmod(self.confirm_minutes, 60)
        if minutes or not hours:
            return gettext("%(n)s 分钟") % {"n": self.confirm_minutes}
        return gettext("%(n)s 小时") % {"n": hours}

    def is_over(self, at: datetime) -> bool:
        """What the places were for has taken place."""
        end = self.ends_at or self.starts_at
        return end is not None and at >= end

    def stage_at(self, at: datetime) -> str:
        """cancelled, soon, open or closed: derived, never stored."""
        if self.cancelled_at:
            return "cancelled"
        if at < self.opens_at:
            return "soon"
        return "open" if at < self.closes_at else "closed"
