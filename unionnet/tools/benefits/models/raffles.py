# SPDX-License-Identifier: Apache-2.0
"""Draws of gifts: instant ones, and those from a closed list."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Person
from unionnet.foundation.bound import Bound
from unionnet.foundation.crypto import EncryptedTextField
from unionnet.foundation.ids import PublicIdField, SequencedId
from unionnet.foundation.tongues import Tongues
from unionnet.tools.benefits.chances import WHOLE, Tier
from unionnet.tools.benefits.models.giving import Benefit


class Raffle(Bound):
    """A draw of gifts. Instant: each try is decided at once, by a seed and a prize table that are committed
    to before it opens. From a list: everybody enters, and lots are drawn after it has closed.

    `last_number` numbers the tries in the order of arrival, under the lock of this row.
    """

    class Mode(models.TextChoices):
        INSTANT = "instant", _("即抽即开")
        LIST = "list", _("名单抽签")

    class Audience(models.TextChoices):
        MEMBERS = "members", _("工会会员")
        REAL_NAME = "real_name", _("实名用户")

    id = SequencedId(primary_key=True)
    public_id = PublicIdField()
    key = models.UUIDField(unique=True)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", verbose_name=_("主办工会")
    )
    title = models.CharField(_("名称"), max_length=60)
    title_en = models.CharField(_("名称（英文）"), max_length=120, blank=True)
    about = models.TextField(_("说明"), max_length=1000, blank=True)
    mode = models.CharField(_("方式"), max_length=8, choices=Mode, default=Mode.INSTANT)
    audience = models.CharField(_("对象"), max_length=10, choices=Audience, default=Audience.MEMBERS)
    open_to = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("限所属工会"),
    )
    any_tags = ArrayField(models.CharField(max_length=40), default=list, blank=True, verbose_name=_("限人群"))
    tries = models.PositiveSmallIntegerField(_("每人可抽次数"), default=1)
    is_earned = models.BooleanField(_("机会要另外得到"), default=False, db_default=False)
    claim_days = models.PositiveSmallIntegerField(_("领奖期限（天）"), default=7)
    opens_at = models.DateTimeField(_("开始"))
    closes_at = models.DateTimeField(_("截止"))
    seed = EncryptedTextField()
    commitment = models.CharField(max_length=64)
    table_digest = models.CharField(max_length=64)
    committed_at = models.DateTimeField(db_default=Now())
    last_number = models.PositiveIntegerField(default=0, db_default=0)
    roster_root = models.CharField(max_length=64, blank=True, default="", db_default="")
    frozen_at = models.DateTimeField(null=True)
    public_word = models.CharField(_("现场公开数"), max_length=60, blank=True, default="", db_default="")
    published_at = models.DateTimeField(null=True)
    cancelled_at = models.DateTimeField(null=True)
    cancel_reason = models.CharField(_("取消原因"), max_length=200, blank=True, default="", db_default="")

    class Meta:
        verbose_name = _("抽奖")
        constraints = [
            models.CheckConstraint(
                condition=Q(closes_at__gt=F("opens_at")), name="raffle_closes_after_it_opens"
            ),
            models.CheckConstraint(condition=Q(tries__gte=1, tries__lte=100), name="raffle_tries_in_reason"),
            models.CheckConstraint(condition=Q(mode="instant") | Q(tries=1), name="a_list_is_entered_once"),
            models.CheckConstraint(
                condition=Q(claim_days__gte=1, claim_days__lte=90), name="claim_days_in_reason"
            ),
        ]
        indexes = [
            models.Index(fields=["organisation", "-opens_at"], name="raffle_desk"),
            models.Index(fields=["closes_at"], name="raffle_closing"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def heading(self) -> Tongues:
        """The title as the reader reads it."""
        return Tongues(self.title, self.title_en)

    def stage_at(self, at: datetime) -> str:
        """cancelled, soon, open, closed or published: derived, never stored."""
        if self.cancelled_at:
            return "cancelled"
        if self.published_at:
            return "published"
        if at < self.opens_at:
            return "soon"
        return "open" if at < self.closes_at else "closed"


class Prize(models.Model):
    """One line of the prize table. Words from `since` to before `until` hit it; where these are equal it is
    set apart, and granted. A luck card has no end, and winning one ends nobody's turn. `benefit` is what
    hands it out. Only `left` ever changes."""

    raffle = models.ForeignKey(Raffle, on_delete=models.PROTECT, related_name="prizes", db_index=False)
    rank = models.PositiveSmallIntegerField(_("等级"))
    name = models.CharField(_("奖品"), max_length=60)
    name_en = models.CharField(_("奖品（英文）"), max_length=120, blank=True)
    benefit = models.OneToOneField(Benefit, on_delete=models.PROTECT, null=True, related_name="prize")
    is_card = models.BooleanField(_("福卡"), default=False)
    since = models.PositiveIntegerField(default=0)
    until = models.PositiveIntegerField(default=0)
    stock = models.PositiveIntegerField(_("数量"), null=True)
    left = models.PositiveIntegerField(_("剩余"), null=True)

    class Meta:
        verbose_name = _("奖品")
        constraints = [
            models.UniqueConstraint(fields=["raffle", "rank"], name="one_prize_of_a_rank"),
            models.CheckConstraint(condition=Q(rank__gte=1), name="prizes_are_numbered_from_one"),
            models.CheckConstraint(
                condition=Q(is_card=True, stock__isnull=True, left__isnull=True, benefit__isnull=True)
                | Q(is_card=False, stock__gte=1, left__gte=0, left__lte=F("stock"), benefit__isnull=False),
                name="never_more_prizes_than_there_are",
            ),
            models.CheckConstraint(
                condition=Q(until__gte=F("since"), until__lte=WHOLE), name="chances_within_the_whole"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def heading(self) -> Tongues:
        """The name as the reader reads it."""
        return Tongues(self.name, self.name_en)

    @property
    def taken(self) -> int:
        return (self.stock or 0) - (self.left or 0)

    @property
    def chance(self) -> int:
        """In millionths."""
        return self.until - self.since

    @property
    def percent(self) -> Decimal:
        return Decimal(self.chance) / 10_000

    @property
    def tier(self) -> Tier:
        return Tier(self.rank, self.name, self.since, self.until, self.stock)


class Entry(Bound):
    """One try, in the order of arrival; the `turn`th of this person, of at most `cap`. Written once, never
    changed: together they are the list that is published. `prize` is what the word hit, if any was left."""

    raffle = models.ForeignKey(Raffle, on_delete=models.PROTECT, related_name="entries", db_index=False)
    number = models.PositiveIntegerField()
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", db_index=False)
    turn = models.PositiveSmallIntegerField()
    cap = models.PositiveSmallIntegerField()
    prize = models.ForeignKey(Prize, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    receipt = models.CharField(max_length=24)
    key = models.CharField(max_length=80, blank=True, default="", db_default="")
    body_hash = models.BinaryField(null=True)
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("参与记录")
        constraints = [
            models.UniqueConstraint(fields=["raffle", "number"], name="tries_are_numbered_once"),
            models.UniqueConstraint(fields=["person", "raffle", "turn"], name="each_turn_is_taken_once"),
            models.CheckConstraint(
                condition=Q(turn__gte=1, turn__lte=F("cap")), name="no_more_turns_than_the_cap"
            ),
            models.UniqueConstraint(fields=["person", "key"], condition=~Q(key=""), name="a_key_is_one_try"),
        ]

    def __str__(self) -> str:
        return self.receipt


class Win(Bound):
    """Somebody won, once a person a draw; to be fetched before `until`. What nobody fetched goes back.
    `number` is that of the try; a prize that was set apart and granted has none."""

    class State(models.TextChoices):
        OPEN = "open", _("待领取")
        FETCHED = "fetched", _("已领取")
        RETURNED = "returned", _("逾期退回")

    raffle = models.ForeignKey(Raffle, on_delete=models.PROTECT, related_name="wins", db_index=False)
    prize = models.ForeignKey(Prize, on_delete=models.PROTECT, related_name="wins")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", db_index=False)
    number = models.PositiveIntegerField(null=True)
    at = models.DateTimeField(_("中奖时间"))
    until = models.DateTimeField(_("领奖截止"))
    state = models.CharField(max_length=8, choices=State, default=State.OPEN, db_default=State.OPEN)

    class Meta:
        verbose_name = _("中奖")
        constraints = [
            models.UniqueConstraint(fields=["person", "raffle"], name="one_win_a_person"),
            models.UniqueConstraint(fields=["raffle", "number"], name="one_win_a_try"),
        ]
        indexes = [
            models.Index(fields=["until"], condition=Q(state="open"), name="win_to_fetch"),
        ]

    def __str__(self) -> str:
        return f"{self.raffle_id} {self.number}"


class GivenBack(Bound):
    """So many prizes nobody fetched came back into the draw, after the try of this number: part of the list
    that is published, since the tries after it could win them."""

    raffle = models.ForeignKey(Raffle, on_delete=models.PROTECT, related_name="given_back", db_index=False)
    prize = models.ForeignKey(Prize, on_delete=models.PROTECT, related_name="+", db_index=False)
    after_number = models.PositiveIntegerField()
    quantity = models.PositiveIntegerField()
    at = models.DateTimeField(db_default=Now())

    class Meta:
        verbose_name = _("退回的奖品")
        constraints = [
            models.CheckConstraint(condition=Q(quantity__gte=1), name="given_back_of_something"),
        ]
        indexes = [models.Index(fields=["raffle", "after_number", "id"], name="given_back_in_order")]

    def __str__(self) -> str:
        return f"{self.prize_id} {self.quantity}"
