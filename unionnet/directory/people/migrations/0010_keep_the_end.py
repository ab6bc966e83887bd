# SPDX-License-Identifier: Apache-2.0

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('organisations', '0003_register_employers'),
        ('people', '0009_begin_histories'),
    ]

    operations = [
        migrations.AddField(
            model_name='membership',
            name='ended_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='终止时间'),
        ),
        migrations.RunSQL(
            "UPDATE people_membership SET ended_at = decided_at WHERE state = 'withdrawn'", migrations.RunSQL.noop
        ),
        migrations.AddIndex(
            model_name='membership',
            index=models.Index(
                condition=models.Q(('ended_at__isnull', False)), fields=['ended_at'], name='membership_ended'
            ),
        ),
        migrations.AddIndex(
            model_name='transfer',
            index=models.Index(fields=['person', '-asked_at'], name='transfer_person'),
        ),
    ]
