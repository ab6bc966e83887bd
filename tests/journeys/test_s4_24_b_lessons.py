# SPDX-License-Identifier: Apache-2.0
"""S4-24, after the rush: the evenings of 伊金霍洛's night school.

The teacher falls ill and one lesson moves to a Saturday: all are told, with the reason. Somebody stays away
twice: the seat is offered to the list. Ages 25–45 describe most students and are a condition of nothing.
"""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from tests.makers import make_officer, make_person, make_union, sign_in
from tests.settling import deliver_everything
from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Person
from unionnet.directory.reach.models import Notice
from unionnet.foundation.journal.models import Undelivered
from unionnet.foundation.sweeps import load
from unionnet.programmes.nightschool.models import Course, Lesson, Term
from unionnet.tools.enrolment.actions import enrol
from unionnet.tools.enrolment.models import Invitation, Place, Waiting, Withdrawal

pytestmark = pytest.mark.django_db(transaction=True)

NOW = timezone.now()
OPENED = NOW - timedelta(days=20)
STARTS = timezone.localdate() - timedelta(days=14)


@pytest.fixture(autouse=True)
def listeners() -> None:
    """As in the worker: all listeners are there."""
    load()


@pytest.fixture
def union() -> Organisation:
    return make_union("伊金霍洛旗总工会", region_code="150627")


@pytest.fixture
def officer(union: Organisation) -> Person:
    return make_officer(union)


def opened_by(client: Client, officer: Person, union: Organisation) -> Course:
    """The officer opens the term and announces the course at the desk: 2 places, 4 lessons, one a week."""
    sign_in(client, officer)
    plan = {
        "organisation": union.public_id,
        "name": "职工赋能夜校春季班",
        "opens_at": f"{timezone.localtime(OPENED):%Y-%m-%dT%H:%M}",
        "closes_at": f"{timezone.localtime(NOW + timedelta(days=1)):%Y-%m-%dT%H:%M}",
        "starts_on": STARTS.isoformat(),
        "ends_on": (STARTS + timedelta(days=60)).isoformat(),
        "class_groups": "瑜伽形体\n书画艺术",
        "one_course_each": "on",
    }
    assert client.post("/desk/nightschool/new/", plan).status_code == 302
    term = Term.objects.get()
    course = {
        "class_group": term.class_groups.all()[0].pk,
        "title": "零基础瑜伽",
        "size": 2,
        "teacher_name": "苏老师",
        "room": "职工活动中心 3 楼",
        "weekday": STARTS.isoweekday(),
        "audience": "members",
        "confirm_minutes": 1440,
        "lessons": 4,
    }
    assert client.post(f"/desk/nightschool/terms/{term.public_id}/courses/new/", course).status_code == 302
    return Course.objects.select_related("offer").get()


def test_a_lesson_moves_to_saturday_with_a_reason_and_all_are_told(
    client: Client, union: Organisation, officer: Person
) -> None:
    course = opened_by(client, officer, union)
    students = [make_person(name, union=union) for name in ("林晓", "何平", "白云")]
    for student in students:
        enrol(student, course.offer, by=student, at=OPENED + timedelta(seconds=1))
    lesson = course.lessons.filter(starts_at__gt=NOW).first()
    assert lesson is not None
    saturday = next_saturday_after(lesson.day)
    moved = {"day": saturday.isoformat(), "begins": "14:00", "ends": "16:00", "reason": ""}
    url = f"/desk/nightschool/lessons/{lesson.public_id}/move/"
    assert "请写明原因" in client.post(url, moved).content.decode()
    assert client.post(url, {**moved, "reason": "苏老师生病"}).status_code == 302
    deliver_everything()

    lesson.refresh_from_db()
    assert f"{timezone.localtime(lesson.starts_at):%Y-%m-%d %H:%M}" == f"{saturday} 14:00"
    told = Notice.objects.filter(kind="nightschool.lesson_moved")
    assert set(told.values_list("person", flat=True)) == {student.pk for student in students[:2]}
    assert "原因：苏老师生病" in told[0].body
    assert list(Undelivered.objects.values_list("error", flat=True)) == []
    page = sign_in(client, students[0]).get(f"/nightschool/courses/{course.public_id}/").content.decode()
    assert "苏老师生病" in page
    assert "苏老师生病" in client.get("/nightschool/mine/").content.decode()
    assert f"{saturday:%Y%m%d}T060000Z" in client.get("/nightschool/mine.ics").content.decode()


def test_absent_twice_and_the_seat_is_offered_to_the_list(
    client: Client, union: Organisation, officer: Person
) -> None:
    course = opened_by(client, officer, union)
    faithful, absent, waits = (make_person(name, union=union) for name in ("林晓", "何平", "白云"))
    for student in (faithful, absent, waits):
        enrol(student, course.offer, by=student, at=OPENED + timedelta(seconds=1))
    assert Waiting.objects.get().person == waits
    first, second = course.lessons.order_by("starts_at")[:2]

    take_register(client, first, present=[faithful])
    deliver_everything()
    warning = Notice.objects.get(person=absent, kind="nightschool.absent_once")
    assert "无故缺席满 2 次，名额会让给候补" in warning.body
    assert Place.objects.filter(person=absent).exists()

    take_register(client, second, present=[faithful])
    deliver_everything()
    assert Withdrawal.objects.get().why == "absent"
    assert Invitation.objects.get().person == waits
    assert list(Place.objects.values_list("person", flat=True)) == [faithful.pk]
    deliver_everything()
    assert Withdrawal.objects.count() == 1
    told = Notice.objects.filter(person=absent).exclude(pk=warning.pk)
    assert [notice.kind for notice in told] == ["nightschool.seat_lost"]
    assert "名额让给了候补" in told[0].body
    assert "前暂不能报新的项目" in told[0].body
    assert Notice.objects.filter(person=waits, kind="enrolment.place_offered").count() == 1


def test_ages_25_to_45_are_a_condition_of_nothing(
    client: Client, union: Organisation, officer: Person
) -> None:
    course = opened_by(client, officer, union)
    young = make_person("小学徒", union=union, born_on=date(2008, 1, 1))
    old = make_person("老班长", union=union, born_on=date(1962, 1, 1))
    for student in (young, old):
        enrol(student, course.offer, by=student, at=OPENED + timedelta(seconds=1))
    assert Place.objects.filter(person__in=[young, old]).count() == 2
    assert (course.offer.min_age, course.offer.max_age) == (None, None)


def take_register(client: Client, lesson: Lesson, *, present: list[Person]) -> None:
    """The officer ticks who came and closes the register."""
    form = {f"mark-{person.public_id}": "present" for person in present}
    answer = client.post(f"/desk/nightschool/lessons/{lesson.public_id}/register/", {**form, "close": "1"})
    assert answer.status_code == 302


def next_saturday_after(day: date) -> date:
    return day + timedelta(days=(6 - day.isoweekday()) % 7 or 7)
