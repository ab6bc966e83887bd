# SPDX-License-Identifier: Apache-2.0
"""Bookings, by who looks at them. Of a private resource only its guest and its hosts see any."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Person
from unionnet.foundation.clock import local_date, start_of
from unionnet.foundation.rulebook import rule
from unionnet.foundation.scope import everything
from unionnet.tools.booking.models import Ban, Booking, Host, Resource
from unionnet.tools.booking.queries.parties import unions_booked_for
from unionnet.tools.booking.timetable import Slot

WITH_ALL = ("resource__organisation", "resource__site", "organisation", "union", "person", "by")


def bookings_seen_by(person: Person) -> QuerySet[Booking]:
    """On an officer's desk: at the resources of their unions and of those below, private ones left out."""
    return _whole().filter(person.reach("booking.see").q(), is_private=False)


def bookings_managed_by(person: Person) -> QuerySet[Booking]:
    return _whole().filter(person.reach("booking.manage").q(), is_private=False)


def bookings_received_by(person: Person) -> QuerySet[Booking]:
    """Those of a keeper's or officer's house, and those a host receives in person."""
    at_door = Q(is_private=False) & person.reach("booking.sign_in").q()
    hosted = Exists(Host.objects.filter(resource=OuterRef("resource"), person=person))
    return _whole().filter(at_door | hosted)


def bookings_hosted_by(person: Person) -> QuerySet[Booking]:
    """What a counsellor sees: their own guests."""
    return _whole().filter(resource__hosts__person=person)


def bookings_of(person: Person) -> QuerySet[Booking]:
    """One's own, and those of the unions one books for."""
    return _whole().filter(Q(person=person) | Q(union__in=unions_booked_for(person)))


def _whole() -> QuerySet[Booking]:
    return Booking.objects.select_related(*WITH_ALL)


def waiting_for(bookings: QuerySet[Booking]) -> QuerySet[Booking]:
    """Those that ask for an answer, the most urgent first."""
    return bookings.filter(state=Booking.State.ASKED).order_by("answer_by", "id")


def here_now(bookings: QuerySet[Booking], resource: Resource, guest: Person, at: datetime) -> Booking | None:
    """What the person who stands at the door has booked here for about now."""
    soon = at + timedelta(minutes=rule("BK-09.sign_in_minutes", on=local_date(at)).value)
    states = (Booking.State.CONFIRMED, Booking.State.NO_SHOW, Booking.State.USED)
    mine = Q(person=guest) | Q(union__isnull=False, by=guest)
    found = bookings.filter(mine, resource=resource, state__in=states, starts_at__lte=soon, ends_at__gt=at)
    return found.order_by("starts_at").first()


@everything("that a time is taken says nothing of who has it")
def busy(resources: Iterable[int], since: datetime, until: datetime) -> dict[int, list[tuple[int, Slot]]]:
    """(unit, from, to) of what lives between two moments, by resource."""
    found: dict[int, list[tuple[int, Slot]]] = defaultdict(list)
    rows = Booking.objects.filter(
        resource__in=list(resources), starts_at__lt=until, ends_at__gt=since, state__in=Booking.LIVING
    )
    for resource, unit, starts_at, ends_at in rows.values_list("resource", "unit", "starts_at", "ends_at"):
        found[resource].append((unit, Slot(starts_at, ends_at)))
    return found


def free_units(resource: Resource, taken: Iterable[tuple[int, Slot]], stay: Slot) -> int:
    """How many of the resource nobody has at any moment of the stay."""
    gone = {unit for unit, slot in taken if slot.overlaps(stay.starts_at, stay.ends_at)}
    return max(0, resource.units - len([unit for unit in gone if unit <= resource.units]))


@everything("how often it was booked is a number; under five none is told")
def counts_of(resource: Resource, year: int) -> dict[int, int | None]:
    """Bookings by month of a year: all that officers learn of a private resource. None: too few."""
    fewest = rule("PI-20.fewest_told", on=date(year, 1, 1)).value
    rows = Booking.objects.filter(resource=resource, day__year=year, state__in=Booking.COUNTED)
    counted = rows.values_list("day__month").annotate(n=Count("pk")).order_by("day__month")
    return {month: n if n >= fewest else None for month, n in counted}


@dataclass(frozen=True)
class DayOfBookings:
    """One column of the desk's week."""

    day: date
    bookings: list[Booking]
    closed: str = ""


def days_of(bookings: Iterable[Booking], first: date, count: int = 7) -> list[DayOfBookings]:
    """By the day on which they begin."""
    found: dict[date, list[Booking]] = defaultdict(list)
    for booking in bookings:
        found[booking.day].append(booking)
    days = (first + timedelta(days=n) for n in range(count))
    return [DayOfBookings(day, found[day]) for day in days]


def week_of(bookings: QuerySet[Booking], resource: Resource, first: date) -> QuerySet[Booking]:
    """What begins in the seven days from `first`, whatever became of it, called off or declined left out."""
    kept = bookings.filter(resource=resource, state__in=Booking.COUNTED)
    return kept.filter(
        starts_at__gte=start_of(first), starts_at__lt=start_of(first + timedelta(days=7))
    ).order_by("starts_at", "unit")


def unions_named(name: str) -> QuerySet[Organisation]:
    return Organisation.objects.filter(name=name, until=None).order_by("path")


def bans_seen_by(person: Person) -> QuerySet[Ban]:
    """Those an officer may lift; those from a private resource are the business of its hosts."""
    return _bans().filter(person.reach("booking.manage").q(), is_private=False)


def bans_of(person: Person, at: datetime) -> QuerySet[Ban]:
    """What holds against this person or a union they book for."""
    mine = Q(person=person) | Q(union__in=unions_booked_for(person))
    return _bans().filter(mine, lifted_at=None, until__gt=at).order_by("-until")


def _bans() -> QuerySet[Ban]:
    return Ban.objects.select_related("organisation", "person", "union", "last__resource", "lifted_by")
