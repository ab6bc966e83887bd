# SPDX-License-Identifier: Apache-2.0
"""Words are looked up by their index. Behind a wall PostgreSQL may not ask one whose operator could tell about
rows nobody may see, and reads every case instead: so the owner asks it, for numbers alone. Beside its words a
case carries marks of where it lies: `@` and a path for every union whose officers see it, `@=` and a path for
the own desk of one that was told in confidence. Nobody can type them: words are letters and digits."""

from django.db import migrations

AS_OWNER = "SECURITY DEFINER SET search_path = public"
SQL = f"""
CREATE FUNCTION casework_mark(cases bigint[]) RETURNS void LANGUAGE plpgsql {AS_OWNER} AS $$
BEGIN
    -- Whoever marks the same case now is waited for, and what they have just sent on is seen.
    PERFORM FROM casework_case WHERE id = ANY(cases) ORDER BY id FOR NO KEY UPDATE;
    UPDATE casework_case c SET words = array_to_tsvector(
        ARRAY(SELECT lexeme FROM unnest(c.words) WHERE left(lexeme, 1) <> '@') || ARRAY(
            SELECT '@=' || o.path FROM casework_dispatch d
            JOIN organisations_organisation o ON o.id = d.unit_id WHERE d.case_id = c.id AND c.is_sensitive
            UNION
            SELECT '@' || left(o.path, ends) FROM casework_dispatch d
            JOIN organisations_organisation o ON o.id = d.unit_id
            CROSS JOIN generate_series(4, length(o.path), 4) ends
            WHERE d.case_id = c.id AND NOT c.is_sensitive))
    WHERE c.id = ANY(cases);
END $$;
CREATE FUNCTION casework_found(asked tsquery, most int) RETURNS SETOF bigint LANGUAGE plpgsql STABLE {AS_OWNER} AS $$
BEGIN
    -- Planned for what is asked: a word of every third case is found from the newest down, a rare one by its index.
    RETURN QUERY EXECUTE 'SELECT id FROM casework_case WHERE words @@ $1 ORDER BY id DESC LIMIT $2'
        USING asked, most;
END $$;
SELECT casework_mark(array_agg(id)) FROM casework_case HAVING count(*) > 0;
"""
BACK = "DROP FUNCTION casework_found(tsquery, int), casework_mark(bigint[]);"


class Migration(migrations.Migration):
    dependencies = [("casework", "0002_counts_kept_with_the_dispatches")]

    operations = [migrations.RunSQL(SQL, BACK)]
