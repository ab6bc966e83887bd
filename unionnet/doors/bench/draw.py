# SPDX-License-Identifier: Apache-2.0
"""Instant draws a second over HTTP, beside pgbench's transaction per draw on the same pool of prizes; then
450,000 people for 24,000 gifts."""

from __future__ import annotations

import argparse
import json
import random
import tempfile
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from statistics import median
from uuid import uuid4

import psycopg

from unionnet.doors.bench import people
from unionnet.doors.bench.flash import Stage, play
from unionnet.doors.bench.ground import Ground, own_database, say, serving
from unionnet.doors.bench.pgbench import tps

ROUNDS = 3
PLENTY = 1_000_000
# A try as the product has it: its number from the hot row, a prize off the stock for some, the row with its
# keys. No ticket, no eligibility, no seed, no journal.
TRY = """\\set person random(1, {people})
\\set word random(0, 999999)
BEGIN;
UPDATE bench_raffle SET last_number = last_number + 1 WHERE id = 1 RETURNING last_number AS number \\gset
\\if :word < {chance}
UPDATE bench_prize SET stock = stock - 1 WHERE id = 1 AND stock > 0;
\\endif
INSERT INTO bench_entry (raffle_id, number, person_id, receipt)
    VALUES (1, :number, :person, '0001-1234abcd') ON CONFLICT DO NOTHING;
END;
"""
TABLES = """
CREATE TABLE bench_raffle (id bigint PRIMARY KEY, last_number bigint NOT NULL);
INSERT INTO bench_raffle VALUES (1, 0);
CREATE TABLE bench_prize (id bigint PRIMARY KEY, stock bigint NOT NULL, CHECK (stock >= 0));
INSERT INTO bench_prize VALUES (1, 1000000000000);
CREATE TABLE bench_entry (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    raffle_id bigint NOT NULL REFERENCES bench_raffle, number bigint NOT NULL,
    person_id bigint NOT NULL REFERENCES people_person, receipt varchar(24) NOT NULL,
    at timestamptz NOT NULL DEFAULT now(), UNIQUE (raffle_id, number), UNIQUE (raffle_id, person_id));
GRANT SELECT, INSERT, UPDATE ON bench_raffle, bench_prize, bench_entry TO unionnet_app;
"""


def options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--seconds", type=float, default=6.0, help="每项时长 / seconds of each figure (6)")
    parser.add_argument("--people", type=int, default=450_000, help="人数 / people (450000)")
    parser.add_argument("--gifts", type=int, default=24_000, help="礼品数 / gifts (24000)")


