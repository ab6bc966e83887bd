# SPDX-License-Identifier: Apache-2.0
"""Doors: few questions however many cards, a policy of its own for the camera, and no harm from odd words."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.makers import make_officer, make_person, make_union, sign_in
from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Person
from unionnet.foundation.clock import database_now
from unionnet.programmes.luckcards.models import Collection
from unionnet.programmes.luckcards.tests.makers import make_cards, make_collection
from unionnet.tools.benefits.models import Entry

pytestmark = pytest.mark.django_db


@pytest.fixture
def union() -> Organisation:
    return make_union("东莞市总工会")


@pytest.fixture
def collection(union: Organisation) -> Collection:
    now = database_now()
    times = {"opens_at": now - timedelta(hours=1), "closes_at": now + timedelta(hours=9)}
    return make_collection(union, make_officer(union), raffle=times)


@pytest.fixture
def rider(union: Organisation) -> Person:
    return make_person("韩骑手", union=union)


def asked(client: Client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


def test_a_hand_asks_the_same_for_one_card_and_for_many(collection: Collection, rider: Person) -> None:
    phone, here = sign_in(Client(), rider), f"/luckcards/{collection.public_id}"
    make_cards(rider, collection, 1)
    one = asked(phone, here)
    make_cards(rider, collection, 1, 1, 2, 2, 2)
    assert asked(phone, here) == one
    assert one <= 30


def test_lists_ask_the_same_for_one_and_for_many(union: Organisation, collection: Collection) -> None:
    officer = make_officer(union, name="再一位")
    desk = sign_in(Client(), officer)
    addresses = ("/luckcards/", "/desk/luckcards/")
    one = [asked(desk, address) for address in addresses]
    for _n in range(3):
        make_collection(union, officer)
    assert [asked(desk, address) for address in addresses] == one


def test_the_page_of_the_camera_talks_to_nobody_else(collection: Collection, rider: Person) -> None:
    page = sign_in(Client(), rider).get(f"/luckcards/{collection.public_id}/scan?code=a3f9-0c21-77de")
    policy = page.headers["Content-Security-Policy"]
    assert "img-src 'self' data:;" in f"{policy};"
    assert "unsafe" not in policy
    assert "wasm" not in policy
    assert page.headers["Permissions-Policy"].startswith("camera=(self)")
    assert 'value="A3F90C2177DE"' in page.content.decode()


@pytest.mark.parametrize("words", ["", "\u202e\u200b", "9" * 400, "scan", "<script>", "-1"])
def test_odd_words_are_no_harm(collection: Collection, rider: Person, words: str) -> None:
    phone, here = sign_in(Client(), rider), f"/luckcards/{collection.public_id}"
    assert phone.post(f"{here}/tries", {"way": words, "code": words, "key": words}).status_code == 302
    assert phone.post(f"{here}/exchange", {"gives": words}).status_code == 409
    assert phone.post(f"{here}/offers", {"number": words}).status_code == 409
    assert phone.get(f"{here}/scan", {"code": words}).status_code == 200
    assert phone.get(f"/luckcards/gifts/{words or 'x'}").status_code == 404
    assert Entry.objects.count() == 0
