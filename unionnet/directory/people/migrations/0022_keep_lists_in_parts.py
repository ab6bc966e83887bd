# SPDX-License-Identifier: Apache-2.0
"""A list that two hands let go stays in its parts until its hours are over, and becomes a workbook while it is
fetched: a sheet of a million rows was made at once, held in memory, and everything else waited. Lists that
were fetched or waited to be fetched as a workbook are over: whoever still needs one asks again."""

from django.db import migrations, models

SIZES = """
    UPDATE people_bulklist SET size = cardinality(members);
    UPDATE people_bulklist SET expires_at = made_at WHERE made_at IS NOT NULL;
"""


class Migration(migrations.Migration):

    dependencies = [
        ("people", "0021_a_conflict_joined_to_another"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="bulklist",
            name="a_list_goes_away",
        ),
        migrations.RemoveIndex(
            model_name="bulklist",
            name="list_to_be_forgotten",
        ),
        migrations.RemoveField(
            model_name="bulklist",
            name="workbook",
        ),
        migrations.AddField(
            model_name="bulklist",
            name="size",
            field=models.PositiveIntegerField(default=0, verbose_name="行数"),
        ),
        migrations.RunSQL(SIZES, migrations.RunSQL.noop),
        migrations.AddConstraint(
            model_name="bulklist",
            constraint=models.CheckConstraint(condition=models.Q(("made_at__isnull", True), ("expires_at__isnull", False), _connector="OR"), name="a_list_goes_away"),
        ),
    ]
