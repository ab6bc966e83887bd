# SPDX-License-Identifier: Apache-2.0
"""What an address or a field says of days, moments and hours. Nonsense is None."""

from __future__ import annotations

import re
from datetime import date, datetime

from django.utils import timezone

HOURS = re.compile(r"(\d{1,2})[:：](\d{2})\s*[-–—~至到]\s*(\d{1,2})[:：](\d{2})", re.ASCII)
BETWEEN = re.compile(r"[\s,，;；、]+")
YEARS = (2000, 2100)


def day_of(text: str) -> date | None:
    try:
        day = date.fromisoformat(text[:10])
    except ValueError:
        return None
    return day if YEARS[0] <= day.year <= YEARS[1] else None


def moment_of(text: str) -> datetime | None:
    """2026-03-02T19:00, where the union works."""
    try:
        moment = datetime.fromisoformat(text[:16])
    except ValueError:
        return None
    if moment.tzinfo or not YEARS[0] <= moment.year <= YEARS[1]:
        return None
    return timezone.make_aware(moment)


def spans_of(text: str) -> list[tuple[int, int]] | None:
    """“09:00-12:00、14:00-21:00” as minutes of the day; None when it is something else."""
    rest = BETWEEN.sub(" ", HOURS.sub(" ", text)).strip()
    spans = [(int(a) * 60 + int(b), int(c) * 60 + int(d)) for a, b, c, d in HOURS.findall(text)]
    return None if rest or any(not 0 <= opens < closes <= 1440 for opens, closes in spans) else spans


def written(spans: list[tuple[int, int]]) -> str:
    """The same the other way round."""
    return "、".join(f"{a // 60:02}:{a % 60:02}-{b // 60:02}:{b % 60:02}" for a, b in spans)
