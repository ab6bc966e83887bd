# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.translation import override

from tests.makers import make_officer, make_person, make_union, sign_in
from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Person
from unionnet.programmes.nightschool.actions import TermPlan, cancel_lesson
from unionnet.programmes.nightschool.models import Course, Rating, Term
from unionnet.programmes.nightschool.tests.makers import make_course, make_term
from unionnet.tools.enrolment.actions import check_in, enrol

pytestmark = pytest.mark.django_db
NOW = timezone.now()


def plan(name: str = "春季班", opened_days_ago: int = 1) -> TermPlan:
    opens = NOW - timedelta(days=opened_days_ago)
    day = timezone.localdate()
    return TermPlan(name, opens, opens + timedelta(days=7), day + timedelta(days=7), day + timedelta(days=90))


@pytest.fixture
def union() -> Organisation:
    return make_union("伊金霍洛旗总工会", region_code="150627")


@pytest.fixture
def officer(union: Organisation) -> Person:
    return make_officer(union)


@pytest.fixture
def course(union: Organisation, officer: Person) -> Course:
    return make_course(officer, make_term(officer, union, plan=plan()), size=1)


def text(client: Client, url: str, **more: Any) -> str:
    answer = client.get(url, **more)
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_without_a_term_the_page_says_what_will_come(client: Client) -> None:
    assert "还没有开班" in text(client, "/nightschool/")


def test_a_stranger_sees_the_courses_and_is_asked_to_sign_in(client: Client, course: Course) -> None:
    page = text(client, "/nightschool/")
    assert "零基础瑜伽" in page
    assert "余 1 / 1" in page
    assert "登录后报名" in text(client, f"/nightschool/courses/{course.public_id}/")
    assert client.get("/nightschool/mine/").status_code == 302


def test_before_the_opening_the_button_says_when(
    client: Client, union: Organisation, officer: Person
) -> None:
    soon = make_course(officer, make_term(officer, union, plan=plan(opened_days_ago=-1)))
    page = text(sign_in(client, make_person("林晓", union=union)), f"/nightschool/courses/{soon.public_id}/")
    assert "距离开始报名" in page
    assert 'aria-disabled="true"' in page
    assert "报名于" in page


def test_what_i_have_is_said_in_the_list_and_on_the_course(
    client: Client, union: Organisation, course: Course
) -> None:
    lin, he = make_person("林晓", union=union), make_person("何平", union=union)
    for person in (lin, he):
        enrol(person, course.offer, by=person)
    assert "已报上" in text(sign_in(client, lin), "/nightschool/")
    assert "候补中" in text(sign_in(client, he), "/nightschool/")
    assert "第 1 位" in text(client, f"/nightschool/courses/{course.public_id}/")


def test_filters_narrow_the_list(client: Client, union: Organisation, course: Course) -> None:
    assert "没有符合条件的课程" in text(client, "/nightschool/?weekday=6")
    assert "零基础瑜伽" in text(client, "/nightschool/?weekday=2&free=1")
    enrol(lin := make_person("林晓", union=union), course.offer, by=lin)
    assert "没有符合条件的课程" in text(client, "/nightschool/?free=1")
    assert "零基础瑜伽" in text(client, "/nightschool/?weekday=nonsense")


def test_the_term_page_costs_the_same_for_nine_courses(
    client: Client, union: Organisation, officer: Person, django_assert_max_num_queries: Any
) -> None:
    term = make_term(officer, union, plan=plan())
    for _n in range(9):
        make_course(officer, term)
    sign_in(client, make_person("林晓", union=union))
    with django_assert_max_num_queries(12):
        text(client, "/nightschool/")


def test_the_course_page_stays_within_its_queries(
    client: Client, union: Organisation, course: Course, django_assert_max_num_queries: Any
) -> None:
    sign_in(client, make_person("林晓", union=union))
    # eleven of its own, and the two savepoints of the test
    with django_assert_max_num_queries(13):
        text(client, f"/nightschool/courses/{course.public_id}/")


def test_the_calendar_moves_and_cancels_with_the_lesson(
    client: Client, union: Organisation, officer: Person, course: Course
) -> None:
    lin = make_person("林晓", union=union)
    enrol(lin, course.offer, by=lin)
    cancel_lesson(course.lessons.all()[0], "停电了", by=officer)
    calendar = text(sign_in(client, lin), "/nightschool/mine.ics")
    assert calendar.count("BEGIN:VEVENT") == 4
    assert calendar.count("STATUS:CANCELLED") == 1
    assert "SEQUENCE:1\r\nDTSTART:" in calendar
    assert max(len(line.encode()) for line in calendar.split("\r\n")) <= 75
    assert "停电了" in text(client, "/nightschool/mine/")


