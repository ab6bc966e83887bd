# SPDX-License-Identifier: Apache-2.0
"""Nouns of luck cards: a collection, the pictures to scan, sets exchanged, cards that left a hand.

A card itself is a try that hit one: an `Entry` of the raffle whose prize is a card. So where each card came
from can be recomputed with the raffle, and no card exists that nobody drew (decision 0034).
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from unionnet.directory.people.models import Person
from unionnet.foundation.bound import Bound
from unionnet.foundation.ids import PublicIdField
from unionnet.tools.benefits.models import Entry, Prize, Raffle

MOST_A_DAY = 20


class Collection(Bound):
    """集福卡: a raffle whose tries are earned, each way so often a day, and what a full set is exchanged for:
    the prize that is set apart for it, further tries, or either."""

    public_id = PublicIdField()
    raffle = models.OneToOneField(Raffle, on_delete=models.PROTECT, related_name="+")
    scans = models.PositiveSmallIntegerField(_("每天扫福图次数"), default=1)
    sign_ins = models.PositiveSmallIntegerField(_("每天签到次数"), default=1)
    shares = models.PositiveSmallIntegerField(_("每天分享次数"), default=0)
    may_give = models.BooleanField(_("福卡可以送给朋友"), default=True)
    set_prize = models.OneToOneField(Prize, on_delete=models.PROTECT, null=True, related_name="+")
    set_tries = models.PositiveSmallIntegerField(_("集齐后再抽几次"), default=0)

    class Meta:
        verbose_name = _("集福卡活动")
        constraints = [
            models.CheckConstraint(
                condition=Q(scans__gt=0) | Q(sign_ins__gt=0) | Q(shares__gt=0),
                name="a_try_is_earned_some_way",
            ),
            models.CheckConstraint(
                condition=Q(scans__lte=MOST_A_DAY, sign_ins__lte=MOST_A_DAY, shares__lte=MOST_A_DAY),
                name="so_often_a_day_in_reason",
            ),
            models.CheckConstraint(
                condition=Q(set_prize__isnull=False) | Q(set_tries__gt=0), name="a_set_is_good_for_something"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.raffle_id}"


class Marker(Bound):
    """福图: a printed picture that cameras find. What stands in it is only this code; what a scan is worth is
    for the server to say, so a photo of it is as good as the picture itself."""

    public_id = PublicIdField()
    collection = models.ForeignKey(Collection, on_delete=models.PROTECT, related_name="markers")
    code = models.CharField(max_length=12, unique=True)
    label = models.CharField(_("贴在哪里"), max_length=60)
    at = models.DateTimeField(db_default=Now())
    ended_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("福图")
        constraints = [
            models.UniqueConstraint(fields=["collection", "label"], name="one_marker_of_a_label"),
            models.CheckConstraint(condition=Q(code__regex="^[0-9A-F]{12}$"), name="a_marker_has_a_code"),
        ]

    def __str__(self) -> str:
        return self.label


class Exchange(Bound):
    """Somebody exchanged a full set, once a person."""

    class Gives(models.TextChoices):
        PRIZE = "prize", _("换礼品")
        TRIES = "tries", _("再抽奖")

    collection = models.ForeignKey(
        Collection, on_delete=models.PROTECT, related_name="exchanges", db_index=False
    )
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    gives = models.CharField(max_length=5, choices=Gives)
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("福卡兑换")
        constraints = [models.UniqueConstraint(fields=["collection", "person"], name="one_exchange_a_person")]

    def __str__(self) -> str:
        return f"{self.collection_id} {self.person_id}"


class Parting(Bound):
    """A card left somebody's hand: into an exchange, or under a code for a friend to take. Each holder parts
    with a card once, whatever two phones do at the same moment; an exchange has one card of each kind."""

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="+", db_index=False)
    kind = models.ForeignKey(Prize, on_delete=models.PROTECT, related_name="+", db_index=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    exchange = models.ForeignKey(
        Exchange, on_delete=models.PROTECT, null=True, related_name="cards", db_index=False
    )
    code = models.CharField(max_length=22, null=True, unique=True)  # noqa: DJ001 - a spent card has none
    to = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    taken_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("福卡去向")
        constraints = [
            models.UniqueConstraint(fields=["entry", "person"], name="a_card_leaves_a_hand_once"),
            models.UniqueConstraint(fields=["exchange", "kind"], name="one_card_of_a_kind_in_a_set"),
            models.CheckConstraint(
                condition=Q(exchange__isnull=False, code__isnull=True, to__isnull=True)
                | Q(exchange__isnull=True, code__isnull=False),
                name="a_card_is_spent_or_given",
            ),
            models.CheckConstraint(
                condition=Q(to__isnull=True, taken_at__isnull=True)
                | Q(to__isnull=False, taken_at__isnull=False),
                name="who_took_a_card_and_when",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.entry_id} {self.person_id}"
