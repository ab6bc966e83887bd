# SPDX-License-Identifier: Apache-2.0
"""Bring facts to their listeners, in the order of commits, at least once."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import structlog
from django.db import connection, transaction

from unionnet.foundation.journal.facts import class_of, listeners_by_name
from unionnet.foundation.journal.models import Cursor, Entry, Undelivered

log = structlog.get_logger(__name__)
BATCH = 500

SETTLED = """
    SELECT id, xid::text::bigint, fact, data::text FROM journal_entry
    WHERE (xid, id) > (%s::text::xid8, %s) AND xid < pg_snapshot_xmin(pg_current_snapshot())
    ORDER BY xid, id LIMIT %s
"""


def deliver() -> int:
    """Give every listener its next batch. Returns how many facts were heard."""
    return sum(_deliver_to(cursor) for cursor in _cursors())


def _cursors() -> list[Cursor]:
    """One cursor a listener. The first listeners of a house hear it from the beginning; one that is added
    later starts from its own day, or a new notice would go out for every old fact."""
    known = {cursor.listener: cursor for cursor in Cursor.objects.all()}
    missing = [name for name in listeners_by_name() if name not in known]
    if missing:
        last = Entry.objects.order_by("xid", "id").last() if known else None
        start = {"xid": last.xid, "entry_id": last.pk} if last else {}
        for cursor in Cursor.objects.bulk_create(Cursor(listener=name, **start) for name in missing):
            known[cursor.listener] = cursor
    return [known[name] for name in listeners_by_name()]


def _deliver_to(cursor: Cursor) -> int:
    fact_name, listener = listeners_by_name()[cursor.listener]
    with connection.cursor() as db:
        db.execute(SETTLED, [str(cursor.xid), cursor.entry_id, BATCH])
        settled = db.fetchall()
    if not settled:
        return 0
    heard = 0
    for entry_id, _xid, fact, data in settled:
        if fact == fact_name:
            _hear(listener, cursor.listener, entry_id, fact, data)
            heard += 1
    cursor.entry_id, cursor.xid = settled[-1][0], settled[-1][1]
    cursor.save(update_fields=["entry_id", "xid"])
    return heard


def _hear(listener: Callable[[Any], object], name: str, entry_id: int, fact: str, data: str) -> None:
    kind = class_of(fact)
    if kind is None:
        return
    try:
        with transaction.atomic():
            listener(kind.from_data(json.loads(data)))
    except Exception as error:
        log.exception("a listener failed", listener=name, entry=entry_id)
        Undelivered.objects.get_or_create(listener=name, entry_id=entry_id, defaults={"error": repr(error)})
