from django.db import migrations

from decisions.models import triggers

NAMES = (
    "decisions_event_no_update",
    "decisions_event_no_delete",
    "decisions_advice_no_update",
    "decisions_opinion_no_update",
)


def install(apps, schema_editor):
    triggers.install(schema_editor, NAMES)


def remove(apps, schema_editor):
    triggers.remove(schema_editor, NAMES)


class Migration(migrations.Migration):
    """SQLite drops a table's triggers when a later migration rebuilds the table: such a one installs them again."""

    dependencies = [("decisions", "0001_initial")]

    operations = [migrations.RunPython(install, remove)]
