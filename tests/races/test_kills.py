# SPDX-License-Identifier: Apache-2.0
"""Claims 3 and 4: server, worker and database get SIGKILL in the middle of a rush. Nothing acknowledged is
lost, nothing appears that nobody asked for, and it serves again within 15 s without anybody's hand."""

from __future__ import annotations

import os
import random
import signal
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import psycopg
import pytest

from tests.empty import copied_to
from tests.figures import figure, measured, progress
from tests.races.ground import Heard, Phone, Server, serving
from tests.races.worker import Worker
from unionnet.doors.bench import people
from unionnet.doors.bench.ground import Ground
from unionnet.foundation.postgres.roles import APP, OWNER

pytestmark = pytest.mark.race
KILLS, SECONDS, THREADS = figure("KILLS", 4), figure("SECONDS", 8), 24
CROWD, SIZE = figure("CROWD", 60_000), 1_000_000
LEAST = figure("ACKNOWLEDGED", 100 * KILLS)
SOON = 15.0
VICTIMS = ("server", "database", "worker")


@dataclass
class History:
    """What was asked and what was heard. A client that heard nothing knows nothing."""

    asked: set[int] = field(default_factory=set)
    acknowledged: dict[int, str] = field(default_factory=dict)
    unknown: set[int] = field(default_factory=set)
    refused: dict[int, Heard] = field(default_factory=dict)

    def note(self, person: int, heard: Heard) -> None:
        if heard.status in (200, 201):
            self.acknowledged[person] = heard.said["receipt"]
        elif heard.status in (0, 429, 503):
            self.unknown.add(person)
        else:
            self.refused[person] = heard


@pytest.fixture
def ground(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ground]:
    """A cluster of its own: the one of the other tests is not ours to kill."""
    cluster = copied_to(tmp_path_factory.mktemp("kills") / "postgres")
    cluster.start()
    try:
        yield Ground(cluster, cluster.url(OWNER), cluster.url(APP))
    finally:
        cluster.stop()


def rush(port: int, offer: str, history: History, crowd: Iterator[int], over: threading.Event) -> None:
    lock = threading.Lock()

    def work() -> None:
        while not over.is_set():
            with lock:
                person = next(crowd, None)
            if person is None:
                return
            phone = Phone(port, person)
            history.asked.add(person)
            heard = phone.ask(offer)
            if heard.status in (0, 429, 503) and person % 2:
                time.sleep(0.2)  # every second of them asks again, the others never learn
                history.unknown.add(person)
                heard = phone.ask(offer)
            history.note(person, heard)
            phone.hang_up()
            if heard.status == 0:
                time.sleep(0.05)

    crew = [threading.Thread(target=work) for _ in range(THREADS)]
    for one in crew:
        one.start()
    for one in crew:
        one.join()


def serves(port: int, offer: str, person: int, limit: float = 60.0) -> float:
    """Seconds until somebody is given an answer again."""
    began = time.monotonic()
    while time.monotonic() - began < limit:
        phone = Phone(port, person)
        heard = phone.ask(offer)
        phone.hang_up()
        if heard.status in (200, 201):
            return time.monotonic() - began
        time.sleep(0.05)
    raise AssertionError("it does not serve again")


def killed(server: Server, worker: Worker, ground: Ground, victim: str) -> None:
    if victim == "server":
        server.kill()
        server.start()
    elif victim == "worker":
        worker.kill()
    else:
        pid = ground.cluster.pid()
        assert pid is not None
        os.kill(pid, signal.SIGKILL)
        ground.cluster.start()


def check(ground: Ground, history: History) -> None:
    with psycopg.connect(ground.owner) as db:
        rows: dict[int, str] = dict(
            db.execute("SELECT person_id, receipt FROM enrolment_place WHERE offer_id = 1").fetchall()
        )
        counted = db.execute("SELECT taken, last_number FROM enrolment_offer WHERE id = 1").fetchone()
        told = db.execute(
            "SELECT count(*) FROM journal_entry WHERE fact = 'enrolment.place_taken'"
        ).fetchone()
    lost = {person for person, receipt in history.acknowledged.items() if rows.get(person) != receipt}
    invented = set(rows) - history.asked
    resolved = {person for person in rows if person not in history.acknowledged}
    assert (lost, invented) == (set(), set())
    assert resolved <= history.unknown
    assert counted == (len(rows), len(rows))
    assert told == (len(rows),)
    assert history.refused == {}


def test_kills_lose_nothing_and_invent_nothing(ground: Ground, tmp_path: Path) -> None:
    people.load(ground.owner, CROWD + 1000)
    offer = people.make_offer(ground.owner, 1, SIZE)
    history, over = History(), threading.Event()
    chance, pauses = random.Random(20261121), []
    with serving(DATABASE_URL=ground.app) as server:
        crowd = iter(range(1, CROWD + 1))
        crew = threading.Thread(target=rush, args=(server.port, offer, history, crowd, over))
        crew.start()
        worker = Worker(ground)
        for number in range(KILLS):
            time.sleep(SECONDS / KILLS * (0.5 + chance.random()))
            victim = VICTIMS[number % len(VICTIMS)]
            killed(server, worker, ground, victim)
            worker.revive()
            witness = CROWD + 1 + number
            history.asked.add(witness)
            history.unknown.add(witness)
            pauses.append(serves(server.port, offer, witness))
            progress(f"kill {number + 1} / {KILLS}: {victim}, back in {pauses[-1]:.1f} s")
        time.sleep(1)
        over.set()
        crew.join()
        worker.kill()
    check(ground, history)
    acknowledged, unknown = len(history.acknowledged), len(history.unknown)
    measured(kills=KILLS, acknowledged=acknowledged, unknown=unknown, longest_pause_s=round(max(pauses), 2))
    assert max(pauses) <= SOON
    assert acknowledged >= LEAST


def test_the_checker_finds_a_lost_place_and_an_invented_one(ground: Ground) -> None:
    """The negative control of the history checker itself."""
    people.load(ground.owner, 3)
    offer = people.make_offer(ground.owner, 1, 3)
    history = History()
    with serving(DATABASE_URL=ground.app) as server:
        for person in (1, 2):
            phone = Phone(server.port, person)
            history.asked.add(person)
            history.note(person, phone.ask(offer))
            phone.hang_up()
    check(ground, history)
    honest = dict(history.acknowledged)
    history.acknowledged[3] = "0003-00000000"
    with pytest.raises(AssertionError):
        check(ground, history)
    history.acknowledged = honest
    history.asked = {1}
    with pytest.raises(AssertionError):
        check(ground, history)
