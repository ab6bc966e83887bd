# SPDX-License-Identifier: Apache-2.0
"""730,000 people for 10,000 places in 300 offers, the figure of a Shanghai weekend: everybody is answered."""

from __future__ import annotations

import argparse
import json
import random
import tempfile
from pathlib import Path

import psycopg

from unionnet.doors.bench import people
from unionnet.doors.bench.flash import oversold, play
from unionnet.doors.bench.ground import Ground, own_database, say, serving

OFFERS = 300


def options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--people", type=int, default=730_000, help="人数 / people (730000)")
    parser.add_argument("--places", type=int, default=10_000, help="名额 / places (10000)")
    parser.add_argument("--connections", type=int, default=512)


def measure(asked: argparse.Namespace) -> dict[str, float | int]:
    """Seconds from the first request sent to the last answer read."""
    with own_database("unionnet_bench_rush") as ground, tempfile.TemporaryDirectory() as folder:
        say(f"装入 {asked.people} 人 / loading people …")
        people.load(ground.owner, asked.people)
        offers = _make_offers(ground, asked.places)
        ready = _write(Path(folder) / "rush.jsonl", offers, asked.people)
        with serving(ground) as port:
            crowd = play(port, asked.connections, ready, seconds=1e9)
        statuses = crowd["statuses"]
        return {
            "people": asked.people,
            "places": asked.places,
            "seconds": crowd["seconds"],
            "decided": sum(statuses.get(status, 0) for status in ("200", "201", "202", "409")),
            "oversold": oversold(ground),
            "placed": statuses.get("201", 0),
            "offers": OFFERS,
            "per_s": crowd["per_s"],
            "p99_ms": crowd["p99_ms"],
        }


def _make_offers(ground: Ground, places: int) -> list[str]:
    """As many offers, of about the same size, adding up to the places. No waiting list, as in the news."""
    sizes = [places // OFFERS + (n < places % OFFERS) for n in range(OFFERS)]
    made = [people.make_offer(ground.owner, n, size) for n, size in enumerate(sizes, start=1)]
    with psycopg.connect(ground.owner, autocommit=True) as db:
        db.execute("VACUUM (ANALYZE) enrolment_offer")
    return made


def _write(file: Path, offers: list[str], count: int) -> Path:
    """Everybody wants one offer; some are dearer than others. Shuffled with a fixed seed."""
    from unionnet.foundation.tickets import issue

    chance = random.Random(730_000)
    order = list(range(1, count + 1))
    chance.shuffle(order)
    with file.open("w", encoding="utf-8") as lines:
        for person in order:
            offer = offers[min(int(chance.random() ** 2 * OFFERS), OFFERS - 1)]
            asked = {
                "method": "POST",
                "path": f"/hot/enrolment/{offer}/place",
                "headers": {"Authorization": f"Ticket {issue(person)}"},
                "body": "",
            }
            lines.write(json.dumps(asked) + "\n")
    return file
