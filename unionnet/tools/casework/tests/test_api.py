# SPDX-License-Identifier: Apache-2.0
"""As an exchange with 12345 goes: in under its own number, signed for, answered, and read again."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from tests.makers import make_person, sign_in
from unionnet.directory.people.models import Person
from unionnet.tools.casework.models import Case
from unionnet.tools.casework.tests.makers import (
    TITLE,
    Tree,
    make_case,
    make_dispatched,
    make_tree,
    sensitive_kind,
)

pytestmark = pytest.mark.django_db
CASES = "/api/v1/cases"


@pytest.fixture
def tree() -> Tree:
    return make_tree()


def by(person: Person) -> Client:
    return sign_in(Client(), person)


def post(client: Client, address: str, said: dict[str, Any]) -> Any:
    return client.post(address, said, content_type="application/json")


def from_12345(tree: Tree, **more: Any) -> dict[str, Any]:
    said = {"office": tree.city.public_id, "title": TITLE, "channel": "12345", "source_no": "YB-0302-17"}
    return {**said, "phone": "13900000017", "name": "王先生", **more}


def test_what_is_sent_twice_under_its_number_is_one_case(tree: Tree) -> None:
    first, again = (post(by(tree.at_city), CASES, from_12345(tree)) for _ in range(2))
    assert (first.status_code, first.json()) == (201, again.json())
    told = first.json()
    assert (told["channel"], told["source_no"], told["state"]) == ("12345", "YB-0302-17", "received")
    assert "139" not in first.content.decode()
    assert Case.objects.count() == 1


def test_only_an_office_takes_in_and_only_what_it_knows(tree: Tree) -> None:
    assert post(Client(), CASES, from_12345(tree)).status_code == 401
    assert post(by(tree.worker), CASES, from_12345(tree)).status_code == 404
    assert post(by(tree.at_county), CASES, from_12345(tree)).status_code == 404
    officer = by(tree.at_city)
    assert post(officer, CASES, from_12345(tree, kind="no.such")).status_code == 404
    assert post(officer, CASES, from_12345(tree, phone="12345")).status_code == 422
    assert post(officer, CASES, from_12345(tree, title="\x00")).status_code == 400
    assert Case.objects.count() == 0


def test_a_union_signs_for_it_answers_and_reads_its_story(tree: Tree) -> None:
    case, county = make_dispatched(tree), by(tree.at_county)
    address = f"{CASES}/{case.public_id}"
    signed = post(county, f"{address}/signature", {"seen": case.steps}).json()
    assert (signed["state"], signed["holder"]) == ("signed", "云阳县总工会")
    late = post(county, f"{address}/reply", {"words": "已补发。", "seen": case.steps})
    assert (late.status_code, late.json()["code"]) == (409, "moved_on")
    told = post(county, f"{address}/reply", {"words": "已补发。", "seen": signed["steps"]}).json()
    assert (told["state"], told["reply"], told["holder"]) == ("replied", "已补发。", "重庆市总工会")
    moves = [each["move"] for each in by(tree.at_city).get(address).json()["history"]]
    assert moves == ["reply", "sign_for", "dispatch", "received"]
    assert [each["state"] for each in told["shares"]] == ["answered", "replied"]


def test_a_union_hands_back_what_is_not_its_own(tree: Tree) -> None:
    address = f"{CASES}/{make_dispatched(tree).public_id}"
    assert post(by(tree.at_county), f"{address}/return", {"words": ""}).status_code == 422
    told = post(by(tree.at_county), f"{address}/return", {"words": "属于奉节县。"}).json()
    assert (told["state"], told["holder"]) == ("received", "重庆市总工会")
    assert post(by(tree.at_other), f"{address}/return", {"words": "不是。"}).status_code == 404


def test_a_tray_is_read_by_unit_and_kind_page_by_page(tree: Tree) -> None:
    for _number in range(3):
        make_dispatched(tree)
    county = by(tree.at_county)
    first = county.get(f"{CASES}?size=2").json()
    rest = county.get(f"{CASES}?size=2&after={first['next']}").json()
    assert (len(first["items"]), len(rest["items"]), rest["next"]) == (2, 1, None)
    assert {(each["unit"], each["state"]) for each in first["items"]} == {("云阳县总工会", "sent")}
    city = by(tree.at_city)
    assert city.get(CASES).json()["items"] == []
    assert len(city.get(f"{CASES}?tray=all&unit={tree.county.public_id}").json()["items"]) == 3
    assert city.get(f"{CASES}?tray=all&kind=hardship.test").json()["items"] == []
    assert by(make_person("外人")).get(f"{CASES}?tray=all").json()["items"] == []


def test_what_is_told_in_confidence_stays_with_its_own_desk(tree: Tree) -> None:
    case = make_case(tree, tree.county, kind=sensitive_kind())
    assert by(tree.at_city).get(f"{CASES}/{case.public_id}").status_code == 404
    assert by(tree.at_county).get(f"{CASES}/{case.public_id}").json()["title"] == TITLE
