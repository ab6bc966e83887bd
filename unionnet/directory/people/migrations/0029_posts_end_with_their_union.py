"""Posts at unions that were dissolved before posts ended with them."""

from django.db import migrations

ENDED_ALREADY = """
    UPDATE people_role AS role SET until = ended.until
    FROM organisations_organisation AS ended
    WHERE ended.id = role.organisation_id AND ended.until IS NOT NULL
      AND role.since <= ended.until AND (role.until IS NULL OR role.until > ended.until)
"""


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0028_check_keys_together'),
    ]

    operations = [
        migrations.RunSQL(ENDED_ALREADY, migrations.RunSQL.noop),
    ]
