# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from datetime import datetime

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from unionnet.directory.people.models import Person
from unionnet.foundation.bound import Bound
from unionnet.tools.enrolment.models.offers import Offer, OfferGroup


class Place(Bound):
    """A place taken. The row goes when the place is given up; `Withdrawal` remembers it.

    Of its indexes only `one_place_a_person`, and `one_place_a_group` for offers in a group, take rows all
    over; the others grow at their end, or a rush would write as many pages as rows.
    """

    outcome = "taken"
    offer = models.ForeignKey(Offer, on_delete=models.PROTECT, related_name="places", db_index=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", db_index=False)
    group = models.ForeignKey(
        OfferGroup, on_delete=models.PROTECT, null=True, related_name="+", db_constraint=False, db_index=False
    )
    number = models.PositiveIntegerField()
    receipt = models.CharField(max_length=24)
    via = models.CharField(max_length=8)
    taken_at = models.DateTimeField()

    class Meta:
        verbose_name = _("名额")
        constraints = [
            models.UniqueConstraint(fields=["person", "offer"], name="one_place_a_person"),
            models.UniqueConstraint(fields=["offer", "number"], name="one_number_a_place"),
            models.UniqueConstraint(
                fields=["group", "person"], condition=Q(group__isnull=False), name="one_place_a_group"
            ),
        ]

    def __str__(self) -> str:
        return self.receipt

    @property
    def since(self) -> datetime:
        return self.taken_at


class Waiting(Bound):
    """A person on the list of an offer, by number. Where lots are still to be drawn they have entered, else
    they wait."""

    offer = models.ForeignKey(Offer, on_delete=models.PROTECT, related_name="queue", db_index=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", db_index=False)
    number = models.PositiveIntegerField()
    receipt = models.CharField(max_length=24)
    via = models.CharField(max_length=8)
    joined_at = models.DateTimeField()

    class Meta:
        verbose_name = _("候补")
        constraints = [
            models.UniqueConstraint(fields=["person", "offer"], name="waits_once"),
            models.UniqueConstraint(fields=["offer", "number"], name="one_number_in_the_queue"),
        ]

    def __str__(self) -> str:
        return self.receipt

    @property
    def outcome(self) -> str:
        return "entered" if self.offer.awaits_draw else "waiting"

    @property
    def since(self) -> datetime:
        return self.joined_at


class Invitation(Bound):
    """A freed place kept for the first who waited, until they confirm or the deadline passes."""

    outcome = "invited"
    offer = models.ForeignKey(Offer, on_delete=models.PROTECT, related_name="invitations", db_index=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    group = models.ForeignKey(
        OfferGroup, on_delete=models.PROTECT, null=True, related_name="+", db_constraint=False, db_index=False
    )
    number = models.PositiveIntegerField()
    receipt = models.CharField(max_length=24)
    offered_at = models.DateTimeField()
    deadline = models.DateTimeField()

    class Meta:
        verbose_name = _("候补递补")
        constraints = [
            models.UniqueConstraint(fields=["offer", "person"], name="invited_once"),
            models.UniqueConstraint(
                fields=["group", "person"], condition=Q(group__isnull=False), name="one_invitation_a_group"
            ),
        ]
        indexes = [models.Index(fields=["deadline"], name="invitation_deadline")]

    def __str__(self) -> str:
        return self.receipt

    @property
    def since(self) -> datetime:
        return self.offered_at


class Withdrawal(Bound):
    """Who gave up what, since when they had had it, when and why. Only grows."""

    class Why(models.TextChoices):
        OWN_WISH = "own_wish", _("本人退出")
        DECLINED = "declined", _("放弃递补")
        LAPSED = "lapsed", _("逾期未确认")
        HAS_OTHER = "has_other", _("已有同组名额")
        ABSENT = "absent", _("缺席，名额让给候补")
        CANCELLED = "cancelled", _("项目取消")
        BY_OFFICE = "by_office", _("工作人员退出")

    OWN_DEEDS = (Why.OWN_WISH, Why.DECLINED)

    offer = models.ForeignKey(Offer, on_delete=models.PROTECT, related_name="withdrawals")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    receipt = models.CharField(max_length=24)
    had = models.CharField(max_length=10)
    had_since = models.DateTimeField(null=True)
    deadline = models.DateTimeField(null=True)
    why = models.CharField(max_length=10, choices=Why)
    note = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("退出记录")

    def __str__(self) -> str:
        return self.receipt


class Undo(Bound):
    """A withdrawal taken back in time. Only grows, like the withdrawals themselves."""

    withdrawal = models.OneToOneField(Withdrawal, on_delete=models.PROTECT, related_name="undo")
    at = models.DateTimeField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("撤销退出")

    def __str__(self) -> str:
        return f"{self.withdrawal_id}"


class KeyedRequest(Bound):
    """What an idempotency key was answered. The same key gets the same answer, whatever happened since."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", db_index=False)
    key = models.CharField(max_length=80)
    body_hash = models.BinaryField(max_length=32)
    offer = models.ForeignKey(Offer, on_delete=models.PROTECT, related_name="+", db_index=False)
    outcome = models.CharField(max_length=12)
    receipt = models.CharField(max_length=24)
    number = models.PositiveIntegerField()
    position = models.PositiveIntegerField(default=0)
    moment = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "key"], name="a_key_is_used_once")]
        indexes = [models.Index(fields=["moment"], name="keyed_request_age")]

    def __str__(self) -> str:
        return self.key


class Choice(Bound):
    """One line of a person's wishes among the offers of a group: preference 1 is the dearest."""

    group = models.ForeignKey(OfferGroup, on_delete=models.PROTECT, related_name="choices")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    offer = models.ForeignKey(Offer, on_delete=models.PROTECT, related_name="+")
    preference = models.PositiveSmallIntegerField()
    receipt = models.CharField(max_length=24)
    chosen_at = models.DateTimeField()

    class Meta:
        verbose_name = _("志愿")
        constraints = [
            models.UniqueConstraint(fields=["group", "person", "preference"], name="one_wish_a_line"),
            models.UniqueConstraint(fields=["group", "person", "offer"], name="one_line_an_offer"),
        ]

    def __str__(self) -> str:
        return f"{self.receipt} {self.preference}"
