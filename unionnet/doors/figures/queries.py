# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, fields
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import QuerySet

from unionnet.directory.people.posts import Reach
from unionnet.doors.figures.models import Daily, Headcount
from unionnet.foundation.prepared import Among, prepared


@dataclass(frozen=True)
class Figures:
    """What a reach holds. A rate says of what: `established` of `expected`."""

    members: int = 0
    applied: int = 0
    stations: int = 0
    tier_1: int = 0
    tier_2: int = 0
    tier_3: int = 0
    established: int = 0
    expected: int = 0
    name: str = ""
    counted_at: datetime | None = None

    @property
    def coverage(self) -> float | None:
        return self.established / self.expected if self.expected else None


SUMS = [field.name for field in fields(Figures) if field.type == "int"]


def figures_of(reach: Reach) -> Figures:
    """One question: the stored sums of the top union of each subtree."""
    if not reach:
        return Figures()
    tops = _tops(list(reach.paths))
    if not tops:
        return Figures()
    sums = {name: sum(top[name] for top in tops) for name in SUMS}
    return Figures(
        **sums, name=tops[0]["organisation__name"], counted_at=max(top["counted_at"] for top in tops)
    )


@prepared
def _tops(paths: list[str]) -> Any:
    tops = Headcount.objects.filter(Among("path", paths)).order_by("path")
    return tops.values(*SUMS, "counted_at", "organisation__name")


@dataclass(frozen=True)
class Month:
    """The running month, up to today. `on_time` is of `decided`."""

    joined_today: int = 0
    joined: int = 0
    decided: int = 0
    on_time: int = 0


def month_of(reach: Reach, today: date) -> Month:
    """What happened since the first of the month: one question."""
    days = _days(list(reach.paths), today.replace(day=1), today)
    return Month(
        joined_today=sum(joined for day, joined, _decided, _on_time in days if day == today),
        joined=sum(joined for _day, joined, _decided, _on_time in days),
        decided=sum(decided for _day, _joined, decided, _on_time in days),
        on_time=sum(on_time for *_rest, on_time in days),
    )


@prepared
def _days(tops: list[str], first: date, last: date) -> QuerySet[Daily, tuple[date, int, int, int]]:
    """(day, joined, decided, on time) of the top union of each subtree."""
    days = Daily.objects.filter(Among("organisation__path", tops), day__gte=first, day__lte=last)
    return days.values_list("day", "joined", "decided", "on_time")


@dataclass(frozen=True)
class Part:
    """One union directly below, as a tile."""

    name: str
    public_id: str
    members: int
    established: int
    expected: int


def parts_of(path: str) -> list[Part]:
    """The unions directly below, with the sums of their subtrees, in the order of the tree."""
    rows = (
        Headcount.objects.filter(organisation__parent__path=path, own_expected=True)
        .order_by("path")
        .values_list(
            "organisation__name", "organisation__public_id", "members", "established", "expected", named=False
        )
    )
    return [Part(*row) for row in rows]


def days_of(reach: Reach, today: date, days: int = 14) -> list[int]:
    """How many joined on each of the last days, today last."""
    first = today - timedelta(days=days - 1)
    found: Counter[date] = Counter()
    for day, joined, *_rest in _days(list(reach.paths), first, today):
        found[day] += joined
    return [found[first + timedelta(days=number)] for number in range(days)]
