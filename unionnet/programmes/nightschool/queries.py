# SPDX-License-Identifier: Apache-2.0
"""Questions, each shaped for the page that asks it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Avg, Count, Min, Prefetch, Q, QuerySet
from django.db.models.functions import Now, TruncDate
from django.urls import reverse

from unionnet.directory.people.models import Person, Standing
from unionnet.foundation.clock import local_date
from unionnet.foundation.prepared import prepared
from unionnet.foundation.refusals import Refusal
from unionnet.programmes.nightschool.models import ClassGroup, Course, Lesson, LessonChange, Rating, Term
from unionnet.programmes.nightschool.rules import why_not_rate
from unionnet.tools.enrolment.models import Attendance, Invitation, Offer, Place
from unionnet.tools.enrolment.queries import Holding, candidate, holdings_of, position_at
from unionnet.tools.enrolment.rules import Candidate, why_not_enrol

LATEST = 50


def public_terms() -> QuerySet[Term]:
    """Terms hold nothing personal: anyone may read them. `now` is the database's clock at the reading."""
    return Term.objects.select_related("organisation").annotate(now=Now())


def read_at(row: Term | Course) -> datetime:
    """The database's clock at the moment this row was read."""
    moment: datetime = row.now  # type: ignore[union-attr]
    return moment


def public_courses() -> QuerySet[Course]:
    """Courses hold nothing personal: anyone may read them. `now` is the database's clock at the reading."""
    return Course.objects.select_related(
        "offer__organisation", "offer__open_to", "offer__group", "class_group__term", "site", "teacher"
    ).annotate(now=Now())


@prepared
def course_with(key: str) -> QuerySet[Course]:
    """The course of a page, by its public id."""
    return public_courses().filter(public_id=key)


def terms_for(person: Person | None) -> list[Term]:
    """Terms that are not over, the latest first, those of the person's own chain of unions before all;
    else the last one there was."""
    going = list(public_terms().filter(ends_on__gte=TruncDate(Now())).order_by("-opens_at", "-id")[:LATEST])
    going = going or list(public_terms().order_by("-opens_at", "-id")[:1])
    standing = Standing.objects.filter(person=person).first() if person else None
    path = standing.path if standing else ""
    return sorted(going, key=lambda term: not (path and term.organisation.contains(path)))


@dataclass(frozen=True)
class CourseLine:
    """One course in the list of a term."""

    course: Course
    lessons: int
    first: datetime | None
    mine: Holding | None

    @property
    def offer(self) -> Offer:
        return self.course.offer


@dataclass(frozen=True)
class TermPage:
    """The list of a term: its classes with their courses, and the sums."""

    term: Term
    stage: str
    groups: list[tuple[ClassGroup, list[CourseLine]]]
    size: int
    free: int
    courses: int
    weekdays: list[int]
    held: Holding | None


def term_page(
    term: Term, person: Person | None, at: datetime, *, weekday: int = 0, free_only: bool = False
) -> TermPage:
    """Everything the page of a term shows, in five queries."""
    counted = Count("lessons", filter=Q(lessons__cancelled_at__isnull=True))
    all_courses = list(
        public_courses()
        .filter(class_group__term=term, offer__cancelled_at__isnull=True)
        .annotate(many=counted, first=Min("lessons__starts_at"))
        .order_by("class_group__position", "class_group", "pk")
    )
    held = holdings_of(person, [course.offer_id for course in all_courses])
    shown = [
        course
        for course in all_courses
        if (not weekday or course.weekday == weekday) and (not free_only or course.offer.free > 0)
    ]
    groups: dict[int, tuple[ClassGroup, list[CourseLine]]] = {}
    for course in shown:
        line = CourseLine(course, course.many, course.first, held.get(course.offer_id))
        groups.setdefault(course.class_group_id, (course.class_group, []))[1].append(line)
    return TermPage(
        term=term,
        stage=stage_of(term, at),
        groups=list(groups.values()),
        size=sum(course.offer.size for course in all_courses),
        free=sum(max(0, course.offer.free) for course in all_courses),
        courses=len(all_courses),
        weekdays=sorted({course.weekday for course in all_courses}),
        held=next((each for each in held.values() if each.is_place), None),
    )


def stage_of(term: Term, at: datetime) -> str:
    """soon, open or closed."""
    if at < term.opens_at:
        return "soon"
    return "open" if at < term.closes_at else "closed"


@dataclass(frozen=True)
class Stars:
    """The average and how many gave it; no average of nothing."""

    average: float | None
    count: int


def stars_of(course: Course) -> Stars:
    return Stars(*(_stars.first(course.pk) or (None, 0)))


@prepared
def _stars(course: int) -> QuerySet[Rating, tuple[float, int]]:
    rated = Rating.objects.filter(course=course).order_by().values("course")
    return rated.annotate(average=Avg("stars"), n=Count("pk")).values_list("average", "n")


