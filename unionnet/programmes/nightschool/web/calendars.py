# SPDX-License-Identifier: Apache-2.0
"""Lessons as iCalendar (RFC 5545). A moved lesson keeps its UID and raises SEQUENCE."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

from django.conf import settings
from django.utils.translation import gettext as _

from unionnet.programmes.nightschool.models import Lesson

LONGEST = 75


def as_calendar(lessons: Iterable[Lesson]) -> str:
    """The whole file, with the line ends and folds the standard asks for."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//UnionNet//night school//ZH", "METHOD:PUBLISH"]
    lines.append(f"X-WR-CALNAME:{_escaped(_('夜校课表'))}")
    for lesson in lessons:
        lines.extend(_event(lesson))
    lines.append("END:VCALENDAR")
    return "".join(f"{part}\r\n" for line in lines for part in _folded(line))


def _event(lesson: Lesson) -> list[str]:
    changes = lesson.changes.all()
    stamp = max((change.at for change in changes), default=lesson.course.offer.created_at)
    where = f"{lesson.site.name if lesson.site else ''} {lesson.room}".strip()
    title = _("%(course)s 第 %(number)s 课") % {"course": lesson.course.heading, "number": lesson.number}
    return [
        "BEGIN:VEVENT",
        f"UID:{lesson.public_id}@unionnet",
        f"DTSTAMP:{_utc(stamp)}",
        f"SEQUENCE:{len(changes)}",
        f"DTSTART:{_utc(lesson.starts_at)}",
        f"DTEND:{_utc(lesson.ends_at)}",
        f"SUMMARY:{_escaped(title)}",
        *([f"LOCATION:{_escaped(where)}"] if where else []),
        f"STATUS:{'CANCELLED' if lesson.cancelled_at else 'CONFIRMED'}",
        f"URL:{settings.UNIONNET_PUBLIC_URL}/nightschool/courses/{lesson.course.public_id}/",
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
