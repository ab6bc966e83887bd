# SPDX-License-Identifier: Apache-2.0
"""Take a time. The rules are asked in words; whether it is free, and how many one has, the database says."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import psycopg
from django.db import connection
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Person
from unionnet.foundation.clock import database_now, local_date
from unionnet.foundation.ids import public_id
from unionnet.foundation.journal import tell
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.scope import verb
from unionnet.foundation.texts import one_line
from unionnet.tools.booking.facts import Booked, SeriesBooked
from unionnet.tools.booking.models import Booking, Resource, Series
from unionnet.tools.booking.queries import known_of, resource_with, timetable_of
from unionnet.tools.booking.rules import (
    Limits,
    Party,
    limits_of,
    refusal,
    ruling,
    why_not_book,
    why_not_book_for,
)
from unionnet.tools.booking.timetable import Slot, Timetable

BOOK = (Path(__file__).parent / "book.sql").read_text(encoding="utf-8")
PLAN_ONCE = "SET LOCAL plan_cache_mode = force_generic_plan"
NOTHING = (None, None, None)
LONGEST_SERIES = 53  # weeks
LONGEST_STAY = 60  # days that a booking may touch


@dataclass(frozen=True)
class Wish:
    """So many slots, or nights, of a resource from a moment on: for a union, for a `guest` who stands at the
    desk, or else for who asks."""

    resource: Resource
    starts_at: datetime
    slots: int = 1
    union: Organisation | None = None
    purpose: str = ""
    people: int | None = None
    guest: Person | None = None


@verb
def book(wish: Wish, *, by: Person, at: datetime | None = None) -> Booking:
    """First come has it. Asking twice for the same time is not an error: one gets the booking one has.

    Raises `Refusal`; with the code `taken` the page offers what is free instead.
    """
    guest = None if wish.union else wish.guest or by
    first = local_date(wish.starts_at)
    known = known_of(
        wish.resource.pk, first, first + timedelta(days=LONGEST_STAY), person=guest, union=wish.union
    )
    if known is None:
        raise Resource.DoesNotExist
    resource, party, at = known.resource, known.party, at or known.now
    limits = limits_of(resource, known.terms, local_date(at))
    stay = known.timetable.stay(wish.starts_at, max(1, min(wish.slots, limits.slots(party))))
    no = why_not_book(party, known.timetable, stay, limits, at)
    if no := why_not_book_for(by, guest, resource) or no:
        raise no
    assert stay is not None  # noqa: S101 - the rule has refused None
    return _taken(resource, stay, wish, guest, party, limits, by=by, at=at)


@verb
def book_series(
    wish: Wish, until: date, *, by: Person, at: datetime | None = None
) -> tuple[Series, list[Booking], list[tuple[date, str]]]:
    """The same hours every week until a day, for a union, by the house. Returns the series, what was booked,
    and the days on which it could not be, each with the reason. Nobody else's booking is touched for it."""
    at = at or database_now()
    resource = _as_it_is(wish.resource)
    first = local_date(wish.starts_at)
    days = list(_weekly(first, until))
    timetable = timetable_of(resource, first, until)
    if wish.union is None or resource.is_private:
        raise refusal("person_only", resource)
    series = Series.objects.create(
        resource=resource,
        union=wish.union,
        purpose=one_line(wish.purpose, 60),
        since=first,
        until=until,
        by=by,
    )
    booked, missed = [], []
    for day in days:
        got = _one_of(series, timetable, wish, wish.starts_at + (day - first), by=by, at=at)
        if isinstance(got, Booking):
            booked.append(got)
        else:
            missed.append((day, str(got)))
    tell(SeriesBooked(series.pk), by=by, org_path=resource.organisation.path)
    return series, booked, missed


def _as_it_is(resource: Resource) -> Resource:
    found = resource_with.first(resource.pk)
    if found is None:
        raise Resource.DoesNotExist
    return found


def _weekly(first: date, until: date) -> Iterator[date]:
    for week in range(LONGEST_SERIES):
        if (day := first + timedelta(weeks=week)) <= until:
            yield day


