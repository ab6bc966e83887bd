# SPDX-License-Identifier: Apache-2.0
"""The waiting room tells the truth, in one reading for everybody who watches."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import pytest
from django.db import connections

from tests.makers import make_person
from unionnet.doors.hotlane.book import Book
from unionnet.doors.hotlane.places import live
from unionnet.doors.hotlane.tests.test_lane import open_offer
from unionnet.tools.enrolment.actions import Request, enrol_all
from unionnet.tools.enrolment.hot import read_offers

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "hot"])


def watched(public_id: str, people: list[int | None]) -> list[dict[str, Any]]:
    """The first thing each of them hears; and that the reader rests when they have gone."""

    async def first(room: live.Live, person: int | None) -> dict[str, Any]:
        events = room._events(public_id, person)
        try:
            heard: dict[str, Any] = json.loads((await asyncio.wait_for(anext(events), 5)).data)
        finally:
            await events.aclose()  # type: ignore[attr-defined]
        return heard

    async def play() -> list[dict[str, Any]]:
        book = Book(read_offers)
        room = live.Live(book)
        try:
            found = await asyncio.gather(*(first(room, person) for person in people))
            assert room._viewers == {}
            assert room._state == {}
            return found
        finally:
            await asyncio.get_running_loop().run_in_executor(room._thread, connections.close_all)
            book.close()
            room._thread.shutdown()

    return asyncio.run(play())


def test_everybody_hears_the_counts_and_only_their_own_position() -> None:
    offer = open_offer(size=1)
    a, b, c = (make_person(name).pk for name in ("甲", "乙", "丙"))
    enrol_all([Request(person, offer.pk) for person in (a, b, c)], by=None)
    connections.close_all()
    told = watched(offer.public_id, [None, a, b, c])
    assert {(each["size"], each["taken"], each["free"], each["waiting"], each["stage"]) for each in told} == {
        (1, 1, 0, 2, "open")
    }
    assert [(each["mine"], each["ahead"]) for each in told] == [
        (None, None),
        ("taken", 0),
        ("waiting", 0),
        ("waiting", 1),
    ]
    assert all(each["opens_in"] == 0 for each in told)


def test_before_a_draw_nobody_is_ahead_of_anybody() -> None:
    offer = open_offer(size=1, mode="lottery")
    a, b = (make_person(name).pk for name in ("甲", "乙"))
    enrol_all([Request(person, offer.pk) for person in (a, b)], by=None)
    connections.close_all()
    told = watched(offer.public_id, [None, a, b])
    assert {(each["entered"], each["waiting"]) for each in told} == {(2, 0)}
    assert [(each["mine"], each["ahead"]) for each in told] == [(None, None), ("entered", 0), ("entered", 0)]
