# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from tests.makers import make_officer, make_person, make_union, sign_in
from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Person
from unionnet.doors.api.actions import issue_token
from unionnet.foundation.clock import database_now
from unionnet.tools.activities.actions import move, take_roster
from unionnet.tools.activities.actions.attending import Named
from unionnet.tools.activities.models import Activity, Attendee
from unionnet.tools.activities.tests.makers import brought, first_session, planned
from unionnet.tools.activities.web.codes import code_for

pytestmark = pytest.mark.django_db
API = "/api/v1"
HOURS = {"starts_at": "2024-03-08T09:00:00+08:00", "ends_at": "2024-03-08T11:00:00+08:00"}


@pytest.fixture
def town() -> Organisation:
    return make_union("永宁街道总工会")


@pytest.fixture
def officer(town: Organisation) -> Person:
    return make_officer(town)


@pytest.fixture
def chair(town: Organisation) -> Person:
    return make_officer(town, role="leader")


def by(person: Person) -> Client:
    return sign_in(Client(), person)


def sent(client: Client, method: str, address: str, said: dict[str, Any], **heads: str) -> Any:
    return client.generic(
        method, API + address, json.dumps(said), content_type="application/json", headers=heads
    )


def a_file(union: Organisation, **more: Any) -> dict[str, Any]:
    said = {"organisation": union.public_id, "kind": "culture", "title": "三八节趣味运动会", **HOURS}
    return {**said, "place": "镇文化站", "expected": 50, **more}


def test_a_system_files_an_activity_once(town: Organisation, officer: Person) -> None:
    first, again = (sent(by(officer), "POST", "/activities", a_file(town)) for _ in range(2))
    assert (first.status_code, first.json()) == (201, again.json())
    told = first.json()
    assert (told["code"], told["state"], told["place"], told["persons"]) == (
        "2024-001",
        "planned",
        "镇文化站",
        0,
    )
    assert Activity.objects.count() == 1
    session = Activity.objects.get().sessions.get()
    assert session.starts_at.isoformat() == "2024-03-08T01:00:00+00:00"


@pytest.mark.parametrize(
    ("more", "status"),
    [
        ({"place": ""}, 409),
        ({"ends_at": "2024-03-08T08:00:00+08:00"}, 409),
        ({"starts_at": "1024-03-08T09:00:00+08:00", "ends_at": "1024-03-08T11:00:00+08:00"}, 409),
        ({"starts_at": "2024-03-08T09:00:00"}, 422),
        ({"title": "会"}, 422),
        ({"kind": "party"}, 422),
        ({"expected": 0}, 422),
        ({"site": "222222222222"}, 404),
    ],
)
def test_a_plan_that_makes_no_sense_is_told_so(
    town: Organisation, officer: Person, more: dict[str, Any], status: int
) -> None:
    assert sent(by(officer), "POST", "/activities", a_file(town, **more)).status_code == status
    assert Activity.objects.count() == 0


def test_only_who_manages_there_files_and_only_with_the_scope(town: Organisation, officer: Person) -> None:
    outside = make_officer(make_union("别处总工会"))
    for person in (outside, make_person("林晓", union=town)):
        assert sent(by(person), "POST", "/activities", a_file(town)).status_code == 404
    assert sent(Client(), "POST", "/activities", a_file(town)).status_code == 401
    admin = make_officer(town, role="system_admin")
    _token, secret = issue_token(town, "对接", ["activities:read"], days=30, by=admin)
    answer = sent(Client(), "POST", "/activities", a_file(town), Authorization=f"Bearer {secret}")
    assert answer.status_code == 403


def test_what_came_of_it_is_put_until_the_archive(town: Organisation, officer: Person, chair: Person) -> None:
    activity = brought(planned(town, officer), "finish", by=officer, chair=chair)
    address = f"/activities/{activity.public_id}/outcome"
    for words in ("职工放松了身心", "五十人参加，职工放松了身心"):
        assert sent(by(officer), "PUT", address, {"outcome": words}).json()["outcome"] == words
    assert sent(by(officer), "PUT", address, {"outcome": ""}).status_code == 422
    assert sent(by(make_person("林晓", union=town)), "PUT", address, {"outcome": "好"}).status_code == 404
    take_roster(first_session(activity), [Named(name="李静")], via="paper", by=officer)
    move(activity, "archive", by=officer)
    assert sent(by(officer), "PUT", address, {"outcome": "好"}).status_code == 409


def test_who_reads_the_code_on_the_screen_signs_in_once(
    town: Organisation, officer: Person, chair: Person
) -> None:
    now = database_now()
    hours = {"starts_at": now - timedelta(hours=1), "ends_at": now + timedelta(hours=1)}
    activity = brought(planned(town, officer, **hours), "start", by=officer, chair=chair)
    session, member = first_session(activity), make_person("林晓", union=town)
    first, again = (
        sent(by(member), "POST", "/me/attendances", {"code": code_for(session)}) for _ in range(2)
    )
    assert (first.status_code, first.json()["session"], first.json()["title"]) == (201, 1, activity.title)
    assert first.json() == again.json()
    assert Attendee.objects.get().person == member
    forged = sent(by(member), "POST", "/me/attendances", {"code": f"{session.public_id}:x:y"})
    assert (forged.status_code, forged.json()["code"]) == (409, "old_code")
    assert sent(Client(), "POST", "/me/attendances", {"code": code_for(session)}).status_code == 401
