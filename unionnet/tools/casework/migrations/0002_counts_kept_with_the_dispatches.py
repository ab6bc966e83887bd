# SPDX-License-Identifier: Apache-2.0
"""Counts that are right to the last commit: a dispatch tells what it changes in them, in the transaction that
changes it, whoever writes it. A rate is made of them and of what is overdue at the moment (HL-08)."""

from django.db import migrations

COUNTS = "accepted, dispatched, signed_in_time, closed, closed_in_time, callbacks, satisfied"
# What each row counts for, times one for what is there now and minus one for what was.
COUNTED = """
    SELECT unit_id, kind_id, grade,
        date_trunc('month', sent_at AT TIME ZONE 'Asia/Shanghai')::date AS month,
        {sign} * (state NOT IN ('returned', 'recalled', 'ended'))::int AS accepted,
        {sign} * (sender_id IS NOT NULL AND state <> 'recalled')::int AS dispatched,
        {sign} * (sender_id IS NOT NULL AND state <> 'recalled'
            AND coalesce(signed_at <= sign_due_at, false))::int AS signed_in_time,
        {sign} * (state = 'closed')::int AS closed,
        {sign} * (state = 'closed' AND coalesce(replied_at, closed_at) <= due_at)::int AS closed_in_time,
        {sign} * callbacks AS callbacks, {sign} * satisfied AS satisfied
    FROM {rows}"""
INTO = f"""
    INSERT INTO casework_tally (unit_id, kind_id, grade, month, {COUNTS})
    SELECT unit_id, kind_id, grade, month, sum(accepted), sum(dispatched), sum(signed_in_time),
        sum(closed), sum(closed_in_time), sum(callbacks), sum(satisfied)
    FROM ({{changes}}) AS each GROUP BY 1, 2, 3, 4
    HAVING (sum(accepted), sum(dispatched), sum(signed_in_time), sum(closed), sum(closed_in_time),
        sum(callbacks), sum(satisfied)) IS DISTINCT FROM (0::bigint, 0::bigint, 0::bigint, 0::bigint,
        0::bigint, 0::bigint, 0::bigint);"""
NOW, BEFORE = COUNTED.format(sign="1", rows="new_rows"), COUNTED.format(sign="-1", rows="old_rows")
FUNCTION = """
    CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql SET enable_seqscan = off AS $$
    BEGIN {into} RETURN NULL; END $$;
"""
SQL = "".join(
    FUNCTION.format(name=f"casework_tally_{name}", into=INTO.format(changes=changes))
    for name, changes in (("begins", NOW), ("changes", f"{NOW} UNION ALL {BEFORE}"), ("ends", BEFORE))
)
SQL += """
    CREATE TRIGGER casework_tally_begins AFTER INSERT ON casework_dispatch
        REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION casework_tally_begins();
    CREATE TRIGGER casework_tally_changes AFTER UPDATE ON casework_dispatch
        REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
        FOR EACH STATEMENT EXECUTE FUNCTION casework_tally_changes();
    CREATE TRIGGER casework_tally_ends AFTER DELETE ON casework_dispatch
        REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION casework_tally_ends();
"""
BACK = """
    DROP TRIGGER casework_tally_ends ON casework_dispatch;
    DROP TRIGGER casework_tally_changes ON casework_dispatch;
    DROP TRIGGER casework_tally_begins ON casework_dispatch;
    DROP FUNCTION casework_tally_begins(), casework_tally_changes(), casework_tally_ends();
"""


class Migration(migrations.Migration):
    dependencies = [("casework", "0001_followed_to_its_end")]

    operations = [migrations.RunSQL(SQL, BACK)]