def _one_of(
    series: Series, timetable: Timetable, wish: Wish, starts_at: datetime, *, by: Person, at: datetime
) -> Booking | Refusal:
    """One date of a series. The house is not bound by how far ahead or how often one may book."""
    resource, stay = timetable.resource, timetable.stay(starts_at, wish.slots)
    if stay is None:
        shut = timetable.closed_on(local_date(starts_at))
        return Refusal("closed", shut.reason) if shut else refusal("not_open_then", resource)
    if stay.starts_at <= at:
        return refusal("past", resource)
    party = Party(is_union=True)
    try:
        return _taken(resource, stay, wish, None, party, None, by=by, at=at, series=series)
    except Refusal as no:
        return no


def _taken(
    resource: Resource,
    stay: Slot,
    wish: Wish,
    guest: Person | None,
    party: Party,
    limits: Limits | None,
    *,
    by: Person,
    at: datetime,
    series: Series | None = None,
) -> Booking:
    """The row, or the "no" of whoever was quicker. Every turn of the loop has seen one more booking."""
    turns = limits.a_day(party) if limits else 1
    asked = resource.needs_approval and series is None
    values: dict[str, Any] = {
        "public_id": public_id(),
        "resource": resource.pk,
        "organisation": resource.organisation_id,
        "kind": resource.kind,
        "is_private": resource.is_private,
        "units": resource.units,
        "turns": turns,
        "starts_at": stay.starts_at.astimezone(UTC),
        "ends_at": stay.ends_at.astimezone(UTC),
        "day": local_date(stay.starts_at),
        "person": guest.pk if guest else None,
        "union": wish.union.pk if wish.union else None,
        "series": series.pk if series else None,
        "purpose": one_line(wish.purpose, 60),
        "people": wish.people,
        "state": Booking.State.ASKED if asked else Booking.State.CONFIRMED,
        "by": by.pk,
        "at": at,
        "answer_by": _answer_by(resource, stay, at) if asked else None,
    }
    for _try in range(resource.units + turns + 1):
        unit, turn, made = _insert(values)
        if made and unit and turn:
            return _told(_as_made(made, unit, turn, resource, values), by=by, series=series)
        if (unit is None or turn is None) and (held := _held(resource, stay, wish, guest)):
            return held
        if turn is None:
            raise refusal("a_day_full", resource, limits=limits, party=party)
        if unit is None:
            break
    raise refusal("taken", resource)


def _insert(values: dict[str, Any]) -> tuple[int | None, int | None, int | None]:
    """To plan it, with the second wall in it, takes twenty times as long as to run it: the server plans it
    once a connection. Both statements make one trip."""
    driver = connection.connection
    with driver.pipeline():
        driver.execute(PLAN_ONCE)
        unit, turn, made = psycopg.Cursor(driver).execute(BOOK, values, prepare=True).fetchone() or NOTHING
    return unit, turn, made


def _held(resource: Resource, stay: Slot, wish: Wish, guest: Person | None) -> Booking | None:
    """What this party has of exactly this time already."""
    living = Booking.objects.filter(resource=resource, starts_at=stay.starts_at, state__in=Booking.LIVING)
    return living.filter(person=guest, union=wish.union).first()


def _answer_by(resource: Resource, stay: Slot, at: datetime) -> datetime:
    """BK-08, and never after it has begun."""
    hours = ruling("BK-08.answer_hours", resource, local_date(at)).value
    return min(at + timedelta(hours=hours), stay.starts_at)


def _as_made(pk: int, unit: int, turn: int, resource: Resource, values: dict[str, Any]) -> Booking:
    """The row that was inserted, without asking for it again."""
    columns = ("public_id", "kind", "is_private", "starts_at", "ends_at", "day", "purpose", "people", "state")
    own = {name: values[name] for name in (*columns, "at", "answer_by")}
    own |= {f"{name}_id": values[name] for name in ("organisation", "person", "union", "series", "by")}
    period = DateTimeTZRange(values["starts_at"], values["ends_at"])
    booking = Booking(pk=pk, resource=resource, unit=unit, turn=turn, period=period, **own)
    booking._state.adding = False
    return booking


def _told(booking: Booking, *, by: Person, series: Series | None) -> Booking:
    """A series is one fact. Who goes to a counsellor is not for the journal: nobody is named there."""
    resource = booking.resource
    if series is None:
        actor = None if resource.is_private else by
        tell(Booked(booking.pk), by=actor, org_path=resource.organisation.path)
    return booking
