# SPDX-License-Identifier: Apache-2.0
"""A line of a tray knows whether its case was told in confidence, which never changes. So the lines of a page
are chosen without asking the wall of every case behind them."""

from django.db import migrations, models

SQL = """
CREATE FUNCTION casework_dispatch_as_its_case() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public AS $$
BEGIN
    NEW.is_sensitive := (SELECT is_sensitive FROM casework_case WHERE id = NEW.case_id);
    RETURN NEW;
END $$;
CREATE TRIGGER casework_dispatch_as_its_case BEFORE INSERT OR UPDATE OF case_id, is_sensitive ON casework_dispatch
    FOR EACH ROW EXECUTE FUNCTION casework_dispatch_as_its_case();
UPDATE casework_dispatch SET is_sensitive = true
    WHERE case_id IN (SELECT id FROM casework_case WHERE is_sensitive);
"""
BACK = """
DROP TRIGGER casework_dispatch_as_its_case ON casework_dispatch;
DROP FUNCTION casework_dispatch_as_its_case();
"""


class Migration(migrations.Migration):
    dependencies = [("casework", "0006_found_among_the_newest_first")]

    operations = [
        migrations.AddField("dispatch", "is_sensitive", models.BooleanField(db_default=False, editable=False)),
        migrations.RunSQL(SQL, BACK),
    ]
