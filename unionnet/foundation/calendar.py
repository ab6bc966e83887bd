# SPDX-License-Identifier: Apache-2.0
"""Days of law (X-02, X-03): working days, with weekends and holidays out and make-up workdays in, from a
yearly table; terms and periods of months (民法典 arts. 201–202)."""

from __future__ import annotations

import tomllib
from calendar import monthrange
from datetime import date, timedelta
from functools import cache, lru_cache

from django.conf import settings

SATURDAY = 5


@cache
def _table(year: int) -> dict[date, bool]:
    """day → is it worked, where it differs from the plain week. Empty when the year is not imported."""
    found: dict[date, bool] = {}
    for folder in settings.UNIONNET_RULEBOOKS:
        path = folder / "calendar" / f"{year}.toml"
        if path.is_file():
            content = tomllib.loads(path.read_text(encoding="utf-8"))
            found.update(dict.fromkeys(content.get("rest", []), False))
            found.update(dict.fromkeys(content.get("work", []), True))
    return found


def is_known(year: int) -> bool:
    """Whether the State Council's table of that year is here. If not, only weekends are rest days."""
    return bool(_table(year))


def is_working_day(day: date) -> bool:
    """Whether offices work on that day."""
    return _table(day.year).get(day, day.weekday() < SATURDAY)


def is_holiday(day: date) -> bool:
    """Whether the State Council's table names that day as one of rest: no plain weekend."""
    return _table(day.year).get(day) is False


def next_working_day(day: date) -> date:
    """The day itself when it is worked, else the first worked day after it."""
    while not is_working_day(day):
        day += timedelta(days=1)
    return day


def add_working_days(start: date, days: int) -> date:
    """The last day of a period of working days. The starting day is not counted (民法典 art. 201)."""
    day = start
    for _ in range(days):
        day = next_working_day(day + timedelta(days=1))
    return day


@lru_cache(1_000)  # the lines of a list lie between few days
def working_days_between(first: date, last: date) -> int:
    """Working days after the first day, up to and with the last; none when it is earlier."""
    return sum(is_working_day(first + timedelta(days=number)) for number in range(1, (last - first).days + 1))


def add_days(start: date, days: int) -> date:
    """The last day of a period of calendar days; it moves to the next working day (民法典 arts. 201, 203)."""
    return next_working_day(start + timedelta(days=days))


def months_after(day: date, months: int) -> date:
    """The same day so many months later, or earlier; else the last of that month: 31 January and one month is
    28 or 29 February."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def years_after(day: date, years: int) -> date:
    return months_after(day, 12 * years)
