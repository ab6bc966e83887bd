# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from django.db import connection

from unionnet.foundation.scope import verb

# What no transaction can add to any more is one row afterwards; two sweeps never add up the same rows. Counts
# of one row already, those of months long over, are left as they are.
SETTLE = """
    WITH several AS (
        SELECT unit_id, month, kind_id, grade FROM casework_tally
        GROUP BY 1, 2, 3, 4 HAVING count(*) > 1 LIMIT %s
    ), gone AS (
        DELETE FROM casework_tally WHERE id IN (
            SELECT each.id FROM casework_tally each JOIN several USING (unit_id, month, kind_id, grade)
            FOR UPDATE OF each SKIP LOCKED
        ) RETURNING *
    )
    INSERT INTO casework_tally (unit_id, kind_id, grade, month, accepted, dispatched, signed_in_time,
        closed, closed_in_time, callbacks, satisfied)
    SELECT unit_id, kind_id, grade, month, sum(accepted), sum(dispatched), sum(signed_in_time),
        sum(closed), sum(closed_in_time), sum(callbacks), sum(satisfied)
    FROM gone GROUP BY 1, 2, 3, 4
"""
MOST = 50_000


@verb
def add_up() -> int:
    """Several rows of one count become one: what is read stays the same. Returns how many
    counts were added up."""
    with connection.cursor() as cursor:
        cursor.execute(SETTLE, [MOST])
        return int(cursor.rowcount)
