# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from datetime import datetime, timedelta
from functools import cache
from pathlib import Path

from django.db import connection, transaction

from unionnet.directory.organisations.actions.tree import DEEPEST_PATH, lock_tree
from unionnet.directory.organisations.models import SEGMENT, Organisation
from unionnet.doors.figures.models import Change, Sum
from unionnet.foundation.clock import database_now, local_date
from unionnet.foundation.scope import verb

SETTLE_LOCK = 0xF165
MOST_AT_ONCE = 20_000
KEEPS_DAYS = 45  # as `figures_marks_of_membership` makes them


@cache
def sql(name: str) -> str:
    return (Path(__file__).parent / f"{name}.sql").read_text(encoding="utf-8")


@verb
def settle() -> int:
    """Take up the waiting changes into the sums. One at a time, and not while a subtree moves; nothing is
    taken up before everything was counted once. Returns how many changes were taken."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [SETTLE_LOCK])
        if not cursor.fetchone()[0] or not Sum.objects.exists():
            return 0
        cursor.execute(sql("settle"), {"most": MOST_AT_ONCE})
        return int(cursor.fetchone()[0])


@verb
def recount() -> None:
    """Count everything again from the registers: after a bulk load, and when in doubt. Changes that commit
    meanwhile wait beside the new sums as they did beside the old."""
    lock_tree()
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [SETTLE_LOCK])
        Sum.objects.all().delete()
        cursor.execute(sql("own"))
        for length in range(DEEPEST_PATH, SEGMENT, -SEGMENT):
            cursor.execute(sql("rise"), {"length": length})


def recount_when_empty() -> None:
    """A fresh load, or an upgrade, has no figures yet."""
    if not Sum.objects.exists() and Organisation.objects.exists():
        recount()


def hang_elsewhere(from_path: str, to_path: str) -> None:
    """A subtree has moved, in this transaction: its figures leave those above the old place and join those
    above the new one. No sums are written, so a move never waits for a busy row, nor does one wait for it;
    only `settle` does, which would else add up at the old place what it takes up meanwhile."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [SETTLE_LOCK])
        cursor.execute(sql("hang"), {"from": from_path, "to": to_path})


def forget_old_days(*, at: datetime | None = None) -> int:
    """Days are asked for about a month back; older ones go."""
    last = local_date(at or database_now()) - timedelta(days=KEEPS_DAYS)
    old = {"mark__gte": "day:", "mark__lt": f"day:{last:%Y-%m-%d}"}
    with transaction.atomic():
        Change.objects.filter(**old).delete()
        return Sum.objects.filter(**old).delete()[0]
