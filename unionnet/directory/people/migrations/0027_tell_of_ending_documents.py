# SPDX-License-Identifier: Apache-2.0
"""Of which last day a holder was told, so that they are told once a document."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("people", "0026_list_every_member")]

    operations = [
        migrations.AddField(
            model_name="person",
            name="ending_told",
            field=models.DateField(null=True),
        ),
    ]
