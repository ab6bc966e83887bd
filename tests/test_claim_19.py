# SPDX-License-Identifier: Apache-2.0
"""Claim 19: every release upgrades to what stands here, full of members, while people write; nobody waits for
longer than a second. On the server of this run; the drill takes both."""

from __future__ import annotations

import os
from collections.abc import Iterator
from itertools import product
from typing import Any

import psycopg
import pytest

from tests.database import OWNER_URL
from tests.figures import figure, measured, progress
from tests.upgrading import RELEASES, Database, as_released, fill, writing
from unionnet.foundation.postgres.roles import APP, OWNER

VERSIONS = [18, 16] if "UNIONNET_CLAIM" in os.environ else [int(os.environ.get("UNIONNET_TEST_PG", "18"))]
MEMBERS = figure("MEMBERS", 2_000)
LONGEST = figure("STALL_MS", 5_000) / 1000  # a machine that runs other tests as well is given more


# What a database is made of; names of constraints that say NOT NULL differ between servers.
SHAPE = """
    SELECT indexdef FROM pg_indexes WHERE schemaname = 'public'
    UNION ALL
    SELECT format('%s.%s %s %s %s', table_name, column_name, data_type, is_nullable, column_default)
    FROM information_schema.columns WHERE table_schema = 'public'
    UNION ALL
    SELECT format('%s %s %s', conrelid::regclass, conname, pg_get_constraintdef(oid))
    FROM pg_constraint WHERE connamespace = 'public'::regnamespace AND contype <> 'n'
    UNION ALL
    SELECT format('%s %s', polrelid::regclass, obj_description(oid, 'pg_policy')) FROM pg_policy
"""


def answers(url: str, question: str) -> list[Any]:
    with psycopg.connect(url) as db:
        return [each for (each,) in db.execute(question.encode())]


def answer(database: Database, question: str, role: str = OWNER) -> int:
    return int(answers(database.url(role), question)[0])


@pytest.fixture(scope="module", params=product(RELEASES, VERSIONS), ids=str)
def database(request: pytest.FixtureRequest) -> Iterator[Database]:
    """As that release left it, on that server. The last test of this module brings it up to date."""
    release, version = request.param
    with as_released(release, version) as made:
        fill(made, MEMBERS)
        yield made


LOCKS = {
    "a table written anew": "ALTER TABLE people_person ADD COLUMN drawn double precision DEFAULT random()",
    "an index that keeps writers out": "CREATE INDEX ON people_person (name, tags)",
}


@pytest.mark.parametrize("lock", LOCKS)
def test_the_watch_sees_who_keeps_writers_waiting(lock: str, database: Database) -> None:
    """Sabotage: a change as Django makes it unless told otherwise, which takes long."""
    with writing(database) as watch, psycopg.connect(database.url(OWNER)) as db:
        db.execute(LOCKS[lock].encode())
        db.execute("SELECT pg_sleep(1.2)")  # as a table of millions would
        db.rollback()
    assert watch.longest > 1
    assert watch.wrong == set()


def test_every_release_upgrades_while_people_write(database: Database, django_db_setup: None) -> None:
    before = answer(database, "SELECT count(*) FROM people_membership")
    with writing(database) as watch:
        database.run("unionnet", "migrate")
    version = database.cluster.binaries.major
    progress(f"PostgreSQL {version}: {watch}")
    measured(**{f"longest_stall_ms_{version}": watch.longest * 1000, f"written_{version}": watch.written})
    assert watch.wrong == set()
    assert watch.longest <= LONGEST, watch.slowest
    assert answer(database, "SELECT count(*) FROM people_membership") > before >= MEMBERS
    assert answer(database, "SELECT count(*) FROM pg_index WHERE NOT indisvalid") == 0
    histories = "SELECT count(*) FROM people_membershipspan WHERE membership_id <= "
    assert answer(database, f"{histories}{MEMBERS}") == MEMBERS - MEMBERS // 40
    left = "SELECT count(*) FROM people_membership WHERE state = 'withdrawn' AND ended_at IS NULL"
    assert answer(database, left) == 0
    assert answer(database, "SELECT count(*) FROM people_membership", APP) == 0  # the wall stands
    assert sorted(answers(database.url(OWNER), SHAPE)) == sorted(answers(OWNER_URL, SHAPE))
