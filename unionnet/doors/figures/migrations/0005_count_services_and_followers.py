"""What the union did for people, as often as it did it (人次, FG-01), and who follows it: counted by the registers
themselves, like all other figures. What there was is counted again within seconds (recount_when_empty).

A plan is kept for the next statement, of one row or of ten thousand: rows are put together first, and what they
belong to is looked up one by one."""

from django.db import migrations

from unionnet.foundation.migrating import hold

MEMBERS = "'active', 'transferring', 'auto_withdraw_proposed', 'retained'"
MARK = """
CREATE FUNCTION figures_times(kind text, day date) RETURNS text LANGUAGE sql STABLE AS $$
    SELECT 'times:' || to_char(day, 'YYYY-MM') || ':' || kind
$$;
CREATE FUNCTION figures_times(kind text, at timestamptz) RETURNS text LANGUAGE sql STABLE AS $$
    SELECT figures_times(kind, (at AT TIME ZONE 'Asia/Shanghai')::date)
$$;
"""

# Each register by the statement that gives (organisation_id, mark, n) of the rows in {rows}.
OF_ATTENDANCE = """
    SELECT offer.organisation_id, alike.mark, alike.n
    FROM (SELECT offer_id, figures_times('enrolment', at) AS mark, count(*) AS n
          FROM {rows} WHERE state = 'present' GROUP BY 1, 2) AS alike
    CROSS JOIN LATERAL (SELECT organisation_id FROM enrolment_offer WHERE id = alike.offer_id OFFSET 0) AS offer"""
# Who checked in with a place, or signed for goods, is counted there.
OF_ATTENDEES = """
    SELECT activity.organisation_id, figures_times('activities', session.starts_at), alike.n
    FROM (SELECT session_id, count(*) AS n
          FROM {rows} WHERE via NOT IN ('place', 'gift') GROUP BY 1) AS alike
    CROSS JOIN LATERAL (
        SELECT activity_id, starts_at FROM activities_session WHERE id = alike.session_id OFFSET 0) AS session
    CROSS JOIN LATERAL (
        SELECT organisation_id FROM activities_activity WHERE id = session.activity_id OFFSET 0) AS activity"""
# What one hand-out gives somebody is one, of however many things.
OF_RECEIPTS = """
    SELECT organisation_id, figures_times('benefits', at), count(DISTINCT (key, person_id))
    FROM {rows} GROUP BY 1, 2"""
OF_USES = """
    SELECT merchant.organisation_id, alike.mark, alike.n
    FROM (SELECT merchant_id, figures_times('vouchers', at) AS mark, count(*) AS n
          FROM {rows} GROUP BY 1, 2) AS alike
    CROSS JOIN LATERAL (
        SELECT organisation_id FROM benefits_merchant WHERE id = alike.merchant_id OFFSET 0) AS merchant"""
OF_BOOKINGS = """
    SELECT organisation_id, figures_times('booking', day), count(*)
    FROM {rows} WHERE state = 'used' GROUP BY 1, 2"""
OF_LOANS = """
    SELECT organisation_id, figures_times('loans', lent_at), count(*) FROM {rows} GROUP BY 1, 2"""
OF_VISITS = """
    SELECT organisation_id, figures_times('visits', day), sum(times) FROM {rows} GROUP BY 1, 2"""
REGISTERS = [
    ("figures_of_attendance", "enrolment_attendance", OF_ATTENDANCE),
    ("figures_of_attendees", "activities_attendee", OF_ATTENDEES),
    ("figures_of_receipts", "benefits_receipt", OF_RECEIPTS),
    ("figures_of_uses", "benefits_use", OF_USES),
    ("figures_of_bookings", "booking_booking", OF_BOOKINGS),
    ("figures_of_loans", "venues_loan", OF_LOANS),
    ("figures_of_visits", "venues_visitcount", OF_VISITS),
]
AS_OWNER = "SECURITY DEFINER SET search_path = public SET enable_seqscan = off"
FUNCTION = """
CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql {as_owner} AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        INSERT INTO figures_change (organisation_id, mark, n)
        SELECT id, mark, sum(n) FROM ({new}) AS v (id, mark, n) GROUP BY 1, 2;
    ELSIF TG_OP = 'DELETE' THEN
        INSERT INTO figures_change (organisation_id, mark, n)
        SELECT id, mark, -sum(n) FROM ({old}) AS v (id, mark, n) GROUP BY 1, 2;
    ELSE
        INSERT INTO figures_change (organisation_id, mark, n)
        SELECT id, mark, sum(n) FROM (
            SELECT id, mark, n FROM ({new}) AS v (id, mark, n)
            UNION ALL SELECT id, mark, -n FROM ({old}) AS v (id, mark, n)) AS both_sides
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
# A session that is moved takes those who came along, into its new month.
OF_SESSIONS = """
CREATE FUNCTION figures_of_sessions() RETURNS trigger LANGUAGE plpgsql {as_owner} AS $$
BEGIN
    INSERT INTO figures_change (organisation_id, mark, n)
    SELECT activity.organisation_id, figures_times('activities', r.starts_at), sum(r.n * came.n)
    FROM (
        SELECT *, 1 AS n FROM (SELECT id, activity_id, starts_at FROM new_rows
                               EXCEPT SELECT id, activity_id, starts_at FROM old_rows) AS now
        UNION ALL
        SELECT *, -1 FROM (SELECT id, activity_id, starts_at FROM old_rows
                           EXCEPT SELECT id, activity_id, starts_at FROM new_rows) AS before
    ) AS r
    CROSS JOIN LATERAL (SELECT count(*) AS n FROM activities_attendee
                        WHERE session_id = r.id AND via NOT IN ('place', 'gift') OFFSET 0) AS came
    CROSS JOIN LATERAL (
        SELECT organisation_id FROM activities_activity WHERE id = r.activity_id OFFSET 0) AS activity
    GROUP BY 1, 2 HAVING sum(r.n * came.n) <> 0;
    RETURN NULL;
