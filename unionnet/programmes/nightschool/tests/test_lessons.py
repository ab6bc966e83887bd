# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.utils import timezone

from tests.makers import make_officer, make_person, make_union
from unionnet.foundation.journal.models import Entry
from unionnet.foundation.refusals import Refusal
from unionnet.programmes.nightschool.actions import cancel_lesson, move_lesson, schedule_lessons, set_hours
from unionnet.programmes.nightschool.actions.lessons import NewTime
from unionnet.programmes.nightschool.models import LessonChange
from unionnet.programmes.nightschool.rules import begins_at, lesson_days
from unionnet.programmes.nightschool.tests.makers import make_course, make_school, make_term

pytestmark = pytest.mark.django_db
MARCH_1 = datetime(2026, 3, 1, tzinfo=UTC)
SATURDAY = datetime(2026, 3, 14, 6, 0, tzinfo=UTC)


def test_lessons_are_on_the_courses_own_evening_once_a_week() -> None:
    _union, _officer, course = make_school()
    local = [timezone.localtime(lesson.starts_at) for lesson in course.lessons.all()]
    assert [f"{moment:%m-%d %H:%M}" for moment in local] == [
        "03-10 18:00",
        "03-17 18:00",
        "03-24 18:00",
        "03-31 18:00",
    ]
    assert {lesson.ends_at - lesson.starts_at for lesson in course.lessons.all()} == {timedelta(hours=2)}


def test_a_course_starts_with_its_first_lesson_and_not_with_its_term() -> None:
    begins = begins_at(date(2026, 12, 1), date(2026, 12, 30), 1, time(18))  # a Tuesday; Mondays
    assert timezone.localtime(begins).date() == date(2026, 12, 7)
    short = begins_at(date(2026, 12, 1), date(2026, 12, 3), 1, time(18))
    assert timezone.localtime(short).date() == date(2026, 12, 3)
    _union, _officer, course = make_school()
    assert course.offer.starts_at == course.lessons.all()[0].starts_at


def test_a_weekday_course_rests_on_public_holidays_and_a_saturday_course_does_not_care() -> None:
    week = lesson_days(date(2026, 1, 1), 4, 2)
    assert date(2026, 1, 1) not in week  # New Year's Day, a Thursday
    assert lesson_days(date(2026, 3, 10), 6, 2) == [date(2026, 3, 14), date(2026, 3, 21)]


def test_lessons_are_laid_out_once() -> None:
    _union, officer, course = make_school()
    with pytest.raises(Refusal, match="已经排过课"):
        schedule_lessons(course, 4, by=officer)


def test_a_lesson_moves_to_saturday_with_its_reason_kept() -> None:
    _union, officer, course = make_school()
    lesson = course.lessons.all()[0]
    before = lesson.starts_at
    change = move_lesson(
        lesson,
        NewTime(SATURDAY, SATURDAY + timedelta(hours=2), room="5 楼"),
        "教师生病",
        by=officer,
        at=MARCH_1,
    )
    lesson.refresh_from_db()
    assert (lesson.starts_at, lesson.room, lesson.number) == (SATURDAY, "5 楼", 1)
    assert (change.was_starts_at, change.now_starts_at, change.reason) == (before, SATURDAY, "教师生病")
    assert change.was_where == "3 楼"
    assert Entry.objects.filter(fact="nightschool.lesson_moved").count() == 1


@pytest.mark.parametrize(
    ("starts", "hours", "reason", "code"),
    [
        (SATURDAY, 2, " ", "reason_needed"),
        (SATURDAY, 0, "教师生病", "ends_before_start"),
        (datetime(2026, 2, 1, tzinfo=UTC), 2, "教师生病", "in_the_past"),
        (datetime(2026, 3, 17, 10, 30, tzinfo=UTC), 2, "教师生病", "clash"),
    ],
)
def test_a_move_is_refused(starts: datetime, hours: int, reason: str, code: str) -> None:
    _union, officer, course = make_school()
    with pytest.raises(Refusal) as refused:
        move_lesson(
            course.lessons.all()[0],
            NewTime(starts, starts + timedelta(hours=hours)),
            reason,
            by=officer,
            at=MARCH_1,
        )
    assert refused.value.code == code
    assert LessonChange.objects.count() == 0


def test_a_teacher_is_not_in_two_rooms() -> None:
    union = make_union("伊金霍洛旗总工会")
    officer, teacher = make_officer(union), make_person("苏教师")
    term = make_term(officer, union)
    yoga = make_course(officer, term, teacher=teacher)
    dance = make_course(officer, term, teacher=teacher, weekday=4)
    thursday = dance.lessons.all()[0]
    with pytest.raises(Refusal, match="冲突"):
        move_lesson(
            yoga.lessons.all()[0],
            NewTime(thursday.starts_at, thursday.ends_at),
            "换时间",
            by=officer,
            at=MARCH_1,
        )


def test_a_lesson_that_is_over_stays() -> None:
    _union, officer, course = make_school()
    with pytest.raises(Refusal) as refused:
        cancel_lesson(course.lessons.all()[0], "停电了", by=officer, at=datetime(2026, 3, 11, tzinfo=UTC))
    assert refused.value.code == "lesson_over"


def test_a_cancelled_lesson_cannot_be_moved_or_cancelled_again() -> None:
    _union, officer, course = make_school()
    lesson = course.lessons.all()[0]
    cancel_lesson(lesson, "停电了", by=officer, at=MARCH_1)
    with pytest.raises(Refusal, match="已经停课"):
        cancel_lesson(lesson, "停电了", by=officer, at=MARCH_1)


def test_other_hours_move_every_lesson_to_come_in_its_own_week() -> None:
    _union, officer, course = make_school()
    after_first = datetime(2026, 3, 11, tzinfo=UTC)
    set_hours(course, 6, time(14), time(16), "多数学员周末有空", by=officer, at=after_first)
    local = [timezone.localtime(lesson.starts_at) for lesson in course.lessons.all()]
    assert [f"{moment:%m-%d %H:%M}" for moment in local] == [
        "03-10 18:00",
        "03-21 14:00",
        "03-28 14:00",
        "04-04 14:00",
    ]
    assert LessonChange.objects.count() == 3
    course.refresh_from_db()
    assert (course.weekday, course.begins, course.ends) == (6, time(14), time(16))


def test_the_offer_of_a_course_follows_its_first_lesson() -> None:
    _union, officer, course = make_school()
    first, second = course.lessons.all()[:2]
    move_lesson(first, NewTime(SATURDAY, SATURDAY + timedelta(hours=2)), "教师生病", by=officer, at=MARCH_1)
    course.offer.refresh_from_db()
    assert course.offer.starts_at == SATURDAY
    cancel_lesson(first, "停电了", by=officer, at=MARCH_1)
    course.offer.refresh_from_db()
    assert course.offer.starts_at == second.starts_at
    set_hours(course, 6, time(14), time(16), "多数学员周末有空", by=officer, at=MARCH_1)
    course.offer.refresh_from_db()
    assert f"{timezone.localtime(course.offer.starts_at):%m-%d %H:%M}" == "03-21 14:00"


def test_other_hours_need_a_reason() -> None:
    _union, officer, course = make_school()
    with pytest.raises(Refusal, match="请写明原因"):
        set_hours(course, 6, time(14), time(16), "", by=officer)


def test_an_officer_of_another_union_changes_nothing() -> None:
    _union, _officer, course = make_school()
    stranger = make_officer(make_union("别处总工会"))
    with pytest.raises(Refusal, match="您没有管理"):
        cancel_lesson(course.lessons.all()[0], "停电了", by=stranger, at=MARCH_1)
