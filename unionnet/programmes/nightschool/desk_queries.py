# SPDX-License-Identifier: Apache-2.0
"""What officers and teachers ask."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Avg, Count, F, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce, Length, Now, TruncDate

from unionnet.directory.organisations.models import SEGMENT, Organisation
from unionnet.directory.people.models import Person, Role
from unionnet.directory.places.models import Site
from unionnet.programmes.nightschool.models import Course, Lesson, Rating, Term
from unionnet.programmes.nightschool.queries import lessons_of, public_courses, public_terms
from unionnet.programmes.nightschool.rules import at_time
from unionnet.tools.enrolment.models import Attendance
from unionnet.tools.enrolment.queries import Seat, roster


def terms_seen_by(person: Person) -> QuerySet[Term]:
    """Terms of the unions in reach, each with its sums."""
    courses = Q(class_groups__courses__offer__cancelled_at__isnull=True)
    return (
        public_terms()
        .filter(person.reach("nightschool.see").q())
        .annotate(
            courses=Count("class_groups__courses", filter=courses),
            size=Coalesce(Sum("class_groups__courses__offer__size", filter=courses), 0),
            taken=Coalesce(Sum("class_groups__courses__offer__taken", filter=courses), 0),
            waiting=Coalesce(Sum("class_groups__courses__offer__listed", filter=courses), 0),
        )
    )


def found_terms(person: Person, words: str = "") -> QuerySet[Term]:
    """The list of the desk, narrowed by a word."""
    found = terms_seen_by(person)
    return found.filter(Q(name__icontains=words) | Q(organisation__name__icontains=words)) if words else found


def terms_managed_by(person: Person) -> QuerySet[Term]:
    return public_terms().filter(person.reach("nightschool.manage").q())


def organisations_with_school(person: Person) -> QuerySet[Organisation]:
    """The unions where this officer may open a term: their own and two levels below."""
    reach = person.reach("nightschool.manage")
    longest = max((len(path) for path in reach.paths), default=0) + 2 * SEGMENT
    below = Organisation.objects.alias(long=Length("path")).filter(reach.q("path"), long__lte=longest)
    return below.order_by("path")


def courses_seen_by(person: Person) -> QuerySet[Course]:
    """Courses of the unions in reach, and those one teaches."""
    reach = person.reach("nightschool.see").q("offer__organisation__path")
    return public_courses().filter(reach | Q(teacher=person))


def courses_managed_by(person: Person) -> QuerySet[Course]:
    return public_courses().filter(person.reach("nightschool.manage").q("offer__organisation__path"))


def lessons_seen_by(person: Person) -> QuerySet[Lesson]:
    """Lessons of the courses one may see, with how many came of how many."""
    reach = person.reach("nightschool.see").q("course__offer__organisation__path")
    came = Attendance.objects.filter(session=OuterRef("public_id"), state=Attendance.State.PRESENT).order_by()
    return (
        Lesson.objects.filter(reach | Q(course__teacher=person))
        .select_related("course__offer__organisation", "course__class_group__term", "course__teacher", "site")
        .annotate(came=Coalesce(Subquery(came.values("session").annotate(n=Count("pk")).values("n")), 0))
    )


def lessons_managed_by(person: Person) -> QuerySet[Lesson]:
    reach = person.reach("nightschool.manage").q("course__offer__organisation__path")
    return Lesson.objects.filter(reach).select_related(
        "course__offer__organisation", "course__class_group__term", "site"
    )


def week_of(person: Person, monday: date) -> list[tuple[date, list[Lesson]]]:
    """Seven days, each with its lessons."""
    begins, ends = at_time(monday, time(0)), at_time(monday + timedelta(days=7), time(0))
    days: dict[date, list[Lesson]] = {monday + timedelta(days=n): [] for n in range(7)}
    for lesson in lessons_seen_by(person).filter(starts_at__gte=begins, starts_at__lt=ends)[:500]:
        days[lesson.day].append(lesson)
    return list(days.items())


@dataclass(frozen=True)
class DeskCourse:
    """One course as its officer or teacher sees it."""

    lessons: list[Lesson]
    came: dict[str, int]
    seats: list[tuple[Seat, int]]
    manages: bool
    next_lesson: Lesson | None


def desk_course(course: Course, person: Person, at: datetime) -> DeskCourse:
    """Lessons with how many came, and the roster with absences."""
    lessons = lessons_of(course)
    present = Attendance.objects.filter(offer=course.offer_id, state=Attendance.State.PRESENT)
    came = dict(present.values_list("session").annotate(n=Count("pk")))
    for lesson in lessons:
        lesson.came = came.get(lesson.public_id, 0)  # type: ignore[attr-defined]
        lesson.over = lesson.is_over(at)  # type: ignore[attr-defined]
    absences = absences_in(course)
    return DeskCourse(
        lessons=lessons,
        came=came,
        seats=[(seat, absences.get(seat.place.person_id, 0)) for seat in roster(course.offer)],
        manages=person.may("nightschool.manage", course.offer.organisation.path),
        next_lesson=next((x for x in lessons if not x.cancelled_at and not x.is_over(at)), None),
    )


def lessons_without_register(person: Person, at: datetime) -> QuerySet[Lesson]:
    """Lessons that are over and wait for somebody to take the register; the oldest first."""
    over = Q(ends_at__lte=at, register_closed_at__isnull=True, cancelled_at__isnull=True)
    return lessons_seen_by(person).filter(over, course__offer__taken__gt=0).order_by("ends_at", "id")


def sites_for_lessons(person: Person) -> QuerySet[Site]:
    """Places of the unions in reach where lessons may be held."""
    found = Site.objects.filter(person.reach("nightschool.manage").q(), status=Site.Status.OPEN)
    return found.order_by("-kind", "name")


def teachers_for(person: Person) -> QuerySet[Person]:
    """People who hold a teacher's post in reach today: they may take the registers of their courses."""
    reach = person.reach("nightschool.manage").q()
    held = Role.objects.filter(
        reach, Q(until__isnull=True) | Q(until__gte=TruncDate(Now())), name=Role.Name.TEACHER
    )
    return Person.objects.filter(pk__in=held.values("person")).order_by("name", "pk")


