# SPDX-License-Identifier: Apache-2.0
"""What migrations 0008 to 0020 put off: on a register of millions it takes minutes, and nobody waits for it."""

from django.db import migrations, models

from unionnet.foundation.migrating import BuildIndexes, in_portions, later

GONE = ("tags", "pinyin", "initials", "other_name")  # people are found in their standing and their listing


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("people", "0022_keep_lists_in_parts")]
    operations = [
        later(migrations.AddIndex(
            model_name='membership',
            index=models.Index(
                condition=models.Q(('ended_at__isnull', False)), fields=['ended_at'], name='membership_ended'
            ),
        )),
        later(migrations.AddIndex(
            model_name='membership',
            index=models.Index(condition=models.Q(('roster__isnull', False)), fields=['roster'], name='membership_roster'),
        )),
        later(migrations.AddIndex(
            model_name='person',
            index=models.Index(condition=models.Q(('name__gt', ''), models.Q(('id_index__isnull', True), ('mobile_index__isnull', True), ('occupation', ''), _connector='OR')), fields=['name'], name='person_incomplete'),
        )),
        later(migrations.AddIndex(
            model_name='person',
            index=models.Index(condition=models.Q(('document_expires__isnull', False)), fields=['document_expires'], name='person_document_expires'),
        )),
        later(migrations.AddIndex(
            model_name='person',
            index=models.Index(condition=models.Q(('nationality__gt', '')), fields=['born_on', 'nationality'], name='person_from_abroad'),
        )),
        migrations.RunSQL(
            [
                "ALTER TABLE people_person VALIDATE CONSTRAINT nationality_form",
                "ALTER TABLE people_person VALIDATE CONSTRAINT only_a_document_expires",
            ],
            migrations.RunSQL.noop,
        ),
        BuildIndexes("person"),
        BuildIndexes("membership"),
        BuildIndexes("membershipspan"),
        BuildIndexes("standing"),
        # Only now: until here two kept a person from two unions or applications, and by the others people were found.
        migrations.RunSQL(
            [
                "DROP INDEX CONCURRENTLY IF EXISTS one_active_membership_a_person",
                "DROP INDEX CONCURRENTLY IF EXISTS one_application_a_person",
                *(f"DROP INDEX CONCURRENTLY IF EXISTS person_{each}" for each in GONE),
            ],
            migrations.RunSQL.noop,
        ),
        in_portions(
            "people_membership",
            """
            UPDATE people_membership SET ended_at = decided_at
            WHERE id >= %s AND id < %s AND state = 'withdrawn' AND ended_at IS NULL AND decided_at IS NOT NULL
            """,
        ),
    ]
