# SPDX-License-Identifier: Apache-2.0
"""Facts are heard once nothing older can still commit: on a shared server, another test perhaps."""

import time
from collections.abc import Callable

from django.db import connection

from unionnet.foundation.journal.delivery import deliver

UNSETTLED = "SELECT count(*) FROM journal_entry WHERE xid >= pg_snapshot_xmin(pg_current_snapshot())"


def deliver_everything(limit: float = 60.0) -> int:
    """Deliver until every listener has heard all that was told. Returns how many facts were heard."""
    end, heard = time.monotonic() + limit, 0
    while time.monotonic() < end:
        with connection.cursor() as cursor:
            cursor.execute(UNSETTLED)
            (unsettled,) = cursor.fetchone()
        heard += deliver()
        if not unsettled:
            return heard
        time.sleep(0.02)
    raise TimeoutError("some transaction stayed open too long")


def settled(question: Callable[[], object], limit: float = 60.0) -> None:
    """Wait for what a listener does, in this process or in the worker of a site that runs beside it."""
    end = time.monotonic() + limit
    while not question():
        if time.monotonic() > end:
            raise TimeoutError("nobody heard it")
        deliver()
        time.sleep(0.05)
