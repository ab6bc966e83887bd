# SPDX-License-Identifier: Apache-2.0
from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings as Options

from tests.knocking import answers_at, text_of
from tests.makers import make_officer, make_person, make_union, sign_in
from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Disclosed
from unionnet.programmes.cards.actions import request_card, send_waiting
from unionnet.programmes.cards.models import CardRequest

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _a_bank(settings: Options) -> None:
    settings.UNIONNET_BANK = "simulator"


@pytest.fixture
def union() -> Organisation:
    return make_union("望京街道总工会", region_code="110105")


@pytest.fixture
def card(union: Organisation) -> CardRequest:
    member = make_person("韩大路", union=union)
    return request_card(member, by=member)


DOORS = [
    # door, nobody, worker, keeper, officer, officer of another union
    ("/cards/", 302, 200, 200, 200, 200),
    ("/desk/cards/", 302, 403, 403, 200, 200),
    ("/desk/cards/cards.xlsx", 302, 403, 403, 200, 200),
    ("/desk/cards/{card}", 302, 403, 403, 200, 404),
]


@pytest.mark.parametrize("door", DOORS, ids=[door[0] for door in DOORS])
def test_each_door_opens_for_whom_it_is_made(
    client: Client, card: CardRequest, union: Organisation, door: tuple[Any, ...]
) -> None:
    assert answers_at(client, door[0].format(card=card.public_id), union) == door[1:]


def test_nothing_is_asked_without_the_box_being_ticked(client: Client, union: Organisation) -> None:
    member = make_person("韩大路", union=union)
    sign_in(client, member)
    assert client.post("/cards/", {}).status_code == 422
    assert not CardRequest.objects.exists()
    assert client.post("/cards/", {"agreed": "on"}).status_code == 302
    assert "现在可以撤回" in text_of(client.get("/cards/"))


def test_nobody_closes_the_card_of_another(client: Client, card: CardRequest, union: Organisation) -> None:
    sign_in(client, make_person("别人", union=union))
    assert client.post(f"/cards/{card.public_id}/closure", {"move": "withdraw"}).status_code == 404
    sign_in(client, card.person)
    assert client.post(f"/cards/{card.public_id}/closure", {"move": "issue"}).status_code == 409
    card.refresh_from_db()
    assert card.state == "requested"


def test_an_officer_refuses_with_a_reason_the_member_reads(
    client: Client, card: CardRequest, union: Organisation
) -> None:
    send_waiting()
    sign_in(client, make_officer(union))
    page = f"/desk/cards/{card.public_id}"
    assert client.post(f"{page}/closure", {"move": "refuse"}).status_code == 409
    assert client.post(f"{page}/issue", {"tail": "12x4"}).status_code == 409
    assert client.post(f"{page}/closure", {"move": "refuse", "reason": "证件过期"}).status_code == 302
    sign_in(client, card.person)
    assert "证件过期" in text_of(client.get("/cards/"))


@pytest.mark.parametrize("query", ["state=king", "q=%27%3B--", "after=zz", "q=" + "王" * 900])
def test_a_hostile_address_never_breaks_the_list(client: Client, card: CardRequest, query: str) -> None:
    sign_in(client, make_officer(card.membership.organisation))
    for door in ("", "cards.xlsx"):
        assert client.get(f"/desk/cards/{door}?{query}").status_code == 200


def test_machines_read_requests_without_a_number_and_the_member_can_see_it(
    client: Client, card: CardRequest, union: Organisation
) -> None:
    officer = make_officer(union)
    sign_in(client, officer)
    answer = client.get("/api/v1/card-requests?state=requested")
    (row,) = answer.json()["items"]
    assert (row["name"], row["state"], row["tail"]) == ("韩大路", "requested", "")
    assert "parcel" not in answer.content.decode()
    assert client.get(f"/api/v1/card-requests/{card.public_id}").json() == row
    told = Disclosed.objects.filter(person=card.person, disclosure__by=officer)
    assert told.count() == 2
    assert client.get("/api/v1/card-requests?state=issued").json()["items"] == []
    sign_in(client, make_person("别人", union=union))
    assert client.get("/api/v1/card-requests").json()["items"] == []
