"""What another index answers, or nobody asks, goes, and a span is checked with all of its statement: both are
time of every row of a list (0022 of docs/decisions)."""

import django.db.models.deletion
from django.db import migrations, models

from unionnet.foundation.migrating import hold

# These are only ever asked for whole; Django made an index for LIKE beside each, in every app.
NO_LIKE = """
DO $$
DECLARE name text;
BEGIN
    FOR name IN SELECT indexname FROM pg_indexes
                WHERE schemaname = current_schema() AND indexname ~ '(public_id|card_no)_[0-9a-f]+_like$'
    LOOP
        EXECUTE format('DROP INDEX %I', name);
    END LOOP;
END $$;
"""
# By the owner, who sees every row: what a new span says is looked at, not who may see it.
SPANS_AGREE = """
CREATE FUNCTION people_spans_agree() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
    IF EXISTS (SELECT FROM new_rows s JOIN people_membership m ON m.id = s.membership_id
               WHERE m.person_id <> s.person_id OR m.organisation_id <> s.organisation_id) THEN
        RAISE foreign_key_violation USING MESSAGE = 'a span is of the person and the union of its membership',
                                          CONSTRAINT = 'people_spans_agree';
    END IF;
    IF EXISTS (SELECT FROM (SELECT DISTINCT by_id FROM new_rows WHERE by_id IS NOT NULL) acted
               WHERE NOT EXISTS (SELECT FROM people_person p WHERE p.id = acted.by_id)) THEN
        RAISE foreign_key_violation USING MESSAGE = 'nobody with this id has acted', CONSTRAINT = 'people_spans_agree';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER people_spans_agree AFTER INSERT ON people_membershipspan
    REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION people_spans_agree();
"""
# As Django would say it, but that no key is checked anew over a million rows. What is wanted of it 0023 builds.
UNASKED = """
DROP INDEX membership_join_code, people_membership_join_code_id_87b11956, people_membership_paper_id_6e45c045,
    people_membership_organisation_id_a6c82864, people_membership_person_id_dd6d28d1,
    people_consent_person_id_a757a92f;
SET CONSTRAINTS ALL IMMEDIATE;
ALTER TABLE people_membershipspan
    DROP CONSTRAINT people_membershipspan_by_id_e747f0e8_fk_people_person_id,
    DROP CONSTRAINT people_membershipspa_organisation_id_1d58091c_fk_organisat,
    DROP CONSTRAINT people_membershipspan_person_id_ab6267ea_fk_people_person_id
"""


class Migration(migrations.Migration):

    dependencies = [
        ('files', '0003_longer_type'),
        ('organisations', '0004_fewer_indexes'),
        ('people', '0018_two_hands'),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            [
                hold('people_person', 'people_membership'),
                migrations.RunSQL(NO_LIKE, migrations.RunSQL.noop),
                migrations.RunSQL(SPANS_AGREE, 'DROP FUNCTION people_spans_agree() CASCADE'),
                migrations.RunSQL(UNASKED, migrations.RunSQL.noop),
            ],
            [
                migrations.RemoveIndex(
                    model_name='membership',
                    name='membership_join_code',
                ),
                migrations.AlterField(
                    model_name='consent',
                    name='person',
                    field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='consents', to='people.person'),
                ),
                migrations.AlterField(
                    model_name='membership',
                    name='join_code',
                    field=models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.joincode'),
                ),
                migrations.AlterField(
                    model_name='membership',
                    name='organisation',
                    field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='memberships', to='organisations.organisation'),
                ),
                migrations.AlterField(
                    model_name='membership',
                    name='paper',
                    field=models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='files.storedfile'),
                ),
                migrations.AlterField(
                    model_name='membership',
                    name='person',
                    field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='memberships', to='people.person'),
                ),
                migrations.AlterField(
                    model_name='membershipspan',
                    name='by',
                    field=models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person'),
                ),
                migrations.AlterField(
                    model_name='membershipspan',
                    name='organisation',
                    field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation'),
                ),
                migrations.AlterField(
                    model_name='membershipspan',
                    name='person',
                    field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person'),
                ),
                migrations.AddIndex(
                    model_name='membership',
                    index=models.Index(condition=models.Q(('join_code__isnull', False)), fields=['join_code', 'applied_at'], name='membership_join_code'),
                ),
                migrations.AddIndex(
                    model_name='membership',
                    index=models.Index(condition=models.Q(('paper__isnull', False)), fields=['paper'], name='membership_paper'),
                ),
                migrations.AddIndex(
                    model_name='membershipspan',
                    index=models.Index(fields=['membership'], name='span_membership'),
                ),
            ],
        ),
    ]
