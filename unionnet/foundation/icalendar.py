# SPDX-License-Identifier: Apache-2.0
"""Appointments as iCalendar (RFC 5545). What was moved keeps its UID and raises SEQUENCE."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

LONGEST = 75


@dataclass(frozen=True)
class Event:
    """One appointment. `uid` stays the same for its life, `stamp` is when it was last changed."""

    uid: str
    title: str
    starts_at: datetime
    ends_at: datetime
    stamp: datetime
    where: str = ""
    url: str = ""
    sequence: int = 0
    is_cancelled: bool = False


def as_calendar(name: str, events: Iterable[Event]) -> str:
    """The whole file, with the line ends and folds the standard asks for."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//UnionNet//ZH", "METHOD:PUBLISH"]
    lines.append(f"X-WR-CALNAME:{_escaped(name)}")
    for event in events:
        lines.extend(_lines(event))
    lines.append("END:VCALENDAR")
    return "".join(f"{part}\r\n" for line in lines for part in _folded(line))


def _lines(event: Event) -> list[str]:
    return [
        "BEGIN:VEVENT",
        f"UID:{event.uid}@unionnet",
        f"DTSTAMP:{_utc(event.stamp)}",
        f"SEQUENCE:{event.sequence}",
        f"DTSTART:{_utc(event.starts_at)}",
        f"DTEND:{_utc(event.ends_at)}",
        f"SUMMARY:{_escaped(event.title)}",
        *([f"LOCATION:{_escaped(event.where)}"] if event.where else []),
        f"STATUS:{'CANCELLED' if event.is_cancelled else 'CONFIRMED'}",
        *([f"URL:{event.url}"] if event.url else []),
        "END:VEVENT",
    ]


def _utc(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _escaped(text: str) -> str:
    escaped = str(text).replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return escaped.replace("\r", "").replace("\n", "\\n")


def _folded(line: str) -> Iterator[str]:
    """No line over 75 bytes; what follows begins with a space. A character is never cut."""
    part, room = "", LONGEST
    for character in line:
        size = len(character.encode())
        if size > room:
            yield part
            part, room = " ", LONGEST - 1
        part += character
        room -= size
    yield part
