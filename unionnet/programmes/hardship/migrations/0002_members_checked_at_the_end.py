from django.db import migrations

# As every other key of ours: looked at when the transaction ends, so that rows may go in any order. What it
# carries over to the members is carried over at once all the same.
AT_THE_END = """
ALTER TABLE hardship_householdmember
    ALTER CONSTRAINT members_live_with_their_dossier DEFERRABLE INITIALLY DEFERRED;
"""
AT_ONCE = """
ALTER TABLE hardship_householdmember ALTER CONSTRAINT members_live_with_their_dossier NOT DEFERRABLE;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('hardship', '0001_one_household_one_dossier'),
    ]

    operations = [
        migrations.RunSQL(AT_THE_END, AT_ONCE),
    ]
