# SPDX-License-Identifier: Apache-2.0
"""`unionnet bench cases`: a million cases of a city, 50,000 of them open. An officer's tray, search, one case
and the rates over HTTP, beside the same pages while there were few; then cases sent on, a page of a tray at a
time and one at a time, beside the bare rows of the same by pgbench."""

from __future__ import annotations

import argparse
import random
import tempfile
import time
from collections import defaultdict
from collections.abc import Sequence
from concurrent.futures import Executor, ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Any
from urllib.parse import quote

import psycopg

from unionnet.doors.bench.caseload import (
    COUNTIES,
    TOWNS,
    UNIONS,
    load,
    login_of,
    make_city,
    settle,
    tallies_differing,
)
from unionnet.doors.bench.ground import Ground, own_database, say, serving
from unionnet.doors.bench.pages import p95_of, request_of
from unionnet.doors.bench.pgbench import tps
from unionnet.foundation.postgres.roles import SUPERUSER

NAME = "unionnet_bench_cases"
Going = tuple[int, int, int]  # case, officer, town
FEW = 2_000
HANDS = 4
TRAY = 50
VISITS = 60
SOUGHT = ("拖欠工资", "工伤", "快递站点 加班费", "高温", "物业公司 人数较多", "13900000001")
TRAYS = ("", "?below=1", "?tray=others", "?tray=all", "?late=1")
RATES = ("by=unit", "by=kind", "by=month", "by=grade")
SHARED = """
    SELECT DISTINCT ON (c.id) d.unit_id, c.public_id FROM casework_case c
    JOIN casework_dispatch d ON d.case_id = c.id WHERE c.id = ANY(%s) ORDER BY c.id, d.id %% 3
"""
# At a county; on to one of its towns.
WAITING = """
    SELECT case_id, unit_id, unit_id + %(counties)s * (1 + case_id %% %(towns)s)
    FROM casework_dispatch WHERE state = 'received' AND unit_id > 1 ORDER BY case_id
"""
# The rows of one case sent on: its state, a step, a share. No rule, no clock, no journal, no counts.
BARE = """\\set one random(1, {cases})
BEGIN;
UPDATE bench_case SET steps = steps + 1, holder = 42 WHERE id = :one;
INSERT INTO bench_step (case_id, by_id, unit_id) VALUES (:one, 1, 42);
INSERT INTO bench_share (case_id, unit_id) VALUES (:one, 42);
END;
"""
TABLES = """
CREATE TABLE bench_case (id bigint PRIMARY KEY, steps int NOT NULL, holder bigint NOT NULL
    REFERENCES organisations_organisation);
INSERT INTO bench_case SELECT n, 1, 1 FROM generate_series(1, {cases}) n;
CREATE TABLE bench_step (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    case_id bigint NOT NULL REFERENCES bench_case, by_id bigint NOT NULL REFERENCES people_person,
    unit_id bigint NOT NULL REFERENCES organisations_organisation, at timestamptz NOT NULL DEFAULT now());
CREATE TABLE bench_share (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    case_id bigint NOT NULL REFERENCES bench_case,
    unit_id bigint NOT NULL REFERENCES organisations_organisation, at timestamptz NOT NULL DEFAULT now());
GRANT SELECT, INSERT, UPDATE ON bench_case, bench_step, bench_share TO unionnet_app;
"""


def options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--cases", type=int, default=1_000_000, help="办件数 / cases (1000000)")
    parser.add_argument("--seconds", type=float, default=10.0, help="每项时长 / seconds of each figure (10)")


