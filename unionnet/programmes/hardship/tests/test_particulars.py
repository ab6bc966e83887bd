# SPDX-License-Identifier: Apache-2.0
"""HW-14: what the file of a household asks, where it lies, and who reads it."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client

from tests.knocking import text_of
from tests.makers import sign_in
from unionnet.directory.people.models import Person
from unionnet.foundation.refusals import Refusal
from unionnet.programmes.hardship.actions import (
    Newcomer,
    add_member,
    first_check,
    open_dossier,
    publish,
    register,
    say_particulars,
    send,
    take_back,
)
from unionnet.programmes.hardship.models import FILE, MEMBER
from unionnet.programmes.hardship.models.particulars import LIVING
from unionnet.programmes.hardship.queries import inside, sealed_json, story_of
from unionnet.programmes.hardship.tests.makers import (
    MONDAY,
    NEXT_WEEK,
    TOLD,
    Offices,
    child_number,
    fresh,
    make_checked,
    make_draft,
    make_offices,
    make_sent,
    make_worker,
)

pytestmark = pytest.mark.django_db
WORKS = {"work_state": "sick", "income_month": "1,200.50", "home": "rented", "main_cause": "own_illness"}
AT_HOME = {"name": "欧阳小宁", "relation": "child", "id_number": child_number()}
SCHOOL = {"health": "good", "occupied": "pupil", "income_month": "0", "unit": "云阳中学"}


@pytest.fixture
def offices() -> Offices:
    return make_offices()


@pytest.fixture
def worker(offices: Offices) -> Person:
    return make_worker(offices)


def test_part_by_part_and_the_other_stays(client: Client, worker: Person) -> None:
    dossier = make_draft(worker)
    sign_in(client, worker)
    assert client.post("/hardship/mine/particulars/own", TOLD).status_code == 302
    assert "云阳纺织厂工会" not in text_of(client.get("/hardship/mine/particulars/own"))
    assert client.post("/hardship/mine/particulars/living", WORKS).status_code == 302
    said = dict(inside(fresh(dossier)).particulars)
    assert said["健康状况"] == "患慢性病"
    assert said["本人月收入（元）"] == "1,200.50"
    assert said["民族"] == "土家族"
    assert "单位状况" not in said
    assert client.get("/hardship/mine/particulars/other").status_code == 404


def test_where_they_work_is_known_already(client: Client, worker: Person) -> None:
    make_draft(worker)
    sign_in(client, worker)
    assert 'value="云阳纺织厂工会"' in client.get("/hardship/mine/particulars/living").content.decode()


@pytest.mark.parametrize(
    "wrong",
    [
        {"health": "excellent"},
        {"health": ""},
        {"address": ""},
        {"address": "一" * 101},
        {"marriage": "married\x00"},
    ],
)
def test_what_is_no_answer_is_told_at_the_field(
    client: Client, worker: Person, wrong: dict[str, str]
) -> None:
    dossier = make_draft(worker)
    sign_in(client, worker)
    assert client.post("/hardship/mine/particulars/own", {**TOLD, **wrong}).status_code in (400, 422)
    assert fresh(dossier).particulars is None


@pytest.mark.parametrize("wrong", [{"income_month": "-1"}, {"income_month": "9" * 40}, {"home_area": "大"}])
def test_no_number_that_is_none(client: Client, worker: Person, wrong: dict[str, str]) -> None:
    make_draft(worker)
    sign_in(client, worker)
    assert client.post("/hardship/mine/particulars/living", {**WORKS, **wrong}).status_code == 422


def test_a_member_has_health_income_and_school(client: Client, worker: Person) -> None:
    dossier = make_draft(worker)
    sign_in(client, worker)
    assert client.post("/hardship/mine/members", {**AT_HOME, **SCHOOL}).status_code == 302
    child = inside(dossier).members[1]
    assert dict(child.facts) == {
        "健康状况": "健康",
        "身份": "学生",
        "月收入（元）": "0.00",
        "单位或学校": "云阳中学",
    }


def test_sealed_in_the_database_and_gone_with_the_consent(worker: Person) -> None:
    dossier = make_draft(worker)
    say_particulars(dossier, "own", TOLD, by=worker)
    add_member(dossier, Newcomer("欧阳小宁", "child", child_number(), particulars=SCHOOL), by=worker)
    with connection.cursor() as cursor:
        cursor.execute("SELECT particulars::text FROM hardship_dossier")
        assert "滨江路" not in str(cursor.fetchone())
        cursor.execute("SELECT string_agg(particulars::text, '') FROM hardship_householdmember")
        assert "云阳中学" not in str(cursor.fetchone())
    take_back(dossier, "own", by=worker)
    assert fresh(dossier).particulars is None


def test_what_was_sent_stays_as_it_was(worker: Person, offices: Offices) -> None:
    dossier = make_draft(worker)
    say_particulars(dossier, "own", {**TOLD, "party": "emperor", "unasked": "x"}, by=worker)
    send(dossier, by=worker, at=MONDAY)
    said = sealed_json(fresh(dossier).particulars)
    assert (said["party"], "unasked" in said) == ("", False)
    with pytest.raises(Refusal, match="已经提交"):
        say_particulars(dossier, "own", {**TOLD, "health": "good"}, by=worker)
    with pytest.raises(Refusal, match="本人"):
        say_particulars(dossier, "own", TOLD, by=offices.at_town)


def test_three_unions_say_what_they_think_and_the_household_reads_it(
    client: Client, offices: Offices, worker: Person
) -> None:
    dossier = make_sent(worker)
    first_check(dossier, by=offices.at_town, opinion="情况属实，拟同意", at=MONDAY)
    assert story_of(dossier)[0].note == "情况属实，拟同意"
    other = make_checked(offices, make_worker(offices, "乙工"))
    publish(other, "deep", by=offices.at_county, opinion="核对相符", at=MONDAY)
    register(fresh(other), by=offices.second, opinion="同意建档", at=NEXT_WEEK)
    told = {event.title: event.note for event in story_of(fresh(other))}
    assert (told["开始公示"], told["认定建档"]) == ("核对相符", "同意建档")
    sign_in(client, offices.at_county)
    page = text_of(client.get(f"/desk/hardship/{other.public_id}/"))
    for line in ("录入人 本人", "建档人 吴镇干", "审核人 周县干", "认定人 郑副手"):
        assert line in page


def test_the_desk_reads_the_answers_when_it_said_why(
    client: Client, offices: Offices, worker: Person
) -> None:
    dossier = make_draft(worker)
    say_particulars(dossier, "own", TOLD, by=worker)
    send(dossier, by=worker)
    sign_in(client, offices.at_town)
    here = f"/desk/hardship/{dossier.public_id}/"
    assert "滨江路" not in text_of(client.get(here))
    open_dossier(dossier, "初审申报材料", by=offices.at_town)
    assert "双江街道滨江路 8 号" in text_of(client.get(here))
    client.post(f"{here}move", {"move": "first_check", "seen": fresh(dossier).steps, "opinion": "拟同意"})
    assert story_of(fresh(dossier))[0].note == "拟同意"


def test_every_question_of_the_rule_is_asked() -> None:
    """The list of HW-14 but for what is known of a member, figures of the formula, papers and account."""
    wanted = {
        *("民族", "政治面貌", "健康状况", "残疾类别", "婚姻状况", "户口类型", "户口所在地", "现住址"),
        *("医保状况", "工作状态", "劳模类型", "工作单位", "单位性质", "单位状况", "所属行业", "住房类型"),
        *("单亲家庭", "主要致困原因类别", "次要致困原因类别"),
    }
    assert wanted <= {str(each.label) for each in FILE.values()}
    assert {"single_parent", "able", "income_month", "home_area", "no_work"} <= FILE.keys()
    assert {"health", "income_month", "occupied", "unit"} == MEMBER.keys()
    assert "second_cause" in LIVING
