"""Matters that people bring and applications to join, and which of them came in online (FG-03): counted by the
registers themselves, like all other figures. What there was is counted again within seconds (recount_when_empty)."""

from importlib import import_module

from django.db import migrations

from unionnet.foundation.migrating import hold

told = import_module("unionnet.doors.figures.migrations.0005_count_services_and_followers").told

MARK = """
CREATE FUNCTION figures_item(kind text, month text, online boolean) RETURNS text LANGUAGE sql IMMUTABLE AS $$
    SELECT 'item:' || month || ':' || kind || CASE WHEN online THEN ':on' ELSE ':off' END
$$;
CREATE FUNCTION figures_month(at timestamptz) RETURNS text LANGUAGE sql STABLE AS $$
    SELECT to_char((at AT TIME ZONE 'Asia/Shanghai')::date, 'YYYY-MM')
$$;
"""
OF_CASES = """
    SELECT alike.organisation_id, figures_item(kind.key, alike.month, alike.online), alike.n
    FROM (SELECT organisation_id, kind_id, figures_month(received_at) AS month,
                 channel IN ('page', 'station', 'api') AS online, count(*) AS n
          FROM {rows} WHERE channel <> 'programme' AND NOT is_sensitive GROUP BY 1, 2, 3, 4) AS alike
    CROSS JOIN LATERAL (SELECT key FROM casework_kind WHERE id = alike.kind_id OFFSET 0) AS kind"""
OF_APPLICATIONS = """
    SELECT organisation_id, figures_item('joining', figures_month(applied_at), channel <> 'officer'), count(*)
    FROM {rows} WHERE channel <> 'import' GROUP BY 1, 2"""


class Migration(migrations.Migration):

    dependencies = [
        ('casework', '0004_what_must_be_there'),
        ('figures', '0005_count_services_and_followers'),
        ('people', '0001_initial'),
    ]

    operations = [
        hold('people_membership', 'casework_case'),
        migrations.RunSQL(MARK, 'DROP FUNCTION figures_item(text, text, boolean), figures_month(timestamptz)'),
        told('figures_of_cases', 'casework_case', OF_CASES),
        told('figures_of_applications', 'people_membership', OF_APPLICATIONS),
        migrations.RunSQL('DELETE FROM figures_sum', migrations.RunSQL.noop),
    ]
