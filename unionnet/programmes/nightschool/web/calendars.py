# SPDX-License-Identifier: Apache-2.0
"""Lessons as iCalendar. A moved lesson keeps its UID and raises SEQUENCE."""

from __future__ import annotations

from collections.abc import Iterable

from django.conf import settings
from django.utils.translation import gettext as _

from unionnet.foundation import icalendar
from unionnet.programmes.nightschool.models import Lesson


def as_calendar(lessons: Iterable[Lesson]) -> str:
    return icalendar.as_calendar(_("夜校课表"), (_event(lesson) for lesson in lessons))


def _event(lesson: Lesson) -> icalendar.Event:
    changes = lesson.changes.all()
    return icalendar.Event(
        uid=lesson.public_id,
        title=_("%(course)s 第 %(number)s 课") % {"course": lesson.course.heading, "number": lesson.number},
        starts_at=lesson.starts_at,
        ends_at=lesson.ends_at,
        stamp=max((change.at for change in changes), default=lesson.course.offer.created_at),
        where=f"{lesson.site.name if lesson.site else ''} {lesson.room}".strip(),
        url=f"{settings.UNIONNET_PUBLIC_URL}/nightschool/courses/{lesson.course.public_id}/",
        sequence=len(changes),
        is_cancelled=lesson.cancelled_at is not None,
    )
