# SPDX-License-Identifier: Apache-2.0
"""The week of one resource as somebody who wants to book sees it: what is free, and why the rest is not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone

from unionnet.foundation.clock import local_date
from unionnet.tools.booking.models import Resource
from unionnet.tools.booking.queries.bookings import busy, free_units
from unionnet.tools.booking.queries.resources import timetable_of, timetables_of
from unionnet.tools.booking.rules import Limits, is_past, last_day
from unionnet.tools.booking.timetable import Slot, Timetable

WEEK = 7


@dataclass(frozen=True)
class Cell:
    """One slot of the grid. `state` is free, taken, past, far or shut; `n` of the units are free."""

    state: str
    slot: Slot | None = None
    n: int = 0


@dataclass(frozen=True)
class Line:
    """The same hour on the days of the week."""

    label: str
    cells: list[Cell]


@dataclass(frozen=True)
class Week:
    """Days across, hours down."""

    first: date
    days: list[date]
    lines: list[Line]
    closings: list[tuple[date, str]]
    before: date | None
    after: date | None


def week(resource: Resource, first: date, limits: Limits, at: datetime) -> Week:
    """Seven days from `first`, in three questions."""
    days = [first + timedelta(days=n) for n in range(WEEK)]
    timetable = timetable_of(resource, days[0], days[-1])
    slots = {day: timetable.slots_on(day) for day in days}
    every = [slot for found in slots.values() for slot in found]
    taken = busy([resource.pk], *_span(every, at))[resource.pk]
    labels = sorted({_label(slot) for slot in every})
    lines = []
    for label in labels:
        by_day = {day: next((s for s in found if _label(s) == label), None) for day, found in slots.items()}
        cells = [_cell(resource, slot, taken, limits, at) for slot in by_day.values()]
        lines.append(Line(label, cells))
    shut = [(day, why.reason) for day in days if (why := timetable.closed_on(day))]
    today, last = local_date(at), last_day(limits, at)
    before = max(today, first - timedelta(days=WEEK)) if first > today else None
    after = first + timedelta(days=WEEK) if first + timedelta(days=WEEK) <= last else None
    return Week(first, days, lines, shut, before, after)


def first_day(text: str, limits: Limits, at: datetime) -> date:
    """The day the address asks for, within what can be booked; today for nonsense."""
    today = local_date(at)
    try:
        asked = date.fromisoformat(text)
    except ValueError:
        return today
    return min(max(asked, today), last_day(limits, at))


@dataclass(frozen=True)
class Found:
    """One line of the list: a resource, and how much of it is free that day."""

    resource: Resource
    free: int
    of: int
    next: Slot | None


def free_on(resources: Sequence[Resource], day: date, at: datetime) -> list[Found]:
    """How many slots (of a bed: units) of each are free that day, in three questions for all of them."""
    timetables = timetables_of(resources, day, day)
    slots = {pk: each.slots_on(day) for pk, each in timetables.items()}
    taken = busy(slots, *_span([slot for found in slots.values() for slot in found], at))
    return [_found(timetables[each.pk], slots[each.pk], taken[each.pk], at) for each in resources]


def _found(
    timetable: Timetable, slots: list[Slot], taken: list[tuple[int, Slot]], at: datetime
) -> Found:  # fmt: skip
    resource = timetable.resource
    coming = [slot for slot in slots if not is_past(resource, slot, at)]
    free = [(slot, n) for slot in coming if (n := free_units(resource, taken, slot))]
    if resource.by_night:
        return Found(resource, sum(n for _slot, n in free), resource.units, free[0][0] if free else None)
    return Found(resource, len(free), len(slots), free[0][0] if free else None)


def _span(slots: Sequence[Slot], at: datetime) -> tuple[datetime, datetime]:
    return min((s.starts_at for s in slots), default=at), max((s.ends_at for s in slots), default=at)


def _label(slot: Slot) -> str:
    return f"{timezone.localtime(slot.starts_at):%H:%M}"


def _cell(
    resource: Resource, slot: Slot | None, taken: list[tuple[int, Slot]], limits: Limits, at: datetime
) -> Cell:
    if slot is None:
        return Cell("shut")
    if is_past(resource, slot, at):
        return Cell("past", slot)
    if local_date(slot.starts_at) > last_day(limits, at):
        return Cell("far", slot)
    n = free_units(resource, taken, slot)
    return Cell("free" if n else "taken", slot, n)
