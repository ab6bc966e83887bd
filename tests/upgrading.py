# SPDX-License-Identifier: Apache-2.0
"""A database as a release left it, full of members, and people who write while it is brought up to date.

`python -m tests.upgrading RELEASE` takes an empty database to that release; docs/releases.toml names them.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
import tomllib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Event, Thread

import psycopg
from psycopg import sql

from unionnet.foundation.postgres import Cluster, ensure
from unionnet.foundation.postgres.roles import APP, OWNER, SUPERUSER
from unionnet.foundation.server.begin import ROOT

TOLD = tomllib.loads((ROOT / "docs" / "releases.toml").read_text(encoding="utf-8"))["release"]
RELEASES: dict[str, dict[str, str]] = {told.pop("name"): told for told in TOLD}
UNIONS, OFFERS = 2000, 50
OWES = """
    SELECT column_name, data_type FROM information_schema.columns
    WHERE table_schema = 'public' AND table_name = %s AND is_nullable = 'NO' AND column_default IS NULL
      AND is_identity = 'NO' AND is_generated = 'NEVER'
"""
EMPTY = {
    "boolean": "false",
    "ARRAY": "'{}'",
    "jsonb": "'{}'",
    "integer": "0",
    "smallint": "0",
    "bigint": "0",
    "date": "DATE '2025-01-01'",
    "timestamp with time zone": "now()",
}
# As a verb does. The first release had no walls, but was never given to anybody: nobody is left outside them.
SEE = "SELECT set_config('unionnet.everything', 'on', true)"
Values = dict[str, str]


@dataclass(frozen=True)
class Database:
    """One database of a cluster, by the role that asks."""

    cluster: Cluster
    name: str

    def url(self, role: str) -> str:
        return self.cluster.url(role, self.name)

    def run(self, *command: str) -> None:
        """A command of the product, as whoever looks after an installation."""
        told = {**os.environ, "DATABASE_URL": self.url(APP), "DATABASE_OWNER_URL": self.url(OWNER)}
        subprocess.run([sys.executable, "-m", *command], cwd=ROOT, env=told, check=True, stdout=sys.stderr)


@contextmanager
def as_released(release: str, version: int) -> Iterator[Database]:
    """A database of its own, as that release left it, on a server of its own."""
    database = Database(ensure(ROOT / "var" / f"test-upgrade-{version}", version=version), "unionnet_upgrade")
    name = sql.Identifier(database.name)
    with psycopg.connect(database.cluster.url(OWNER, "unionnet"), autocommit=True) as db:
        db.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(name))
        db.execute(sql.SQL("CREATE DATABASE {}").format(name))
    try:
        database.run("tests.upgrading", release)
        yield database
    finally:
        database.cluster.stop()


LETTERS = "lpad(to_hex({}), 4, '0')"
TABLES: dict[str, Values] = {
    "organisations_organisation": {
        "id": "g",
        "name": "'第' || g || '工会'",
        "kind": "'grassroots_union'",
        "path": f"{LETTERS.format(1)} || CASE WHEN g > 1 THEN {LETTERS.format('g')} ELSE '' END",
        "parent_id": "CASE WHEN g > 1 THEN 1 END",
        "industrial_parent_id": "CASE WHEN g % 100 = 0 THEN 2 END",
        "region_code": "'510503'",
    },
    "people_person": {"id": "g", "name": "'会员' || g", "tags": "'{courier}'"},
    "people_membership": {
        "id": "g",
        "person_id": "g",
        "organisation_id": f"1 + g % {UNIONS}",
        "state": "CASE WHEN g % 40 = 0 THEN 'withdrawn' ELSE 'active' END",
        "applied_at": "TIMESTAMPTZ '2024-03-05 09:00+08'",
        "decided_at": "TIMESTAMPTZ '2024-03-07 09:00+08'",
    },
    "people_standing": {"person_id": "g", "path": LETTERS.format(1)},
    "enrolment_offer": {
        "id": "g",
        "organisation_id": "1",
        "size": "1000000000",
        "closes_at": "now() + interval '7 days'",
    },
    # The last offer is for those who write meanwhile.
    "enrolment_place": {"id": "g", "person_id": "g", "offer_id": f"1 + g % {OFFERS - 1}", "number": "g"},
    "journal_entry": {"id": "g", "fact": "'enrolment.place_taken'", "data": "'{}'", "actor_id": "g"},
}


def fill(database: Database, members: int) -> None:
    """That many members, some of whom left, of two thousand unions, with what they did."""
    rows = {"organisations_organisation": UNIONS, "enrolment_offer": OFFERS}
    with psycopg.connect(database.url(SUPERUSER), autocommit=True) as db:
        db.execute("SET session_replication_role = replica")  # nothing is asked of each row
        for table, known in TABLES.items():
            number = rows.get(table, members)
            each = f" FROM generate_series(1, {number}) AS g"
            db.execute((_statement(db, table, known) + each).encode())
            if "id" in known:
                db.execute(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), {number})".encode())
        db.execute("VACUUM ANALYZE")


def _statement(db: psycopg.Connection[tuple[str, ...]], table: str, known: Values) -> str:
    """An insert that names what it knows, and what the table asks of everybody."""
    owed = {name: _empty(name, kind) for name, kind in db.execute(OWES, [table])}
    values = {**owed, **known}
    return f"INSERT INTO {table} ({', '.join(values)}) SELECT {', '.join(values.values())}"


def _empty(name: str, kind: str) -> str:
    return "substr(md5(random()::text), 1, 12)" if name == "public_id" else EMPTY.get(kind, "''")


@dataclass
class Watch:
    """What those who wrote went through: how many times, the longest wait in seconds, what went wrong."""

    written: int = 0
    longest: float = 0.0
    slowest: str = ""
    wrong: set[str] = field(default_factory=set)


@contextmanager
def writing(database: Database) -> Iterator[Watch]:
    """Three people at work as the application of that release: one joins, one takes a place, one decides.
    They know the tables as they were before."""
    with psycopg.connect(database.url(OWNER)) as db:
        person = _statement(db, "people_person", {"name": "'新会员'"}) + " RETURNING id"
        joins = _statement(
            db, "people_membership", {"person_id": "%(who)s", "organisation_id": "7", "state": "'active'"}
        )
        stands = _statement(db, "people_standing", {"person_id": "%(who)s"})
        place = {"person_id": "%(who)s", "number": "%(turn)s", "offer_id": str(OFFERS)}
        takes = _statement(db, "enrolment_place", place)
        tells = _statement(db, "journal_entry", {"fact": "'enrolment.place_taken'", "data": "'{}'"})

    def join(db: psycopg.Connection[tuple[int]], _turn: int) -> None:
        (new,) = db.execute(person.encode()).fetchone() or (0,)
        db.execute(joins.encode(), {"who": new})
        db.execute(stands.encode(), {"who": new})

    def enrol(db: psycopg.Connection[tuple[int]], turn: int) -> None:
        who = turn % 1000 + 1
        db.execute("DELETE FROM enrolment_place WHERE offer_id = %s AND person_id = %s", [OFFERS, who])
        db.execute(takes.encode(), {"who": who, "turn": turn})
        db.execute("UPDATE enrolment_offer SET taken = taken + 1 WHERE id = %s", [OFFERS])
        db.execute(tells.encode())

    def decide(db: psycopg.Connection[tuple[int]], turn: int) -> None:
        db.execute("UPDATE people_membership SET reason = '' WHERE id = %s", [turn % 1000 + 1])

    watch, stop = Watch(), Event()
    writers = [
        Thread(target=_write, args=(database.url(APP), each, watch, stop)) for each in (join, enrol, decide)
    ]
    for each in writers:
        each.start()
    try:
        yield watch
    finally:
        stop.set()
        for each in writers:
            each.join()


def _write(
    url: str, verb: Callable[[psycopg.Connection[tuple[int]], int], None], watch: Watch, stop: Event
) -> None:
    turn = 0
    with psycopg.connect(url, autocommit=True) as db:
        while not stop.wait(0.02):
            turn += 1
            began = time.monotonic()
            try:
                with db.transaction():
                    db.execute(SEE)
                    verb(db, turn)
            except psycopg.Error as problem:
                watch.wrong.add(f"{verb.__name__}: {problem}")
            waited = time.monotonic() - began
            watch.written += 1
            if waited > watch.longest:
                watch.longest, watch.slowest = waited, f"{verb.__name__} at {time.strftime('%X')}"


def take_to(release: str) -> None:
    """Migrate the database of this process to that release; other people's apps come as they are today."""
    from unionnet.foundation.server.begin import as_owner

    as_owner()
    from django.apps import apps
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    from unionnet.foundation.postgres.grants import grant_all

    executor = MigrationExecutor(connection)
    ours = {config.label for config in apps.get_app_configs() if config.name.startswith("unionnet.")}
    others = [leaf for leaf in executor.loader.graph.leaf_nodes() if leaf[0] not in ours]
    executor.migrate([*others, *RELEASES[release].items()])
    grant_all(connection.connection)


if __name__ == "__main__":
    take_to(sys.argv[1])
