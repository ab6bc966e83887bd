# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from unionnet.directory.people.models import Person
from unionnet.directory.places.models import Site
from unionnet.foundation.clock import database_now
from unionnet.foundation.journal import tell
from unionnet.foundation.scope import verb
from unionnet.programmes.nightschool.facts import HoursChanged, LessonCancelled, LessonMoved, LessonsScheduled
from unionnet.programmes.nightschool.models import Course, HoursChange, Lesson, LessonChange
from unionnet.programmes.nightschool.rules import (
    at_time,
    lesson_days,
    why_no_reason,
    why_not_change_lesson,
    why_not_manage,
    why_not_move,
    why_not_schedule,
)
from unionnet.tools.enrolment.actions import change_offer


@dataclass(frozen=True)
class NewTime:
    """When, and where if that changes too."""

    starts_at: datetime
    ends_at: datetime
    site: Site | None = None
    room: str = ""


@verb
def schedule_lessons(
    course: Course, count: int, *, by: Person, first_day: date | None = None
) -> list[Lesson]:
    """Lay out so many lessons, one a week at the course's own weekday and hours, public holidays left out."""
    if refusal := why_not_manage(by, course.offer.organisation) or why_not_schedule(course, count):
        raise refusal
    lessons = lay_out(course, count, first_day)
    tell(LessonsScheduled(course.pk, len(lessons)), by=by, org_path=course.offer.organisation.path)
    return lessons


def lay_out(
    course: Course, count: int, first_day: date | None = None, *, topics: Sequence[str] = ()
) -> list[Lesson]:
    """The rows of the lessons, for the verbs that tell of them."""
    first = first_day or course.class_group.term.starts_on
    named = dict(enumerate(topics, start=1))
    return Lesson.objects.bulk_create(
        Lesson(
            course=course,
            number=number,
            topic=named.get(number, ""),
            starts_at=at_time(day, course.begins),
            ends_at=at_time(day, course.ends),
            site=course.site,
            room=course.room,
        )
        for number, day in enumerate(lesson_days(first, course.weekday, count), start=1)
    )


@verb
def move_lesson(
    lesson: Lesson, to: NewTime, reason: str, *, by: Person, at: datetime | None = None
) -> LessonChange:
    """Hold one lesson at another time, with a reason. Everybody who has a place is told."""
    lesson, at = _locked(lesson), at or database_now()
    refusal = (
        why_not_manage(by, lesson.course.offer.organisation)
        or why_no_reason(reason)
        or why_not_move(lesson, to.starts_at, to.ends_at, at)
    )
    if refusal:
        raise refusal
    change = _write_move(lesson, to, reason, by=by, at=at)
    _offer_follows(lesson.course, by=by, at=at)
    tell(LessonMoved(lesson.pk, change.pk), by=by, org_path=lesson.course.offer.organisation.path)
    return change


@verb
def cancel_lesson(lesson: Lesson, reason: str, *, by: Person, at: datetime | None = None) -> LessonChange:
    """This lesson does not take place; nobody is absent from it."""
    lesson, at = _locked(lesson), at or database_now()
    refusal = (
        why_not_manage(by, lesson.course.offer.organisation)
        or why_no_reason(reason)
        or why_not_change_lesson(lesson, at)
    )
    if refusal:
        raise refusal
    change = _note(
        lesson, LessonChange.Kind.CANCELLED, reason, lesson.starts_at, lesson.ends_at, by=by, at=at
    )
    lesson.cancelled_at = at
    lesson.save(update_fields=["cancelled_at"])
    _offer_follows(lesson.course, by=by, at=at)
    tell(LessonCancelled(lesson.pk, change.pk), by=by, org_path=lesson.course.offer.organisation.path)
    return change


@verb
def set_hours(
    course: Course,
    weekday: int,
    begins: time,
    ends: time,
    reason: str,
    *,
    by: Person,
    at: datetime | None = None,
) -> HoursChange:
    """Another weekday or other hours for all lessons to come, each in its own week, with a reason."""
    at = at or database_now()
    course = (
        Course.objects.select_for_update(of=("self",)).select_related("offer__organisation").get(pk=course.pk)
    )
    if refusal := why_not_manage(by, course.offer.organisation) or why_no_reason(reason):
        raise refusal
    change = HoursChange.objects.create(
        course=course,
        was_weekday=course.weekday,
        was_begins=course.begins,
        was_ends=course.ends,
        reason=reason,
        at=at,
        by=by,
    )
    course.weekday, course.begins, course.ends = weekday, begins, ends
    course.save(update_fields=["weekday", "begins", "ends"])
    # From the last to the first, so that no lesson passes through the place of its neighbour.
    for lesson in course.lessons.filter(cancelled_at__isnull=True, starts_at__gt=at).order_by("-starts_at"):
        lesson.course = course
        _move_within_week(lesson, reason, by=by, at=at)
    _offer_follows(course, by=by, at=at)
    tell(HoursChanged(course.pk, change.pk), by=by, org_path=course.offer.organisation.path)
    return change


def _move_within_week(lesson: Lesson, reason: str, *, by: Person, at: datetime) -> None:
    course = lesson.course
    day = lesson.day + timedelta(days=course.weekday - lesson.day.isoweekday())
    to = NewTime(at_time(day, course.begins), at_time(day, course.ends), lesson.site, lesson.room)
    if to.starts_at <= at or (to.starts_at, to.ends_at) == (lesson.starts_at, lesson.ends_at):
        return
    if refusal := why_not_move(lesson, to.starts_at, to.ends_at, at):
        raise refusal
    _write_move(lesson, to, reason, by=by, at=at)


def _write_move(lesson: Lesson, to: NewTime, reason: str, *, by: Person, at: datetime) -> LessonChange:
    change = _note(lesson, LessonChange.Kind.MOVED, reason, to.starts_at, to.ends_at, by=by, at=at)
    lesson.starts_at, lesson.ends_at = to.starts_at, to.ends_at
    if to.site or to.room:
        lesson.site, lesson.room = to.site, to.room
    lesson.save(update_fields=["starts_at", "ends_at", "site", "room"])
    return change


def _offer_follows(course: Course, *, by: Person, at: datetime) -> None:
    """The offer begins with the first lesson that is held: there people read it before they choose."""
    first = course.lessons.filter(cancelled_at__isnull=True).order_by("starts_at").first()
    offer = course.offer
    if first and offer.ends_at and not offer.cancelled_at:
        ends = max(offer.ends_at, first.ends_at)
        change_offer(offer, by=by, at=at, quietly=True, starts_at=first.starts_at, ends_at=ends)


def _note(
    lesson: Lesson,
    kind: str,
    reason: str,
    starts_at: datetime,
    ends_at: datetime,
    *,
    by: Person,
    at: datetime,
) -> LessonChange:
    return LessonChange.objects.create(
        lesson=lesson,
        kind=kind,
        reason=reason,
        was_starts_at=lesson.starts_at,
        was_ends_at=lesson.ends_at,
        now_starts_at=starts_at,
        now_ends_at=ends_at,
        was_where=f"{lesson.site or ''} {lesson.room}".strip(),
        at=at,
        by=by,
    )


def _locked(lesson: Lesson) -> Lesson:
    found = Lesson.objects.select_for_update(of=("self",)).select_related(
        "course__offer__organisation", "site"
    )
    return found.get(pk=lesson.pk)
