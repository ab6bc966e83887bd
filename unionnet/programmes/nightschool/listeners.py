# SPDX-License-Identifier: Apache-2.0
"""Everything that changes an evening is told to everybody who had planned it."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_noop

from unionnet.directory.reach.actions import notify_all
from unionnet.foundation.clock import local_date
from unionnet.foundation.journal import on
from unionnet.foundation.rulebook import rule
from unionnet.programmes.nightschool.actions import offer_absent_seats
from unionnet.programmes.nightschool.facts import (
    CourseChanged,
    HoursChanged,
    LessonCancelled,
    LessonMoved,
    RegisterClosed,
)
from unionnet.programmes.nightschool.models import Course, HoursChange, Lesson, LessonChange
from unionnet.programmes.nightschool.queries import people_to_tell
from unionnet.tools.enrolment.models import Attendance, Pause, Place


def _tell(
    course: Course, people: list[int], *, kind: str, title: str, text: str, unique: str, **facts: Any
) -> None:
    notify_all(
        people,
        kind=f"nightschool.{kind}",
        title=title,
        text=text,
        unique=f"nightschool:{unique}",
        url=f"/nightschool/courses/{course.public_id}/",
        organisation=course.offer.organisation,
        facts={"course": course.heading, **facts},
    )


@on(LessonMoved)
def tell_of_a_moved_lesson(fact: LessonMoved) -> None:
    """All who have a place, and the teacher: which lesson, from when, to when, where and why."""
    change = LessonChange.objects.select_related("lesson__course__offer__organisation", "lesson__site").get(
        pk=fact.change
    )
    lesson, course = change.lesson, change.lesson.course
    _tell(
        course,
        people_to_tell(course),
        kind="lesson_moved",
        title=gettext_noop("调课：%(course)s"),
        text=gettext_noop("第 %(number)s 课原定 %(was)s，改到 %(now)s，地点：%(where)s。原因：%(reason)s"),
        unique=f"change:{change.pk}",
        number=lesson.number,
        was=change.was_starts_at,
        now=change.now_starts_at,
        where=where_of(lesson),
        reason=change.reason,
    )


@on(LessonCancelled)
def tell_of_a_cancelled_lesson(fact: LessonCancelled) -> None:
    """All who have a place, and the teacher."""
    change = LessonChange.objects.select_related("lesson__course__offer__organisation").get(pk=fact.change)
    _tell(
        change.lesson.course,
        people_to_tell(change.lesson.course),
        kind="lesson_cancelled",
        title=gettext_noop("停课：%(course)s"),
        text=gettext_noop("第 %(number)s 课（%(was)s）停课。原因：%(reason)s"),
        unique=f"change:{change.pk}",
        number=change.lesson.number,
        was=change.was_starts_at,
        reason=change.reason,
    )


@on(HoursChanged)
def tell_of_other_hours(fact: HoursChanged) -> None:
    """One notice for the whole change, however many lessons it moves."""
    change = HoursChange.objects.select_related("course__offer__organisation").get(pk=fact.change)
    course = change.course
    following = course.lessons.filter(cancelled_at__isnull=True, starts_at__gt=change.at).first()
    if following is None:
        return
    _tell(
        course,
        people_to_tell(course),
        kind="hours_changed",
        title=gettext_noop("上课时间调整：%(course)s"),
        text=gettext_noop("以后上课时间是 %(begins)s–%(ends)s，下一次课：%(following)s。原因：%(reason)s"),
        unique=f"hours:{change.pk}",
        begins=f"{course.begins:%H:%M}",
        ends=f"{course.ends:%H:%M}",
        following=following.starts_at,
        reason=change.reason,
    )


@on(CourseChanged)
def tell_of_another_place(fact: CourseChanged) -> None:
    """Once for each new place, however many lessons it concerns."""
    course = Course.objects.select_related("offer__organisation", "site").get(pk=fact.course)
    if not fact.other_place:
        return
    where = f"{course.site.name if course.site else ''} {course.room}".strip() or "—"
    _tell(
        course,
        people_to_tell(course),
        kind="place_changed",
        title=gettext_noop("上课地点调整：%(course)s"),
        text=gettext_noop("以后的课在：%(where)s"),
        unique=f"place:{course.pk}:{where}"[:110],
        where=where,
    )


@on(RegisterClosed)
def warn_and_free_seats(fact: RegisterClosed) -> None:
    """Absent enough: the place goes to the list (NS-01). One short of it: a word in time. The tool may have
    paused the right to enrol (EN-01). However much follows from one absence, it is one message."""
    lesson = Lesson.objects.select_related("course__offer__organisation").get(pk=fact.lesson)
    course, offer = lesson.course, lesson.course.offer
    limit = rule("NS-01.absences", where=offer.organisation.county_code, on=local_date(lesson.ends_at)).value
    absences, paused = _absent_from(lesson), _paused_by(lesson)
    lost = {person.pk for person in offer_absent_seats(course)}
    groups: dict[tuple[str, datetime | None], list[int]] = defaultdict(list)
    for person in absences.keys() | lost | paused.keys():
        last_word = "warned" if absences.get(person) == limit - 1 else "kept"
        groups["lost" if person in lost else last_word, paused.get(person)].append(person)
    for (seat, until), people in groups.items():
        if words := ABSENT.get((seat, until is not None)):
            kind, title, text = words
            facts = {"number": lesson.number, "limit": limit, "until": until}
            unique = f"absent:{lesson.pk}"
            _tell(course, sorted(people), kind=kind, title=title, text=text, unique=unique, **facts)


# What became of the place, and whether the right to enrol is paused → kind, title, text.
ABSENT = {
    ("warned", False): (
        "absent_once",
        gettext_noop("缺课提醒：%(course)s"),
        gettext_noop(
            "您没有参加第 %(number)s 课。无故缺席满 %(limit)s 次，名额会让给候补；来不了请提前请假。"
        ),
    ),
    ("warned", True): (
        "absent_paused",
        gettext_noop("暂停报名资格：%(course)s"),
        gettext_noop(
            "您没有参加第 %(number)s 课。因近期多次无故缺席，%(until)s 前暂不能报新的项目；"
            "这门课无故缺席满 %(limit)s 次，名额会让给候补。有特殊情况请联系主办工会。"
        ),
    ),
    ("kept", True): (
        "absent_paused",
        gettext_noop("暂停报名资格：%(course)s"),
        gettext_noop(
            "您没有参加第 %(number)s 课。因近期多次无故缺席，%(until)s 前暂不能报新的项目。"
            "有特殊情况请联系主办工会。"
        ),
    ),
    ("lost", False): (
        "seat_lost",
        gettext_noop("名额已让出：%(course)s"),
        gettext_noop("您无故缺席已满 %(limit)s 次，名额让给了候补。有特殊情况请联系主办工会。"),
    ),
    ("lost", True): (
        "seat_lost",
        gettext_noop("名额已让出：%(course)s"),
        gettext_noop(
            "您无故缺席已满 %(limit)s 次，名额让给了候补；%(until)s 前暂不能报新的项目。"
            "有特殊情况请联系主办工会。"
        ),
    ),
}


def _absent_from(lesson: Lesson) -> dict[int, int]:
    """Who was absent from this lesson and still has a place → absences so far."""
    seated = set(Place.objects.filter(offer=lesson.course.offer_id).values_list("person_id", flat=True))
    held = set(lesson.course.lessons.filter(cancelled_at__isnull=True).values_list("public_id", flat=True))
    marks = Attendance.objects.filter(
        offer=lesson.course.offer_id, state=Attendance.State.ABSENT, session__in=held
    )
    counts: Counter[int] = Counter()
    here: set[int] = set()
    for person, session in marks.values_list("person_id", "session"):
        counts[person] += 1
        if session == lesson.public_id:
            here.add(person)
    return {person: counts[person] for person in here & seated}


def _paused_by(lesson: Lesson) -> dict[int, datetime]:
    """Whose right to enrol the closing of this register paused → until when."""
    if lesson.register_closed_at is None:
        return {}
    own = Pause.objects.filter(offer=lesson.course.offer_id, lifted_at=None)
    pauses = own.filter(since=lesson.register_closed_at)
    return dict(pauses.values_list("person_id", "until"))


def where_of(lesson: Lesson) -> str:
    """Site and room, or a dash."""
    return f"{lesson.site.name if lesson.site else ''} {lesson.room}".strip() or "—"
