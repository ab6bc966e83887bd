# SPDX-License-Identifier: Apache-2.0
"""Needs of those who come to the stations: asked without names, told by group, small counts blank."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries as AtMost

from tests.knocking import text_of
from tests.makers import make_officer, make_union, sign_in
from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Person
from unionnet.directory.places.models import Site
from unionnet.directory.places.tests.makers import at, make_site
from unionnet.foundation.journal.models import Entry
from unionnet.foundation.refusals import Refusal
from unionnet.programmes.stations.actions import answer_survey, open_survey
from unionnet.programmes.stations.models import Survey, SurveyAnswer
from unionnet.programmes.stations.queries import result_of

pytestmark = pytest.mark.django_db
NOON = at("2026-11-19 12:00")
DAYS = (date(2026, 11, 1), date(2026, 11, 30))
AFTER = date(2026, 12, 1)
QUESTIONS: list[dict[str, Any]] = [
    {"text": "最需要什么？", "choices": ["热水", "充电", "雨具"], "many": False},
    {"text": "什么时候来？", "choices": ["早上", "中午", "晚上"], "many": True},
]


@pytest.fixture
def union() -> Organisation:
    return make_union("云阳县总工会", region_code="500235")


@pytest.fixture
def officer(union: Organisation) -> Person:
    return make_officer(union)


@pytest.fixture
def site(union: Organisation) -> Site:
    return make_site(union, "月光草坪驿站")


@pytest.fixture
def survey(union: Organisation, officer: Person) -> Survey:
    return open_survey(union, "把脉摸需求", QUESTIONS, DAYS, by=officer)


def sheets(survey: Survey, site: Site, group: str, first: int, n: int) -> None:
    for number in range(n):
        key = f"{group}-{first}-{number}"
        answer_survey(survey, site, group, [[first], [0, 2]], key=key, at=NOON)


def test_a_form_sent_twice_is_one_sheet_and_the_journal_knows_nothing(survey: Survey, site: Site) -> None:
    before = Entry.objects.count()
    for _again in range(2):
        answer_survey(survey, site, "courier", [[1], [2, 0, 2]], key="abc", at=NOON)
    kept = SurveyAnswer.objects.get()
    assert (kept.group, kept.chosen, kept.day) == ("courier", [[1], [0, 2]], NOON.date())
    assert Entry.objects.count() == before


def test_each_wrong_sheet_is_refused(survey: Survey, site: Site) -> None:
    elsewhere = make_site(make_union("别处"))
    early = at("2026-10-31 12:00")
    for where, group, chosen, moment, code in [
        (site, "courier", [[1], [0]], early, "survey_over"),
        (elsewhere, "courier", [[1], [0]], NOON, "not_here"),
        (site, "emperor", [[1], [0]], NOON, "no_group"),
        (site, "courier", [[1, 2], [0]], NOON, "not_answered"),
        (site, "courier", [[1], []], NOON, "not_answered"),
        (site, "courier", [[3], [0]], NOON, "not_answered"),
        (site, "courier", [[1]], NOON, "not_answered"),
    ]:
        with pytest.raises(Refusal) as refused:
            answer_survey(survey, where, group, chosen, key="k", at=moment)
        assert refused.value.code == code
    assert SurveyAnswer.objects.count() == 0


def test_a_station_takes_so_many_sheets_a_day(survey: Survey, site: Site) -> None:
    sheet = {"survey": survey, "site": site, "group": "others", "chosen": [[0], [0]], "day": NOON.date()}
    SurveyAnswer.objects.bulk_create(
        SurveyAnswer(**sheet, key=n.to_bytes(2, "big")) for n in range(500)
    )  # fmt: skip
    with pytest.raises(Refusal) as refused:
        answer_survey(survey, site, "courier", [[1], [0]], key="k", at=NOON)
    assert refused.value.code == "enough_sheets"
    assert answer_survey(survey, site, "courier", [[1], [0]], key="k", at=at("2026-11-20 12:00")).pk


def test_small_groups_stay_blank_and_cannot_be_worked_out(survey: Survey, site: Site) -> None:
    sheets(survey, site, "food_delivery_rider", 0, 12)
    sheets(survey, site, "food_delivery_rider", 1, 6)
    sheets(survey, site, "courier", 1, 8)
    sheets(survey, site, "sanitation_worker", 0, 2)
    found = result_of(survey, AFTER)
    assert list(found.groups) == ["food_delivery_rider", "courier", "sanitation_worker"]
    assert found.sheets[0] is None or found.sheets[3] is None
    assert found.sheets[3] is None
    shown = [n for n in found.sheets if n is not None]
    assert len(shown) <= 2
    rain = found.questions[0][1][2]
    assert (rain.label, list(rain.counts)) == ("雨具", [0, 0, 0, 0])
    for line in found.questions[0][1]:
        assert line.counts[3] in (None, 0)


def test_the_desk_sees_results_only_when_it_is_over(
    client: Client, survey: Survey, site: Site, officer: Person, django_assert_max_num_queries: AtMost
) -> None:
    sheets(survey, site, "courier", 1, 12)
    sign_in(client, officer)
    address = f"/desk/stations/surveys/{survey.public_id}"
    Survey.objects.filter(pk=survey.pk).update(closes_on=date(2099, 1, 1))
    page = text_of(client.get(address))
    assert ("10 以上" in page, "结果在截止后公布" in page, "充电" in page) == (True, True, False)
    Survey.objects.filter(pk=survey.pk).update(opens_on=date(2020, 1, 1), closes_on=date(2020, 1, 2))
    with django_assert_max_num_queries(20):
        page = text_of(client.get(address))
    for words in ("最需要什么？", "充电", "快递员", "12"):
        assert words in page
    assert client.get(f"{address}?as=xlsx")["Content-Type"].endswith("spreadsheetml.sheet")


def test_an_officer_writes_questions_as_one_writes_them(
    client: Client, union: Organisation, officer: Person
) -> None:
    sign_in(client, officer)
    form = {
        "union": union.name, "title": "把脉", "opens_on": "2026-11-01", "closes_on": "2026-11-30",
        "questions": "最需要什么？\r\n热水\r\n充电\r\n\r\n\r\n什么时候来？（多选）\r\n早上\r\n晚上\r\n",
    }  # fmt: skip
    assert client.post("/desk/stations/surveys/new", form).status_code == 302
    assert Survey.objects.get().questions == [
        {"text": "最需要什么？", "choices": ["热水", "充电"], "many": False},
        {"text": "什么时候来？", "choices": ["早上", "晚上"], "many": True},
    ]
    assert "把脉" in text_of(client.get("/desk/stations/surveys"))
    for wrong in ({"questions": "只有问题"}, {"title": "把脉"}, {"closes_on": "2026-10-01"}, {"union": "无"}):
        answer = client.post("/desk/stations/surveys/new", {**form, "title": "另一个", **wrong})
        assert (answer.status_code, Survey.objects.count()) == (422, 1)


def test_anybody_answers_on_the_page_of_a_station(client: Client, survey: Survey, site: Site) -> None:
    Survey.objects.filter(pk=survey.pk).update(opens_on=date(2020, 1, 1), closes_on=date(2099, 1, 1))
    address = f"/stations/surveys/{survey.public_id}?at={site.public_id}"
    assert address in client.get(f"/places/{site.public_id}/").content.decode()
    sheet = {"group": "courier", "q0": "1", "q1": ["0", "2"], "key": "abc"}
    assert client.post(address, {**sheet, "q0": "9" * 30}).status_code == 422
    assert client.post(address, {"key": "\u202e"}).status_code == 422
    for _twice in range(2):
        assert client.post(address, sheet)["Location"] == f"/places/{site.public_id}/"
    assert SurveyAnswer.objects.get().chosen == [[1], [0, 2]]
    assert client.get(f"/stations/surveys/{survey.public_id}?at=nowhere").status_code == 404
