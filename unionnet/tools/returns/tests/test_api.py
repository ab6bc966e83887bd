# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from tests.makers import make_person, sign_in
from unionnet.directory.people.models import Person
from unionnet.tools.returns.actions import IndicatorTerms
from unionnet.tools.returns.models import Cell, Period, Step
from unionnet.tools.returns.tests.makers import (
    FAIRS,
    Tree,
    make_draft,
    make_filled,
    make_period,
    make_tree,
    return_of,
)

pytestmark = pytest.mark.django_db
RETURNS = "/api/v1/returns"
MONEY = IndicatorTerms("B1", "投入经费", kind="money", unit="yuan")
DAY = IndicatorTerms("B2", "首场日期", kind="day", is_required=False)


@pytest.fixture
def tree() -> Tree:
    return make_tree()


@pytest.fixture
def period(tree: Tree) -> Period:
    return make_period(tree, make_draft(tree, (*FAIRS, MONEY, DAY)))


def by(person: Person) -> Client:
    return sign_in(Client(), person)


def send(client: Client, method: str, address: str, said: dict[str, Any], **heads: str) -> Any:
    return getattr(client, method)(address, said, content_type="application/json", headers=heads)


def cells(**numbers: int) -> dict[str, Any]:
    return {"cells": [{"code": code, "number": number} for code, number in numbers.items()]}


def test_a_union_sees_the_forms_and_what_it_is_still_to_hand_in(tree: Tree, period: Period) -> None:
    make_draft(tree, title="还没有下发的表")
    client = by(tree.at_east)
    forms = client.get(f"{RETURNS}/forms").json()["items"]
    assert [(each["title"], each["organisation_name"]) for each in forms] == [
        ("专场招聘活动统计表", "云阳县总工会")
    ]
    lines = client.get(f"{RETURNS}/forms/{forms[0]['id']}").json()["lines"]
    assert [(line["code"], line["kind"], line["unit"]) for line in lines][3:5] == [
        ("A4", "count", "intentions"),
        ("A5", "percent", ""),
    ]
    due = client.get(f"{RETURNS}/due").json()["items"]
    assert [(each["organisation_name"], each["key"], each["due_on"]) for each in due] == [
        ("巴阳镇总工会", "2025", "2026-01-31")
    ]
    assert client.get(f"{RETURNS}/due?unit={tree.west.public_id}").json()["items"] == []
    assert by(make_person("林晓")).get(f"{RETURNS}/due").json()["items"] == []
    assert Client().get(f"{RETURNS}/due").status_code == 401


def test_a_system_fills_its_sheet_and_hands_it_in_once(tree: Tree, period: Period) -> None:
    found = return_of(period, tree.east)
    client, address = by(tree.at_east), f"{RETURNS}/{found.public_id}"
    said = cells(A1=3, A2=40, A3=1200, A4=90, B1=123456)
    said["cells"].append({"code": "B2", "text": "2025-05-01"})
    first = send(client, "patch", f"{address}/cells", said)
    assert (first.status_code, first.json()["refused"]) == (200, [])
    again = send(client, "patch", f"{address}/cells", said).json()["sheet"]["cells"]
    known = {each["code"]: each for each in again}
    assert (known["B1"]["number"], known["B2"]["text"], known["A5"]["rate"]) == (123456, "2025-05-01", "7.50")
    assert {each["version"] for each in again if each["number"] is not None} == {
        1
    }  # nothing was written anew
    answers = [
        send(client, "post", f"{address}/sending", {"seen": 0}, **{"Idempotency-Key": "once"})
        for _ in range(2)
    ]
    assert [(each.status_code, each.json()["state"]) for each in answers] == [(200, "sent")] * 2
    assert Step.objects.filter(of=found).count() == 1
    assert client.get(f"{RETURNS}/due").json()["items"] == []


def test_what_cannot_be_kept_comes_back_by_its_code(tree: Tree, period: Period) -> None:
    found = return_of(period, tree.east)
    client, address = by(tree.at_east), f"{RETURNS}/{found.public_id}"
    send(client, "patch", f"{address}/cells", cells(A1=3))
    said = {
        "cells": [
            {"code": "A1", "number": 4, "seen": 0},
            {"code": "A2", "number": 5},
            {"code": "B2", "text": "五月"},
            {"code": "A5", "number": 1},
            {"code": "ZZ", "number": 1},
        ]
    }
    answer = send(client, "patch", f"{address}/cells", said).json()
    assert {each["code"]: each["problem"]["code"] for each in answer["refused"]} == {
        "A1": "changed_meanwhile",
        "B2": "not_a_day",
    }
    kept = {(cell.indicator.code, cell.number) for cell in Cell.objects.filter(of=found)}
    assert kept == {("A1", 3), ("A2", 5)}
    early = send(client, "post", f"{address}/sending", {})
    assert (early.status_code, early.json()["code"]) == (409, "figures_missing")
    unreadable: list[dict[str, Any]] = [
        {"cells": []},
        cells(A1=-1),
        cells(A1=10**20),
        {"cells": [{"code": "A1", "text": "\0"}]},
    ]
    for wrong in unreadable:
        assert send(client, "patch", f"{address}/cells", wrong).status_code in (400, 422), wrong


def test_a_neighbours_sheet_is_not_found_and_one_above_only_looks(tree: Tree, period: Period) -> None:
    address = f"{RETURNS}/{return_of(period, tree.east).public_id}"
    assert by(tree.at_west).get(address).status_code == 404
    assert send(by(tree.at_west), "patch", f"{address}/cells", cells(A1=1)).status_code == 404
    assert by(tree.above).get(address).json()["organisation_name"] == "巴阳镇总工会"


def test_sums_are_read_by_branch_and_rates_come_from_the_sums(tree: Tree, period: Period) -> None:
    make_filled(period, tree.east, tree.at_east, A1=3, A2=40, A3=1000, A4=90, B1="10.50")
    make_filled(period, tree.west, tree.at_west, A1=1, A2=10, A3=200, A4=60, B1="1")
    address = f"{RETURNS}/periods/{period.public_id}/sums"
    client = by(tree.above)
    answer = client.get(address).json()
    figures = {each["code"]: each for each in answer["whole"]["figures"]}
    assert (answer["whole"]["units"], answer["whole"]["sent"], answer["is_sealed"]) == (2, 2, False)
    assert (figures["A4"]["number"], figures["B1"]["number"], figures["A5"]["rate"]) == (150, 1150, "12.50")
    assert [(each["name"], each["figures"][0]["number"]) for each in answer["branches"]] == [
        ("巴阳镇总工会", 3),
        ("江口镇总工会", 1),
    ]
    own = by(tree.at_east).get(address).json()
    assert (own["whole"]["name"], own["whole"]["figures"][0]["number"]) == ("巴阳镇总工会", 3)
    beyond = f"{address}?under={tree.west.public_id}"
    assert by(tree.at_east).get(beyond).status_code == 404
