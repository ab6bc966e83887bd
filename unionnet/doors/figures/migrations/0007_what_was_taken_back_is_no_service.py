"""A receipt that is revoked leaves the count of services (FG-01) as it came into it."""

from importlib import import_module

from django.db import migrations

before = import_module("unionnet.doors.figures.migrations.0005_count_services_and_followers")

OF_RECEIPTS = before.OF_RECEIPTS.replace("GROUP BY", "WHERE revoked_at IS NULL GROUP BY")


class Migration(migrations.Migration):

    dependencies = [
        ('benefits', '0005_what_was_signed_for_by_mistake'),
        ('figures', '0006_count_what_came_in_online'),
    ]

    operations = [
        migrations.RunSQL(
            before.made('figures_of_receipts', OF_RECEIPTS), before.made('figures_of_receipts', before.OF_RECEIPTS)
        ),
    ]
