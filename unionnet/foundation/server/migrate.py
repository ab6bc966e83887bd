# SPDX-License-Identifier: Apache-2.0
"""Migrations as the owner, never waiting long for a lock that members are waiting behind; then the
grants and the walls."""

import os
import sys
import time

from django.core.management import call_command
from django.db import OperationalError, connection
from django.db.migrations.executor import MigrationExecutor
from psycopg.errors import InternalError_ as InternalError

from unionnet.foundation.postgres.grants import grant_all
from unionnet.foundation.postgres.walls import build_all

TRIES = 5


def outstanding() -> int:
    """How many migrations are still to be run."""
    executor = MigrationExecutor(connection)
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def migrate(*, verbosity: int = 1) -> None:
    """Run what is outstanding, set the rights of the application role and build the walls before it."""
    if outstanding():
        _patiently(verbosity)
    connection.ensure_connection()
    for attempt in range(1, TRIES + 1):
        try:
            grant_all(connection.connection)
            build_all(connection.connection)
            return
        except InternalError as problem:
            # The server's own housekeeping writes the same catalogue rows and may have been first.
            if attempt == TRIES or "concurrently updated" not in str(problem):
                raise
            time.sleep(0.2)


def _patiently(verbosity: int) -> None:
    """A lock not had within two seconds is given up and asked for again: nobody queues behind us for long."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('lock_timeout', '2s', false)")
        limit = os.environ.get("UNIONNET_MIGRATE_STATEMENT_TIMEOUT", "10s")
        cursor.execute("SELECT set_config('statement_timeout', %s, false)", [limit])
    for attempt in range(1, TRIES + 1):
        try:
            call_command("migrate", interactive=False, verbosity=verbosity)
            break
        except OperationalError as problem:
            if attempt == TRIES or "lock timeout" not in str(problem):
                raise
            sys.stderr.write("表正被使用，稍后重试… / a table is in use, trying again…\n")
            time.sleep(attempt)
    with connection.cursor() as cursor:
        cursor.execute("RESET lock_timeout; RESET statement_timeout")
