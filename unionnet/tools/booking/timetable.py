# SPDX-License-Identifier: Apache-2.0
"""Which slots, or nights, a resource has on a day. Nothing is asked here: rules and closings are given."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from unionnet.foundation.clock import local_date, start_of
from unionnet.tools.booking.models import ClosingDay, OpeningRule, Resource


@dataclass(frozen=True)
class Slot:
    """From a moment to another: an hour of a court, a night of a bed."""

    starts_at: datetime
    ends_at: datetime

    def overlaps(self, starts_at: datetime, ends_at: datetime) -> bool:
        return starts_at < self.ends_at and self.starts_at < ends_at


@dataclass(frozen=True)
class Timetable:
    """A resource with its weekly rules and its closing days, read once for all the days of a page."""

    resource: Resource
    openings: Sequence[OpeningRule]
    closings: Sequence[ClosingDay]

    def closed_on(self, day: date) -> ClosingDay | None:
        """Why it is closed on a day on which it would be open."""
        return next((each for each in self.closings if each.since <= day <= each.until), None)

    def slots_on(self, day: date) -> list[Slot]:
        """In their order; none on a closing day."""
        if self.closed_on(day):
            return []
        if self.resource.by_night:
            return [self._night(day)]
        found = (each for each in self.openings if each.weekday == day.isoweekday())
        return sorted((slot for each in found for slot in self._cut(day, each)), key=lambda s: s.starts_at)

    def stay(self, starts_at: datetime, count: int) -> Slot | None:
        """So many slots in a row, or nights, from this moment; None where there are not so many."""
        if self.resource.by_night:
            return self._nights(starts_at, count)
        run = [each for each in self.slots_on(local_date(starts_at)) if each.starts_at >= starts_at][:count]
        joined = all(one.ends_at == next_.starts_at for one, next_ in zip(run, run[1:], strict=False))
        if len(run) < count or run[0].starts_at != starts_at or not joined:
            return None
        return Slot(starts_at, run[-1].ends_at)

    def _nights(self, starts_at: datetime, count: int) -> Slot | None:
        first = local_date(starts_at)
        days = [first + timedelta(days=n) for n in range(count)]
        if any(self.closed_on(day) for day in days) or self._night(first).starts_at != starts_at:
            return None
        return Slot(starts_at, self._night(days[-1]).ends_at)

    def _night(self, day: date) -> Slot:
        arrives = timedelta(minutes=self.resource.arrive_minute)
        leaves = timedelta(days=1, minutes=self.resource.leave_minute)
        return Slot(start_of(day) + arrives, start_of(day) + leaves)

    def _cut(self, day: date, rule: OpeningRule) -> Iterable[Slot]:
        length, opens = self.resource.slot_minutes, start_of(day)
        for minute in range(rule.opens, rule.closes - length + 1, length):
            begins = opens + timedelta(minutes=minute)
            yield Slot(begins, begins + timedelta(minutes=length))