def measure(asked: argparse.Namespace) -> dict[str, Any]:
    with own_database(NAME) as ground, tempfile.TemporaryDirectory() as folder:
        import django

        django.setup()
        superuser, few = ground.cluster.url(SUPERUSER, NAME), min(FEW, asked.cases // 2)
        kinds = make_city(superuser)
        load(superuser, 1, few, kinds)
        settle(superuser)
        small = _pages(ground, Path(folder), few, asked.seconds / 2)
        say(f"装入 {asked.cases:,} 件 / loading cases …")
        load(superuser, few + 1, asked.cases, kinds)
        settle(superuser)
        found = _pages(ground, Path(folder), asked.cases, asked.seconds)
        ratios = {name.replace("p95_ms", "ratio"): round(found[name] / small[name], 1) for name in found}
        sent = _dispatching(ground, asked.cases, asked.seconds)
        return {
            "cases": asked.cases,
            "open": asked.cases // 20,
            **found,
            **ratios,
            **sent,
            "tallies_differ": tallies_differing(superuser),
        }


def _pages(ground: Ground, folder: Path, cases: int, seconds: float) -> dict[str, float]:
    """Milliseconds of each page, one visitor at a time: officers of the city, of counties and of towns."""
    with serving(ground, UNIONNET_SECOND_FACTOR="off") as port:
        found = {}
        for name, paths in _visits(ground, cases).items():
            requests = [request_of(login_of(union), path) for union, path in paths]
            file = folder / f"{name}.jsonl"
            found[f"{name}_p95_ms"] = p95_of(port, file, requests, seconds=seconds)
        return found


def _visits(ground: Ground, cases: int) -> dict[str, list[tuple[int, str]]]:
    """By page: the union whose officer looks, and at what."""
    dice = random.Random(cases)
    officers = [1, *(dice.randint(2, 1 + COUNTIES) for _ in range(3))]
    officers += [dice.randint(2 + COUNTIES, UNIONS) for _ in range(4)]
    with psycopg.connect(ground.owner) as db:
        some = [dice.randint(1, cases) for _ in range(VISITS)]
        shared = db.execute(SHARED, [some]).fetchall()
    return {
        "queue": [(union, f"/desk/casework/{tray}") for union in officers for tray in TRAYS],
        "search": [
            (union, f"/desk/casework/?tray=all&q={quote(each)}") for union in officers for each in SOUGHT
        ],
        "page": [(union, f"/desk/casework/{public_id}/") for union, public_id in shared],
        "rates": [(union, f"/desk/casework/rates?{how}") for union in officers for how in RATES],
    }


def _dispatching(ground: Ground, cases: int, seconds: float) -> dict[str, float]:
    """Officers of counties send on what waits for them, each as they would: the verb with its rules, clocks,
    shares, steps, counts and journal. Beside it the bare rows, with as many hands."""
    with psycopg.connect(ground.owner, autocommit=True) as db:
        waiting = db.execute(WAITING, {"counties": COUNTIES, "towns": TOWNS // COUNTIES}).fetchall()
        for statement in TABLES.format(cases=cases).split(";\n"):
            db.execute(statement)
    bare = tps(ground, "bare dispatch", BARE.format(cases=cases), seconds=seconds, clients=HANDS)
    trays = _trays(waiting)
    ones = [[each] for tray in trays[::4] for each in tray]
    with ProcessPoolExecutor(HANDS, mp_context=get_context("spawn")) as pool:
        _rate(pool, ones[: HANDS * 10], 60.0)
        done, many = _rate(pool, [tray for number, tray in enumerate(trays) if number % 4], seconds)
        single, one = _rate(pool, ones[HANDS * 10 :], seconds)
    return {
        "dispatches": done,
        "dispatches_per_s": round(many, 1),
        "single_dispatches": single,
        "single_dispatches_per_s": round(one, 1),
        "bare_dispatch_tps": bare,
        "dispatch_ratio": round(many / bare, 2),
        "single_dispatch_ratio": round(one / bare, 2),
    }


def _trays(waiting: Sequence[Going]) -> list[list[Going]]:
    """Each officer's, a page at a time."""
    lying: dict[int, list[Going]] = defaultdict(list)
    for each in waiting:
        lying[each[1]].append(each)
    return [own[begin : begin + TRAY] for own in lying.values() for begin in range(0, len(own), TRAY)]


def _rate(pool: Executor, trays: Sequence[list[Going]], seconds: float) -> tuple[int, float]:
    """How many were sent on, and how many a second."""
    begun = time.perf_counter()
    done = sum(pool.map(send_on, [trays[hand::HANDS] for hand in range(HANDS)], [seconds] * HANDS))
    return done, done / (time.perf_counter() - begun)


def send_on(trays: Sequence[list[Going]], seconds: float) -> int:
    """One pair of hands, until the seconds are over. Returns how many were sent on."""
    import django

    django.setup()
    from unionnet.directory.organisations.models import Organisation
    from unionnet.directory.people.models import Person
    from unionnet.foundation.scope import everything
    from unionnet.tools.casework.actions import Order, dispatch_all
    from unionnet.tools.casework.models import Case

    done, end = 0, time.perf_counter() + seconds
    with everything("a bench acts for many officers"):
        for tray in trays:
            if time.perf_counter() > end:
                break
            by = Person.objects.get(pk=tray[0][1])
            by.is_asking, by.posts_of_today = True, None  # as in a request: posts are read once
            towns = Organisation.objects.in_bulk({town for _case, _officer, town in tray})
            orders = [Order(Case(pk=case), towns[town], "请办理。") for case, _officer, town in tray]
            done += sum(isinstance(answer, Case) for answer in dispatch_all(orders, by=by))
    return done
