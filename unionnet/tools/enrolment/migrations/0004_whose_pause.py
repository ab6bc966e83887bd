# SPDX-License-Identifier: Apache-2.0
from django.db import migrations, models
from django.db.models import PROTECT

from unionnet.foundation.ids import PublicIdField, public_id


def give_ids(apps, schema_editor):
    for pause in apps.get_model("enrolment", "Pause").objects.all():
        pause.public_id = public_id()
        pause.save(update_fields=["public_id"])


class Migration(migrations.Migration):
    dependencies = [("enrolment", "0003_undo")]

    operations = [
        migrations.AddField(
            "pause",
            "offer",
            models.ForeignKey("enrolment.offer", on_delete=PROTECT, null=True, related_name="+"),
        ),
        migrations.AddField("pause", "public_id", models.CharField(max_length=12, null=True)),
        migrations.RunPython(give_ids, migrations.RunPython.noop),
        migrations.AlterField("pause", "public_id", PublicIdField()),
    ]
