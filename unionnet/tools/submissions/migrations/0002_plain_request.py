from django.db import migrations


def bring_in(apps, schema_editor):
    kinds = apps.get_model("submissions", "Kind")
    kinds.objects.get_or_create(key="submissions.plain", defaults={"name": "一般请示", "is_open": True})


class Migration(migrations.Migration):
    dependencies = [("submissions", "0001_papers_that_go_up")]

    operations = [migrations.RunPython(bring_in, migrations.RunPython.noop)]
