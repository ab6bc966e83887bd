# SPDX-License-Identifier: Apache-2.0
"""`unionnet bench nearest`: 180,000 stations, as many as the nation has, and somebody who wants the nearest
twenty that are open now and have charging. Day and night, in towns and between them."""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import psycopg

from unionnet.doors.bench.crowd import percentile
from unionnet.doors.bench.ground import own_database, say

TOWNS, SPREAD = 2800, 0.06
KINDS_OF_HOURS = ((0, 1440), (480, 1200), (420, 1320), (510, 1080), (1080, 1800))
SHARES = (12, 45, 25, 13, 5)
FACILITIES = ("water", "heat_meal", "medicine", "rest", "aircon", "phone_charging", "wifi", "microwave")
CHARGING = "ebike_charging"
WARM_UP = 100


def options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--stations", type=int, default=180_000, help="站点数 / stations (180000)")
    parser.add_argument("--questions", type=int, default=3000, help="询问次数 / questions (3000)")


def measure(asked: argparse.Namespace) -> dict[str, float | int]:
    with own_database("unionnet_bench_nearest") as ground:
        import django

        django.setup()
        dice = random.Random(180_000)
        towns = [(dice.uniform(22, 42), dice.uniform(98, 122)) for _ in range(TOWNS)]
        say(f"装入 {asked.stations} 个站点 / loading stations …")
        load(ground.owner, asked.stations, towns, dice)
        times = list(ask(asked.questions + WARM_UP, towns, dice))[WARM_UP:]
        return {
            "stations": asked.stations,
            "p50_ms": percentile(times, 0.50),
            "p99_ms": percentile(times, 0.99),
            "questions": len(times),
        }


def load(owner: str, count: int, towns: list[tuple[float, float]], dice: random.Random) -> None:
    """Stations in heaps around towns; one in three charges e-bikes, one in fifty was switched."""
    from unionnet.directory.organisations.models import Organisation
    from unionnet.directory.places.models import Override, Site
    from unionnet.foundation.copying import copy_rows, public_ids

    hours = _encoded_hours()
    columns = (
        *("id", "public_id", "organisation_id", "name", "region_code", "latitude", "longitude"),
        *("facilities", "hours", "is_24h", "has_exceptions", "status"),
    )

    def sites() -> Iterator[tuple[Any, ...]]:
        for number, public in enumerate(public_ids(count), 1):
            town = towns[number % len(towns)]
            kind = dice.choices(range(len(hours)), SHARES)[0]
            codes = [*dice.sample(FACILITIES, 4), *([CHARGING] if number % 3 == 0 else [])]
            yield (
                *(number, public, 1, f"驿站{number}", "500235"),
                *(town[0] + dice.gauss(0, SPREAD), town[1] + dice.gauss(0, SPREAD)),
                *(codes, hours[kind], kind == 0, number % 50 == 0, "open"),
            )

    with psycopg.connect(owner) as db:
        given = ("id", "public_id", "name", "kind", "path", "region_code")
        copy_rows(Organisation, given, [(1, "bench2222222", "工会", "national", "0001", "500235")], db=db)
        copy_rows(Site, columns, sites(), db=db)
        spoken = ((number, number % 100 == 0, datetime.now().astimezone()) for number in range(50, count, 50))
        copy_rows(Override, ("site_id", "is_open", "since"), spoken, db=db)
    with psycopg.connect(owner, autocommit=True) as db:
        db.execute("VACUUM (ANALYZE) places_site")
        db.execute("VACUUM (ANALYZE) places_override")


def _encoded_hours() -> list[str]:
    from unionnet.directory.places.models import Site
    from unionnet.directory.places.timetable import encode, every_day

    column = Site._meta.get_field("hours")
    return [column.get_prep_value(encode(every_day(opens, closes))) for opens, closes in KINDS_OF_HOURS]


def ask(count: int, towns: list[tuple[float, float]], dice: random.Random) -> Iterator[float]:
    """Seconds of each question, as the application asks it."""
    from unionnet.directory.places.nearest import nearest

    now = datetime.now().astimezone()
    for number in range(count):
        town = dice.choice(towns)
        spread = SPREAD if number % 5 else 0.5  # one in five stands outside of any town
        spot = (town[0] + dice.gauss(0, spread), town[1] + dice.gauss(0, spread))
        at = now + timedelta(minutes=dice.randrange(7 * 1440))
        begun = time.perf_counter()
        nearest(*spot, at=at, facilities=[CHARGING], limit=20)
        yield time.perf_counter() - begun
