# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from datetime import datetime, time

from django.db.models import QuerySet
from django.http import HttpRequest
from ninja import Field, Query, Router

from unionnet.foundation.schemas import PUBLIC, Asked, Keyset, Page, PublicId, Schema, page_of
from unionnet.programmes.nightschool.models import Course, Lesson
from unionnet.programmes.nightschool.queries import course_with, lessons_of, public_courses

router = Router(tags=["courses"])


class LessonOut(Schema):
    """One meeting of a course. `moved` says that it is not where it was first announced."""

    id: str
    number: int
    starts_at: datetime
    ends_at: datetime
    place: str
    cancelled: bool
    moved: bool

    @staticmethod
    def resolve_id(lesson: Lesson) -> str:
        return str(lesson.public_id)

    @staticmethod
    def resolve_place(lesson: Lesson) -> str:
        return f"{lesson.site.name if lesson.site else ''} {lesson.room}".strip()

    @staticmethod
    def resolve_cancelled(lesson: Lesson) -> bool:
        return lesson.cancelled_at is not None

    @staticmethod
    def resolve_moved(lesson: Lesson) -> bool:
        return any(change.kind == "moved" for change in lesson.changes.all())


class CourseOut(Schema):
    """A course. Places, waiting list and opening moment are its offer's: GET /offers/{offer}."""

    id: str
    offer: str
    term: str
    class_group: str
    title: str
    title_en: str
    summary: str
    summary_en: str
    teacher: str
    weekday: int
    begins: time
    ends: time
    size: int
    taken: int
    waiting: int
    opens_at: datetime
    closes_at: datetime

    @staticmethod
    def resolve_id(course: Course) -> str:
        return str(course.public_id)

    @staticmethod
    def resolve_offer(course: Course) -> str:
        return str(course.offer.public_id)

    @staticmethod
    def resolve_term(course: Course) -> str:
        return str(course.class_group.term.public_id)

    @staticmethod
    def resolve_class_group(course: Course) -> str:
        return course.class_group.name

    @staticmethod
    def resolve_teacher(course: Course) -> str:
        return course.taught_by

    @staticmethod
    def resolve_summary(course: Course) -> str:
        return course.offer.summary

    @staticmethod
    def resolve_title_en(course: Course) -> str:
        return course.offer.title_en

    @staticmethod
    def resolve_summary_en(course: Course) -> str:
        return course.offer.summary_en

    @staticmethod
    def resolve_size(course: Course) -> int:
        return course.offer.size

    @staticmethod
    def resolve_taken(course: Course) -> int:
        return course.offer.taken

    @staticmethod
    def resolve_waiting(course: Course) -> int:
        return course.offer.waiting

    @staticmethod
    def resolve_opens_at(course: Course) -> datetime:
        return course.offer.opens_at

    @staticmethod
    def resolve_closes_at(course: Course) -> datetime:
        return course.offer.closes_at


class CourseDetailOut(CourseOut):
    """A course with its lessons."""

    lessons: list[LessonOut]

    @staticmethod
    def resolve_lessons(course: Course) -> list[Lesson]:
        return lessons_of(course)


class Wanted(Asked):
    """Which courses: of one term, by its id."""

    term: str = Field("", max_length=12, pattern=r"^([2-9a-hjkmnp-z]{12})?$")


@router.get("/courses", response=Page[CourseOut], openapi_extra=PUBLIC)
def courses(request: HttpRequest, wanted: Query[Wanted]) -> Keyset:
    """Courses of all night schools, the latest first."""
    found: QuerySet[Course] = public_courses().filter(offer__cancelled_at__isnull=True)
    if wanted.term:
        found = found.filter(class_group__term__public_id=wanted.term)
    return page_of(found, wanted, order=("-id",))


@router.get("/courses/{id}", response=CourseDetailOut, openapi_extra=PUBLIC)
def course(request: HttpRequest, id: PublicId) -> Course:
    """One course with its lessons."""
    return course_with.or_404(id)
