# SPDX-License-Identifier: Apache-2.0
"""The newest few tell how often the words come. Where they fill the answer within the next ones, those are read
one after the other; else the index is asked, at once: before, it was asked after ten thousand cases had been
read for nothing, or gathered all of a hundred thousand to show the newest few."""

from django.db import migrations

AS_OWNER = "SECURITY DEFINER SET search_path = public"
SQL = f"""
DROP FUNCTION casework_found_above(tsquery, int, bigint);
CREATE FUNCTION casework_found_between(asked tsquery, most int, oldest bigint, newest bigint) RETURNS SETOF bigint
LANGUAGE sql STABLE SET enable_bitmapscan = off AS $$
    SELECT id FROM casework_case WHERE id > oldest AND id <= newest AND words @@ asked ORDER BY id DESC LIMIT most
$$;
CREATE OR REPLACE FUNCTION casework_found(asked tsquery, most int) RETURNS SETOF bigint LANGUAGE plpgsql STABLE
{AS_OWNER} AS $$
DECLARE
    newest bigint := (SELECT max(id) FROM casework_case);
    -- Of so many a word is looked for first, and in so many at the most: reading more costs more than the index.
    few CONSTANT int := 10 * most;
    many CONSTANT int := 200 * most;
    found int;
    more int := 0;
BEGIN
    RETURN QUERY SELECT casework_found_between(asked, most, newest - few, newest);
    GET DIAGNOSTICS found = ROW_COUNT;
    newest := newest - few;
    IF found < most AND found * 15 >= most THEN  -- with a quarter to spare
        RETURN QUERY SELECT casework_found_between(asked, most - found, newest - many, newest);
        GET DIAGNOSTICS more = ROW_COUNT;
        newest := newest - many;
    END IF;
    IF found + more < most THEN
        RETURN QUERY EXECUTE
            'SELECT id FROM casework_case WHERE words @@ $1 AND id <= $3 ORDER BY id DESC LIMIT $2'
            USING asked, most - found - more, newest;
    END IF;
END $$;
"""
BACK = f"""
DROP FUNCTION casework_found_between(tsquery, int, bigint, bigint);
CREATE FUNCTION casework_found_above(asked tsquery, most int, oldest bigint) RETURNS SETOF bigint LANGUAGE sql STABLE
SET enable_bitmapscan = off AS $$
    SELECT id FROM casework_case WHERE id > oldest AND words @@ asked ORDER BY id DESC LIMIT most
$$;
CREATE OR REPLACE FUNCTION casework_found(asked tsquery, most int) RETURNS SETOF bigint LANGUAGE plpgsql STABLE
{AS_OWNER} AS $$
DECLARE
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


class Migration(migrations.Migration):
    dependencies = [("casework", "0007_a_tray_is_read_without_the_cases")]

    operations = [migrations.RunSQL(SQL, BACK)]
