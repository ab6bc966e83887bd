# SPDX-License-Identifier: Apache-2.0
"""The contract with a switchboard, and with another desk."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from tests.makers import make_officer, sign_in
from unionnet.directory.people.models import Person
from unionnet.doors.seats.models import Call, CallEvent
from unionnet.doors.seats.tests.makers import PHONE, TITLE, Line, make_line, make_ringing
from unionnet.foundation.clock import database_now
from unionnet.tools.casework.models import Case

pytestmark = pytest.mark.django_db
EVENTS = "/api/v1/calls/events"


@pytest.fixture
def line() -> Line:
    return make_line()


def post(person: Person, address: str, said: dict[str, Any]) -> Any:
    return sign_in(Client(), person).post(address, said, content_type="application/json")


def ring(line: Line, **more: Any) -> dict[str, Any]:
    said = {"office": line.city.public_id, "event": "e1", "call": "c1", "what": "ring"}
    return {**said, "at": database_now().isoformat(), "number": PHONE, **more}


def test_an_event_is_heard_once_and_tells_no_number(line: Line) -> None:
    said = ring(line)
    first, again = (post(line.engineer, EVENTS, said) for _ in range(2))
    assert (first.status_code, first.json()) == (200, again.json())
    assert first.json()["call"] == "c1"
    assert PHONE not in first.content.decode()
    assert (Call.objects.count(), CallEvent.objects.count()) == (1, 1)
    used = post(line.engineer, EVENTS, ring(line, what="answer"))
    assert (used.status_code, used.json()["code"]) == (409, "event_used")


@pytest.mark.parametrize(
    "odd",
    [
        {"at": "2026-03-02T09:00:00"},
        {"at": "gestern"},
        {"what": "dance"},
        {"event": ""},
        {"call": "c" * 65},
        {"number": "139a"},
        {"extension": "1" * 13},
    ],
)
def test_what_is_no_event_is_refused(line: Line, odd: dict[str, Any]) -> None:
    assert post(line.engineer, EVENTS, ring(line, **odd)).status_code == 422


def test_who_may_speak_for_a_switchboard(line: Line) -> None:
    assert post(line.qin, EVENTS, ring(line)).status_code == 404
    below = make_officer(line.county, role="system_admin")
    assert post(below, EVENTS, ring(line)).status_code == 404
    assert Client().post(EVENTS, ring(line), content_type="application/json").status_code == 401
    assert post(line.engineer, EVENTS, ring(line, office=line.county.public_id)).status_code == 200


def test_another_desk_reads_and_ends_calls(line: Line) -> None:
    answered, wrong = make_ringing(line), make_ringing(line)
    told = sign_in(Client(), line.qin).get("/api/v1/calls").json()["items"]
    assert {each["call"] for each in told} == {answered.number, wrong.number}
    said = {"title": TITLE, "kind": "hotline.petition", "reply": "可以申请仲裁。"}
    there = f"/api/v1/calls/{answered.public_id}/ending"
    ended, again = (post(line.qin, there, said).json() for _ in range(2))
    assert ended == again
    assert (ended["ending"], ended["case"]) == ("case", Case.objects.get().public_id)
    there = f"/api/v1/calls/{wrong.public_id}/ending"
    assert post(line.qin, there, {"title": TITLE, "kind": "no.such"}).status_code == 404
    assert post(line.qin, there, {}).json()["code"] == "no_such_ending"
    assert post(line.qin, there, {"ending": "wrong"}).json()["ending"] == "wrong"
    assert post(line.at_county, there, {"ending": "wrong"}).status_code == 404
    assert sign_in(Client(), line.at_county).get("/api/v1/calls").json()["items"] == []