def measure(asked: argparse.Namespace) -> dict[str, float]:
    """`draws_per_s`, `pgbench_tps` and `ratio` are medians of rounds in turn; `seconds` is from the first
    byte sent to the last answer read, of everybody's one try for the gifts."""
    with own_database("unionnet_bench_draw") as ground, tempfile.TemporaryDirectory() as folder:
        import django

        django.setup()
        from unionnet.directory.people.models import Role
        from unionnet.foundation.copying import copy_rows

        say(f"装入 {asked.people} 人 / loading people …")
        people.load(ground.owner, asked.people)
        with psycopg.connect(ground.owner) as db:
            columns = ("person_id", "organisation_id", "name", "since")
            copy_rows(Role, columns, [(1, 1, "officer", date(2020, 1, 1))], db=db)
        stage = Stage(ground, Path(folder), asked.seconds, asked.people)
        with serving(ground) as port:
            found = _rounds(stage, port, 1_000_000 * asked.gifts // asked.people)
            return found | _crowd(stage, port, asked.gifts)


def _rounds(stage: Stage, port: int, chance: int) -> dict[str, float]:
    with psycopg.connect(stage.ground.owner, autocommit=True) as db:
        db.execute(TABLES)
    warm = make_raffle(stage, PLENTY, chance)
    play(port, 256, write_tries(stage.folder / "warm.jsonl", warm, min(20_000, stage.people)), seconds=2)
    rounds = []
    for _round in range(ROUNDS):
        raffle = make_raffle(stage, PLENTY, chance)
        ready = write_tries(stage.folder / "tries.jsonl", raffle, stage.people)
        script = TRY.format(people=stage.people, chance=chance)
        reference = tps(stage.ground, "draw", script, seconds=stage.seconds)
        crowd = play(port, 256, ready, seconds=stage.seconds)
        drawn = round(crowd["statuses"].get("201", 0) / crowd["seconds"], 1)
        rounds.append({"draws_per_s": drawn, "pgbench_tps": reference, "ratio": round(drawn / reference, 2)})
        say(json.dumps(rounds[-1]))
    return {key: median(one[key] for one in rounds) for key in rounds[0]}


def _crowd(stage: Stage, port: int, gifts: int) -> dict[str, float]:
    """Everybody tries once. The chance is a little more than even, so all gifts go and the last find none."""
    raffle = make_raffle(stage, gifts, 1_050_000 * gifts // stage.people)
    ready = write_tries(stage.folder / "crowd.jsonl", raffle, stage.people)
    crowd = play(port, 512, ready, seconds=1e9)
    decided = sum(crowd["statuses"].get(status, 0) for status in ("200", "201", "409"))
    return {
        "people": stage.people,
        "gifts": gifts,
        "decided": decided,
        "seconds": crowd["seconds"],
        "p99_ms": crowd["p99_ms"],
        **_counted(stage.ground, raffle),
    }


def make_raffle(stage: Stage, stock: int, chance: int) -> str:
    """Open for members of the county with the tag: one prize from the union's stock, one try each."""
    from unionnet.directory.organisations.models import Organisation
    from unionnet.directory.people.models import Person
    from unionnet.foundation.scope import everything
    from unionnet.tools.benefits.actions import (
        Delivery,
        Described,
        PrizeTerms,
        RaffleTerms,
        describe_item,
        open_raffle,
        take_in,
    )

    now = datetime.now(UTC)
    with everything("a bench makes what it measures"):
        union, officer = Organisation.objects.get(pk=1), Person.objects.get(pk=1)
        name = f"新春礼包 {uuid4().hex[:8]}"
        item = describe_item(union, Described(kind="parcel", name=name, value=5_000), by=officer)
        take_in(item, union, Delivery(uuid4(), name, stock), by=officer)
        terms = RaffleTerms(
            "云上贺新春",
            opens_at=now - timedelta(hours=1),
            closes_at=now + timedelta(days=1),
            open_to=union,
            any_tags=("职工",),
        )
        prizes = [PrizeTerms("新春礼包", stock, chance, {item: 1})]
        return str(open_raffle(union, terms, prizes, key=uuid4(), by=officer).public_id)


def write_tries(file: Path, raffle: str, count: int) -> Path:
    """One request each of `count` people, in no order."""
    from unionnet.foundation.tickets import issue

    crowd = list(range(1, count + 1))
    random.Random(count).shuffle(crowd)
    head = (
        '{"method":"POST","path":"/hot/benefits/%s/try","headers":{"Authorization":"Ticket %s"},"body":""}\n'
    )
    with file.open("w", encoding="utf-8") as lines:
        lines.writelines(head % (raffle, issue(person)) for person in crowd)
    return file


def _counted(ground: Ground, raffle: str) -> dict[str, int]:
    """Won by the rows; and what is won or counted beyond the stock of the raffle."""
    with psycopg.connect(ground.owner) as db:
        row = db.execute(
            "SELECT p.stock, p.left, (SELECT count(*) FROM benefits_win w WHERE w.prize_id = p.id),"
            " (SELECT count(*) FROM benefits_entry e WHERE e.prize_id = p.id)"
            " FROM benefits_prize p JOIN benefits_raffle r ON r.id = p.raffle_id WHERE r.public_id = %s",
            [raffle],
        ).fetchone()
    stock, left, wins, hits = row or (0, 0, 0, 0)
    return {"won": wins, "overdrawn": max(0, wins - stock) + abs(stock - left - wins) + abs(hits - wins)}
