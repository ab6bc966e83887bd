# SPDX-License-Identifier: Apache-2.0

import django.db.models.deletion
import django.db.models.functions.datetime
import unionnet.foundation.crypto.fields
import unionnet.foundation.ids
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('organisations', '0003_register_employers'),
        ('people', '0012_lists_of_a_province'),
    ]

    operations = [
        migrations.CreateModel(
            name='Conflict',
            fields=[
                ('id', unionnet.foundation.ids.SequencedId(primary_key=True, serialize=False)),
                ('public_id', unionnet.foundation.ids.PublicIdField()),
                ('kind', models.CharField(choices=[('document', '同一份证件'), ('phone', '同一个手机号')], max_length=10)),
                ('origin', models.CharField(choices=[('applying', '本人申请'), ('importing', '导入名单'), ('entering', '干部代录')], max_length=10, verbose_name='来源')),
                ('claim', unionnet.foundation.crypto.fields.EncryptedTextField(editable=True)),
                ('claim_index', unionnet.foundation.crypto.fields.BlindIndexField(max_length=32)),
                ('is_phone_proved', models.BooleanField(default=False)),
                ('opened_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('due_on', models.DateField(verbose_name='核对期限')),
                ('due_rule', models.CharField(max_length=120)),
                ('decision', models.CharField(blank=True, choices=[('', '待核对'), ('same_person', '同一人，合并'), ('different_people', '不是同一人，各自保留'), ('free_phone', '手机号已换人，解除登记'), ('transfer', '同一人，改办会籍接转')], default='', max_length=20)),
                ('decided_at', models.DateTimeField(blank=True, null=True)),
                ('reason', models.CharField(blank=True, max_length=300, verbose_name='理由')),
                ('before', unionnet.foundation.crypto.fields.EncryptedTextField(editable=True, null=True)),
                ('undone_at', models.DateTimeField(blank=True, null=True)),
                ('claimant', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('decided_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('held_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation')),
                ('membership', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.membership')),
                ('opened_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('organisation', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='conflicts', to='people.person')),
                ('transfer', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.transfer')),
                ('undone_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
            ],
            options={
                'verbose_name': '信息冲突',
                'indexes': [models.Index(condition=models.Q(('decision', '')), fields=['organisation', 'due_on'], name='conflict_claim'), models.Index(condition=models.Q(('decision', '')), fields=['held_by', 'due_on'], name='conflict_record'), models.Index(condition=models.Q(('decision', ''), _negated=True), fields=['-decided_at', '-id'], name='conflict_decided')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('decision', '')), fields=('kind', 'person', 'organisation', 'claim_index'), name='one_open_conflict_a_claim'), models.CheckConstraint(condition=models.Q(models.Q(('decided_at__isnull', True), ('decision', '')), models.Q(models.Q(('decision', ''), _negated=True), ('decided_at__isnull', False)), _connector='OR'), name='conflict_decided_with_a_day')],
            },
        ),
    ]
