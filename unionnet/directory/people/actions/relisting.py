# SPDX-License-Identifier: Apache-2.0
"""The listings of a subtree that moved, some thousand at a time."""

from __future__ import annotations

from django.db import connection

from unionnet.directory.people.models import ListingMove
from unionnet.foundation.scope import verb

AT_ONCE = 5000
UPPER = """
SELECT path FROM people_standing WHERE path >= %(to)s AND path < %(to)s || '~' AND path > %(done)s
ORDER BY path OFFSET %(at_once)s LIMIT 1
"""
# Whoever holds a standing is writing it, and by that its listing.
WRITE = """
WITH held AS (
    SELECT person_id, path FROM people_standing WHERE path >= %(to)s AND path <= %(upper)s AND path > %(done)s
    FOR NO KEY UPDATE SKIP LOCKED)
UPDATE people_listing l SET path = held.path FROM held
WHERE l.person_id = held.person_id AND l.path <> held.path
"""
IS_BEHIND = """
SELECT EXISTS (
    SELECT FROM people_standing s JOIN people_listing l ON l.person_id = s.person_id
    WHERE s.path >= %(to)s AND s.path < %(to)s || '~' AND l.path <> s.path)
"""


@verb
def relist() -> int:
    """Bring the next listings of the last move to where their members are; of the last, since what it
    carried on is then done for the moves before. Returns how many were written."""
    move = ListingMove.objects.select_for_update(skip_locked=True).order_by("-pk").first()
    if move is None:
        return 0
    with connection.cursor() as cursor:
        asked: dict[str, str | int] = {"to": move.to_path, "done": move.done_to, "at_once": AT_ONCE}
        cursor.execute(UPPER, asked)
        further = cursor.fetchone()
        move.done_to = further[0] if further else move.to_path + "~"
        cursor.execute(WRITE, {**asked, "upper": move.done_to})
        written = int(cursor.rowcount)
        if further is None:
            cursor.execute(IS_BEHIND, asked)
            if not cursor.fetchone()[0]:
                move.delete()
                return written
            move.done_to = ""  # somebody held a standing and did not write it after all
    move.save(update_fields=["done_to"])
    return written
