# SPDX-License-Identifier: Apache-2.0
"""Who has which resource at which time."""

from __future__ import annotations

from datetime import datetime

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Person
from unionnet.foundation.bound import Bound
from unionnet.foundation.ids import PublicIdField
from unionnet.tools.booking.models.resources import MOST_UNITS, Kind, Resource


class Series(Bound):
    """A union has the same hours every week for a while. Each date is a booking of its own."""

    public_id = PublicIdField()
    resource = models.ForeignKey(Resource, on_delete=models.PROTECT, related_name="series")
    union = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    purpose = models.CharField(_("用途"), max_length=60)
    since = models.DateField(_("自"))
    until = models.DateField(_("至"))
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(db_default=Now())

    class Meta:
        verbose_name = _("每周固定预约")
        constraints = [
            models.CheckConstraint(condition=Q(until__gte=F("since")), name="series_days_in_order")
        ]

    def __str__(self) -> str:
        return f"{self.resource_id} {self.since}–{self.until}"


class Booking(Bound):
    """One unit of a resource for a while, for a person or for a union.

    No two that live overlap on the same unit: `one_unit_one_booking` has the last word, with ranges that
    stock PostgreSQL can exclude (a number as the range from itself to itself). `turn` is the how-manieth of
    the day with this union's resources of this kind: unique, so that a limit of two holds against two taps.
    `organisation`, `kind` and `is_private` are those of the resource when it was booked.
    """

    class State(models.TextChoices):
        ASKED = "asked", _("待同意")
        CONFIRMED = "confirmed", _("已预约")
        USED = "used", _("已到场")
        NO_SHOW = "no_show", _("未到场")
        CANCELLED = "cancelled", _("已取消")
        DECLINED = "declined", _("未同意")

    LIVING = (State.ASKED, State.CONFIRMED, State.USED)
    COUNTED = (*LIVING, State.NO_SHOW)

    public_id = PublicIdField()
    resource = models.ForeignKey(Resource, on_delete=models.PROTECT, related_name="bookings", db_index=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", db_index=False)
    kind = models.CharField(max_length=12, choices=Kind)
    is_private = models.BooleanField()
    unit = models.PositiveSmallIntegerField()
    period = DateTimeRangeField()
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    day = models.DateField()
    turn = models.PositiveSmallIntegerField()
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    union = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    series = models.ForeignKey(
        Series, on_delete=models.PROTECT, null=True, blank=True, related_name="bookings", db_index=False
    )
    purpose = models.CharField(_("用途"), max_length=60, blank=True)
    people = models.PositiveIntegerField(_("人数"), null=True, blank=True)
    state = models.CharField(_("状态"), max_length=10, choices=State)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    answer_by = models.DateTimeField(null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    note = models.CharField(_("原因"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("预约")
        constraints = [
            ExclusionConstraint(
                name="one_unit_one_booking",
                expressions=[
                    (Func("resource_id", "resource_id", Value("[]"), function="int8range"), "&&"),
                    (Func("unit", "unit", Value("[]"), function="int4range"), "&&"),
                    ("period", RangeOperators.OVERLAPS),
                ],
                condition=Q(state__in=["asked", "confirmed", "used"]),
            ),
            models.UniqueConstraint(
                fields=["person", "organisation", "kind", "day", "turn"],
                condition=Q(state__in=["asked", "confirmed", "used", "no_show"], person__isnull=False),
                name="one_turn_a_person",
            ),
            models.UniqueConstraint(
                fields=["union", "organisation", "kind", "day", "turn"],
                condition=Q(
                    state__in=["asked", "confirmed", "used", "no_show"],
                    union__isnull=False,
                    series__isnull=True,
                ),
                name="one_turn_a_union",
            ),
            models.CheckConstraint(
                condition=Q(person__isnull=False, union__isnull=True)
                | Q(person__isnull=True, union__isnull=False, is_private=False),
                name="booked_for_a_person_or_a_union",
            ),
            models.CheckConstraint(
                condition=Q(unit__gte=1, unit__lte=MOST_UNITS, turn__gte=1), name="booking_unit_in_reason"
            ),
            models.CheckConstraint(
                condition=Q(period=Func("starts_at", "ends_at", function="tstzrange")),
                name="booking_period_is_its_ends",
            ),
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="booking_lasts"),
        ]
        indexes = [
            models.Index(fields=["resource", "starts_at"], name="booking_of_resource"),
            models.Index(fields=["person", "-starts_at"], name="booking_of_person"),
            models.Index(fields=["union", "-starts_at"], name="booking_of_union"),
            models.Index(fields=["organisation", "-starts_at"], name="booking_at_union"),
            models.Index(fields=["series"], condition=Q(series__isnull=False), name="booking_of_series"),
            models.Index(fields=["answer_by", "id"], condition=Q(state="asked"), name="booking_waits"),
            models.Index(fields=["ends_at"], condition=Q(state="confirmed"), name="booking_to_close"),
        ]

    def __str__(self) -> str:
        return str(self.public_id)

    @property
    def lives(self) -> bool:
        return self.state in self.LIVING

    @property
    def whose(self) -> str:
        """The name under which it stands on the list of the door."""
        if self.union:
            return str(self.union.name)
        return str(self.person.name) if self.person else ""

    def is_over(self, at: datetime) -> bool:
        return at >= self.ends_at


class Ban(Bound):
    """A person or a union may not book at a union's resources of one kind for a while: they did not come. Who
    lifts it says why."""

    public_id = PublicIdField()
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12, choices=Kind)
    is_private = models.BooleanField()
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    union = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    last = models.OneToOneField(Booking, on_delete=models.SET_NULL, null=True, related_name="ban")
    since = models.DateTimeField()
    until = models.DateTimeField()
    rule = models.CharField(max_length=40)
    pack = models.CharField(max_length=60)
    lifted_at = models.DateTimeField(null=True, blank=True)
    lifted_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    lift_reason = models.CharField(_("解除原因"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("暂停预约")
        constraints = [
            models.CheckConstraint(
                condition=Q(person__isnull=False, union__isnull=True)
                | Q(person__isnull=True, union__isnull=False),
                name="ban_of_a_person_or_a_union",
            ),
            models.CheckConstraint(condition=Q(until__gt=F("since")), name="ban_lasts"),
        ]
        indexes = [
            models.Index(fields=["person", "-until"], name="ban_of_person"),
            models.Index(fields=["union", "-until"], name="ban_of_union"),
            models.Index(fields=["organisation", "-since"], name="ban_at_union"),
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.until:%Y-%m-%d}"