def test_who_came_may_rate_from_the_phone(
    client: Client, union: Organisation, officer: Person, course: Course
) -> None:
    lin = make_person("林晓", union=union)
    enrol(lin, course.offer, by=lin)
    url = f"/nightschool/courses/{course.public_id}/rate/"
    assert "到课签到后才能评价" in text(sign_in(client, lin), url)
    check_in(lin, course.offer, by=officer, session=course.lessons.all()[0].public_id)
    assert "说说这门课怎么样" in text(client, "/nightschool/mine/")
    assert client.post(url, {"stars": 5, "words": "老师很耐心"}).status_code == 302
    assert Rating.objects.get().stars == 5
    ratings = text(
        sign_in(client, officer), f"/desk/nightschool/terms/{course.class_group.term.public_id}/ratings/"
    )
    assert "老师很耐心" in ratings
    assert "林晓" not in ratings


DESK = ["/desk/nightschool/", "/desk/nightschool/new/", "/desk/nightschool/lessons/", "/screen/nightschool/"]


@pytest.mark.parametrize(
    ("role", "expected"),
    [
        ("officer", [200, 200, 200, 200]),
        ("leader", [200, 403, 200, 200]),
        ("teacher", [200, 403, 200, 403]),
        ("station_keeper", [403, 403, 403, 403]),
        ("system_admin", [403, 403, 403, 403]),
    ],
)
def test_each_role_opens_its_own_doors(client: Client, role: str, expected: list[int]) -> None:
    sign_in(client, make_officer(make_union("伊金霍洛旗总工会"), role))
    assert [client.get(url).status_code for url in DESK] == expected


def test_another_unions_term_does_not_exist(client: Client, course: Course) -> None:
    sign_in(client, make_officer(make_union("别处总工会")))
    lesson = course.lessons.all()[0]
    for url in (
        f"/desk/nightschool/terms/{course.class_group.term.public_id}/",
        f"/desk/nightschool/courses/{course.public_id}/",
        f"/desk/nightschool/courses/{course.public_id}/excel/",
        f"/desk/nightschool/lessons/{lesson.public_id}/register/",
        f"/desk/nightschool/lessons/{lesson.public_id}/move/",
    ):
        assert client.get(url).status_code == 404


def test_the_officers_pages_open(
    client: Client, union: Organisation, officer: Person, course: Course
) -> None:
    lin = make_person("林晓", union=union)
    enrol(lin, course.offer, by=lin)
    sign_in(client, officer)
    term, lesson = course.class_group.term, course.lessons.all()[0]
    for part in ("", "fill/", "edit/", "repeat/", "ratings/", "courses/new/"):
        text(client, f"/desk/nightschool/terms/{term.public_id}/{part}")
    for part in ("", "edit/", "hours/"):
        text(client, f"/desk/nightschool/courses/{course.public_id}/{part}")
    assert "林晓" in text(client, f"/desk/nightschool/lessons/{lesson.public_id}/sheet/")
    assert "还没有上课" not in text(client, f"/desk/nightschool/lessons/{lesson.public_id}/register/")
    text(client, f"/desk/nightschool/lessons/{lesson.public_id}/move/")
    text(client, f"/desk/nightschool/lessons/?week={lesson.day}")
    text(client, "/screen/nightschool/bars/")
    for url in (
        "/desk/nightschool/excel/",
        f"/desk/nightschool/courses/{course.public_id}/excel/",
        f"/desk/nightschool/lessons/{lesson.public_id}/excel/",
    ):
        assert client.get(url)["Content-Disposition"].startswith("attachment")


def test_a_term_is_repeated_from_the_desk(client: Client, officer: Person, course: Course) -> None:
    term = course.class_group.term
    form = {
        "name": "秋季班",
        "opens_at": "2027-09-01T12:00",
        "closes_at": "2027-09-05T12:00",
        "starts_on": "2027-09-07",
        "ends_on": "2027-12-31",
    }
    url = f"/desk/nightschool/terms/{term.public_id}/repeat/"
    sign_in(client, officer)
    assert "请换个名称" in client.post(url, {**form, "name": term.name}).content.decode()
    assert client.post(url, form).status_code == 302
    again = Term.objects.get(name="秋季班")
    assert again.class_groups.get(name="瑜伽形体").courses.get().lessons.count() == 4


