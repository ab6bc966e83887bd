# SPDX-License-Identifier: Apache-2.0
"""What migrations 0003 and 0004 put off."""

from django.db import migrations

from unionnet.foundation.migrating import BuildIndexes


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("organisations", "0006_units_abroad")]
    operations = [BuildIndexes("organisation"), BuildIndexes("employer")]
