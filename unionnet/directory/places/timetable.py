# SPDX-License-Identifier: Apache-2.0
"""When a site is open, as plain arithmetic.

A week has fourteen slots of 2,880 minutes: Monday to Sunday on ordinary days, then Monday to Sunday when the
day is a public holiday. A day's hours may run past midnight, hence two days to a slot. Whether a site is open
at a moment is then a question about two points (today's minute, and the same moment as yesterday's late
minute), which the database answers from one column: `hours @> today OR hours @> yesterday`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Protocol

from django.utils import timezone

from unionnet.directory.places.fields import Spans
from unionnet.foundation.calendar import is_holiday

DAY, SLOT, SLOTS = 1440, 2880, 14
ALWAYS: Spans = ((0, SLOT * SLOTS),)
AHEAD = 9  # days a reader may be told about


class Opening(Protocol):
    """One row of hours: for a weekday 1–7, for public holidays, or for one date. Equal minutes: closed."""

    @property
    def weekday(self) -> int | None: ...
    @property
    def is_holiday(self) -> bool: ...
    @property
    def date(self) -> date | None: ...
    @property
    def opens(self) -> int: ...
    @property
    def closes(self) -> int: ...


@dataclass(frozen=True)
class Hours:
    """A row of opening hours before it is kept."""

    opens: int
    closes: int
    weekday: int | None = None
    is_holiday: bool = False
    date: date | None = None


def every_day(opens: int = 0, closes: int = DAY, days: Iterable[int] = range(1, 8)) -> list[Hours]:
    """The same hours on each of these weekdays; around the clock by default."""
    return [Hours(opens, closes, weekday) for weekday in days]


class Change(Protocol):
    """What a keeper said: open or closed, from then until then. The latest word counts."""

    @property
    def is_open(self) -> bool: ...
    @property
    def since(self) -> datetime: ...
    @property
    def until(self) -> datetime | None: ...


@dataclass(frozen=True)
class Points:
    """A moment as the database column sees it."""

    today: date
    minute: int
    now: int
    late: int


def points_of(at: datetime) -> Points:
    """Today's minute in its slot, and the same moment as a minute of yesterday's slot."""
    local = timezone.localtime(at, timezone.get_default_timezone())
    today, minute = local.date(), local.hour * 60 + local.minute
    yesterday = today - timedelta(days=1)
    return Points(today, minute, slot_of(today) * SLOT + minute, slot_of(yesterday) * SLOT + DAY + minute)


def slot_of(day: date) -> int:
    return day.weekday() + 7 * is_holiday(day)


def encode(rows: Iterable[Opening]) -> Spans:
    """The week of fourteen slots. Without hours of their own, public holidays are like their weekday."""
    weekly = [row for row in rows if row.date is None]
    holiday = [row for row in weekly if row.is_holiday]
    spans: list[tuple[int, int]] = []
    for weekday in range(1, 8):
        plain = [row for row in weekly if row.weekday == weekday]
        for slot, day in ((weekday - 1, plain), (weekday + 6, holiday or plain)):
            spans += [
                (slot * SLOT + row.opens, slot * SLOT + row.closes) for row in day if row.closes > row.opens
            ]
    if sum(end - start for start, end in spans) == SLOTS * DAY and all(e - s == DAY for s, e in spans):
        starts_at_midnight = all(start % SLOT == 0 for start, _end in spans)
        return ALWAYS if starts_at_midnight else merged(spans)
    return merged(spans)


def merged(spans: Iterable[tuple[int, int]]) -> Spans:
    """The same minutes, in order, touching ones joined."""
    found: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((start, end))
    return tuple(found)


def in_slot(spans: Spans, slot: int) -> list[tuple[int, int]]:
    """The hours of one slot as (opens, closes), closes possibly past midnight."""
    low, high = slot * SLOT, (slot + 1) * SLOT
    return [(max(s, low) - low, min(e, high) - low) for s, e in spans if s < high and e > low]


@dataclass(frozen=True)
class Timetable:
    """The regular week, the dates that differ, and what the keeper said."""

    week: Spans
    dated: Mapping[date, Sequence[tuple[int, int]]] = field(default_factory=dict)
    changes: Sequence[Change] = ()

    @property
    def is_24h(self) -> bool:
        return self.week == ALWAYS

    def hours_on(self, day: date) -> list[tuple[int, int]]:
        """Regular hours of that date, closes possibly past midnight."""
        if day in self.dated:
            return [(opens, closes) for opens, closes in self.dated[day] if closes > opens]
        return [(0, DAY)] if self.is_24h else in_slot(self.week, slot_of(day))

    def is_open(self, at: datetime) -> bool:
        """Whether the door is open at that moment."""
        for change in reversed(self.changes):
            if change.since <= at and (change.until is None or at < change.until):
                return change.is_open
        point = points_of(at)
        yesterday = point.today - timedelta(days=1)
        return any(start <= point.minute < end for start, end in self.hours_on(point.today)) or any(
            start <= point.minute + DAY < end for start, end in self.hours_on(yesterday)
        )

    def spans_around(self, at: datetime, ahead: int = AHEAD) -> list[tuple[datetime, datetime]]:
        """When the door is open, from yesterday to some days ahead, with the keeper's word applied."""
        today = points_of(at).today
        days = [today + timedelta(days=n) for n in range(-1, ahead)]
        spans = [
            (moment(day, opens), moment(day, closes)) for day in days for opens, closes in self.hours_on(day)
        ]
        for change in self.changes:
            until = change.until or moment(days[-1], DAY)
            spans = _without(spans, change.since, until)
            if change.is_open:
                spans.append((change.since, until))
        return _joined(spans)

    def closes_at(self, at: datetime) -> datetime | None:
        """When the door that is open now will close; None when that is days away or it is closed."""
        if self.is_24h and not self.dated and not self.changes:
            return None
        for ahead in (2, AHEAD):
            ends = [end for start, end in self.spans_around(at, ahead) if start <= at < end]
            if ends and ends[0] < at + timedelta(days=ahead - 1):
                return ends[0]
        return None

    def opens_at(self, at: datetime) -> datetime | None:
        """When the door will open next; None when nobody knows."""
        for ahead in (2, AHEAD):
            later = [start for start, _end in self.spans_around(at, ahead) if start > at]
            if later:
                return min(later)
        return None


def moment(day: date, minute: int) -> datetime:
    """That minute of that day, where the union works."""
    midnight = datetime.combine(day, time.min, tzinfo=timezone.get_default_timezone())
    return midnight + timedelta(minutes=minute)


def _without(
    spans: list[tuple[datetime, datetime]], since: datetime, until: datetime
) -> list[tuple[datetime, datetime]]:
    cut = [(start, min(end, since)) for start, end in spans if start < since]
    return cut + [(max(start, until), end) for start, end in spans if end > until]


def _joined(spans: list[tuple[datetime, datetime]]) -> list[tuple[datetime, datetime]]:
    found: list[tuple[datetime, datetime]] = []
    for start, end in sorted(spans):
        if end <= start:
            continue
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((start, end))
    return found
