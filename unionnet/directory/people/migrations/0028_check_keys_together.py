"""Keys that a list brings ten thousand of are checked with all of their statement, not one by one: that was a quarter
of the time of an import (0022 of docs/decisions)."""

import django.db.models.deletion
from django.db import migrations, models

from unionnet.foundation.migrating import hold

# Whoever a membership names stays until the end of the transaction, as with a foreign key.
HELD = {
    "people_membership": {
        "person_id": "people_person",
        "organisation_id": "organisations_organisation",
        "join_code_id": "people_joincode",
        "paper_id": "files_storedfile",
    },
    "people_membershipspan": {"paper_id": "files_storedfile"},
    "people_standing": {},
    "people_consent": {},
}
KNOWN = {
    "people_membership": {"decided_by_id": "people_person", "roster_id": "people_roster"},
    "people_membershipspan": {"by_id": "people_person"},
    "people_standing": {"person_id": "people_person"},
    "people_consent": {"person_id": "people_person"},
}
STILL_USED = {
    "people_person": ["people_membership.person_id", "people_standing.person_id", "people_consent.person_id"],
    "people_membership": ["people_membershipspan.membership_id"],
    "people_roster": ["people_membership.roster_id"],
    "people_joincode": ["people_membership.join_code_id"],
    "organisations_organisation": ["people_membership.organisation_id"],
    "files_storedfile": ["people_membership.paper_id", "people_membershipspan.paper_id"],
}
# A plan is kept for the next statement, which may bring one row or ten thousand. So each row is looked up by itself
# (OFFSET 0 keeps it from becoming a join) and by an index, and lists of rows meet in set operations only.
GIVEN = "SELECT DISTINCT {column} FROM new_rows WHERE {column} IS NOT NULL"
CHANGED = "SELECT {column} FROM new_rows WHERE {column} IS NOT NULL EXCEPT SELECT {column} FROM old_rows"
IS_UNKNOWN = """
    IF EXISTS (SELECT FROM ({given}) AS given (id)
               WHERE NOT EXISTS (SELECT FROM {there} AS known WHERE known.id = given.id OFFSET 0)) THEN
        RAISE foreign_key_violation USING MESSAGE = '{table}.{column}: no such row of {there}',
                                          CONSTRAINT = '{table}_{column}';
    END IF;
"""
IS_NOT_HELD = """
    IF EXISTS (SELECT FROM ({given} ORDER BY 1) AS given (id)
               WHERE NOT EXISTS (SELECT FROM {there} AS known WHERE known.id = given.id FOR KEY SHARE)) THEN
        RAISE foreign_key_violation USING MESSAGE = '{table}.{column}: no such row of {there}',
                                          CONSTRAINT = '{table}_{column}';
    END IF;
"""
# By the owner: whether a row is there is no question of who may see it.
AS_OWNER = "LANGUAGE plpgsql SECURITY DEFINER SET search_path = public SET enable_seqscan = off"
CHECK = """
CREATE FUNCTION {table}_keys() RETURNS trigger {as_owner} AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN {of_new}
    ELSE {of_changed}
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER {table}_keys_insert AFTER INSERT ON {table}
    REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION {table}_keys();
CREATE TRIGGER {table}_keys_update AFTER UPDATE ON {table}
    REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION {table}_keys();
"""
IS_USED = """
    IF EXISTS (SELECT FROM {user} WHERE {column} = OLD.id) THEN
        RAISE foreign_key_violation USING MESSAGE = '{user}.{column} refers to this row of {table}',
                                          CONSTRAINT = '{user}_{column}';
    END IF;
"""
KEEP = """
CREATE FUNCTION {table}_still_used() RETURNS trigger {as_owner} AS $$
BEGIN {checks} RETURN NULL; END $$;
CREATE CONSTRAINT TRIGGER {table}_still_used AFTER DELETE ON {table} DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION {table}_still_used();
"""
SPANS_AGREE = f"""
CREATE OR REPLACE FUNCTION people_spans_agree() RETURNS trigger {AS_OWNER} AS $$
BEGIN
    IF EXISTS (SELECT FROM new_rows s WHERE NOT EXISTS (
                   SELECT FROM people_membership m WHERE m.id = s.membership_id
                   AND m.person_id = s.person_id AND m.organisation_id = s.organisation_id OFFSET 0)) THEN
        RAISE foreign_key_violation USING MESSAGE = 'a span is of the person and the union of its membership',
                                          CONSTRAINT = 'people_spans_agree';
    END IF;
    RETURN NULL;
END $$;
"""


def checked(table):
    def all_of(given):
        said = ((IS_NOT_HELD, HELD[table]), (IS_UNKNOWN, KNOWN[table]))
        return "".join(
            check.format(given=given.format(column=column), table=table, column=column, there=there)
            for check, keys in said
            for column, there in keys.items()
        )

    made = CHECK.format(table=table, as_owner=AS_OWNER, of_new=all_of(GIVEN), of_changed=all_of(CHANGED))
    return migrations.RunSQL(made, f"DROP FUNCTION {table}_keys() CASCADE")


def kept(table, users):
    ways = (user.split(".") for user in users)
    checks = "".join(IS_USED.format(table=table, user=user, column=column) for user, column in ways)
    gone = f"DROP FUNCTION {table}_still_used() CASCADE"
    return migrations.RunSQL(KEEP.format(table=table, as_owner=AS_OWNER, checks=checks), gone)


def loose(model, field, **more):
    protected = {"db_constraint": False, "on_delete": django.db.models.deletion.PROTECT}
    return migrations.AlterField(model, field, models.ForeignKey(**protected, **more))


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0027_tell_of_ending_documents'),
    ]

    operations = [
        hold(
            "organisations_organisation",
            "files_storedfile",
            "people_joincode",
            "people_person",
            "people_membership",
            "people_membershipspan",
            "people_standing",
            "people_consent",
        ),
        loose('consent', 'person', db_index=False, related_name='consents', to='people.person'),
        loose('membership', 'person', db_index=False, related_name='memberships', to='people.person'),
        loose(
            'membership', 'organisation',
            db_index=False, related_name='memberships', to='organisations.organisation',
        ),
        loose('membership', 'decided_by', blank=True, null=True, related_name='+', to='people.person'),
        loose(
            'membership', 'roster',
            blank=True, db_index=False, null=True, related_name='memberships', to='people.roster',
        ),
        loose(
            'membership', 'join_code',
            blank=True, db_index=False, null=True, related_name='+', to='people.joincode',
        ),
        loose('membership', 'paper', blank=True, db_index=False, null=True, related_name='+', to='files.storedfile'),
        loose('membershipspan', 'membership', db_index=False, related_name='spans', to='people.membership'),
        loose('membershipspan', 'paper', blank=True, db_index=False, null=True, related_name='+', to='files.storedfile'),
        migrations.AlterField(
            model_name='standing',
            name='person',
            field=models.OneToOneField(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='+', serialize=False, to='people.person'),
        ),
        migrations.RunSQL(SPANS_AGREE, migrations.RunSQL.noop),
        *(checked(table) for table in KNOWN),
        *(kept(table, users) for table, users in STILL_USED.items()),
    ]
