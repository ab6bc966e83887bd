# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest
from django.utils import timezone

from tests.makers import make_officer, make_person, make_union
from unionnet.directory.reach.models import Notice
from unionnet.foundation.refusals import Refusal
from unionnet.programmes.nightschool.actions import (
    CourseTerms,
    TermPlan,
    add_class_group,
    announce,
    cancel_course,
    change_course,
    change_term,
    open_term,
    rate,
    repeat_term,
)
from unionnet.programmes.nightschool.facts import CourseChanged
from unionnet.programmes.nightschool.listeners import tell_of_another_place
from unionnet.programmes.nightschool.models import Course
from unionnet.programmes.nightschool.tests.makers import (
    CLOSING,
    OPENING,
    PLAN,
    make_course,
    make_school,
    make_term,
)
from unionnet.tools.enrolment.actions import check_in, enrol
from unionnet.tools.enrolment.models import Offer

pytestmark = pytest.mark.django_db
NOON = OPENING + timedelta(seconds=1)


def test_a_course_opens_with_its_term_and_has_no_age() -> None:
    _union, _officer, course = make_school()
    offer = course.offer
    assert (offer.opens_at, offer.closes_at, offer.size) == (OPENING, CLOSING, 18)
    assert (offer.min_age, offer.max_age) == (None, None)
    assert (course.begins, course.ends) == (time(18), time(20))


def test_one_course_each_unless_the_term_says_otherwise() -> None:
    union = make_union("伊金霍洛旗总工会")
    officer, lin = make_officer(union), make_person("林晓", union=union)
    term = make_term(officer, union)
    yoga, dance = make_course(officer, term), make_course(officer, term)
    enrol(lin, yoga.offer, by=lin, at=NOON)
    with pytest.raises(Refusal) as refused:
        enrol(lin, dance.offer, by=lin, at=NOON)
    assert refused.value.code == "one_per_group"
    free = make_term(officer, union, one_course_each=False, plan=replace(PLAN, name="不限门数"))
    for course in (make_course(officer, free), make_course(officer, free)):
        assert enrol(lin, course.offer, by=lin, at=NOON)


def test_moving_the_opening_moves_every_course() -> None:
    union, officer, course = make_school()
    later = OPENING + timedelta(days=1)
    change_term(course.class_group.term, replace(PLAN, opens_at=later), by=officer)
    assert Offer.objects.get(pk=course.offer_id).opens_at == later


def test_another_first_day_lays_the_lessons_out_again_while_nobody_has_a_place() -> None:
    union, officer, course = make_school()
    term = course.class_group.term
    change_term(term, replace(PLAN, starts_on=date(2026, 4, 1)), by=officer)
    assert [lesson.day for lesson in course.lessons.all()] == [date(2026, 4, 7 + 7 * n) for n in range(4)]
    lin = make_person("林晓", union=union)
    enrol(lin, course.offer, by=lin, at=NOON)
    change_term(term, replace(PLAN, starts_on=date(2026, 4, 8)), by=officer)
    assert course.lessons.all()[0].day == date(2026, 4, 7)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"closes_at": OPENING}, "closes_before_opening"),
        ({"ends_on": date(2026, 1, 1)}, "ends_before_start"),
        ({}, "name_taken"),
    ],
)
def test_a_term_with_crossed_dates_or_a_used_name_is_refused(changes: dict[str, datetime], code: str) -> None:
    union, officer, _course = make_school()
    with pytest.raises(Refusal) as refused:
        open_term(union, replace(PLAN, **changes), ["一班"], by=officer)  # type: ignore[arg-type]
    assert refused.value.code == code


