# SPDX-License-Identifier: Apache-2.0
"""How many durable places a second, beside what the same database and the same server can do at all."""

from __future__ import annotations

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
from psycopg.conninfo import conninfo_to_dict

from unionnet.doors.bench import people
from unionnet.doors.bench.ground import Ground, own_database, say, serving
from unionnet.foundation.server.begin import ROOT

ONE, NINE, FULL = 1, range(11, 20), 30
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
    parser.add_argument("--seconds", type=float, default=10.0, help="每项时长 / seconds of each figure (10)")
    parser.add_argument("--people", type=int, default=400_000, help="人数 / people (400000)")


@dataclass(frozen=True)
class Stage:
    """What one flash needs: where, who, and how long."""

    ground: Ground
    folder: Path
    seconds: float
    people: int


def measure(asked: argparse.Namespace) -> dict[str, float | int]:
    with own_database("unionnet_bench_flash") as ground, tempfile.TemporaryDirectory() as folder:
        stage = Stage(ground, Path(folder), asked.seconds, asked.people)
        say(f"装入 {asked.people} 人 / loading people …")
        people.load(ground.owner, asked.people)
        found = _references(stage)
        found |= _flash(stage)
        found["bare_asgi_per_s"] = _bare(stage)  # next to the refusals it is compared with
        found |= {
            "ratio_hot_row": round(found["accepted_per_s"] / found["hot_row_tps"], 2),
            "ratio_bare_insert": round(found["accepted_per_s"] / found["bare_insert_tps"], 2),
            "ratio_refusal": round(found["refused_per_s"] / found["bare_asgi_per_s"], 2),
            "oversold": oversold(ground),
        }
        return found


def _references(stage: Stage) -> dict[str, float | int]:
    with psycopg.connect(stage.ground.owner, autocommit=True) as db:
        db.execute(TABLES)
    found: dict[str, float | int] = {
        "hot_row_tps": _pgbench(stage, "hot_row", HOT_ROW.format(people=stage.people)),
        "bare_insert_tps": _pgbench(stage, "bare_insert", BARE_INSERT.format(people=stage.people)),
    }
    with psycopg.connect(stage.ground.owner, autocommit=True) as db:
        db.execute("DROP TABLE bench_place, bench_offer")
        db.execute("CHECKPOINT") if _may_checkpoint(db) else None
    say(json.dumps(found))
    return found


def _bare(stage: Stage) -> float:
    ready = stage.folder / "bare.jsonl"
    with ready.open("w", encoding="utf-8") as lines:
        lines.write(json.dumps({"method": "POST", "path": "/bare", "headers": {}, "body": ""}) + "\n")
    with serving(stage.ground, "unionnet.doors.bench.bare:application") as port:
        play(port, 64, ready, seconds=1, again=True)
        return float(play(port, 256, ready, seconds=stage.seconds / 2, again=True)["per_s"])


def _flash(stage: Stage) -> dict[str, float | int]:
    owner = stage.ground.owner
    one, *small = (people.make_offer(owner, ONE + n, stage.people) for n in range(4))
    nine = [people.make_offer(owner, number, stage.people) for number in NINE]
    full = people.make_offer(owner, FULL, 0)
    found: dict[str, float | int] = {}
    with serving(stage.ground) as port:
        warm = write_tickets(stage.folder / "warm.jsonl", [small[2]], min(20_000, stage.people))
        play(port, 256, warm, seconds=2)
        for connections, offer in ((256, one), (64, small[0]), (1000, small[1])):
            ready = write_tickets(stage.folder / "one.jsonl", [offer], stage.people)
            seconds = stage.seconds if connections == 256 else stage.seconds / 2
            crowd = play(port, connections, ready, seconds=seconds)
            found[f"p50_ms_{connections}"], found[f"p99_ms_{connections}"] = crowd["p50_ms"], crowd["p99_ms"]
            if connections == 256:
                found["accepted_per_s"] = _accepted(crowd)
        ready = write_tickets(stage.folder / "nine.jsonl", nine, stage.people)
        found["accepted_nine_per_s"] = _accepted(play(port, 256, ready, seconds=stage.seconds / 2))
        ready = write_tickets(stage.folder / "full.jsonl", [full], min(20_000, stage.people))
        crowd = play(port, 256, ready, seconds=stage.seconds / 2, again=True)
        found["refused_per_s"] = round(crowd["statuses"].get("409", 0) / crowd["seconds"], 1)
    return found


def write_tickets(file: Path, offers: list[str], count: int) -> Path:
    """Requests of `count` different people, going round the offers."""
    from unionnet.tools.enrolment.tickets import issue

    with file.open("w", encoding="utf-8") as lines:
        for person in range(1, count + 1):
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


def _pgbench(stage: Stage, name: str, script: str) -> float:
    file = stage.folder / f"{name}.sql"
    file.write_text(script, encoding="utf-8")
    place = conninfo_to_dict(stage.ground.app)
    program = stage.ground.cluster.binaries.program("pgbench")
    command = [
        str(program),
        "-n",
        "-M",
        "prepared",
        "-c",
        "32",
        "-j",
        "2",
        "-T",
        str(max(1, round(stage.seconds))),
    ]
    login = {"PGHOST": place["host"], "PGPORT": place["port"], "PGUSER": place["user"]}
    secret = {"PGPASSWORD": place["password"], "PGDATABASE": place["dbname"]}
    told = {**os.environ, **{key: str(value) for key, value in {**login, **secret}.items()}}
    answer = subprocess.run(  # noqa: S603 - the program of the wheel
        [*command, "-f", str(file)], env=told, capture_output=True, text=True, check=False
    )
    found = re.search(r"tps = ([\d.]+) \(without", answer.stdout)
    if not found:
        raise RuntimeError(f"pgbench: {answer.stdout}{answer.stderr}")
    say(f"pgbench {name}: {found[1]} tps")
    return round(float(found[1]), 1)


def _may_checkpoint(db: psycopg.Connection[Any]) -> bool:
    row = db.execute("SELECT pg_has_role(current_user, 'pg_checkpoint', 'member')").fetchone()
    return bool(row and row[0])


def oversold(ground: Ground) -> int:
    """Places beyond the size of their offer, by the rows and by the counter."""
    with psycopg.connect(ground.owner) as db:
        row = db.execute(
            "SELECT coalesce(sum(greatest(n.rows - o.size, o.taken - o.size, abs(n.rows - o.taken))), 0)"
            " FROM enrolment_offer o CROSS JOIN LATERAL"
            " (SELECT count(*) AS rows FROM enrolment_place p WHERE p.offer_id = o.id) n"
        ).fetchone()
    return max(0, int(row[0])) if row else 0
