# SPDX-License-Identifier: Apache-2.0
"""`unionnet bench services`: two million services (人次) of a city, by union and by month. The page over HTTP
while more are recorded, beside the same page when there were few; its question beside a bare count of the
rows; and what the triggers cost whoever records one, beside a table without them."""

from __future__ import annotations

import argparse
import random
import tempfile
import threading
import time
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import psycopg

from unionnet.doors.bench.caseload import COUNTIES, UNIONS, login_of, make_city
from unionnet.doors.bench.crowd import percentile
from unionnet.doors.bench.ground import Ground, meanwhile, own_database, say, serving, settle_figures
from unionnet.doors.bench.pages import p95_of, request_of
from unionnet.doors.bench.pgbench import tps
from unionnet.doors.bench.servedload import (
    ALL_COUNTED,
    COUNTED,
    MONTHS,
    load,
    make_offers,
    take_up,
)
from unionnet.foundation.postgres.roles import SUPERUSER

NAME = "unionnet_bench_services"
FEW = 2_000
HANDS = 4
QUESTIONS, COUNTS = 50, 2  # how often each union of the sample is asked
# One check-in with a place. The application may write it past the wall, as a verb does.
RECORD = """\\set k :k + 1
\\set town random(42, 1041)
\\set person random(1042, 6041)
BEGIN;
SELECT set_config('unionnet.everything', 'on', true);
INSERT INTO {table} (offer_id, person_id, session, state, via, at)
VALUES (:town, :person, 'P' || :client_id::text || '-' || :k::text, 'present', 'qr', now());
END;
"""
TWIN = """
CREATE TABLE bench_attendance (LIKE enrolment_attendance INCLUDING ALL);
ALTER TABLE bench_attendance ADD FOREIGN KEY (offer_id) REFERENCES enrolment_offer,
    ADD FOREIGN KEY (person_id) REFERENCES people_person;
GRANT SELECT, INSERT ON bench_attendance TO unionnet_app;
"""
ONE_MORE = """
    INSERT INTO enrolment_attendance (offer_id, person_id, session, state, via, at)
    VALUES (%s, 1042, %s, 'present', 'qr', now())
"""
Told = dict[tuple[str, str], int]  # by month and kind


def options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--services", type=int, default=2_000_000, help="人次 / services (2000000)")
    parser.add_argument("--seconds", type=float, default=10.0, help="每项时长 / seconds of each figure (10)")


