# SPDX-License-Identifier: Apache-2.0
"""Bring facts to their listeners, in the order of commits, at least once."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

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


class Settled(NamedTuple):
    """An entry that nothing older can come before any more; `data` is JSON still."""

    id: int
    xid: int
    fact: str
    data: str


def deliver() -> int:
    """Give every listener its next batch. Returns how many facts were heard."""
    pages: dict[tuple[int, int], list[Settled]] = {}  # most listeners stand at one place: it is read once
    heard = 0
    for cursor in _cursors():
        place = (cursor.xid, cursor.entry_id)
        if place not in pages:
            pages[place] = _settled_after(*place)
        heard += _deliver_to(cursor, pages[place])
    return heard


def _settled_after(xid: int, entry_id: int) -> list[Settled]:
    with connection.cursor() as db:
        db.execute(SETTLED, [str(xid), entry_id, BATCH])
        return [Settled(*row) for row in db.fetchall()]


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


def _deliver_to(cursor: Cursor, page: Sequence[Settled]) -> int:
    if not page:
        return 0
    fact_name, listener = listeners_by_name()[cursor.listener]
    mine = [entry for entry in page if entry.fact == fact_name]
    for entry in mine:
        _hear(listener, cursor.listener, entry)
    cursor.entry_id, cursor.xid = page[-1].id, page[-1].xid
    cursor.save(update_fields=["entry_id", "xid"])
    return len(mine)


def _hear(listener: Callable[[Any], object], name: str, entry: Settled) -> None:
    kind = class_of(entry.fact)
    if kind is None:
        return
    try:
        with transaction.atomic():
            listener(kind.from_data(json.loads(entry.data)))
    except Exception as error:
        log.exception("a listener failed", listener=name, entry=entry.id)
        Undelivered.objects.get_or_create(listener=name, entry_id=entry.id, defaults={"error": repr(error)})
