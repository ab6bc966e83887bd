# SPDX-License-Identifier: Apache-2.0
"""Claim 2: one person, one place. Fifty taps at once are one row and fifty times the same receipt."""

from __future__ import annotations

import random
from collections import defaultdict
from functools import partial

import pytest

from tests.figures import figure, measured
from tests.races.ground import Heard, Phone, in_parallel, make_crowd, open_offer, serving
from unionnet.tools.enrolment.models import Place
from unionnet.tools.enrolment.tests.makers import make_group

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True, databases=["default", "hot"])]
USERS, POSTS = figure("USERS", 40), figure("POSTS", 20)


def tap(port: int, person: int, offer: str) -> tuple[int, Heard]:
    phone = Phone(port, person)
    try:
        return person, phone.ask(offer)
    finally:
        phone.hang_up()


def test_many_taps_are_one_place_with_one_receipt() -> None:
    crowd = make_crowd(USERS)
    offer = open_offer(size=USERS, waiting_size=0)
    with serving() as server:
        tasks = [partial(tap, server.port, person, offer.public_id) for person in crowd for _ in range(POSTS)]
        random.Random(20261121).shuffle(tasks)
        answers = in_parallel(tasks)
    receipts: dict[int, set[str]] = defaultdict(set)
    firsts: dict[int, int] = defaultdict(int)
    for person, heard in answers:
        receipts[person].add(heard.said["receipt"])
        firsts[person] += heard.status == 201
    assert {len(each) for each in receipts.values()} == {1}
    assert set(firsts.values()) == {1}
    rows = dict(Place.objects.filter(offer=offer).values_list("person_id", "receipt"))
    assert rows == {person: next(iter(each)) for person, each in receipts.items()}
    measured(people=len(rows), posts=len(answers))


def test_one_place_of_a_group_also_on_two_servers_at_once() -> None:
    crowd = make_crowd(USERS)
    first = open_offer(size=USERS)
    group = make_group(first.organisation)
    offers = [open_offer(size=USERS, group=group, union=first.organisation) for _ in range(2)]
    with serving() as one, serving() as two:
        tasks = [
            partial(tap, server.port, person, offer.public_id)
            for person in crowd
            for server, offer in zip((one, two), offers, strict=True)
        ]
        answers = in_parallel(tasks)
    codes = sorted(heard.said.get("code", heard.status) for _person, heard in answers if heard.status != 201)
    assert codes == ["one_per_group"] * USERS
    assert Place.objects.filter(group=group).count() == USERS
