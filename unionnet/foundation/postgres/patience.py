# SPDX-License-Identifier: Apache-2.0
"""Changes of tables that members are writing to. Whoever asks after us waits behind us: a lock that is not
had at once is given up, the queue goes by, and it is asked for again."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable

from psycopg import Connection
from psycopg.errors import DeadlockDetected, LockNotAvailable
from psycopg.errors import InternalError_ as InternalError

LOCK_WAIT, TRIES, PAUSE = "300ms", 100, 0.5  # the pause in seconds


def patiently(conn: Connection, work: Callable[[], object]) -> None:
    """Do this work of the owner, which may be begun again after it was broken off, until it is done."""
    limit = os.environ.get("UNIONNET_MIGRATE_STATEMENT_TIMEOUT", "10s")
    limits = "SELECT set_config('lock_timeout', %s, false), set_config('statement_timeout', %s, false)"
    conn.execute(limits, [LOCK_WAIT, limit])
    for tries_left in range(TRIES - 1, -1, -1):
        try:
            work()
            break
        except Exception as problem:
            if not tries_left or not _passes(problem):
                raise
        sys.stderr.write("表正被使用，稍后重试… / a table is in use, trying again…\n")
        time.sleep(PAUSE)
    conn.execute("RESET lock_timeout; RESET statement_timeout")


def _passes(problem: Exception) -> bool:
    """Whether it is only that somebody else was first; Django wraps what the database says. The server's own
    housekeeping writes the catalogue rows that a change of rights writes."""
    said = problem.__cause__ or problem
    is_late = isinstance(said, InternalError) and "concurrently updated" in str(said)
    return is_late or isinstance(said, (LockNotAvailable, DeadlockDetected))
