# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import time
from typing import Any

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Person
from unionnet.directory.places.models import Site
from unionnet.foundation.clock import database_now
from unionnet.foundation.journal import tell
from unionnet.foundation.scope import verb
from unionnet.programmes.nightschool.actions.lessons import lay_out
from unionnet.programmes.nightschool.facts import CourseAnnounced, CourseChanged
from unionnet.programmes.nightschool.models import ClassGroup, Course
from unionnet.programmes.nightschool.rules import (
    at_time,
    begins_at,
    usual_hours,
    why_no_reason,
    why_not_manage,
    why_not_schedule,
)
from unionnet.tools.enrolment.actions import cancel_offer, change_offer, make_offer
from unionnet.tools.enrolment.models import Offer

DAY_END = time(23, 59)


@dataclass(frozen=True)
class CourseTerms:
    """Everything an officer says of a course. Without hours it takes the usual ones (NS-03)."""

    title: str
    size: int
    summary: str = ""
    teacher_name: str = ""
    teacher: Person | None = None
    weekday: int = 2
    begins: time | None = None
    ends: time | None = None
    site: Site | None = None
    room: str = ""
    bring: str = ""
    audience: str = Offer.Audience.MEMBERS
    open_to: Organisation | None = None
    waiting_size: int | None = None
    confirm_minutes: int = 1440
    topics: tuple[str, ...] = ()
    title_en: str = ""
    summary_en: str = ""

    @classmethod
    def of(cls, course: Course) -> CourseTerms:
        """The terms of a course that is there, to be copied."""
        offer = course.offer
        return cls(
            title=offer.title,
            size=offer.size,
            summary=offer.summary,
            title_en=offer.title_en,
            summary_en=offer.summary_en,
            teacher_name=course.teacher_name,
            teacher=course.teacher,
            weekday=course.weekday,
            begins=course.begins,
            ends=course.ends,
            site=course.site,
            room=course.room,
            bring=course.bring,
            audience=offer.audience,
            open_to=offer.open_to,
            waiting_size=offer.waiting_size,
            confirm_minutes=offer.confirm_minutes,
            topics=tuple(course.lessons.order_by("number").values_list("topic", flat=True)),
        )

    def of_offer(self) -> dict[str, Any]:
        """What the offer must know. Age is not among it."""
        return {
            "title": self.title,
            "size": self.size,
            "summary": self.summary,
            "title_en": self.title_en,
            "summary_en": self.summary_en,
            "audience": self.audience,
            "open_to": self.open_to,
            "waiting_size": self.waiting_size,
            "confirm_minutes": self.confirm_minutes,
        }


@verb
def announce(class_group: ClassGroup, terms: CourseTerms, *, by: Person, lessons: int = 0) -> Course:
    """A course with its places, and its lessons if a number is given."""
    course = make_course(class_group, terms, by=by)
    if lessons:
        if refusal := why_not_schedule(course, lessons):
            raise refusal
        lay_out(course, lessons, topics=terms.topics)
    tell(CourseAnnounced(course.pk, course.offer_id), by=by, org_path=class_group.term.organisation.path)
    return course


def make_course(class_group: ClassGroup, terms: CourseTerms, *, by: Person) -> Course:
    """The rows of a course, for the verbs that tell of it."""
    term = class_group.term
    if refusal := why_not_manage(by, term.organisation):
        raise refusal
    begins, ends = usual_hours(term.starts_on)
    offer = make_offer(
        term.organisation,
        by=by,
        group=term.places,
        opens_at=term.opens_at,
        closes_at=term.closes_at,
        starts_at=begins_at(term.starts_on, term.ends_on, terms.weekday, terms.begins or begins),
        ends_at=at_time(term.ends_on, DAY_END),
        **terms.of_offer(),
    )
    return Course.objects.create(
        class_group=class_group,
        offer=offer,
        teacher=terms.teacher,
        teacher_name=terms.teacher_name,
        weekday=terms.weekday,
        begins=terms.begins or begins,
        ends=terms.ends or ends,
        site=terms.site,
        room=terms.room,
        bring=terms.bring,
    )


@verb
def change_course(course: Course, terms: CourseTerms, *, by: Person) -> Course:
    """Other words, teacher, place or size. Weekday and hours have a verb of their own.

    Lessons to come that were to be held at the old place go along, and everybody is told.
    """
    if refusal := why_not_manage(by, course.offer.organisation):
        raise refusal
    change_offer(course.offer, by=by, **terms.of_offer())
    moved = _take_lessons_along(course, terms)
    _name_lessons(course, terms.topics)
    course.teacher, course.teacher_name, course.bring = terms.teacher, terms.teacher_name, terms.bring
    course.site, course.room = terms.site, terms.room
    course.save(update_fields=["teacher", "teacher_name", "bring", "site", "room"])
    tell(CourseChanged(course.pk, other_place=moved), by=by, org_path=course.offer.organisation.path)
    course.offer.refresh_from_db()
    return course


def _take_lessons_along(course: Course, terms: CourseTerms) -> bool:
    if (course.site, course.room) == (terms.site, terms.room):
        return False
    ahead = course.lessons.filter(starts_at__gt=database_now(), cancelled_at__isnull=True)
    return ahead.filter(site=course.site, room=course.room).update(site=terms.site, room=terms.room) > 0


def _name_lessons(course: Course, topics: Sequence[str]) -> None:
    for number, topic in enumerate(topics, start=1):
        course.lessons.filter(number=number).exclude(topic=topic).update(topic=topic)


@verb
def cancel_course(course: Course, reason: str, *, by: Person) -> Course:
    """Call the whole course off. The enrolment tool tells everybody who had something of it."""
    refusal = why_not_manage(by, course.offer.organisation) or why_no_reason(reason)
    if refusal:
        raise refusal
    cancel_offer(course.offer, reason, by=by)
    course.offer.refresh_from_db()
    return course