@dataclass(frozen=True)
class Register:
    """The sheet of one lesson: seats with their marks, and absences so far of each person."""

    lesson: Lesson
    seats: list[tuple[Seat, int]]
    present: int
    excused: int
    absent: int

    @property
    def due(self) -> int:
        return len(self.seats)


def register_of(lesson: Lesson) -> Register:
    """Who should come, who came, and how often each was absent before."""
    seats = roster(lesson.course.offer, lesson.public_id)
    absences = absences_in(lesson.course)
    states = [seat.attendance.state for seat in seats if seat.attendance]
    return Register(
        lesson,
        [(seat, absences.get(seat.place.person_id, 0)) for seat in seats],
        present=states.count("present"),
        excused=states.count("excused"),
        absent=states.count("absent"),
    )


def absences_in(course: Course) -> dict[int, int]:
    """Unexcused absences of each person, by lessons that took place."""
    held = course.lessons.filter(cancelled_at__isnull=True).values("public_id")
    rows = Attendance.objects.filter(offer=course.offer_id, state=Attendance.State.ABSENT, session__in=held)
    return dict(rows.values_list("person_id").annotate(n=Count("pk")))


@dataclass(frozen=True)
class CourseStars:
    """How one course was rated."""

    course: Course
    average: float | None
    count: int
    words: list[Rating]


def ratings_of(term: Term) -> list[CourseStars]:
    """Every course of a term with its average and what was said; the best first, the unrated last."""
    courses = (
        public_courses()
        .filter(class_group__term=term)
        .annotate(average=Avg("ratings__stars"), count=Count("ratings"))
        .order_by(F("average").desc(nulls_last=True), "pk")
    )
    said: dict[int, list[Rating]] = {}
    for rating in Rating.objects.filter(course__class_group__term=term).exclude(words="").order_by("-at"):
        said.setdefault(rating.course_id, []).append(rating)
    return [CourseStars(c, c.average, c.count, said.get(c.pk, [])[:20]) for c in courses]
