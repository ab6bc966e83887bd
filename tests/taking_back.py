# SPDX-License-Identifier: Apache-2.0
"""What is dear to make is made once for a module, in a transaction that is taken back at its end. Its tests
ask for that world and not for a database of their own (`django_db`)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker

from tests.database import NAME, cluster, set_for_all
from unionnet.foundation.postgres.roles import SUPERUSER

# As in a new database.
FORGET = """
    UPDATE pg_class SET reltuples = -1, relpages = 0
    WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND reltuples >= 0;
    DELETE FROM pg_statistic WHERE starelid IN (
        SELECT oid FROM pg_class WHERE relnamespace = 'public'::regnamespace)
"""


@contextmanager
def for_a_module(blocker: DjangoDbBlocker) -> Iterator[pytest.MonkeyPatch]:
    """The world of a module, with what it changes of the product."""
    with pytest.MonkeyPatch.context() as patch, blocker.unblock(), nothing_known(), transaction.atomic():
        patch.setattr("unionnet.directory.people.actions.attempts.DATABASE", "default")
        yield patch
        transaction.set_rollback(True)


@contextmanager
def for_a_test() -> Iterator[None]:
    """What one test does to it."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@contextmanager
def nothing_known() -> Iterator[None]:
    """The planner knows no sizes. Nobody but us sees what is written here, so what it had learnt of tables
    that others emptied would stay: where it takes each for one row it joins everything with everything, and a
    page of nine joins took ten minutes."""
    set_for_all(cluster, {"autovacuum": "off"})
    with psycopg.connect(cluster.url(SUPERUSER, NAME), autocommit=True) as db:
        db.execute(FORGET)
    try:
        yield
    finally:
        set_for_all(cluster, {"autovacuum": None})
