# SPDX-License-Identifier: Apache-2.0
import django.db.models.deletion
from django.db import migrations, models


# What was asked by the old way and is not answered yet is asked again, by a letter.
AGAIN = """
UPDATE committees_election SET state = 'counted' WHERE state = 'submitted';
UPDATE committees_permission SET state = 'refused', basis = '' WHERE state = 'asked';
"""


class Migration(migrations.Migration):

    dependencies = [
        ('committees', '0003_names_may_be_forgotten'),
        ('submissions', '0002_plain_request'),
    ]

    operations = [
        migrations.RunSQL(AGAIN, migrations.RunSQL.noop),
        migrations.RemoveConstraint(
            model_name='permission',
            name='one_question_at_a_time',
        ),
        migrations.RemoveIndex(
            model_name='election',
            name='election_to_decide',
        ),
        migrations.RemoveField(
            model_name='election',
            name='decided_by',
        ),
        migrations.RemoveField(
            model_name='election',
            name='note',
        ),
        migrations.RemoveField(
            model_name='election',
            name='sent_back',
        ),
        migrations.RemoveField(
            model_name='election',
            name='submitted_at',
        ),
        migrations.RemoveField(
            model_name='election',
            name='submitted_by',
        ),
        migrations.RemoveField(
            model_name='permission',
            name='asked_by',
        ),
        migrations.RemoveField(
            model_name='permission',
            name='decided_by',
        ),
        migrations.AddField(
            model_name='election',
            name='submission',
            field=models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='submissions.submission'),
        ),
        migrations.AddField(
            model_name='permission',
            name='submission',
            field=models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='submissions.submission'),
        ),
        migrations.AlterField(
            model_name='permission',
            name='asked_on',
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AlterField(
            model_name='permission',
            name='state',
            field=models.CharField(choices=[('written', '待报送'), ('asked', '待答复'), ('granted', '同意'), ('silent', '逾期未答复，视为同意'), ('refused', '不同意'), ('withdrawn', '已撤回')], default='written', max_length=10),
        ),
        migrations.AddConstraint(
            model_name='permission',
            constraint=models.UniqueConstraint(condition=models.Q(('state__in', ['written', 'asked'])), fields=('committee', 'kind'), name='one_question_at_a_time'),
        ),
        migrations.AddConstraint(
            model_name='permission',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'asked'), _negated=True), ('asked_on__isnull', False), _connector='OR'), name='what_is_asked_says_when'),
        ),
    ]
