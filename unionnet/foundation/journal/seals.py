# SPDX-License-Identifier: Apache-2.0
"""The hash chain over the journal, made in batches, so that no enrolment waits for a global chain."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from django.db import connection

from unionnet.foundation.journal.models import Seal

BATCH = 5000

# jsonb has one text form for one value, so the text itself is what we hash.
ENTRIES = """
    SELECT xid::text::bigint, id, extract(epoch from at)::numeric::text, fact,
           coalesce(actor_id::text, '') || coalesce('/' || behalf_id::text, ''), org_path, data::text
    FROM journal_entry
    WHERE (xid, id) > (%s::text::xid8, %s) AND xid < pg_snapshot_xmin(pg_current_snapshot())
    ORDER BY xid, id LIMIT %s
"""


def seal() -> int:
    """Seal what has settled since the last seal. Returns the number of entries sealed."""
    last = Seal.objects.order_by("id").last()
    rows = _entries_after(last.last_xid if last else 0, last.last_entry_id if last else 0, BATCH)
    if not rows:
        return 0
    head = chain(bytes(last.head) if last else b"", rows)
    Seal.objects.create(last_xid=rows[-1][0], last_entry_id=rows[-1][1], entries=len(rows), head=head)
    return len(rows)


def chain(head: bytes, rows: Iterable[tuple[object, ...]]) -> bytes:
    """SHA-256 over the head before and every entry, fields parted by a byte that text cannot hold."""
    digest = hashlib.sha256(head)
    for row in rows:
        digest.update("\x1f".join(str(value) for value in row).encode())
        digest.update(b"\x1e")
    return digest.digest()


def first_broken_seal(newest: int | None = None) -> Seal | None:
    """Recompute every seal, or the newest ones only. None when the journal is as it was sealed."""
    before = Seal.objects.order_by("-id")[newest : newest + 1].first() if newest else None
    xid, entry_id, head = 0, 0, b""
    if before:
        xid, entry_id, head = before.last_xid, before.last_entry_id, bytes(before.head)
    for each in Seal.objects.filter(id__gt=before.pk if before else 0).order_by("id").iterator():
        rows = _entries_after(xid, entry_id, each.entries)
        head = chain(head, rows)
        if not rows or head != bytes(each.head) or rows[-1][1] != each.last_entry_id:
            return each
        xid, entry_id = each.last_xid, each.last_entry_id
    return None


def _entries_after(xid: int, entry_id: int, limit: int) -> list[tuple[int, int, str, str, str, str, str]]:
    with connection.cursor() as db:
        db.execute(ENTRIES, [str(xid), entry_id, limit])
        return list(db.fetchall())
