# SPDX-License-Identifier: Apache-2.0
from django.db import migrations, models
from django.db.models import F, Q

# What was drawn before offers said so, and the wishes nobody had counted.
SAY_WHAT_WAS_DRAWN = """
    UPDATE enrolment_offer o SET drawn_at = d.drawn_at FROM enrolment_draw d
    WHERE d.drawn_at IS NOT NULL
      AND ((o.mode = 'lottery' AND d.offer_id = o.id) OR (o.mode = 'ranked' AND d.group_id = o.group_id))
"""
COUNT_WISHES = """
    UPDATE enrolment_offer o SET waiting = c.n
    FROM (SELECT offer_id, count(*) AS n FROM enrolment_choice GROUP BY offer_id) c
    WHERE c.offer_id = o.id AND o.mode = 'ranked' AND o.drawn_at IS NULL
"""


class Migration(migrations.Migration):
    dependencies = [("enrolment", "0001_initial")]

    operations = [
        migrations.RemoveConstraint("offer", "never_more_places_than_there_are"),
        migrations.AlterField(
            "offer",
            "waiting",
            models.PositiveIntegerField(db_column="waiting", db_default=0, default=0, editable=False),
        ),
        migrations.RenameField("offer", "waiting", "listed"),
        migrations.AddConstraint(
            "offer",
            models.CheckConstraint(
                condition=Q(taken__gte=0, held__gte=0, listed__gte=0, size__gte=F("taken") + F("held")),
                name="never_more_places_than_there_are",
            ),
        ),
        migrations.AddField(
            "offer", "drawn_at", models.DateTimeField(null=True, blank=True, editable=False)
        ),
        migrations.RunSQL(SAY_WHAT_WAS_DRAWN, migrations.RunSQL.noop),
        migrations.RunSQL(COUNT_WISHES, migrations.RunSQL.noop),
    ]
