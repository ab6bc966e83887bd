# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from django.test import Client
from django.utils import translation
from pytest_django import DjangoAssertNumQueries

from tests.makers import make_officer, make_person, make_union, sign_in
from unionnet.directory.organisations.codes import make_uscc
from unionnet.directory.organisations.models import Coverage, Organisation

if TYPE_CHECKING:
    from unionnet.directory.people.models import Person

pytestmark = pytest.mark.django_db
Kind = Organisation.Kind
ROOT = "/desk/organisations/"


@pytest.fixture
def county() -> Organisation:
    return make_union("云阳县总工会", kind=Kind.COUNTY_FEDERATION)


@pytest.fixture
def town(county: Organisation) -> Organisation:
    return make_union("双江街道总工会", county)


@pytest.fixture
def at_desk(client: Client, county: Organisation) -> Client:
    return sign_in(client, make_officer(county))


def pages_of(union: Organisation) -> list[str]:
    inside = ["", "branch", "new/", "change/", "move/", "dissolve/", "coverage/"]
    outside = [
        "",
        "list/",
        "list/export",
        "report/",
        "report/?print=1",
        "report/export",
        "employers/",
        "employers/export",
    ]
    return [ROOT + page for page in outside] + [f"{ROOT}{union.public_id}/{page}" for page in inside]


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_every_page_opens_for_an_officer(at_desk: Client, town: Organisation, language: str) -> None:
    make_union("一村联合工会", town, kind=Kind.VILLAGE_JOINT_UNION)
    with translation.override(language):
        answers = {page: at_desk.get(page, headers={"accept-language": language}) for page in pages_of(town)}
    assert {page: answer.status_code for page, answer in answers.items() if answer.status_code != 200} == {}


def test_each_role_meets_its_own_answer(client: Client, county: Organisation, town: Organisation) -> None:
    elsewhere = make_union("别县总工会", kind=Kind.COUNTY_FEDERATION)
    page = f"{ROOT}{town.public_id}/"
    assert client.get(page).status_code == 302
    expected: list[tuple[Person, int]] = [
        (make_person("职工", union=town), 403),
        (make_officer(elsewhere), 404),
        (make_officer(town), 200),
        (make_officer(county), 200),
        (make_officer(county, role="leader"), 200),
    ]
    answers = [(sign_in(Client(), person).get(page).status_code, wanted) for person, wanted in expected]
    assert [answer for answer, _wanted in answers] == [wanted for _answer, wanted in answers]


def test_a_leader_sees_and_changes_nothing(county: Organisation, town: Organisation) -> None:
    leader = sign_in(Client(), make_officer(county, role="leader"))
    leader.post(f"{ROOT}{town.public_id}/change/", {"name": "别名", "region_code": "500235"})
    town.refresh_from_db()
    assert town.name == "双江街道总工会"


def test_a_union_is_founded_on_a_page_and_a_wrong_code_is_explained_there(
    at_desk: Client, town: Organisation
) -> None:
    page = f"{ROOT}{town.public_id}/new/"
    given = {"name": "一村联合工会", "kind": "village_joint_union", "region_code": "500235", "uscc": "815"}
    answer = at_desk.post(page, given)
    assert "校验位不对" in answer.content.decode()
    answer = at_desk.post(page, {**given, "uscc": "", "since": "2024-04-01", "basis": "云工〔2024〕1号"})
    union = Organisation.objects.get(name="一村联合工会")
    assert answer.headers["Location"] == f"{ROOT}{union.public_id}/"
    assert (union.parent, union.since) == (town, date(2024, 4, 1))
    assert "云工〔2024〕1号" in at_desk.get(answer.headers["Location"]).content.decode()


def test_moving_and_dissolving_by_plain_forms(
    at_desk: Client, county: Organisation, town: Organisation
) -> None:
    east, village = (
        make_union("东镇总工会", county),
        make_union("一村联合工会", town, kind=Kind.VILLAGE_JOINT_UNION),
    )
    assert east.public_id in at_desk.get(f"{ROOT}{village.public_id}/move/?q=dongzhen").content.decode()
    at_desk.post(f"{ROOT}{village.public_id}/move/", {"target": east.public_id, "basis": "某文"})
    village.refresh_from_db()
    assert village.parent == east
    at_desk.post(f"{ROOT}{village.public_id}/dissolve/", {"until": "2024-05-06"})
    village.refresh_from_db()
    assert village.until == date(2024, 5, 6)


def test_an_employer_is_covered_and_let_go(at_desk: Client, town: Organisation) -> None:
    page = f"{ROOT}{town.public_id}/coverage/"
    given = {
        "name": "某超市",
        "uscc": make_uscc("92500235MB000009"),
        "region_code": "500235",
        "since": "2024-01-01",
    }
    assert at_desk.post(page, given).status_code == 302
    coverage = Coverage.objects.get()
    assert "某超市" in at_desk.get(page).content.decode()
    at_desk.post(f"{page}{coverage.pk}/end")
    coverage.refresh_from_db()
    assert coverage.until is not None


def test_the_pages_ask_few_questions(
    at_desk: Client, county: Organisation, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(30):
        make_union(f"第{number}镇总工会", county)
    for page in (ROOT, f"{ROOT}list/", f"{ROOT}report/", f"{ROOT}{county.public_id}/"):
        with django_assert_max_num_queries(16):
            assert at_desk.get(page).status_code == 200


def test_machines_read_the_same(client: Client, county: Organisation, town: Organisation) -> None:
    sign_in(client, make_officer(county))
    listed = client.get("/api/v1/organisations?q=shuangjiang").json()
    assert [row["name"] for row in listed["items"]] == ["双江街道总工会"]
    one = client.get(f"/api/v1/organisations/{town.public_id}").json()
    assert (one["tier"], one["parent"]) == (1, county.public_id)
    tiers = client.get(f"/api/v1/organisations/{county.public_id}/tiers?on=2024-04-30").json()
    assert tiers["whole"]["established"] == 1
    assert client.get("/api/v1/organisations/222222222222").status_code == 404
