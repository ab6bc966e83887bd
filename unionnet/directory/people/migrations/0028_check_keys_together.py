"""Keys that a list brings ten thousand of are checked with all of their statement, not one by one: that was a quarter
of the time of an import (0022 of docs/decisions)."""

import django.db.models.deletion
from django.db import migrations, models

from unionnet.foundation.migrating import hold

KEYS = {
    "people_membership": {"decided_by_id": "people_person", "roster_id": "people_roster"},
    "people_standing": {"person_id": "people_person"},
    "people_consent": {"person_id": "people_person"},
}
STILL_USED = {
    "people_person": ["people_standing.person_id", "people_consent.person_id"],
    "people_membership": ["people_membershipspan.membership_id"],
    "people_roster": ["people_membership.roster_id"],
}
UNKNOWN = """
    IF EXISTS (SELECT FROM (SELECT DISTINCT {column} AS id FROM new_rows WHERE {column} IS NOT NULL) AS given
               WHERE NOT EXISTS (SELECT FROM {there} AS known WHERE known.id = given.id)) THEN
        RAISE foreign_key_violation USING MESSAGE = '{table}.{column}: no such row of {there}',
                                          CONSTRAINT = '{table}_{column}';
    END IF;
"""
# By the owner: whether a row is there is no question of who may see it.
CHECK = """
CREATE FUNCTION {table}_keys() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN {checks} RETURN NULL; END $$;
CREATE TRIGGER {table}_keys_insert AFTER INSERT ON {table}
    REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION {table}_keys();
CREATE TRIGGER {table}_keys_update AFTER UPDATE ON {table}
    REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION {table}_keys();
"""
USED = """
    IF EXISTS (SELECT FROM {user} WHERE {column} = OLD.id) THEN
        RAISE foreign_key_violation USING MESSAGE = '{user}.{column} refers to this row of {table}',
                                          CONSTRAINT = '{user}_{column}';
    END IF;
"""
KEEP = """
CREATE FUNCTION {table}_still_used() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN {checks} RETURN NULL; END $$;
CREATE CONSTRAINT TRIGGER {table}_still_used AFTER DELETE ON {table} DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION {table}_still_used();
"""
SPANS_AGREE = """
CREATE OR REPLACE FUNCTION people_spans_agree() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
    IF EXISTS (SELECT FROM new_rows s LEFT JOIN people_membership m ON m.id = s.membership_id
               WHERE m.id IS NULL OR m.person_id <> s.person_id OR m.organisation_id <> s.organisation_id) THEN
        RAISE foreign_key_violation USING MESSAGE = 'a span is of the person and the union of its membership',
                                          CONSTRAINT = 'people_spans_agree';
    END IF;
    IF EXISTS (SELECT FROM (SELECT DISTINCT by_id FROM new_rows WHERE by_id IS NOT NULL) acted
               WHERE NOT EXISTS (SELECT FROM people_person p WHERE p.id = acted.by_id)) THEN
        RAISE foreign_key_violation USING MESSAGE = 'nobody with this id has acted', CONSTRAINT = 'people_spans_agree';
    END IF;
    RETURN NULL;
END $$;
"""


def checked(table, keys):
    checks = "".join(UNKNOWN.format(table=table, column=column, there=there) for column, there in keys.items())
    gone = f"DROP FUNCTION {table}_keys() CASCADE"
    return migrations.RunSQL(CHECK.format(table=table, checks=checks), gone)


def kept(table, users):
    ways = (user.split(".") for user in users)
    checks = "".join(USED.format(table=table, user=user, column=column) for user, column in ways)
    gone = f"DROP FUNCTION {table}_still_used() CASCADE"
    return migrations.RunSQL(KEEP.format(table=table, checks=checks), gone)


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0027_tell_of_ending_documents'),
    ]

    operations = [
        hold("people_person", "people_membership", "people_membershipspan", "people_standing", "people_consent"),
        migrations.AlterField(
            model_name='consent',
            name='person',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='consents', to='people.person'),
        ),
        migrations.AlterField(
            model_name='membership',
            name='decided_by',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person'),
        ),
        migrations.AlterField(
            model_name='membership',
            name='roster',
            field=models.ForeignKey(blank=True, db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='memberships', to='people.roster'),
        ),
        migrations.AlterField(
            model_name='membershipspan',
            name='membership',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='spans', to='people.membership'),
        ),
        migrations.AlterField(
            model_name='standing',
            name='person',
            field=models.OneToOneField(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='+', serialize=False, to='people.person'),
        ),
        *(checked(table, keys) for table, keys in KEYS.items()),
        migrations.RunSQL(SPANS_AGREE, migrations.RunSQL.noop),
        *(kept(table, users) for table, users in STILL_USED.items()),
    ]
