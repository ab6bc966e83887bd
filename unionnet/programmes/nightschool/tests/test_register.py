# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from tests.makers import make_person, sign_in
from unionnet.directory.people.models import Person
from unionnet.foundation.refusals import Refusal
from unionnet.programmes.nightschool.actions import (
    close_absentees,
    close_register,
    mark_attendance,
    offer_absent_seats,
)
from unionnet.programmes.nightschool.desk_queries import lessons_without_register, register_of
from unionnet.programmes.nightschool.models import Course, Lesson
from unionnet.programmes.nightschool.tests.makers import OPENING, make_school
from unionnet.tools.enrolment.actions import enrol
from unionnet.tools.enrolment.models import Attendance, Invitation, Place, Withdrawal

pytestmark = pytest.mark.django_db
NOON = OPENING + timedelta(seconds=1)


def crowd(course: Course, *names: str) -> list[Person]:
    """So many students enrol; who finds no place waits."""
    people = [make_person(name, union=course.offer.organisation) for name in names]
    for person in people:
        enrol(person, course.offer, by=person, at=NOON)
    return people


def taught(lesson: Lesson, officer: Person, *came: Person) -> None:
    """The lesson took place and these came."""
    mark_attendance(lesson, present=came, by=officer, at=lesson.starts_at)
    close_register(lesson, by=officer, at=lesson.ends_at)


def marks(lesson: Lesson) -> dict[str, str]:
    rows = Attendance.objects.filter(session=lesson.public_id)
    return dict(rows.values_list("person__name", "state"))


def test_who_has_no_mark_at_the_close_was_absent() -> None:
    _union, officer, course = make_school()
    lin, he, bai = crowd(course, "林晓", "何平", "白云")
    lesson = course.lessons.all()[0]
    mark_attendance(lesson, present=[lin], excused=[he], by=officer, at=lesson.starts_at)
    close_register(lesson, by=officer, at=lesson.ends_at)
    assert marks(lesson) == {"林晓": "present", "何平": "excused", "白云": "absent"}
    found = register_of(lesson)
    assert (found.due, found.present, found.excused, found.absent) == (3, 1, 1, 1)


def test_who_got_the_place_after_the_lesson_began_is_not_absent() -> None:
    _union, officer, course = make_school()
    crowd(course, "林晓")
    lesson = course.lessons.all()[0]
    late = make_person("何平", union=course.offer.organisation)
    enrol(late, course.offer, by=late, at=NOON)
    Place.objects.filter(person=late).update(taken_at=lesson.starts_at + timedelta(minutes=1))
    close_register(lesson, by=officer, at=lesson.ends_at)
    assert marks(lesson) == {"林晓": "absent", "何平": "excused"}


def test_two_absences_give_the_place_to_who_waits() -> None:
    _union, officer, course = make_school(size=2)
    lin, he, bai = crowd(course, "林晓", "何平", "白云")
    first, second = course.lessons.all()[:2]
    taught(first, officer, lin)
    assert offer_absent_seats(course, at=first.ends_at) == []
    taught(second, officer, lin)
    assert offer_absent_seats(course, at=second.ends_at) == [he]
    assert (Withdrawal.objects.get().why, Invitation.objects.get().person) == ("absent", bai)


def test_leave_is_no_absence() -> None:
    _union, officer, course = make_school(size=1)
    lin, _he = crowd(course, "林晓", "何平")
    for lesson in course.lessons.all()[:2]:
        mark_attendance(lesson, excused=[lin], by=officer, at=lesson.starts_at)
        close_register(lesson, by=officer, at=lesson.ends_at)
    assert offer_absent_seats(course, at=course.lessons.all()[1].ends_at) == []


def test_a_place_nobody_waits_for_stays() -> None:
    _union, officer, course = make_school(size=2)
    crowd(course, "林晓")
    for lesson in course.lessons.all()[:2]:
        taught(lesson, officer)
    assert offer_absent_seats(course, at=course.lessons.all()[1].ends_at) == []


def test_after_the_last_lesson_no_place_moves() -> None:
    _union, officer, course = make_school(size=1, lessons=2)
    crowd(course, "林晓", "何平")
    for lesson in course.lessons.all():
        taught(lesson, officer)
    assert offer_absent_seats(course, at=course.lessons.all()[1].ends_at) == []


def test_a_cancelled_lesson_counts_for_nobody() -> None:
    _union, officer, course = make_school(size=1)
    lin, _he = crowd(course, "林晓", "何平")
    first, second = course.lessons.all()[:2]
    taught(first, officer)
    taught(second, officer)
    Lesson.objects.filter(pk=first.pk).update(cancelled_at=first.ends_at)
    assert offer_absent_seats(course, at=second.ends_at) == []


def test_a_register_that_was_taken_closes_itself_after_a_day() -> None:
    _union, officer, course = make_school()
    lin, _he = crowd(course, "林晓", "何平")
    lesson = course.lessons.all()[0]
    mark_attendance(lesson, present=[lin], by=officer, at=lesson.starts_at)
    assert close_absentees(at=lesson.ends_at + timedelta(hours=23)) == 0
    assert close_absentees(at=lesson.ends_at + timedelta(hours=24)) == 1
    assert close_absentees(at=lesson.ends_at + timedelta(hours=25)) == 0
    assert marks(lesson) == {"林晓": "present", "何平": "absent"}


def test_a_forgotten_register_makes_nobody_absent_and_waits_on_the_desk() -> None:
    _union, officer, course = make_school()
    crowd(course, "林晓")
    lesson = course.lessons.all()[0]
    after = lesson.ends_at + timedelta(days=3)
    assert close_absentees(at=after) == 0
    assert marks(lesson) == {}
    assert list(lessons_without_register(officer, after)) == [lesson]


def test_closing_twice_is_harmless_and_too_early_is_refused() -> None:
    _union, officer, course = make_school()
    crowd(course, "林晓")
    lesson = course.lessons.all()[0]
    with pytest.raises(Refusal, match="还没有上课"):
        close_register(lesson, by=officer, at=lesson.starts_at - timedelta(minutes=1))
    with pytest.raises(Refusal, match="上课前一小时"):
        mark_attendance(lesson, by=officer, at=lesson.starts_at - timedelta(hours=2))
    close_register(lesson, by=officer, at=lesson.ends_at)
    assert close_register(lesson, by=officer, at=lesson.ends_at).register_closed_at == lesson.ends_at


def test_a_student_takes_no_register() -> None:
    _union, _officer, course = make_school()
    (lin,) = crowd(course, "林晓")
    with pytest.raises(Refusal, match="只有任课教师"):
        mark_attendance(course.lessons.all()[0], present=[lin], by=lin, at=course.lessons.all()[0].starts_at)


def test_all_others_came_with_one_button(client: Client) -> None:
    _union, officer, course = make_school()
    lin, he = crowd(course, "林晓", "何平")
    lesson = course.lessons.all()[0]
    url = f"/desk/nightschool/lessons/{lesson.public_id}/register/"
    sign_in(client, officer).post(url, {f"mark-{he.public_id}": "excused", "all": "1"})
    assert marks(lesson) == {"林晓": "present", "何平": "excused"}
