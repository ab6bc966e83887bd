# SPDX-License-Identifier: Apache-2.0
"""The database of the tests: a real cluster, migrated by the real command (tests/empty.py), used as the
application.

Loaded with `-p`, before Django reads its settings. UNIONNET_TEST_DB names the database, UNIONNET_TEST_CLUSTER
the folder of its server under var: two runs side by side need two servers, since a fact is heard when no
older transaction is open in any database. UNIONNET_TEST_PG=16 takes the older server of the wheel; PG15_BIN,
a folder with the programs of PostgreSQL 15, takes that one.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from pathlib import Path

import psycopg
import pytest
from psycopg import sql

from tests.empty import copied_to, make_template, migrate
from unionnet.foundation.postgres import Cluster, ensure
from unionnet.foundation.postgres.roles import SUPERUSER

ROOT = Path(__file__).resolve().parent.parent
NAME = os.environ.get("UNIONNET_TEST_DB", "unionnet_test")
DATA = ROOT / "var" / "test"
# No commit waits for the disk: nobody mourns the rows of a test. A plan gone wrong fails its test and does
# not hold up the whole run. A test that kills has its own server, and a drill measures as the product is set.
HURRY = {"fsync": "off", "full_page_writes": "off", "synchronous_commit": "off", "statement_timeout": "5min"}
IS_DRILL = "UNIONNET_CLAIM" in os.environ
MANY = 1000  # rows in one table, from which on truncating is faster
TABLES = """
    SELECT tablename FROM pg_tables WHERE schemaname = 'public'
    AND tablename NOT IN ('django_migrations', 'django_content_type', 'auth_permission')
"""
RESTART = """
    SELECT setval(format('%I.%I', schemaname, sequencename)::regclass, 1, false) FROM pg_sequences
    WHERE schemaname = 'public' AND last_value IS NOT NULL AND sequencename NOT LIKE 'django_%'
    AND sequencename NOT LIKE 'auth_%'
"""


def _cluster() -> Cluster:
    if programs := os.environ.get("PG15_BIN"):
        return ensure(ROOT / "var" / "test-postgres-15", binaries=Path(programs))
    version = int(os.environ.get("UNIONNET_TEST_PG", "18"))
    usual = "test-postgres" if version == 18 else f"test-postgres-{version}"
    folder = ROOT / "var" / os.environ.get("UNIONNET_TEST_CLUSTER", usual)
    if not folder.exists():
        copied_to(folder, version=version)
    return ensure(folder, version=version)


def set_for_all(cluster: Cluster, settings: Mapping[str, str | None]) -> None:
    """Settings of the whole server, from now on; None gives back what the product says."""
    with psycopg.connect(cluster.url(SUPERUSER, "postgres"), autocommit=True) as db:
        for name, value in settings.items():
            change = "ALTER SYSTEM RESET {}" if value is None else "ALTER SYSTEM SET {} = {}"
            db.execute(sql.SQL(change).format(sql.Identifier(name), sql.Literal(value)))
        db.execute("SELECT pg_reload_conf()")


cluster = _cluster()
set_for_all(cluster, dict.fromkeys(HURRY) if IS_DRILL else HURRY)
OWNER_URL = cluster.url("unionnet_owner", NAME)
os.environ["DATABASE_OWNER_URL"] = OWNER_URL
os.environ["DATABASE_URL"] = cluster.url("unionnet_app", NAME)
os.environ.setdefault("UNIONNET_DATA", str(DATA))
os.environ.setdefault("UNIONNET_API_PER_MINUTE", "0")
os.environ.setdefault("UNIONNET_SECOND_FACTOR", "0")  # the tests that are about it turn it on


@pytest.fixture(scope="session")
def django_db_setup(request: pytest.FixtureRequest) -> None:
    """Make the database and migrate it. `--reuse-db` keeps the one of the last run."""
    with psycopg.connect(cluster.url("unionnet_owner", "unionnet"), autocommit=True) as db:
        name = sql.Identifier(NAME)
        if not request.config.getvalue("reuse_db"):
            db.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(name))
        if not db.execute("SELECT 1 FROM pg_database WHERE datname = %s", [NAME]).fetchone():
            template = sql.Identifier(make_template(cluster))
            db.execute(sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(name, template))
    migrate(cluster, NAME)  # what is newer than a database that was kept; rights and walls
    empty_all_tables()


@pytest.fixture(autouse=True)
def _attempts_where_the_test_writes(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Sign-in attempts are committed on a connection of their own; a test that does not ask for that
    connection takes them back with everything else."""
    mark = request.node.get_closest_marker("django_db")
    if mark and "hot" not in mark.kwargs.get("databases", ()):
        monkeypatch.setattr("unionnet.directory.people.actions.attempts.DATABASE", "default")


@pytest.fixture(autouse=True, scope="session")
def _truncate_as_owner() -> Iterator[None]:
    """The application role may not truncate, so the owner tidies up after transactional tests."""
    from django.test import TransactionTestCase

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", lambda self: empty_all_tables())
        yield


def empty_all_tables() -> None:
    """Every table but the list of migrations. A server may be writing: the one who loses asks again.

    Most tests fill a dozen tables with a few rows: deleting those takes a twentieth of the time that
    truncating every table takes. Constraints look at the commit, so the order does not matter.
    """
    with psycopg.connect(OWNER_URL, autocommit=True) as db:
        names = [name for (name,) in db.execute(TABLES)]
        for tries_left in range(9, -1, -1):
            try:
                _empty(db, names)
                return
            except (psycopg.errors.DeadlockDetected, psycopg.errors.ForeignKeyViolation):
                if not tries_left:
                    raise


def _empty(db: psycopg.Connection[tuple[str]], names: list[str]) -> None:
    if _holding(db, names, more_than=MANY):
        tables = sql.SQL(", ").join(map(sql.Identifier, names))
        db.execute(sql.SQL("TRUNCATE {} RESTART IDENTITY CASCADE").format(tables))
        return
    with db.transaction():
        while held := _holding(db, names, more_than=0):  # again: a register that is emptied tells the figures
            for name in held:
                db.execute(sql.SQL("DELETE FROM {}").format(sql.Identifier(name)))
        db.execute(RESTART)


def _holding(db: psycopg.Connection[tuple[str]], names: list[str], *, more_than: int) -> list[str]:
    asked = sql.SQL("SELECT {} WHERE EXISTS (SELECT FROM {} OFFSET {})")
    each = [asked.format(name, sql.Identifier(name), more_than) for name in names]
    return [name for (name,) in db.execute(sql.SQL(" UNION ALL ").join(each))]
