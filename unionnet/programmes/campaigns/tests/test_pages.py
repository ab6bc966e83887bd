# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.knocking import text_of
from tests.makers import make_officer, make_union, sign_in
from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Person
from unionnet.directory.places.tests.makers import make_site
from unionnet.programmes.campaigns.models import Campaign
from unionnet.tools.activities.models import Activity
from unionnet.tools.enrolment.models import Offer

pytestmark = pytest.mark.django_db
SAID = {
    "kind": "warmth",
    "title": "暖冬行动",
    "line": "四季送",
    "starts_on": "2024-01-01",
    "ends_on": "2024-03-31",
    "budget": "3000.50",
}
PLAN = {
    "kind": "service",
    "title": "送姜茶进驿站",
    "starts_at": "2024-03-08T09:00",
    "ends_at": "2024-03-08T11:00",
    "place": "枫林路口",
    "expected": "50",
    "audience": "everyone",
}


@pytest.fixture
def town() -> Organisation:
    return make_union("永宁街道总工会")


@pytest.fixture
def officer(town: Organisation, client: Client) -> Person:
    person = make_officer(town)
    sign_in(client, person)
    return person


def test_a_campaign_is_opened_filled_and_closed_by_forms(
    client: Client, town: Organisation, officer: Person
) -> None:
    make_site(town, "枫林路口驿站")
    assert client.get("/desk/campaigns/new").status_code == 200
    wrong = client.post("/desk/campaigns/new", {**SAID, "union": town.name, "sites": "不存在的驿站"})
    assert "没有找到：不存在的驿站" in text_of(wrong)
    said = {**SAID, "union": town.name, "sites": "枫林路口驿站", "any_tags": ["truck_driver"]}
    page = client.post("/desk/campaigns/new", said)["Location"]
    campaign = Campaign.objects.get()
    assert (campaign.budget, campaign.any_tags) == (300_050, ["truck_driver"])
    assert "枫林路口驿站" in client.get(f"{page}/edit").content.decode()
    assert client.post(f"{page}/edit", {**said, "budget": "10"})["Location"] == page
    assert client.post(f"{page}/partners", {"name": "红十字会", "role": "builds"})["Location"] == page
    assert client.get(f"{page}/hold").status_code == 200
    outside = client.post(f"{page}/hold", {**PLAN, "ends_at": "2024-04-08T11:00"})
    assert "活动时间应在行动的起止日期以内" in text_of(outside)
    assert client.post(f"{page}/hold", PLAN).status_code == 302
    activity = Activity.objects.get()
    shown = text_of(client.get(page))
    for words in ("送姜茶进驿站", "红十字会", "枫林路口驿站", "货车司机", "还有 1 个活动没有归档"):
        assert words in shown
    places = f"/desk/campaigns/places/{activity.public_id}"
    assert places in client.get(page).content.decode()
    offered = {"size": "20", "opens_at": "2024-03-01T12:00", "closes_at": "2024-03-07T12:00"}
    assert client.post(places, offered).status_code == 302
    assert client.get(places)["Location"] == f"/desk/enrolment/{Offer.objects.get().public_id}/"
    client.post(f"/desk/activities/{activity.public_id}/moves/cancel", {"note": "连日大雨"})
    client.post(f"{page}/close")
    assert "已结项" in text_of(client.get(page))
    for sheet in ("/desk/campaigns/campaigns.xlsx", f"{page}/activities.xlsx"):
        assert client.get(sheet).status_code == 200


def test_the_list_asks_the_same_however_long_it_is(
    client: Client, town: Organisation, officer: Person
) -> None:
    client.post("/desk/campaigns/new", {**SAID, "union": town.name})
    with CaptureQueriesContext(connection) as few:
        client.get("/desk/campaigns/")
    for number in range(12):
        client.post("/desk/campaigns/new", {**SAID, "union": town.name, "title": f"第 {number} 轮"})
    with CaptureQueriesContext(connection) as many:
        assert "行动（项） 13" in text_of(client.get("/desk/campaigns/"))
    assert len(many) <= len(few)


@pytest.mark.parametrize("query", ["q=%27%3B--", "year=²²²²", "kind=zzz", "after=zzz", "q=" + "王" * 900])
def test_a_hostile_address_never_breaks_a_list(client: Client, officer: Person, query: str) -> None:
    for door in ("/desk/campaigns/", "/desk/campaigns/campaigns.xlsx", "/campaigns/"):
        assert client.get(f"{door}?{query}").status_code == 200
    assert client.get("/campaigns/?lat=1e999&lon=abc&near=%00".replace("%00", "")).status_code == 200


@pytest.mark.parametrize(
    "said",
    [
        {"title": "\x01\x02控制符号"},
        {"budget": "1e309"},
        {"budget": "NaN"},
        {"starts_on": "9999-12-31"},
        {"any_tags": ["nobody"]},
        {"sites": "、、、"},
        {"line": "四" * 500},
    ],
)
def test_hostile_words_never_break_the_form(
    client: Client, town: Organisation, officer: Person, said: dict[str, Any]
) -> None:
    answer = client.post("/desk/campaigns/new", {**SAID, "union": town.name, **said})
    assert answer.status_code in (302, 422)


def test_machines_read_what_campaigns_came_to(client: Client, town: Organisation, officer: Person) -> None:
    client.post("/desk/campaigns/new", {**SAID, "union": town.name})
    (row,) = client.get("/api/v1/campaigns").json()["items"]
    assert (row["title"], row["activities"], row["persons"], row["is_closed"]) == ("暖冬行动", 0, 0, False)
    assert client.get(f"/api/v1/campaigns/{row['id']}").json() == row
