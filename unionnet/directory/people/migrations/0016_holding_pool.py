# SPDX-License-Identifier: Apache-2.0

import django.db.models.deletion
import django.db.models.functions.datetime
import unionnet.foundation.ids
from django.db import migrations, models

from unionnet.foundation.migrating import hold


class Migration(migrations.Migration):

    dependencies = [
        ('organisations', '0003_register_employers'),
        ('people', '0015_spell_names'),
    ]

    operations = [
        migrations.CreateModel(
            name='PoolEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', unionnet.foundation.ids.PublicIdField()),
                ('route', models.CharField(blank=True, max_length=100, verbose_name='常走的路线')),
                ('reasons', models.JSONField(default=list)),
                ('entered_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('due_on', models.DateField(verbose_name='分流期限')),
                ('due_rule', models.CharField(max_length=120)),
                ('routed_at', models.DateTimeField(blank=True, null=True)),
                ('sent_back_reason', models.CharField(blank=True, max_length=300, verbose_name='退回理由')),
                ('membership', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='pool_entry', to='people.membership')),
                ('pool', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation')),
                ('proposal', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation')),
                ('residence', models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation')),
                ('routed_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('routed_to', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation')),
                ('sent_back_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation')),
                ('workplace', models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation')),
            ],
            options={
                'verbose_name': '周转池申请',
                'indexes': [models.Index(condition=models.Q(('routed_at', None)), fields=['pool', 'due_on', 'id'], name='pool_queue')],
            },
        ),
        hold('people_person', 'people_membership'),
    ]
