"""Sums that are right to the last commit: the registers tell their changes themselves, in the transaction
that makes them. What there was is counted again within seconds of the start (recount_when_empty)."""

import django.db.models.deletion
from django.db import migrations, models

from unionnet.foundation.migrating import hold

MARKS = """
CREATE FUNCTION figures_marks_of_membership(
    state text, decided_at timestamptz, decided_by bigint, due date, tags varchar[]) RETURNS SETOF text
LANGUAGE sql STABLE AS $$
    SELECT mark FROM (
        SELECT (decided_at AT TIME ZONE 'Asia/Shanghai')::date AS day,
               decided_at >= now() - interval '45 days' AS is_recent,
               state IN ('active', 'transferring', 'auto_withdraw_proposed', 'retained') AS is_member) AS w
    CROSS JOIN LATERAL (VALUES
        (CASE WHEN is_member THEN 'members' END),
        (CASE WHEN state IN ('applied', 'supplement_requested') THEN 'applied' END),
        (CASE WHEN is_member THEN 'month:' || to_char(day, 'YYYY-MM') END),
        (CASE WHEN is_recent AND is_member THEN 'day:' || day || ':joined' END),
        (CASE WHEN is_recent AND (is_member OR state = 'rejected') AND decided_by IS NOT NULL
              THEN 'day:' || day || ':decided' END),
        (CASE WHEN is_recent AND (is_member OR state = 'rejected') AND decided_by IS NOT NULL
                   AND day <= coalesce(due, 'infinity') THEN 'day:' || day || ':on_time' END)
    ) AS marks (mark) WHERE mark IS NOT NULL
    UNION ALL
    SELECT DISTINCT 'tag:' || tag FROM unnest(tags) AS each (tag)
    WHERE state IN ('active', 'transferring', 'auto_withdraw_proposed', 'retained')
$$;
CREATE FUNCTION figures_marks_of_organisation(kind text, since date, until date) RETURNS SETOF text
LANGUAGE sql STABLE AS $$
    SELECT mark FROM (VALUES
        ('expected:' || kind),
        (CASE WHEN since IS NOT NULL THEN 'established:' || kind END),
        (CASE WHEN since IS NOT NULL THEN 'founded:' || to_char(since, 'YYYY-MM') END)
    ) AS marks (mark) WHERE mark IS NOT NULL AND until IS NULL
$$;
"""

# Each register by the statement that gives (organisation_id, mark) of the rows in {rows}.
# A membership and the tags of its person may change at the same time: whoever comes second waits, and sees
# what the first has written.
OF_MEMBERSHIPS = """
    SELECT r.organisation_id, marks.mark FROM {rows} r
    JOIN (SELECT id, tags FROM people_person WHERE id IN (SELECT person_id FROM {rows}) ORDER BY id FOR SHARE) p
      ON p.id = r.person_id
    CROSS JOIN LATERAL figures_marks_of_membership(r.state, r.decided_at, r.decided_by_id, r.due_on, p.tags)
      AS marks (mark)"""
OF_ORGANISATIONS = """
    SELECT r.id, marks.mark FROM {rows} r
    CROSS JOIN LATERAL figures_marks_of_organisation(r.kind, r.since, r.until) AS marks (mark)"""
OF_SITES = """
    SELECT r.organisation_id, 'stations' FROM {rows} r WHERE r.kind = 'station' AND r.status = 'open'"""
