# SPDX-License-Identifier: Apache-2.0
"""Claim 12: the worker gets SIGKILL again and again while it tells unions of cases and of clocks that ran
out. Everything is told, once, and soon after the last kill."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator

import psycopg
import pytest

from tests.database import ROOT
from tests.empty import copied_to
from tests.figures import figure, measured, progress
from tests.races.worker import Worker
from unionnet.doors.bench.ground import Ground
from unionnet.foundation.postgres.roles import APP, OWNER
from unionnet.foundation.server.leash import leash

pytestmark = pytest.mark.race
KILLS, CASES = figure("KILLS", 3), figure("CASES", 60)
SOON = 120.0
# What a case makes for a worker: two unions are told that it is there, and two clocks are spoken of.
KINDS = ("casework.taken_in", "casework.dispatched", "casework.unsigned", "casework.late")
TOLD = "SELECT kind, count(*) FROM reach_notice WHERE kind LIKE 'casework.%' GROUP BY 1"
SAID_TWICE = """
    SELECT count(*) FROM (SELECT person_id, kind, url FROM reach_notice WHERE kind LIKE 'casework.%'
        GROUP BY 1, 2, 3 HAVING count(*) > 1) AS twice
"""


@pytest.fixture
def ground(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ground]:
    cluster = copied_to(tmp_path_factory.mktemp("jobs") / "postgres")
    cluster.start()
    try:
        yield Ground(cluster, cluster.url(OWNER), cluster.url(APP))
    finally:
        cluster.stop()


def feeding(ground: Ground, cases: int) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "tests.races.jobs", str(cases)]
    return subprocess.Popen(command, cwd=ROOT, env=ground.environment(), preexec_fn=leash())


def told(ground: Ground) -> Counter[str]:
    with psycopg.connect(ground.owner) as db:
        return Counter(dict(db.execute(TOLD).fetchall()))


def said_twice(ground: Ground) -> int:
    with psycopg.connect(ground.owner) as db:
        row = db.execute(SAID_TWICE).fetchone()
    return int(row[0]) if row else -1


def until(ground: Ground, least: int, limit: float) -> float:
    """Seconds until so many were told."""
    begun = time.monotonic()
    while sum(told(ground).values()) < least:
        assert time.monotonic() - begun < limit, told(ground)
        time.sleep(0.1)
    return time.monotonic() - begun


def test_each_job_acts_once_however_often_its_worker_is_killed(ground: Ground) -> None:
    chance = random.Random(20261122)
    feeder, worker = feeding(ground, CASES), Worker(ground)
    for number in range(KILLS):
        time.sleep(chance.uniform(1, 8))
        if number == KILLS - 1:
            assert feeder.wait(600) == 0  # who begins after the last one has all of it before them
        worker.kill()
        progress(f"kill {number + 1} / {KILLS}: {sum(told(ground).values())} told")
        worker.revive()
    took = until(ground, len(KINDS) * CASES, SOON)
    time.sleep(2)  # whoever would say it again
    worker.kill()
    measured(kills=KILLS, jobs=len(KINDS) * CASES, all_done_s=round(took, 1))
    assert told(ground) == dict.fromkeys(KINDS, CASES)
    assert said_twice(ground) == 0


def test_a_worker_without_its_guards_says_it_twice(ground: Ground) -> None:
    """The negative control."""
    assert feeding(ground, 30).wait(300) == 0
    worker = Worker(ground, "tests.races.careless_worker")
    until(ground, 10, SOON)
    worker.kill()
    worker.revive()
    until(ground, 2 * 30, SOON)
    worker.kill()
    assert said_twice(ground) > 0
