# SPDX-License-Identifier: Apache-2.0
"""How many durable places a second, beside what the same database and the same server can do at all."""

from __future__ import annotations

import argparse
import json
import random
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

import psycopg

from unionnet.doors.bench import people
from unionnet.doors.bench.ground import Ground, own_database, say, serving
from unionnet.doors.bench.pgbench import tps
from unionnet.foundation.server.begin import ROOT

ROUNDS = 3
WARM, FEW, MANY, FULL = 1, 2, 3, 30
EACH, NINE = range(4, 4 + ROUNDS), range(11, 20)
# The row of a place as the product has it: key, foreign keys, one a person. No rule, no ticket, no journal.
INSERT = """INSERT INTO bench_place (offer_id, person_id, number, receipt, via)
    VALUES ({offer}, :person, 1, '0001-1234abcd', 'hot') ON CONFLICT DO NOTHING;
"""
PERSON = "\\set person random(1, {people})\n"
HOT_ROW = (
    PERSON
    + "BEGIN;\nUPDATE bench_offer SET taken = taken + 1 WHERE id = 1 AND taken < size;\n"
    + INSERT.format(offer=1)
    + "END;\n"
)
BARE_INSERT = PERSON + "\\set offer random(1, 1000)\n" + INSERT.format(offer=":offer")
TABLES = """
CREATE TABLE bench_offer (id bigint PRIMARY KEY, taken bigint NOT NULL, size bigint NOT NULL,
    CHECK (taken <= size));
INSERT INTO bench_offer SELECT n, 0, 1000000000000 FROM generate_series(1, 1000) n;
CREATE TABLE bench_place (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    offer_id bigint NOT NULL REFERENCES bench_offer, person_id bigint NOT NULL REFERENCES people_person,
    number integer NOT NULL, receipt varchar(24) NOT NULL, via varchar(8) NOT NULL,
    taken_at timestamptz NOT NULL DEFAULT now(), UNIQUE (offer_id, person_id));
GRANT SELECT, INSERT, UPDATE ON bench_offer, bench_place TO unionnet_app;
"""


def options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--seconds", type=float, default=6.0, help="每项时长 / seconds of each figure (6)")
    parser.add_argument("--people", type=int, default=400_000, help="人数 / people (400000)")


@dataclass(frozen=True)
class Stage:
    """What one flash needs: where, who, and how long."""

    ground: Ground
    folder: Path
    seconds: float
    people: int


def measure(asked: argparse.Namespace) -> dict[str, float]:
    with own_database("unionnet_bench_flash") as ground, tempfile.TemporaryDirectory() as folder:
        stage = Stage(ground, Path(folder), asked.seconds, asked.people)
        say(f"装入 {asked.people} 人 / loading people …")
        people.load(ground.owner, asked.people)
        with serving(ground) as port:
            found = _rounds(stage, port) | _flash(stage, port)
        found["bare_asgi_per_s"] = _bare(stage)  # next to the refusals it is compared with
        found |= {
            "ratio_refusal": round(found["refused_per_s"] / found["bare_asgi_per_s"], 2),
            "oversold": oversold(ground),
        }
        return found


def _rounds(stage: Stage, port: int) -> dict[str, float]:
    """The product and its references in turn, some times over: a machine is not equally fast all the time.
    Of each figure the median of the rounds, of the ratios too."""
    owner, people_count = stage.ground.owner, stage.people
    with psycopg.connect(owner, autocommit=True) as db:
        db.execute(TABLES)
    warm = people.make_offer(owner, WARM, people_count)
    play(port, 256, write_tickets(stage.folder / "warm.jsonl", [warm], min(20_000, people_count)), seconds=2)
    rounds = []
    for number in EACH:
        offer = people.make_offer(owner, number, people_count)
        ready = write_tickets(stage.folder / "one.jsonl", [offer], people_count)
        hot_row = tps(stage.ground, "hot_row", HOT_ROW.format(people=people_count), seconds=stage.seconds)
        bare_insert = tps(
            stage.ground, "bare_insert", BARE_INSERT.format(people=people_count), seconds=stage.seconds
        )
        crowd = play(port, 256, ready, seconds=stage.seconds)
        rounds.append(
            {
                "hot_row_tps": hot_row,
                "bare_insert_tps": bare_insert,
                "p50_ms_256": crowd["p50_ms"],
                "p99_ms_256": crowd["p99_ms"],
                "accepted_per_s": _accepted(crowd),
                "ratio_hot_row": round(_accepted(crowd) / hot_row, 2),
                "ratio_bare_insert": round(_accepted(crowd) / bare_insert, 2),
            }
        )
        say(json.dumps(rounds[-1]))
    with psycopg.connect(owner, autocommit=True) as db:
        db.execute("DROP TABLE bench_place, bench_offer")
    return {key: median(one[key] for one in rounds) for key in rounds[0]}