FUNCTION = """
CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        INSERT INTO figures_change (organisation_id, mark, n)
        SELECT id, mark, count(*) FROM ({new}) AS v (id, mark) GROUP BY 1, 2;
    ELSIF TG_OP = 'DELETE' THEN
        INSERT INTO figures_change (organisation_id, mark, n)
        SELECT id, mark, -count(*) FROM ({old}) AS v (id, mark) GROUP BY 1, 2;
    ELSE
        INSERT INTO figures_change (organisation_id, mark, n)
        SELECT id, mark, sum(n) FROM (
            SELECT id, mark, 1 AS n FROM ({new}) AS v (id, mark)
            UNION ALL SELECT id, mark, -1 FROM ({old}) AS v (id, mark)) AS both_sides
        GROUP BY 1, 2 HAVING sum(n) <> 0;
    END IF;
    RETURN NULL;
END $$;
"""
TRIGGERS = """
CREATE TRIGGER {name}_insert AFTER INSERT ON {table}
    REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION {name}();
CREATE TRIGGER {name}_update AFTER UPDATE ON {table}
    REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION {name}();
CREATE TRIGGER {name}_delete AFTER DELETE ON {table}
    REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION {name}();
"""
# Only whose tags have changed; their memberships are looked up person by person, since a plan is kept for the next
# statement, which may bring one row or ten thousand.
OF_TAGS = """
CREATE FUNCTION figures_of_tags() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO figures_change (organisation_id, mark, n)
    SELECT m.organisation_id, 'tag:' || tag, sum(n)
    FROM (
        SELECT *, 1 AS n FROM (SELECT id, tags FROM new_rows EXCEPT SELECT id, tags FROM old_rows) AS now
        UNION ALL
        SELECT *, -1 FROM (SELECT id, tags FROM old_rows EXCEPT SELECT id, tags FROM new_rows) AS before
    ) AS r
    CROSS JOIN LATERAL (
        SELECT organisation_id FROM people_membership WHERE person_id = r.id
        AND state IN ('active', 'transferring', 'auto_withdraw_proposed', 'retained') OFFSET 0) AS m
    CROSS JOIN LATERAL (SELECT DISTINCT unnest(r.tags)) AS each (tag)
    GROUP BY 1, 2 HAVING sum(n) <> 0;
    RETURN NULL;
END $$;
CREATE TRIGGER figures_of_tags_update AFTER UPDATE ON people_person
    REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION figures_of_tags();
"""
REGISTERS = [
    ("figures_of_memberships", "people_membership", OF_MEMBERSHIPS),
    ("figures_of_organisations", "organisations_organisation", OF_ORGANISATIONS),
    ("figures_of_sites", "places_site", OF_SITES),
]


def told(name, table, marks):
    made = FUNCTION.format(name=name, new=marks.format(rows="new_rows"), old=marks.format(rows="old_rows"))
    gone = f"DROP FUNCTION {name}() CASCADE"
    return migrations.RunSQL(made + TRIGGERS.format(name=name, table=table), gone)


class Migration(migrations.Migration):

    dependencies = [
        ('figures', '0002_sum_days_over_subtrees'),
        ('organisations', '0001_initial'),
        ('people', '0001_initial'),
        ('places', '0001_initial'),
    ]

    operations = [
        hold('people_person', 'people_membership'),
        migrations.DeleteModel(name='Daily'),
        migrations.DeleteModel(name='Headcount'),
        migrations.DeleteModel(name='Stale'),
        migrations.CreateModel(
            name='Change',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('mark', models.CharField(db_collation='C', max_length=80)),
                ('n', models.BigIntegerField()),
                ('organisation', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='organisations.organisation')),
            ],
        ),
        migrations.CreateModel(
            name='Sum',
            fields=[
                ('pk', models.CompositePrimaryKey('organisation_id', 'mark', blank=True, editable=False, primary_key=True, serialize=False)),
                ('mark', models.CharField(db_collation='C', max_length=80)),
                ('n', models.BigIntegerField()),
                ('organisation', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='organisations.organisation')),
            ],
        ),
        migrations.RunSQL(MARKS, 'DROP FUNCTION figures_marks_of_membership, figures_marks_of_organisation'),
        *(told(*register) for register in REGISTERS),
        migrations.RunSQL(OF_TAGS, 'DROP FUNCTION figures_of_tags() CASCADE'),
    ]
