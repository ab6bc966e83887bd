# SPDX-License-Identifier: Apache-2.0
"""Stations that many tests start from."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from itertools import count
from typing import Any
from zoneinfo import ZoneInfo

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.places.actions import register
from unionnet.directory.places.models import Site
from unionnet.directory.places.timetable import Opening, every_day

SHANGHAI = ZoneInfo("Asia/Shanghai")
YONGNING = (28.7737, 105.3712)
_numbers = count(1)


def at(text: str) -> datetime:
    """A moment in Shanghai: at("2026-11-19 02:00")."""
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


def make_site(
    union: Organisation, name: str = "", openings: Sequence[Opening] | None = None, **values: Any
) -> Site:
    """A station in use, open from eight to six, unless said otherwise."""
    number = next(_numbers)
    values = {"latitude": YONGNING[0], "longitude": YONGNING[1], "codes": ["water", "rest"], **values}
    hours = every_day(480, 1080) if openings is None else openings
    return register(union, {"name": name or f"第{number}号驿站", **values}, hours, by=None)


def zone_where_it_is(hour: int) -> str:
    """A time zone in which the clock shows that hour now: a server can be asked at two in the night."""
    ahead = (hour - datetime.now(UTC).hour + 11) % 24 - 11
    return f"Etc/GMT{-ahead:+d}" if ahead else "UTC"