def test_a_term_is_repeated_with_classes_courses_and_lessons() -> None:
    union, officer, course = make_school()
    autumn = TermPlan(
        "2026 年秋季班",
        OPENING + timedelta(days=180),
        CLOSING + timedelta(days=180),
        date(2026, 9, 8),
        date(2026, 12, 31),
    )
    again = repeat_term(course.class_group.term, autumn, by=officer)
    copied = Course.objects.get(class_group__term=again)
    assert copied.title == "零基础瑜伽"
    assert (copied.offer.size, copied.offer.taken, copied.teacher_name) == (18, 0, "苏老师")
    assert [lesson.day for lesson in copied.lessons.all()] == [
        date(2026, 9, 8 + 7 * n) for n in range(4 - 1)
    ] + [date(2026, 9, 29)]
    assert again.copied_from == course.class_group.term
    assert again.places != course.class_group.term.places


def test_a_course_is_changed_and_called_off() -> None:
    _union, officer, course = make_school()
    change_course(course, replace(CourseTerms.of(course), title="瑜伽进阶", size=20), by=officer)
    assert (course.title, course.offer.size) == ("瑜伽进阶", 20)
    with pytest.raises(Refusal, match="请写明原因"):
        cancel_course(course, " ", by=officer)
    assert cancel_course(course, "报名人数太少", by=officer).offer.cancelled_at is not None


def test_only_officers_of_the_union_announce() -> None:
    _union, _officer, course = make_school()
    stranger = make_person("林晓")
    with pytest.raises(Refusal, match="您没有管理"):
        announce(course.class_group, CourseTerms("偷开的课", 3), by=stranger)


def test_who_came_rates_once_and_may_think_again() -> None:
    union, officer, course = make_school()
    lin = make_person("林晓", union=union)
    enrol(lin, course.offer, by=lin, at=NOON)
    with pytest.raises(Refusal, match="到课签到后才能评价"):
        rate(course, 5, by=lin)
    check_in(lin, course.offer, by=officer, session=course.lessons.all()[0].public_id)
    rate(course, 5, "很好", by=lin)
    rate(course, 4, "不错", by=lin)
    assert list(course.ratings.values_list("stars", "words")) == [(4, "不错")]
    with pytest.raises(Refusal, match="评分是 1 到 5 分"):
        rate(course, 6, by=lin)


def test_lessons_carry_their_topics_into_the_next_term() -> None:
    union = make_union("伊金霍洛旗总工会")
    officer = make_officer(union)
    course = make_course(officer, make_term(officer, union), topics=("呼吸", "拉伸"))
    change_course(course, replace(CourseTerms.of(course), topics=("呼吸", "平衡", "放松")), by=officer)
    assert [lesson.topic for lesson in course.lessons.all()] == ["呼吸", "平衡", "放松", ""]
    autumn = replace(PLAN, name="秋季班")
    again = Course.objects.get(class_group__term=repeat_term(course.class_group.term, autumn, by=officer))
    assert [lesson.topic for lesson in again.lessons.all()] == ["呼吸", "平衡", "放松", ""]


def test_a_class_is_added_once() -> None:
    _union, officer, course = make_school()
    term = course.class_group.term
    assert add_class_group(term, "亲子陪伴", by=officer) == add_class_group(term, "亲子陪伴", by=officer)
    assert term.class_groups.count() == 3


def test_lessons_to_come_go_along_to_the_new_room_and_all_are_told() -> None:
    union = make_union("伊金霍洛旗总工会")
    officer, lin = make_officer(union), make_person("林晓", union=union)
    now = timezone.now()
    day = timezone.localdate()
    plan = TermPlan("新班", now, now + timedelta(days=3), day - timedelta(days=7), day + timedelta(days=60))
    course = make_course(
        officer, make_term(officer, union, plan=plan), weekday=(day - timedelta(days=1)).isoweekday()
    )
    enrol(lin, course.offer, by=lin)
    change_course(course, replace(CourseTerms.of(course), room="6 楼"), by=officer)
    assert [lesson.room for lesson in course.lessons.all()][-2:] == ["6 楼", "6 楼"]
    assert course.lessons.all()[0].room == "3 楼"
    tell_of_another_place(CourseChanged(course.pk, other_place=True))
    assert Notice.objects.get(person=lin).body == "以后的课在：6 楼"