@dataclass(frozen=True)
class CoursePage:
    """One course as one person sees it."""

    course: Course
    stage: str
    lessons: list[Lesson]
    refusal: Refusal | None
    mine: Holding | None
    position: int | None
    stars: Stars
    rated: bool
    may_rate: bool

    @property
    def offer_url(self) -> str:
        """Rules, waiting room and results are the enrolment tool's pages."""
        return reverse("enrolment:offer", args=[self.course.offer.public_id])

    @property
    def place_url(self) -> str:
        return reverse("enrolment:place", args=[self.course.offer.public_id])

    @property
    def results_url(self) -> str:
        return reverse("enrolment:results", args=[self.course.offer.public_id])

    @property
    def sign_in(self) -> str:
        here = reverse("nightschool:course", args=[self.course.public_id])
        return f"{settings.LOGIN_URL}?next={here}"


def course_page(course: Course, person: Person | None, at: datetime) -> CoursePage:
    """Everything the page of a course shows."""
    offer, lessons = course.offer, lessons_of(course)
    held = holdings_of(person, [offer.pk], offer.group_id)
    mine = held.pop(offer.pk, None)
    begun = bool(lessons) and lessons[0].starts_at <= at
    return CoursePage(
        course=course,
        stage=offer.stage_at(at),
        lessons=lessons,
        refusal=None if mine else why_not_enrol(_candidate(person, held), offer, at),
        mine=mine,
        position=position_at(offer.pk, mine.number) if mine and mine.state == "waiting" else None,
        stars=stars_of(course),
        rated=bool(person) and begun and Rating.objects.filter(course=course, person=person).exists(),
        may_rate=begun and why_not_rate(person, course) is None,
    )


def _candidate(person: Person | None, held: dict[int, Holding]) -> Candidate:
    """What the tool's rule asks of this person, given what they have in the other courses of the term."""
    if person is None:
        return Candidate()
    return candidate(person, holds_in_group=any(each.is_place for each in held.values()))


def lessons_of(course: Course) -> list[Lesson]:
    """Its lessons in time order, each with what was changed, the latest change last."""
    found = _lessons(course.pk)
    for lesson in found:
        lesson.course = course
    return found


@prepared
def _lessons(course: int) -> QuerySet[Lesson]:
    changes = Prefetch("changes", LessonChange.objects.order_by("at", "pk").select_related("by"))
    lessons = Lesson.objects.filter(course=course).select_related("site").prefetch_related(changes)
    return lessons.order_by("starts_at", "id")


def with_marks(person: Person, lessons: list[Lesson]) -> list[Lesson]:
    """The same lessons, each with how the register saw this person: `mark`, or nothing."""
    keys = [lesson.public_id for lesson in lessons]
    marks = dict(Attendance.objects.filter(person=person, session__in=keys).values_list("session", "state"))
    for lesson in lessons:
        lesson.mark = marks.get(lesson.public_id, "")  # type: ignore[attr-defined]
    return lessons


def timetable_of(person: Person) -> QuerySet[Lesson]:
    """The lessons of the courses where this person has a place."""
    held = Place.objects.filter(person=person).values("offer")
    return (
        Lesson.objects.filter(course__offer__in=held)
        .select_related("course__offer__organisation", "course__class_group__term", "course__teacher", "site")
        .prefetch_related("changes")
        .order_by("starts_at", "id")
    )


def taught_by(person: Person, at: datetime) -> list[Lesson]:
    """The lessons this person teaches whose register is not closed, the nearest first."""
    mine = Lesson.objects.filter(
        course__teacher=person, cancelled_at__isnull=True, register_closed_at__isnull=True
    )
    recent = mine.filter(ends_at__gte=at - timedelta(days=14)).select_related("course__offer", "site")
    return list(recent.prefetch_related("changes").order_by("starts_at", "id")[:20])


def courses_to_rate(person: Person) -> list[Course]:
    """Courses this person came to and said nothing about yet."""
    rated = Rating.objects.filter(person=person).values("course")
    came = Attendance.objects.filter(person=person, state=Attendance.State.PRESENT).values("offer")
    return list(public_courses().filter(offer__in=came).exclude(pk__in=rated).order_by("-pk")[:5])


def people_to_tell(course: Course) -> list[int]:
    """Who has a place or is asked to confirm one, and the teacher if they are one of us."""
    seated = Place.objects.filter(offer=course.offer_id).values_list("person_id", flat=True)
    asked = Invitation.objects.filter(offer=course.offer_id).values_list("person_id", flat=True)
    return sorted({*seated, *asked, *([course.teacher_id] if course.teacher_id else [])})


@dataclass(frozen=True)
class Filling:
    """The screen: the newest term in reach, its courses and their sums."""

    term: Term | None
    stage: str
    courses: list[Course]
    size: int
    taken: int
    waiting: int


def filling_of(person: Person, at: datetime) -> Filling:
    """Sums only; the newest term of the unions in reach that is not over."""
    reach = person.reach("screen.open").q()
    term = public_terms().filter(reach, ends_on__gte=local_date(at)).order_by("-opens_at", "-id").first()
    if term is None:
        return Filling(None, "closed", [], 0, 0, 0)
    found = public_courses().filter(class_group__term=term, offer__cancelled_at__isnull=True)
    courses = list(found.order_by("class_group__position", "class_group", "pk"))
    offers = [course.offer for course in courses]
    return Filling(
        term,
        stage_of(term, at),
        courses,
        size=sum(offer.size for offer in offers),
        taken=sum(offer.taken for offer in offers),
        waiting=sum(offer.waiting for offer in offers),
    )