def measure(asked: argparse.Namespace) -> dict[str, Any]:
    with own_database(NAME) as ground, tempfile.TemporaryDirectory() as folder:
        import django

        django.setup()
        from unionnet.doors.figures.actions import recount

        superuser, few = ground.cluster.url(SUPERUSER, NAME), min(FEW, asked.services // 2)
        make_city(superuser)
        make_offers(superuser)
        recount()
        load(superuser, 1, few)
        take_up(superuser)
        small = _pages(ground, Path(folder), asked.seconds / 2)
        say(f"装入 {asked.services:,} 人次 / loading services …")
        load(superuser, few + 1, asked.services)
        take_up(superuser)
        told = _told_of_the_city()
        # Meanwhile some fifty services a second are recorded, and the worker settles as it does.
        with meanwhile(partial(_record, ground.owner), settle_figures):
            found = _pages(ground, Path(folder), asked.seconds)
        ratios = {name.replace("p95_ms", "ratio"): round(found[name] / small[name], 1) for name in found}
        asking = _asking(ground)
        recorded = _cost_of_a_record(ground, asked.seconds)
        differing = _differing(ground)
        return {
            "services": asked.services,
            "told": told,
            "months": MONTHS,
            **found,
            **ratios,
            **asking,
            **recorded,
            "recount_s": round(_timed(recount), 2),
            "tallies_differ": differing + _differing(ground),
        }


def _sample() -> list[int]:
    """The city, some counties, some towns."""
    dice = random.Random(45)
    return [
        1,
        *(dice.randint(2, 1 + COUNTIES) for _ in range(3)),
        *(dice.randint(2 + COUNTIES, UNIONS) for _ in range(4)),
    ]


def _months() -> tuple[date, date]:
    from unionnet.doors.figures.web.served import months_back
    from unionnet.foundation.clock import database_now, local_date

    back = months_back(local_date(database_now()))
    return back[MONTHS + 1], back[0]


def _pages(ground: Ground, folder: Path, seconds: float) -> dict[str, float]:
    """Milliseconds of the page by union and by month, two years of it, one visitor at a time."""
    first, last = _months()
    with serving(ground, UNIONNET_SECOND_FACTOR="off") as port:
        found = {}
        for way in ("unit", "month"):
            path = f"/desk/figures/services/?by={way}&since={first:%Y-%m}&until={last:%Y-%m}"
            requests = [request_of(login_of(union), path) for union in _sample()]
            file = folder / f"{way}.jsonl"
            found[f"{way}_p95_ms"] = p95_of(port, file, requests, seconds=seconds)
        return found


def _record(owner: str, over: threading.Event) -> None:
    number = 0
    with psycopg.connect(owner, autocommit=True) as db:
        while not over.wait(0.02):
            number += 1
            db.execute(ONE_MORE, [2 + COUNTIES + number % 1_000, f"W{number}"])


def _told(union: Any, first: date, last: date) -> Told:
    """What the product says, by its own question."""
    from unionnet.doors.figures.served import Asked, By, services_of

    lines = services_of(Asked(union, first, last, By.MONTH))
    return {(line.label, kind): n for line in lines for kind, n in line.by_kind.items()}


def _told_of_the_city() -> int:
    """Must be as many as were loaded."""
    from unionnet.directory.organisations.models import Organisation

    return sum(_told(Organisation.objects.get(pk=1), *_months()).values())


def _asking(ground: Ground) -> dict[str, float]:
    """The question of the page, and the rows counted as they lie, of the same unions."""
    from unionnet.directory.organisations.models import Organisation

    first, last = _months()
    unions = list(Organisation.objects.filter(pk__in=_sample()))
    asking = [_timed(partial(_told, each, first, last)) for each in unions * QUESTIONS]
    with psycopg.connect(ground.owner) as db:
        counting = [_timed(partial(_counted, db, each.path)) for each in unions * COUNTS]
    asked, counted = percentile(asking, 0.95), percentile(counting, 0.95)
    return {
        "question_p95_ms": asked,
        "bare_count_p95_ms": counted,
        "bare_ratio": round(counted / asked, 1),
    }


def _counted(db: psycopg.Connection[Any], path: str) -> None:
    db.execute(COUNTED, {"path": path}).fetchall()


def _cost_of_a_record(ground: Ground, seconds: float) -> dict[str, float]:
    """Services recorded a second, one a transaction, into the register and into its twin without triggers."""
    with psycopg.connect(ground.cluster.url(SUPERUSER, NAME), autocommit=True) as db:
        db.execute(TWIN)
    bare = tps(ground, "bare", RECORD.format(table="bench_attendance"), seconds=seconds, clients=HANDS)
    ours = tps(
        ground, "recorded", RECORD.format(table="enrolment_attendance"), seconds=seconds, clients=HANDS
    )
    return {"recorded_per_s": ours, "bare_recorded_tps": bare, "recording_ratio": round(ours / bare, 2)}


def _differing(ground: Ground) -> int:
    """How many numbers of a union, month and kind are not what the rows say, of all unions. Must be 0."""
    from unionnet.directory.organisations.models import Organisation

    first, last = _months()
    with psycopg.connect(ground.owner) as db:
        true: dict[int, Told] = {}
        for union, month, kind, n in db.execute(ALL_COUNTED).fetchall():
            true.setdefault(union, {})[month, kind] = n
    differing = 0
    for union in Organisation.objects.order_by("pk"):
        told, counted = _told(union, first, last), true.get(union.pk, {})
        differing += sum(told.get(each) != counted.get(each) for each in {*told, *counted})
    say(f"  {len(true)} unions compared: {differing} numbers differ")
    return differing


def _timed(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun
