# SPDX-License-Identifier: Apache-2.0
from django.db import migrations, models

from unionnet.foundation.migrating import BuildIndexes, later


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("organisations", "0007_indexes_beside_the_writers")]
    operations = [
        later(
            migrations.AddIndex(
                model_name="employer", index=models.Index(fields=["name"], name="employer_name")
            )
        ),
        BuildIndexes("employer"),
    ]