def _bare(stage: Stage) -> float:
    ready = stage.folder / "bare.jsonl"
    with ready.open("w", encoding="utf-8") as lines:
        lines.write(json.dumps({"method": "POST", "path": "/bare", "headers": {}, "body": ""}) + "\n")
    with serving(stage.ground, "unionnet.doors.bench.bare:application") as port:
        play(port, 64, ready, seconds=1, again=True)
        return float(play(port, 256, ready, seconds=stage.seconds / 2, again=True)["per_s"])


def _flash(stage: Stage, port: int) -> dict[str, float]:
    owner, seconds = stage.ground.owner, stage.seconds / 2
    found: dict[str, float] = {}
    for connections, number in ((64, FEW), (1000, MANY)):
        offer = people.make_offer(owner, number, stage.people)
        ready = write_tickets(stage.folder / "one.jsonl", [offer], stage.people)
        crowd = play(port, connections, ready, seconds=seconds)
        found[f"p50_ms_{connections}"], found[f"p99_ms_{connections}"] = crowd["p50_ms"], crowd["p99_ms"]
    nine = [people.make_offer(owner, number, stage.people) for number in NINE]
    ready = write_tickets(stage.folder / "nine.jsonl", nine, stage.people)
    found["accepted_nine_per_s"] = _accepted(play(port, 256, ready, seconds=seconds))
    full = people.make_offer(owner, FULL, 0)
    ready = write_tickets(stage.folder / "full.jsonl", [full], min(20_000, stage.people))
    crowd = play(port, 256, ready, seconds=seconds, again=True)
    found["refused_per_s"] = round(crowd["statuses"].get("409", 0) / crowd["seconds"], 1)
    return found


def write_tickets(file: Path, offers: list[str], count: int) -> Path:
    """Requests of `count` different people in no order, as pgbench has them, going round the offers."""
    from unionnet.foundation.tickets import issue

    crowd = list(range(1, count + 1))
    random.Random(count).shuffle(crowd)
    with file.open("w", encoding="utf-8") as lines:
        for person in crowd:
            path = f"/hot/enrolment/{offers[person % len(offers)]}/place"
            head = '{"method":"POST","path":"%s","headers":{"Authorization":"Ticket %s"},"body":""}\n'
            lines.write(head % (path, issue(person)))
    return file


def play(port: int, connections: int, ready: Path, *, seconds: float, again: bool = False) -> dict[str, Any]:
    """Let the crowd in; what it saw."""
    command = [sys.executable, "-m", "unionnet.doors.bench.crowd", "--port", str(port)]
    command += ["--connections", str(connections), "--seconds", str(seconds), str(ready)]
    answer = subprocess.run(  # noqa: S603 - our own command
        [*command, *(["--again"] if again else [])], cwd=ROOT, check=True, stdout=subprocess.PIPE
    )
    found: dict[str, Any] = json.loads(answer.stdout)
    say(f"{connections} 连接 connections {ready.stem}: {json.dumps(found)}")
    return found


def _accepted(crowd: dict[str, Any]) -> float:
    return round(float(crowd["statuses"].get("201", 0)) / float(crowd["seconds"]), 1)


def oversold(ground: Ground) -> int:
    """Places beyond the size of their offer, by the rows and by the counter."""
    with psycopg.connect(ground.owner) as db:
        row = db.execute(
            "SELECT coalesce(sum(greatest(n.rows - o.size, o.taken - o.size, abs(n.rows - o.taken))), 0)"
            " FROM enrolment_offer o CROSS JOIN LATERAL"
            " (SELECT count(*) AS rows FROM enrolment_place p WHERE p.offer_id = o.id) n"
        ).fetchone()
    return max(0, int(row[0])) if row else 0
