# SPDX-License-Identifier: Apache-2.0
"""The term of the night school that is being taught: full courses, two lessons over, registers taken."""

from __future__ import annotations

from datetime import timedelta

from unionnet.directory.people.models import Person
from unionnet.directory.places.models import Site
from unionnet.doors.demo.stages.activities import fill
from unionnet.doors.demo.stages.sites import demo_person
from unionnet.doors.demo.stages.tree import tree_by_key
from unionnet.doors.demo.staging import stage
from unionnet.doors.demo.world.courses import COURSES, LESSONS
from unionnet.foundation.clock import database_now, local_date
from unionnet.programmes.nightschool.actions import (
    CourseTerms,
    TermPlan,
    announce,
    close_register,
    mark_attendance,
    open_term,
    rate,
)
from unionnet.programmes.nightschool.models import Course
from unionnet.tools.enrolment.models import Place

WORDS = ("老师讲得细，手机也能拍出好照片。", "下班过来正好，希望多开一期。", "夜景那课最实用。", "")


@stage("last_term", "职工夜校 / night school", order=120, after_crowd=True)
def load_last_term() -> None:
    home, now = tree_by_key()["ejinhoro"], database_now()
    officer, opened = demo_person("night"), now - timedelta(days=24)
    first_day = local_date(now) - timedelta(days=14)
    name = f"{first_day.year} 年职工夜校第 1 期"
    plan = TermPlan(name, opened, opened + timedelta(days=3), first_day, first_day + timedelta(weeks=LESSONS))
    term = open_term(home, plan, list(dict.fromkeys(c.class_group for c in COURSES)), by=officer)
    groups = {group.name: group for group in term.class_groups.all()}
    site = Site.objects.filter(organisation=home, kind=Site.Kind.VENUE).first()
    skip = 0
    for to_be in COURSES:
        terms = CourseTerms(
            title=to_be.title,
            size=to_be.places,
            summary=to_be.summary,
            teacher=demo_person("teacher") if to_be.is_taught_by_demo_teacher else None,
            teacher_name=to_be.teacher,
            weekday=to_be.weekday,
            site=site,
            room=to_be.room,
            bring=to_be.bring,
            open_to=home,
        )
        course = announce(groups[to_be.class_group], terms, by=officer, lessons=LESSONS)
        fill(course.offer, to_be.places + 3, at=opened + timedelta(seconds=7), skip=skip)
        skip += to_be.places + 3
        _teach(course, officer)


def _teach(course: Course, officer: Person) -> None:
    """Take the registers of the lessons that are over; some stayed away. The photographers say a word."""
    now = database_now()
    students = [
        place.person for place in Place.objects.filter(offer=course.offer_id).select_related("person")
    ]
    for lesson in course.lessons.filter(ends_at__lt=now - timedelta(hours=20)).order_by("starts_at"):
        away = students[lesson.number % 7 :: 7]
        came = [person for person in students if person not in away]
        # One photographer stayed away without a word; the others asked for leave, so few are reminded.
        excused = away[:-1] if course.teacher_id else away
        at = lesson.starts_at + timedelta(minutes=5)
        mark_attendance(lesson, present=came, excused=excused, by=officer, at=at)
        close_register(lesson, by=officer, at=lesson.ends_at + timedelta(minutes=10))
    if course.teacher_id:
        for number, person in enumerate(students[3:7]):
            rate(course, 5 - number % 2, WORDS[number], by=person)
