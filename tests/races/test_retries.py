# SPDX-License-Identifier: Apache-2.0
"""Claim 5: retries are harmless. Every fifth answer is lost on the way; the phone asks again with its key."""

from __future__ import annotations

import random
from functools import partial

import pytest

from tests.figures import figure, measured
from tests.races.ground import Heard, Phone, Server, in_parallel, make_crowd, open_offer, serving
from unionnet.tools.enrolment.models import KeyedRequest, Place, Waiting

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True, databases=["default", "hot"])]
USERS = figure("USERS", 200)


def ask_until_heard(server: Server, person: int, offer: str) -> tuple[list[Heard], Heard]:
    """The proxy drops a fifth of the answers after the commit. Returns what was lost and what was heard."""
    chance = random.Random(person)
    phone, lost = Phone(server.port, person), []
    try:
        while (heard := phone.ask(offer, key=f"key-{person}")) and chance.random() < 0.2:
            lost.append(heard)
        return lost, heard
    finally:
        phone.hang_up()


def test_effects_are_as_many_as_keys_and_replays_are_equal_to_the_byte() -> None:
    crowd = make_crowd(USERS)
    offer = open_offer(size=USERS // 2, waiting_size=None)
    with serving() as server:
        answers = in_parallel([partial(ask_until_heard, server, person, offer.public_id) for person in crowd])
        phone = Phone(server.port, crowd[0])
        other_body = phone.ask(offer.public_id, key=f"key-{crowd[0]}", body="{}")
        other_offer = phone.ask(open_offer().public_id, key=f"key-{crowd[0]}")
        phone.hang_up()
    assert sum(bool(lost) for lost, _heard in answers) > USERS // 10
    measured(people=USERS, answers_lost=sum(len(lost) for lost, _heard in answers))
    for lost, heard in answers:
        assert {each.body for each in lost} <= {heard.body}
        assert {each.status for each in lost} <= {heard.status}
    assert Place.objects.filter(offer=offer).count() == USERS // 2
    assert Waiting.objects.filter(offer=offer).count() == USERS - USERS // 2
    assert KeyedRequest.objects.count() == USERS
    assert [(each.status, each.said["code"]) for each in (other_body, other_offer)] == [
        (409, "key_reused")
    ] * 2


def test_without_the_memory_of_keys_a_replay_differs() -> None:
    """The negative control: asking again without a key says `held`, not the bytes of the first answer."""
    (person,) = make_crowd(1)
    offer = open_offer()
    with serving() as server:
        phone = Phone(server.port, person)
        first, second = phone.ask(offer.public_id), phone.ask(offer.public_id)
        phone.hang_up()
    assert (first.status, second.status) == (201, 200)
    assert first.body != second.body
    assert first.said["receipt"] == second.said["receipt"]
