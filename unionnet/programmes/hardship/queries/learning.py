# SPDX-License-Identifier: Apache-2.0
"""Courses with free places: which of the two kinds of places somebody is shown."""

from __future__ import annotations

from datetime import datetime

from django.db.models import QuerySet

from unionnet.directory.people.models import Person
from unionnet.programmes.hardship.models import Dossier, FreeCourse
from unionnet.tools.enrolment.models import Offer
from unionnet.tools.enrolment.queries import candidate_of, entry_of
from unionnet.tools.enrolment.rules import why_not_enrol

FREE_LEARNING = "免费学习"
WITH = ("organisation", "ordinary__organisation", "free__organisation", "ordinary__group", "free__group")


def numbers_of(dossier: Dossier) -> list[bytes]:
    """The blind indexes of the household."""
    rows = dossier.members.values_list("id_index", flat=True)
    return [bytes(index) for index in rows]


def open_courses(at: datetime) -> QuerySet[FreeCourse]:
    rows = FreeCourse.objects.filter(ordinary__cancelled_at=None, ordinary__closes_at__gt=at)
    return rows.select_related(*WITH).order_by("ordinary__closes_at", "pk")


def course_named(public_id: str) -> FreeCourse | None:
    return FreeCourse.objects.filter(public_id=public_id).select_related(*WITH).first()


def courses_seen_by(person: Person, verb: str) -> QuerySet[FreeCourse]:
    return FreeCourse.objects.filter(person.reach(verb).q()).select_related(*WITH).order_by("-pk")


def seat_of(course: FreeCourse, person: Person | None, at: datetime) -> Offer:
    """What this person has, or may have: a free place where enrolment gives one, else an ordinary one."""
    if person is None:
        return course.ordinary
    for offer in (course.free, course.ordinary):
        if entry_of(person, offer):
            return offer
    no = why_not_enrol(candidate_of(person, course.free.group_id), course.free, at)
    return course.ordinary if no else course.free
