# SPDX-License-Identifier: Apache-2.0
"""However much follows from one absence, the person gets one message about it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.makers import make_officer, make_person, make_union
from tests.settling import deliver_everything
from unionnet.directory.people.models import Person
from unionnet.directory.reach.models import Notice
from unionnet.foundation.clock import database_now
from unionnet.foundation.sweeps import load
from unionnet.programmes.nightschool.actions import close_register, move_lesson
from unionnet.programmes.nightschool.actions.lessons import NewTime
from unionnet.programmes.nightschool.models import Course, Lesson
from unionnet.programmes.nightschool.tests.makers import OPENING, make_school
from unionnet.tools.enrolment.actions import enrol, withdraw
from unionnet.tools.enrolment.models import Attendance, Offer, Pause, Withdrawal
from unionnet.tools.enrolment.tests.makers import make_offer

pytestmark = pytest.mark.django_db(transaction=True)
NOON = OPENING + timedelta(seconds=1)


@pytest.fixture(autouse=True)
def _as_in_the_worker() -> None:
    load()


@pytest.fixture
def lessons() -> list[Lesson]:
    """Two lessons of this week that nobody has come to, and more to come."""
    _union, _officer, course = make_school(size=1)
    now = database_now()
    Offer.objects.update(ends_at=now + timedelta(days=30))
    found = list(course.lessons.order_by("number"))
    for number, lesson in enumerate(found):
        lesson.starts_at = now + timedelta(days=number - 2)
        lesson.ends_at = lesson.starts_at + timedelta(hours=2)
        lesson.save(update_fields=["starts_at", "ends_at"])
    return found


def seated(course: Course, *names: str) -> list[Person]:
    people = [make_person(name, union=course.offer.organisation) for name in names]
    for person in people:
        enrol(person, course.offer, by=person, at=NOON)
    return people


def nobody_came(lesson: Lesson) -> None:
    close_register(lesson, by=None, at=lesson.ends_at)
    deliver_everything()


def told(person: Person) -> list[tuple[str, bool]]:
    """What they were told, the first first, and whether a pause was part of it."""
    notices = Notice.objects.filter(person=person).order_by("pk")
    return [(notice.kind, "前暂不能报新的项目" in notice.body) for notice in notices]


def absent_elsewhere(person: Person) -> None:
    """One absence in something else, which counts for EN-01 and not for this course."""
    lately = database_now() - timedelta(days=9)
    elsewhere = make_offer(make_union("别处总工会"))
    Attendance.objects.create(offer=elsewhere, person=person, state="absent", via="desk", at=lately)


def test_a_word_in_time_then_the_place_and_the_pause_in_one_message(lessons: list[Lesson]) -> None:
    course = lessons[0].course
    absent, waits = seated(course, "何平", "白云")
    nobody_came(lessons[0])
    assert told(absent) == [("nightschool.absent_once", False)]
    nobody_came(lessons[1])
    assert Withdrawal.objects.get().why == "absent"
    assert Pause.objects.get().person == absent
    assert told(absent) == [("nightschool.absent_once", False), ("nightschool.seat_lost", True)]
    deliver_everything()  # what the listener told in its turn
    assert len(told(absent)) == 2
    assert [kind for kind, _ in told(waits)] == ["enrolment.place_offered"]


def test_who_keeps_the_place_hears_of_the_pause_only(lessons: list[Lesson]) -> None:
    (absent,) = seated(lessons[0].course, "何平")
    nobody_came(lessons[0])
    nobody_came(lessons[1])
    assert told(absent) == [("nightschool.absent_once", False), ("nightschool.absent_paused", True)]
    assert "名额" not in Notice.objects.order_by("pk")[1].body


def test_a_warning_and_a_pause_are_one_message_too(lessons: list[Lesson]) -> None:
    (absent,) = seated(lessons[0].course, "何平")
    absent_elsewhere(absent)
    nobody_came(lessons[0])
    assert told(absent) == [("nightschool.absent_paused", True)]
    assert "满 2 次，名额会让给候补" in Notice.objects.get().body


def test_who_left_before_the_news_went_out_still_hears_of_the_pause(lessons: list[Lesson]) -> None:
    course = lessons[0].course
    (absent,) = seated(course, "何平")
    absent_elsewhere(absent)
    close_register(lessons[0], by=None, at=lessons[0].ends_at)
    withdraw(absent, course.offer, by=absent)
    deliver_everything()
    assert told(absent) == [("nightschool.absent_paused", True)]


def test_a_moved_first_lesson_is_told_once_and_by_the_school(lessons: list[Lesson]) -> None:
    """The offer follows its first lesson, and would tell of it as well."""
    course = lessons[0].course
    lin = seated(course, "林 静")[0]
    officer = make_officer(course.offer.organisation)
    first = course.lessons.filter(starts_at__gt=database_now()).earliest("starts_at")
    course.lessons.filter(starts_at__lt=first.starts_at).delete()
    to = NewTime(first.starts_at + timedelta(hours=1), first.ends_at + timedelta(hours=1))
    move_lesson(first, to, "教师生病", by=officer)
    deliver_everything()
    kinds = Notice.objects.filter(person=lin).values_list("kind", flat=True)
    assert [kind for kind in kinds if kind != "enrolment.place_taken"] == ["nightschool.lesson_moved"]
