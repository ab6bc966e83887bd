# SPDX-License-Identifier: Apache-2.0
"""A word of every tenth case is found among the newest ones, one after the other; only what is not, is asked of
the index. PostgreSQL takes words that come together for rare ones, and gathered all of their cases, a hundred
thousand of a million, to show the newest few."""

from django.db import migrations

AS_OWNER = "SECURITY DEFINER SET search_path = public"
SQL = f"""
CREATE FUNCTION casework_found_above(asked tsquery, most int, oldest bigint) RETURNS SETOF bigint LANGUAGE sql STABLE
SET enable_bitmapscan = off AS $$
    SELECT id FROM casework_case WHERE id > oldest AND words @@ asked ORDER BY id DESC LIMIT most
$$;
CREATE OR REPLACE FUNCTION casework_found(asked tsquery, most int) RETURNS SETOF bigint LANGUAGE plpgsql STABLE
{AS_OWNER} AS $$
DECLARE
    -- Where a word of every fiftieth case fills the answer, reading row after row is cheaper than the index.
    oldest bigint := (SELECT max(id) FROM casework_case) - 50 * most;
    found int;
BEGIN
    RETURN QUERY SELECT casework_found_above(asked, most, oldest);
    GET DIAGNOSTICS found = ROW_COUNT;
    IF found < most THEN
        RETURN QUERY EXECUTE
            'SELECT id FROM casework_case WHERE words @@ $1 AND id <= $3 ORDER BY id DESC LIMIT $2'
            USING asked, most - found, oldest;
    END IF;
END $$;
"""
BACK = f"""
DROP FUNCTION casework_found_above(tsquery, int, bigint);
CREATE OR REPLACE FUNCTION casework_found(asked tsquery, most int) RETURNS SETOF bigint LANGUAGE plpgsql STABLE
{AS_OWNER} AS $$
BEGIN
    RETURN QUERY EXECUTE 'SELECT id FROM casework_case WHERE words @@ $1 ORDER BY id DESC LIMIT $2'
        USING asked, most;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("casework", "0005_find_what_is_overdue_below")]

    operations = [migrations.RunSQL(SQL, BACK)]
