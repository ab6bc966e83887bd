"""Everybody who was a member before there was a list to search them in."""

from django.db import migrations

from unionnet.foundation.migrating import in_portions

# Kept from changing their names until they stand in the list.
EVERY_MEMBER = """
    SELECT people_list(array_agg(id)) FROM (
        SELECT id FROM people_person WHERE id >= %s AND id < %s ORDER BY id FOR NO KEY UPDATE
    ) AS kept
"""


class Migration(migrations.Migration):
    atomic = False

    dependencies = [
        ('people', '0025_list_members_by_name_and_place'),
    ]

    operations = [
        in_portions("people_person", EVERY_MEMBER, size=5_000),
    ]
