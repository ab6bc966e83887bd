# SPDX-License-Identifier: Apache-2.0
"""`unionnet bench booking`: twelve threads book halls; each hour is wanted by two of them at the same moment.

Beside it, in the same run, what PostgreSQL does with a bare INSERT under the same exclusion constraint when
twelve clients of pgbench ask in the same way. The threads share one process, as one worker of the product.
"""

from __future__ import annotations

import argparse
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import psycopg

from unionnet.doors.bench import people, pgbench
from unionnet.doors.bench.ground import Ground, own_database, say

THREADS, HALLS, PEOPLE, HOURS = 12, 200, 24_000, 24
BARE = """
CREATE TABLE bare_booking (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, resource_id bigint, unit integer, period tstzrange,
    EXCLUDE USING gist (int8range(resource_id, resource_id, '[]') WITH &&,
                        int4range(unit, unit, '[]') WITH &&, period WITH &&));
GRANT SELECT, INSERT ON bare_booking TO unionnet_app
"""
INSERT = """
\\set k :k + 1
\\set hour :k * 6 + :client_id / 2
INSERT INTO bare_booking (resource_id, unit, period)
SELECT :hour % 200, 1, tstzrange(t, t + interval '1 hour')
FROM (SELECT timestamptz '2026-01-01' + interval '1 hour' * (:hour / 200)) AS at(t) ON CONFLICT DO NOTHING;
"""
OVERLAPS = """
SELECT count(*) FROM booking_booking a JOIN booking_booking b
ON a.resource_id = b.resource_id AND a.unit = b.unit AND a.id < b.id AND a.period && b.period
"""


def options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--seconds", type=float, default=10, help="每项秒数 / seconds each (10)")


def measure(asked: argparse.Namespace) -> dict[str, float | int]:
    """Bookings a second: those that were made, not those that were asked for."""
    with own_database("unionnet_bench_booking") as ground:
        import django

        django.setup()
        from unionnet.foundation.scope import everything

        say(f"装入 {PEOPLE} 人、{HALLS} 个场地 / loading people and halls …")
        people.load(ground.owner, PEOPLE)
        with everything("a bench stands for everybody"):
            halls = _open_halls()
        told, seconds = _play(halls, asked.seconds)
        with psycopg.connect(ground.owner, autocommit=True) as db:
            db.execute(BARE)
        asks = pgbench.tps(ground, "bare_booking", INSERT, seconds=asked.seconds, clients=THREADS)
        return {
            "bookings_per_s": round(told["confirmed"] / seconds, 1),
            "asks_per_s": round(told.total() / seconds, 1),
            "taken": told["taken"],
            "overlaps": _count(ground, OVERLAPS),
            "bare_bookings_per_s": round(
                _count(ground, "SELECT count(*) FROM bare_booking") / asked.seconds, 1
            ),
            "bare_asks_per_s": asks,
            "threads": THREADS,
        }


def _open_halls() -> list[int]:
    """Open day and night, a year ahead."""
    from unionnet.directory.organisations.models import Organisation
    from unionnet.directory.people.models import Person
    from unionnet.tools.booking.actions import lay_down, open_resource

    union, officer = Organisation.objects.get(pk=2), Person.objects.get(pk=1)
    lay_down(union, "venue", by=officer, horizon_days=400)
    week = [(weekday, 0, 60 * HOURS) for weekday in range(1, 8)]
    made = [open_resource(union, week, by=officer, kind="venue", name=f"{n} 号场") for n in range(HALLS)]
    return [each.pk for each in made]


def _play(halls: list[int], seconds: float) -> tuple[Counter[str], float]:
    """All threads until the time is over. Returns what they were told, and how long it took."""
    from unionnet.foundation.clock import database_now, local_date, start_of

    first = start_of(local_date(database_now()) + timedelta(days=1))
    begin = threading.Barrier(THREADS)
    with ThreadPoolExecutor(THREADS) as pool:
        began = time.perf_counter()
        tasks = [pool.submit(_ask, n, halls, first, began + seconds, begin) for n in range(THREADS)]
        told = sum((task.result() for task in tasks), Counter[str]())
    return told, time.perf_counter() - began


def _ask(
    thread: int, halls: list[int], first: datetime, until: float, begin: threading.Barrier
) -> Counter[str]:
    """Threads go in pairs for the same hours; every ask is another person's."""
    from django.db import connection

    from unionnet.directory.people.models import Person
    from unionnet.foundation.refusals import Refusal
    from unionnet.foundation.scope import everything
    from unionnet.tools.booking.actions import Wish, book
    from unionnet.tools.booking.models import Resource

    told: Counter[str] = Counter()
    k = 0
    with everything("a bench stands for everybody"):
        begin.wait()
        while time.perf_counter() < until:
            k += 1
            hour = k * THREADS // 2 + thread // 2
            starts_at = first + timedelta(hours=hour // HALLS)
            person = Person(pk=1 + (k * THREADS + thread) % PEOPLE)
            try:
                told[book(Wish(Resource(pk=halls[hour % HALLS]), starts_at), by=person).state] += 1
            except Refusal as no:
                told[no.code] += 1
    connection.close()
    return told


def _count(ground: Ground, question: str) -> int:
    with psycopg.connect(ground.owner) as db:
        row = db.execute(question).fetchone()
    return int(row[0]) if row else 0