def test_hours_are_changed_at_the_desk_with_a_reason(client: Client, officer: Person, course: Course) -> None:
    url = f"/desk/nightschool/courses/{course.public_id}/hours/"
    sign_in(client, officer)
    form = {"weekday": 6, "begins": "14:00", "ends": "16:00"}
    assert "请写明原因" in client.post(url, form).content.decode()
    assert "晚于" in client.post(url, {**form, "ends": "13:00", "reason": "周末方便"}).content.decode()
    assert client.post(url, {**form, "reason": "周末方便"}).status_code == 302
    course.refresh_from_db()
    assert course.weekday == 6


def test_an_officer_links_the_account_of_a_teacher_and_keeps_it_when_editing(
    client: Client, union: Organisation, officer: Person, course: Course
) -> None:
    teacher = make_officer(union, "teacher", name="苏教师")
    sign_in(client, officer)
    url = f"/desk/nightschool/courses/{course.public_id}/edit/"
    form = {
        "title": "瑜伽进阶",
        "size": 20,
        "audience": "members",
        "confirm_minutes": 0,
        "teacher_name": "苏老师",
    }
    assert client.post(url, {**form, "teacher": teacher.public_id}).status_code == 302
    course.refresh_from_db()
    assert (course.teacher, course.offer.title, course.offer.size, course.weekday) == (
        teacher,
        "瑜伽进阶",
        20,
        2,
    )
    assert f'value="{teacher.public_id}" selected' in text(client, url)


def test_an_officer_writes_the_english_beside_the_chinese(
    client: Client, officer: Person, course: Course
) -> None:
    sign_in(client, officer)
    form = {"title": "瑜伽进阶", "size": 20, "audience": "members", "confirm_minutes": 0}
    form |= {"title_en": "Yoga, further on", "summary": "请自带垫子。", "summary_en": "Bring a mat."}
    assert client.post(f"/desk/nightschool/courses/{course.public_id}/edit/", form).status_code == 302
    page = f"/nightschool/courses/{course.public_id}/"
    english = client.get(page, headers={"accept-language": "en"}).content.decode()
    assert "Yoga, further on" in english
    assert "Bring a mat." in english
    assert "瑜伽进阶" not in english
    chinese = client.get(page, headers={"accept-language": "zh-CN"}).content.decode()
    assert "瑜伽进阶" in chinese
    assert "Yoga" not in chinese
    told = client.get(f"/api/v1/courses/{course.public_id}").json()
    assert (told["title_en"], told["summary_en"]) == ("Yoga, further on", "Bring a mat.")


def test_the_teacher_of_the_course_takes_the_register(
    client: Client, union: Organisation, officer: Person
) -> None:
    teacher = make_person("苏教师")
    taught = make_course(officer, make_term(officer, union, plan=plan()), teacher=teacher)
    lesson = taught.lessons.all()[0]
    page = text(sign_in(client, teacher), f"/desk/nightschool/lessons/{lesson.public_id}/register/")
    assert "上课前一小时起可以点名" in page


def test_the_api_tells_courses_to_anybody(client: Client, course: Course) -> None:
    listed = client.get("/api/v1/courses").json()
    assert [item["title"] for item in listed["items"]] == ["零基础瑜伽"]
    one = client.get(f"/api/v1/courses/{course.public_id}").json()
    assert (one["size"], one["taken"], len(one["lessons"])) == (1, 0, 4)
    assert one["lessons"][0]["place"] == "3 楼"
    assert client.get("/api/v1/courses/zzzzzzzzzzzz").status_code == 404


def test_the_pages_speak_english(client: Client, course: Course) -> None:
    with override("zh-hans"):  # a request leaves its language behind
        page = text(client, "/nightschool/", headers={"accept-language": "en"})
    assert "1 of 1 left" in page


def test_the_screen_shows_sums_only(
    client: Client, union: Organisation, officer: Person, course: Course
) -> None:
    lin = make_person("林晓", union=union)
    enrol(lin, course.offer, by=lin)
    page = text(sign_in(client, officer), "/screen/nightschool/")
    assert "零基础瑜伽" in page
    assert "林晓" not in page
