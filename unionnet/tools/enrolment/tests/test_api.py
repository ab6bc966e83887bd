# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from tests.makers import make_person, make_union, sign_in
from unionnet.foundation.clock import database_now
from unionnet.tools.enrolment.models import Offer, Place
from unionnet.tools.enrolment.tests.makers import make_offer

pytestmark = pytest.mark.django_db


def open_offer(**given: object) -> Offer:
    now = database_now()
    return make_offer(
        **{"opens_at": now - timedelta(hours=1), "closes_at": now + timedelta(hours=1), **given}  # type: ignore[arg-type]
    )


def test_anyone_reads_an_offer_without_a_token(client: Client) -> None:
    offer = open_offer(size=3)
    told = client.get(f"/api/v1/offers/{offer.public_id}").json()
    assert (told["size"], told["taken"], told["waiting"], told["stage"]) == (3, 0, 0, "open")
    assert [each["id"] for each in client.get("/api/v1/offers").json()["items"]] == [offer.public_id]
    assert client.get("/api/v1/offers/222222222222").status_code == 404


def test_put_takes_a_place_once_and_delete_gives_it_back(client: Client) -> None:
    offer, person = open_offer(), make_person("林晓")
    sign_in(client, person)
    address = f"/api/v1/offers/{offer.public_id}/place"
    first, second = client.put(address).json(), client.put(address).json()
    assert first == second
    assert first["state"] == "taken"
    assert client.get("/api/v1/me/places").json() == [first]
    assert client.delete(address).status_code == 204
    assert Place.objects.count() == 0
    assert client.delete(f"/api/v1/offers/{offer.public_id}/withdrawal").json() == first
    assert client.delete(address).status_code == 204
    gone = client.delete(address)
    assert (gone.status_code, gone.json()["code"]) == (409, "no_place")


def test_who_entered_a_lottery_does_not_wait(client: Client) -> None:
    offer, person = open_offer(mode="lottery"), make_person("林晓")
    sign_in(client, person)
    told = client.put(f"/api/v1/offers/{offer.public_id}/place").json()
    assert (told["state"], told["position"]) == ("entered", None)
    told = client.get(f"/api/v1/offers/{offer.public_id}").json()
    assert (told["taken"], told["entered"], told["waiting"]) == (0, 1, 0)


def test_a_no_is_409_with_its_rule(client: Client) -> None:
    offer = open_offer(min_age=60)
    sign_in(client, make_person("小王"))
    no = client.put(f"/api/v1/offers/{offer.public_id}/place")
    assert no.status_code == 409
    assert {key: no.json()[key] for key in ("code", "message", "rule")} == {
        "code": "too_young",
        "message": "须年满 60 周岁。",
        "rule": "EN-08.age",
    }


def test_strangers_take_no_place(client: Client) -> None:
    assert client.put(f"/api/v1/offers/{open_offer().public_id}/place").status_code == 401


def test_members_read_the_masked_log(client: Client) -> None:
    union = make_union("永宁街道总工会")
    offer, person = open_offer(union=union), make_person("欧阳小芳", union=union)
    sign_in(client, person)
    client.put(f"/api/v1/offers/{offer.public_id}/place")
    told = client.get(f"/api/v1/offers/{offer.public_id}/results").json()
    assert [(line["number"], line["name"], line["outcome"]) for line in told["items"]] == [
        (1, "欧**芳", "taken")
    ]
    assert told["next"] is None
