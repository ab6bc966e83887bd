# SPDX-License-Identifier: Apache-2.0
"""When people call and what they ask, counted from the calls themselves. One question each, with an index on
the moment and a bound of days."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import ExtractHour, ExtractIsoWeekDay

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.organisations.queries import reached_by
from unionnet.directory.people.models import Person
from unionnet.doors.seats.models import Call
from unionnet.doors.seats.rules import SEE
from unionnet.foundation.calendar import months_after
from unionnet.foundation.clock import start_of
from unionnet.foundation.scope import everything
from unionnet.tools.casework.models import Kind

DAYS, HOURS = 7, 24


@dataclass(frozen=True)
class Week:
    """`hours[day][hour]` are the calls that began then, Monday first; `missed` of all were never answered."""

    monday: date
    hours: list[list[int]]
    missed: int

    @property
    def total(self) -> int:
        return sum(map(sum, self.hours))

    @property
    def busiest(self) -> int:
        return max(map(max, self.hours))

    @property
    def days(self) -> list[date]:
        return [self.monday + timedelta(days=day) for day in range(DAYS)]

    def of_hour(self, hour: int) -> int:
        return sum(day[hour] for day in self.hours)


@dataclass(frozen=True)
class AskedLine:
    """Calls that became cases, of one kind and class: this month and the one before."""

    kind: Kind
    grade: str
    now: int
    before: int


def unions_counted(person: Person) -> QuerySet[Organisation]:
    """Whose calls the person may count, the topmost first."""
    return reached_by(person, SEE).order_by("path")


@everything("counts of calls name nobody; the union was asked for among those within reach")
def week_of(union: Organisation, monday: date) -> Week:
    """Of this union and those below it."""
    rows = _began(union, monday, monday + timedelta(days=DAYS))
    slots = rows.annotate(day=ExtractIsoWeekDay("begun_at"), hour=ExtractHour("begun_at"))
    missed = Count("pk", filter=Q(answered_at__isnull=True, hung_up_at__isnull=False))
    hours, lost = [[0] * HOURS for _day in range(DAYS)], 0
    for slot in slots.values("day", "hour").annotate(n=Count("pk"), missed=missed).order_by():
        hours[slot["day"] - 1][slot["hour"]] = slot["n"]
        lost += slot["missed"]
    return Week(monday, hours, lost)


@everything("counts of calls name nobody; the union was asked for among those within reach")
def asked_in(union: Organisation, month: date, kinds: Sequence[Kind]) -> list[AskedLine]:
    """By kind and class, what was asked most on top."""
    last, begins = months_after(month, -1), start_of(month)
    rows = _began(union, last, months_after(month, 1)).filter(kind__in=kinds)
    counted = rows.values("kind", "grade").annotate(
        now=Count("pk", filter=Q(begun_at__gte=begins)), before=Count("pk", filter=Q(begun_at__lt=begins))
    )
    by_id = {kind.pk: kind for kind in kinds}
    lines = [AskedLine(by_id[row["kind"]], row["grade"], row["now"], row["before"]) for row in counted]
    return sorted(lines, key=lambda line: (-line.now, -line.before, line.kind.pk, line.grade))


def _began(union: Organisation, first: date, end: date) -> QuerySet[Call]:
    return Call.objects.filter(
        begun_at__gte=start_of(first),
        begun_at__lt=start_of(end),
        organisation__path__gte=union.path,
        organisation__path__lt=union.path_end,
    ).order_by()
