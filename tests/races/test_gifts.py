# SPDX-License-Identifier: Apache-2.0
"""Gifts drawn by a crowd (S3-10): two phones each, the server killed in the middle. Never one gift too many,
one try a person, and what was told on the phone is what the list says and what the seed gives."""

from __future__ import annotations

import threading
import time
from collections import defaultdict
from datetime import timedelta
from functools import partial

import pytest

from tests.figures import figure, measured
from tests.makers import make_officer, make_union
from tests.races.ground import Heard, Phone, Server, in_parallel, make_crowd, serving
from unionnet.doors.drill.recompute import differences
from unionnet.foundation.clock import database_now
from unionnet.tools.benefits.actions import publish_raffle
from unionnet.tools.benefits.models import Entitled, Entry, Raffle, Win
from unionnet.tools.benefits.tests.makers import make_raffle, told_of

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True, databases=["default", "hot"])]
PEOPLE, KILLS = figure("PEOPLE", 600), figure("KILLS", 2)
GIFTS = PEOPLE // 19
PATIENCE = 60.0  # seconds, for a server that was killed several times


def open_raffle(*prizes: tuple[int | None, int]) -> Raffle:
    union, now = make_union("东莞市总工会"), database_now()
    times = {"opens_at": now - timedelta(hours=1), "closes_at": now + timedelta(hours=1)}
    return make_raffle(union, make_officer(union), *prizes, **times)


def until_told(port: int, raffle: str, person: int) -> Heard:
    """A broken line is asked again, as a phone does it: one try there is, and its answer stays the same."""
    give_up = time.monotonic() + PATIENCE
    while time.monotonic() < give_up:
        phone = Phone(port, person)
        heard = phone.try_luck(raffle)
        phone.hang_up()
        if heard.status not in (0, 429, 503):
            return heard
        time.sleep(0.05)
    raise AssertionError(f"nobody answers: {heard}")


def kill_now_and_then(server: Server) -> None:
    """From the thread that started it: on its leash the server ends with that one."""
    for _kill in range(KILLS):
        time.sleep(0.4)
        server.kill()
        server.start()
        server.wait_until_open()


def test_never_one_gift_too_many_though_the_server_is_killed() -> None:
    raffle = open_raffle((GIFTS, 100_000), (None, 200_000))
    crowd = make_crowd(PEOPLE, raffle.organisation)
    with serving() as server:
        phones = [partial(until_told, server.port, raffle.public_id, person) for person in (*crowd, *crowd)]
        heard: list[Heard] = []
        rush = threading.Thread(target=lambda: heard.extend(in_parallel(phones)))
        rush.start()
        kill_now_and_then(server)
        rush.join()
    told = defaultdict(set)
    for person, answer in zip((*crowd, *crowd), heard, strict=True):
        assert answer.status in (200, 201), answer
        told[person].add((answer.said["number"], answer.said["receipt"], answer.said["rank"]))
    entries = {
        row[0]: {(row[1], row[2], row[3] or 0)}
        for row in Entry.objects.values_list("person", "number", "receipt", "prize__rank")
    }
    assert told == entries, "both phones of a person are told the one try there is"
    prize = raffle.prizes.get(rank=1)
    wins = Win.objects.count()
    assert wins == sum(1 for ((_n, _r, rank),) in entries.values() if rank == 1) == Entitled.objects.count()
    assert wins + (prize.left or 0) == GIFTS
    publish_raffle(raffle, by=None, at=raffle.closes_at)
    assert differences(told_of(Raffle.objects.get())) == []
    measured(people=PEOPLE, gifts=GIFTS, won=wins, kills=KILLS)


def test_when_the_last_gift_is_gone_nobody_wins() -> None:
    raffle = open_raffle((GIFTS, 1_000_000))
    crowd = make_crowd(GIFTS * 3, raffle.organisation)
    with serving() as server:
        heard = in_parallel([partial(until_told, server.port, raffle.public_id, person) for person in crowd])
    won = [answer for answer in heard if answer.status == 201 and answer.said["outcome"] == "won"]
    assert len(won) == Win.objects.count() == GIFTS
    assert {answer.said.get("code") for answer in heard if answer.status == 409} <= {"gone"}
    assert raffle.prizes.get().left == 0


def test_without_the_guard_the_same_crowd_wins_more_than_there_is() -> None:
    raffle = open_raffle((5, 1_000_000))
    crowd = make_crowd(60, raffle.organisation)
    with serving("tests.races.unguarded:application") as server:
        in_parallel([partial(until_told, server.port, raffle.public_id, person) for person in crowd])
    overdrawn = Win.objects.count() - 5
    measured(overdrawn_without_the_guard=overdrawn)
    assert overdrawn > 0
