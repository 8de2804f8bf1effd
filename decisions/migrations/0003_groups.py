"""The three groups of staff. A migration and no fixture: an agency may add groups, and keeps what it changed."""

from django.contrib.auth.management import create_permissions
from django.db import migrations

GROUPS = {
    "Recruiters": ["decisions.view_case", "decisions.review_case"],
    "Agency staff": ["decisions.view_case", "decisions.export_case"],
    "Administrators": [
        "decisions.view_case",
        "decisions.view_all_offices",
        "decisions.view_agency",
        "decisions.add_agency",
        "decisions.change_agency",
        *[
            f"decisions.{act}_{model}"
            for model in ("office", "stateoffice", "client")
            for act in ("view", "add", "change", "delete")
        ],
        "decisions.view_event",
        "decisions.view_message",
        "decisions.view_exportfile",
        "auth.view_user",
        "auth.add_user",
        "auth.change_user",
        "auth.view_group",
    ],
}


def make_groups(apps, schema_editor):
    # Django makes the permissions only after the last migration; here they are needed now.
    for label in ("auth", "decisions"):
        config = apps.get_app_config(label)
        config.models_module = True
        create_permissions(config, apps=apps, using=schema_editor.connection.alias, verbosity=0)
        config.models_module = None
    Group, Permission = apps.get_model("auth", "Group"), apps.get_model("auth", "Permission")
    for name, wanted in GROUPS.items():
        group, _ = Group.objects.get_or_create(name=name)
        for permission in wanted:
            label, codename = permission.split(".")
            group.permissions.add(Permission.objects.get(content_type__app_label=label, codename=codename))


class Migration(migrations.Migration):
    dependencies = [
        ("decisions", "0002_append_only"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]
    # Going back leaves the groups: people may be in them.
    operations = [migrations.RunPython(make_groups, migrations.RunPython.noop)]
