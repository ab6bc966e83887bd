# SPDX-License-Identifier: Apache-2.0
from django.db import migrations


class Migration(migrations.Migration):
    """Those who are members already get the first span of their history, from the day they joined."""

    dependencies = [("people", "0008_whole_life")]
    operations = [
        migrations.RunSQL(
            """
            INSERT INTO people_membershipspan
                (membership_id, person_id, organisation_id, state, move, since, at, by_id, reason, basis, is_undone)
            SELECT id, person_id, organisation_id, state, 'approve',
                   (coalesce(decided_at, applied_at) AT TIME ZONE 'Asia/Shanghai')::date,
                   coalesce(decided_at, applied_at), decided_by_id, '', '', false
            FROM people_membership WHERE state = 'active'
            """,
            migrations.RunSQL.noop,
        )
    ]
