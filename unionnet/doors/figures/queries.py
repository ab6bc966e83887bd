# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db import connection

from unionnet.directory.organisations.models import TIER_OF, Organisation
from unionnet.directory.people.posts import Reach
from unionnet.doors.figures.actions import sql
from unionnet.foundation.thresholds import percent

EVERYTHING, STATES = ("", "~"), ("applied", "stations~")


@dataclass(frozen=True)
class Counts:
    """What a reach holds, by mark (see `Sum`)."""

    by_mark: Counter[str]
    name: str = ""

    def of(self, kind: str) -> dict[str, int]:
        """`of("tag")` gives how many of each tag, `of("month")` of each month of joining."""
        start = f"{kind}:"
        return {
            mark.removeprefix(start): n for mark, n in sorted(self.by_mark.items()) if mark.startswith(start)
        }


def counts_of(reach: Reach, marks: tuple[str, str] = EVERYTHING) -> Counts:
    """One question, right to the last commit. `marks` is (from, before), in the order of the alphabet."""
    if not reach:
        return Counts(Counter())
    with connection.cursor() as cursor:
        cursor.execute(sql("sums"), {"paths": list(reach.paths), "low": marks[0], "high": marks[1]})
        (_mark, _none, name), *rows = cursor.fetchall()
    return Counts(Counter({mark: n for mark, n, _name in rows}), name or "")


@dataclass(frozen=True)
class Figures:
    """What a reach holds. A rate says of what: `established` of `expected`. Without members their number is
    not told (`told.py`)."""

    members: int | None = 0
    applied: int = 0
    stations: int = 0
    tier_1: int = 0
    tier_2: int = 0
    tier_3: int = 0
    established: int = 0
    expected: int = 0
    name: str = ""

    @property
    def coverage(self) -> float | None:
        return self.established / self.expected if self.expected else None


def figures_of(reach: Reach) -> Figures:
    """One question."""
    counts = counts_of(reach, STATES)
    tiers = [_of_tier(counts.by_mark, "established", tier) for tier in (1, 2, 3)]
    plain = {mark: counts.by_mark[mark] for mark in ("members", "applied", "stations")}
    expected = sum(_of_tier(counts.by_mark, "expected", tier) for tier in (1, 2, 3))
    return Figures(
        **plain,
        tier_1=tiers[0],
        tier_2=tiers[1],
        tier_3=tiers[2],
        established=sum(tiers),
        expected=expected,
        name=counts.name,
    )


def _of_tier(by_mark: Counter[str], state: str, tier: int) -> int:
    return sum(by_mark[f"{state}:{kind}"] for kind, own in TIER_OF.items() if own == tier)


@dataclass(frozen=True)
class Month:
    """The running month, up to today. `on_time` is of `decided`, `punctual` their rate in hundredths. With a
    step of 5 the numbers are told in steps of 5."""

    joined_today: int = 0
    joined: int = 0
    decided: int = 0
    on_time: int = 0
    punctual: Decimal | None = None
    step: int = 1


def month_of(reach: Reach, today: date) -> Month:
    """What happened since the first of the month: one question."""
    days = _days(reach, today.replace(day=1), today)
    sums = {
        what: sum(n for (_day, own), n in days.items() if own == what)
        for what in ("joined", "decided", "on_time")
    }
    punctual = percent(sums["on_time"], sums["decided"])
    return Month(joined_today=days[today.isoformat(), "joined"], punctual=punctual, **sums)


def days_of(reach: Reach, today: date, days: int = 14) -> list[int]:
    """How many joined on each of the last days, today last."""
    first = today - timedelta(days=days - 1)
    found = _days(reach, first, today)
    return [found[(first + timedelta(days=number)).isoformat(), "joined"] for number in range(days)]


def _days(reach: Reach, first: date, last: date) -> Counter[tuple[str, str]]:
    """How many by (day, what)."""
    counts = counts_of(reach, (f"day:{first.isoformat()}", f"day:{last.isoformat()}~"))
    found: Counter[tuple[str, str]] = Counter()
    for mark, n in counts.by_mark.items():
        _day, day, what = mark.split(":")
        found[day, what] = n
    return found


@dataclass(frozen=True)
class Part:
    """One union directly below, as a tile."""

    name: str
    public_id: str
    members: int
    established: int
    expected: int


def parts_of(path: str) -> list[Part]:
    """The unions directly below that should exist, with the counts of their subtrees, in the order of the
    tree: two questions."""
    below = Organisation.objects.filter(parent__path=path, until__isnull=True, kind__in=list(TIER_OF))
    unions = list(below.order_by("path").values_list("path", "name", "public_id", "parent_id"))
    if not unions:
        return []
    asked: dict[str, Any] = {"parent": unions[0][3], "path": path, "low": STATES[0], "high": STATES[1]}
    counts: dict[str, Counter[str]] = {own: Counter() for own, *_rest in unions}
    with connection.cursor() as cursor:
        cursor.execute(sql("parts"), asked)
        for own, mark, n in cursor.fetchall():
            if own in counts:
                counts[own][mark] = n
    return [
        Part(name, public_id, counts[own]["members"], *_both(counts[own]))
        for own, name, public_id, _parent in unions
    ]


def _both(by_mark: Counter[str]) -> tuple[int, int]:
    """(established, expected) in the three tiers."""
    established, expected = (
        sum(_of_tier(by_mark, state, tier) for tier in (1, 2, 3)) for state in ("established", "expected")
    )
    return established, expected
