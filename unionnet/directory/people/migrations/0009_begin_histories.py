# SPDX-License-Identifier: Apache-2.0
from django.db import migrations

from unionnet.foundation.migrating import in_portions


class Migration(migrations.Migration):
    """Those who are members already get the first span of their history, from the day they joined."""

    atomic = False
    dependencies = [("people", "0008_whole_life")]
    operations = [
        in_portions(
            "people_membership",
            """
            INSERT INTO people_membershipspan
                (membership_id, person_id, organisation_id, state, move, since, at, by_id, reason, basis, is_undone)
            SELECT id, person_id, organisation_id, state, 'approve',
                   (coalesce(decided_at, applied_at) AT TIME ZONE 'Asia/Shanghai')::date,
                   coalesce(decided_at, applied_at), decided_by_id, '', '', false
            FROM people_membership m WHERE state = 'active' AND id >= %s AND id < %s
             AND NOT EXISTS (SELECT FROM people_membershipspan s WHERE s.membership_id = m.id AND s.until IS NULL)
            """,
        )
    ]
