# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.makers import make_person, make_union
from unionnet.cli import main
from unionnet.foundation import tickets
from unionnet.tools.enrolment.actions import Request, enrol_all
from unionnet.tools.enrolment.tests.makers import NOON, make_offer

pytestmark = pytest.mark.django_db


def test_each_line_is_a_request_of_another_person_who_may(tmp_path: Path) -> None:
    union = make_union("区总工会")
    offer = make_offer(union, audience="members", open_to=union, min_age=18)
    holder, a, b = (make_person(name, union=union).pk for name in ("已有", "甲", "乙"))
    make_person("外人")
    enrol_all([Request(holder, offer.pk)], by=None, at=NOON)
    file = tmp_path / "tickets.jsonl"
    assert main(["drill", "tickets", offer.public_id, "2", str(file)]) == 0
    lines = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    assert {tuple(line) for line in lines} == {("method", "path", "headers", "body")}
    assert {line["path"] for line in lines} == {f"/hot/enrolment/{offer.public_id}/place"}
    people = [
        tickets.read(line["headers"]["Authorization"].removeprefix("Ticket ").encode()) for line in lines
    ]
    assert people == [a, b]


def test_it_says_when_there_are_not_enough(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    offer = make_offer(make_union("区总工会"))
    make_person("甲")
    assert main(["drill", "tickets", offer.public_id, "5", str(tmp_path / "t.jsonl")]) == 1
    assert "only 1 people are eligible" in capsys.readouterr().err
    assert main(["drill", "tickets", "222222222222", "5", str(tmp_path / "t.jsonl")]) == 66
