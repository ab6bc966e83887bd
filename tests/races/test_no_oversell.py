# SPDX-License-Identifier: Apache-2.0
"""Claim 1: no oversell. Everybody sends twice; rows, counter and receipts agree with the size."""

from __future__ import annotations

from functools import partial

import pytest

from tests.figures import figure, measured, progress
from tests.races.ground import Heard, Phone, in_parallel, make_crowd, open_offer, serving
from unionnet.tools.enrolment.models import Offer, Place

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True, databases=["default", "hot"])]
USERS, ROUNDS = figure("USERS", 400), figure("ROUNDS", 2)
SEATS = USERS // 20


def rush(port: int, offer: Offer, crowd: list[int]) -> list[Heard]:
    def twice(person: int) -> list[Heard]:
        phone = Phone(port, person)
        try:
            return [phone.ask(offer.public_id), phone.ask(offer.public_id)]
        finally:
            phone.hang_up()

    return [heard for pair in in_parallel([partial(twice, person) for person in crowd]) for heard in pair]


def test_never_one_place_too_many() -> None:
    crowd = make_crowd(USERS)
    with serving() as server:
        for number in range(ROUNDS):
            offer = open_offer(size=SEATS, waiting_size=0)
            heard = rush(server.port, offer, crowd)
            offer.refresh_from_db()
            receipts = {each.said["receipt"] for each in heard if each.status in (200, 201)}
            assert {each.status for each in heard} <= {200, 201, 409}
            assert Place.objects.filter(offer=offer).count() == SEATS
            assert offer.taken == SEATS
            assert len(receipts) == SEATS
            assert sum(each.status == 201 for each in heard) == SEATS
            progress(f"round {number + 1} / {ROUNDS}: {SEATS} places, {len(heard)} requests")
            measured(places=SEATS, requests=len(heard), rounds=number + 1)


def test_without_the_guard_the_same_rush_oversells() -> None:
    crowd = make_crowd(200)
    offer = open_offer(size=10, waiting_size=0)
    with serving("tests.races.unguarded:application") as server:
        rush(server.port, offer, crowd)
    oversold = Place.objects.filter(offer=offer).count() - 10
    measured(oversold_without_the_guard=oversold)
    assert oversold > 0
