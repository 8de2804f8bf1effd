from django.contrib.auth.management import create_permissions
from django.db import migrations

GROUPS = {
    "Recruiters": ["invite_candidate"],
    "Administrators": [
        "invite_candidate",
        "view_invitationimport",
        *[f"{act}_absence" for act in ("view", "add", "change", "delete")],
    ],
}


def add_rights(apps, schema_editor):
    # Django makes the permissions only after the last migration; here they are needed now.
    config = apps.get_app_config("decisions")
    config.models_module = True
    create_permissions(config, apps=apps, using=schema_editor.connection.alias, verbosity=0)
    config.models_module = None
    Group, Permission = apps.get_model("auth", "Group"), apps.get_model("auth", "Permission")
    for name, wanted in GROUPS.items():
        # An agency may have renamed or removed a group: then it gives the new rights itself.
        for group in Group.objects.filter(name=name):
            group.permissions.add(
                *Permission.objects.filter(content_type__app_label="decisions", codename__in=wanted)
            )


class Migration(migrations.Migration):
    dependencies = [("decisions", "0005_desk")]
    # Going back leaves the rights: the permissions themselves go with their tables.
    operations = [migrations.RunPython(add_rights, migrations.RunPython.noop)]
