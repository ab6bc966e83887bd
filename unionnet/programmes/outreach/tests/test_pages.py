# SPDX-License-Identifier: Apache-2.0
from typing import Any

import pytest
from django.test import Client

from tests.knocking import answers_at, text_of
from tests.makers import make_officer, make_union, sign_in
from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people import scanning
from unionnet.directory.places.tests.makers import at
from unionnet.foundation.clock import database_now
from unionnet.programmes.outreach.actions import Plan, call_meeting
from unionnet.programmes.outreach.models import Ask, Meeting

pytestmark = pytest.mark.django_db


@pytest.fixture
def union() -> Organisation:
    return make_union("望京街道总工会", region_code="110105")


@pytest.fixture
def meeting(union: Organisation) -> Meeting:
    """It began long ago and is not over, whatever today is."""
    plan = Plan("春季职工沟通会", "望京小街", at("2024-04-12 09:00"), at("2024-05-10 17:00"))
    made = call_meeting(union, plan, by=make_officer(union))
    Meeting.objects.filter(pk=made.pk).update(ends_at=at("2099-01-01 00:00"))
    return made


DOORS = [
    # door, nobody, worker, keeper, officer, officer of another union
    ("/outreach/", 200, 200, 200, 200, 200),
    ("/outreach/{meeting}", 200, 200, 200, 200, 200),
    ("/desk/outreach/", 302, 403, 403, 200, 200),
    ("/desk/outreach/new", 302, 403, 403, 200, 200),
    ("/desk/outreach/{meeting}", 302, 403, 403, 200, 404),
    ("/desk/outreach/{meeting}?print=1", 302, 403, 403, 200, 404),
    ("/desk/outreach/{meeting}?poster=1", 302, 403, 403, 200, 404),
    ("/desk/outreach/{meeting}/report.xlsx", 302, 403, 403, 200, 404),
    ("/desk/outreach/{meeting}/tally", 302, 403, 403, 200, 404),
]


@pytest.mark.parametrize("door", DOORS, ids=[door[0] for door in DOORS])
def test_each_door_opens_for_whom_it_is_made(
    client: Client, meeting: Meeting, union: Organisation, door: tuple[Any, ...]
) -> None:
    assert answers_at(client, door[0].format(meeting=meeting.public_id), union) == door[1:]


def test_a_passer_by_asks_and_an_officer_answers(client: Client, meeting: Meeting) -> None:
    page = f"/outreach/{meeting.public_id}"
    asked = {"kind": "service", "text": "哪里有免费体检？"}
    assert client.post(page, asked)["Location"] == page
    for said in ({"kind": "king", "text": "哪里有体检？"}, {"kind": "question", "text": "长" * 301}):
        assert client.post(page, said).status_code == 422
    sign_in(client, make_officer(meeting.organisation))
    there = f"/desk/outreach/{meeting.public_id}"
    assert "哪里有免费体检？" in text_of(client.get(there))
    client.post(f"/desk/outreach/asks/{Ask.objects.get().public_id}/answer", {"reply": "周六在街道体检"})
    client.post(f"{there}/asks", {"kind": "question", "text": "农民工能入会吗"})
    client.post(f"{there}/leaflets", {"title": "入会须知", "count": "120"})
    client.post(f"{there}/leaflets", {"title": "入会须知", "count": "9" * 40})
    report = text_of(client.get(f"{there}?print=1"))
    assert "政策咨询（件） 1 服务诉求 1 件，已答复 1 件" in report
    assert "发放资料（份） 120" in report


def test_a_meeting_is_called_by_a_form(client: Client, union: Organisation) -> None:
    sign_in(client, make_officer(union))
    said = {"union": union.name, "title": "夏季沟通会", "place": "小街"}
    hours = {"starts_at": "2024-06-01T09:00", "ends_at": "2024-06-01T17:00"}
    assert client.post("/desk/outreach/new", {**said, **hours}).status_code == 302
    assert Meeting.objects.get().join_code.event == "夏季沟通会"
    crossed = {"starts_at": "2024-06-01T09:00", "ends_at": "2024-06-01T08:00"}
    assert client.post("/desk/outreach/new", {**said, **crossed}).status_code == 409
    assert client.post("/desk/outreach/new", {**said, **hours, "union": "别处"}).status_code == 422


def test_nobody_makes_up_when_they_scanned() -> None:
    now = database_now().replace(microsecond=0)
    assert scanning.scanned_at(scanning.stamp(now), at=now) == now
    for text in ("", "1", "x" * 5000, scanning.stamp(now)[:-1], scanning.stamp(at("2024-01-01 00:00"))):
        assert scanning.scanned_at(text, at=now) is None


def test_machines_read_how_many_came_of_a_meeting(client: Client, meeting: Meeting) -> None:
    Ask.objects.create(meeting=meeting, kind="question", text="骑手怎样入会")
    sign_in(client, make_officer(meeting.organisation))
    (row,) = client.get("/api/v1/outreach-meetings").json()["items"]
    assert (row["title"], row["asked"], row["joined"], row["leaflets"]) == ("春季职工沟通会", 1, 0, 0)
    assert client.get(f"/api/v1/outreach-meetings/{meeting.public_id}").json() == row
    sign_in(client, make_officer(make_union("别处总工会")))
    assert client.get("/api/v1/outreach-meetings").json()["items"] == []