END $$;
CREATE TRIGGER figures_of_sessions_update AFTER UPDATE ON activities_session
    REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION figures_of_sessions();
"""

# A member with a document is one follower, where they are a member; `real_name:member` those who are real-name users
# besides. Whoever has no union is in `real_name` alone, all of which are counted at the top.
OF_PERSON = """
    SELECT 'tag:' || tag AS mark FROM (SELECT DISTINCT unnest({row}.tags)) AS each (tag)
    UNION ALL SELECT 'follower' WHERE {row}.is_known
    UNION ALL SELECT 'real_name:member' WHERE {row}.is_named"""
KNOWN = "tags, id_index IS NOT NULL AS is_known, real_name_at IS NOT NULL AS is_named"
OF_MEMBERSHIPS = """
    SELECT alike.organisation_id, marks.mark, alike.n
    FROM (SELECT organisation_id, state, decided_at, decided_by_id, due_on, count(*) AS n
          FROM {rows} GROUP BY 1, 2, 3, 4, 5) AS alike
    CROSS JOIN LATERAL figures_marks_of_membership(state, decided_at, decided_by_id, due_on, NULL) AS marks (mark)
    UNION ALL
    SELECT organisation_id, marks.mark, count(*)
    FROM (SELECT organisation_id, person_id FROM {rows} WHERE state IN ({members}) ORDER BY person_id) AS r
    CROSS JOIN LATERAL (SELECT {known} FROM people_person WHERE id = r.person_id FOR SHARE) AS p
    CROSS JOIN LATERAL ({of_person}) AS marks (mark)
    GROUP BY 1, 2"""
OF_CHANGED_PERSONS = """
CREATE OR REPLACE FUNCTION figures_of_tags() RETURNS trigger LANGUAGE plpgsql {as_owner} AS $$
BEGIN
    INSERT INTO figures_change (organisation_id, mark, n)
    SELECT m.organisation_id, marks.mark, sum(n)
    FROM (
        SELECT *, 1 AS n FROM (SELECT id, {known} FROM new_rows EXCEPT SELECT id, {known} FROM old_rows) AS now
        UNION ALL
        SELECT *, -1 FROM (SELECT id, {known} FROM old_rows EXCEPT SELECT id, {known} FROM new_rows) AS before
    ) AS r
    CROSS JOIN LATERAL (
        SELECT organisation_id FROM people_membership WHERE person_id = r.id
        AND state IN ({members}) OFFSET 0) AS m
    CROSS JOIN LATERAL ({of_person}) AS marks (mark)
    GROUP BY 1, 2 HAVING sum(n) <> 0;
    RETURN NULL;
END $$;
"""
TOP = """
CREATE FUNCTION figures_top() RETURNS bigint LANGUAGE sql STABLE AS $$
    SELECT id FROM organisations_organisation WHERE parent_id IS NULL ORDER BY path LIMIT 1
$$;
"""
OF_REAL_NAMES = """
    SELECT figures_top(), 'real_name', count(*) FROM {rows}
    WHERE real_name_at IS NOT NULL AND figures_top() IS NOT NULL HAVING count(*) > 0"""


def made(name, marks):
    return FUNCTION.format(
        name=name, as_owner=AS_OWNER, new=marks.format(rows="new_rows"), old=marks.format(rows="old_rows")
    )


def told(name, table, marks):
    return migrations.RunSQL(
        made(name, marks) + TRIGGERS.format(name=name, table=table), f"DROP FUNCTION {name}() CASCADE"
    )


OF_MEMBERSHIPS = OF_MEMBERSHIPS.format(
    rows="{rows}", members=MEMBERS, known=KNOWN, of_person=OF_PERSON.format(row="p")
)
OF_CHANGED_PERSONS = OF_CHANGED_PERSONS.format(
    as_owner=AS_OWNER, members=MEMBERS, known=KNOWN, of_person=OF_PERSON.format(row="r")
)


class Migration(migrations.Migration):

    dependencies = [
        ('activities', '0001_the_file_of_an_activity'),
        ('benefits', '0001_things_gifts_and_cards'),
        ('booking', '0001_resources_and_who_has_them'),
        ('enrolment', '0001_initial'),
        ('figures', '0004_tell_a_list_by_groups'),
        ('organisations', '0001_initial'),
        ('people', '0001_initial'),
        ('venues', '0001_shelves_and_homes'),
    ]

    operations = [
        hold(
            'people_person', 'people_membership', 'enrolment_attendance', 'activities_session', 'activities_attendee',
            'benefits_receipt', 'benefits_use', 'booking_booking', 'venues_loan', 'venues_visitcount',
        ),
        migrations.RunSQL(MARK, 'DROP FUNCTION figures_times(text, date), figures_times(text, timestamptz)'),
        migrations.RunSQL(TOP, 'DROP FUNCTION figures_top'),
        *(told(*register) for register in REGISTERS),
        migrations.RunSQL(OF_SESSIONS.format(as_owner=AS_OWNER), 'DROP FUNCTION figures_of_sessions() CASCADE'),
        migrations.RunSQL(made('figures_of_memberships', OF_MEMBERSHIPS), migrations.RunSQL.noop),
        migrations.RunSQL(OF_CHANGED_PERSONS, migrations.RunSQL.noop),
        told('figures_of_real_names', 'people_person', OF_REAL_NAMES),
        migrations.RunSQL('DELETE FROM figures_sum', migrations.RunSQL.noop),
    ]
