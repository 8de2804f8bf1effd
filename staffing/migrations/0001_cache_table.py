from django.core.management import call_command
from django.db import migrations


def make_cache_table(apps, schema_editor):
    call_command("createcachetable", database=schema_editor.connection.alias, verbosity=0)


def drop_cache_table(apps, schema_editor):
    schema_editor.execute("DROP TABLE site_cache")


class Migration(migrations.Migration):
    """One `migrate` makes all tables; nobody has to remember a second command."""

    operations = [migrations.RunPython(make_cache_table, drop_cache_table)]
