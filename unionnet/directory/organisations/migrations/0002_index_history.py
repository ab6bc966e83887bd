"""The journal has no index by fact: it would cost every entry. The history of a union pays for its own."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ('organisations', '0001_initial'),
        ('journal', '0002_no_index_by_fact'),
    ]

    operations = [
        migrations.RunSQL(
            """
            CREATE INDEX journal_entry_of_organisation ON journal_entry ((data -> 'organisation_id'), id DESC)
            WHERE fact LIKE 'organisations.%'
            """,
            'DROP INDEX journal_entry_of_organisation',
        ),
    ]
