"""Deeds are found by who did them; places, taken by the ten thousand, are found from the offer and spare the index."""

from django.db import migrations

from unionnet.foundation.migrating import build_index


class Migration(migrations.Migration):
    atomic = False
    dependencies = [
        ('enrolment', '0005_index_once'),
        ('journal', '0003_no_index_by_actor'),
    ]

    operations = [
        build_index(
            'journal_entry_deed',
            """
            CREATE INDEX CONCURRENTLY journal_entry_deed ON journal_entry (actor_id, id DESC)
            WHERE fact NOT IN ('enrolment.place_taken', 'enrolment.waiting_joined')
            """,
        ),
    ]
