from django.db import migrations, models

from decisions.models.keys import KeyField, fold

BATCH = 1000
OPEN = models.Q(("reviewed_at__isnull", True))
DONE = models.Q(("reviewed_at__isnull", False))


def fill_keys(apps, schema_editor):
    cases = apps.get_model("decisions", "Case").objects.using(schema_editor.connection.alias)
    batch = list(cases.order_by("pk")[:BATCH])
    while batch:
        for case in batch:
            case.name_key, case.company_key = fold(case.candidate_name), fold(case.company)
        cases.bulk_update(batch, ["name_key", "company_key"], batch_size=200)
        batch = list(cases.filter(pk__gt=batch[-1].pk).order_by("pk")[:BATCH])


def index(name, half, *fields, **options):
    return migrations.AddIndex(
        model_name="case", index=models.Index(condition=half, fields=[*fields], name=name, **options)
    )


def beginning(name, half, key):
    return index(name, half, "office", key, opclasses=["int8_ops", "varchar_pattern_ops"])


class Migration(migrations.Migration):
    dependencies = [("decisions", "0006_groups_at_the_desk")]

    operations = [
        migrations.RemoveIndex(model_name="case", name="case_queue"),
        migrations.AddField(model_name="case", name="name_key", field=KeyField(of="candidate_name")),
        migrations.AddField(model_name="case", name="company_key", field=KeyField(of="company")),
        migrations.RunPython(fill_keys, migrations.RunPython.noop),
        index("case_open_office", OPEN, "office", "reply_by", "id"),
        index("case_open_office_claim", OPEN, "office", "claimed_by", "reply_by", "id"),
        index("case_open_time", OPEN, "reply_by", "id"),
        index("case_open_claim", OPEN, "claimed_by", "reply_by", "id"),
        index("case_done_office", DONE, "office", "reply_by", "id"),
        index("case_done_office_claim", DONE, "office", "claimed_by", "reply_by", "id"),
        index("case_done_time", DONE, "reply_by", "id"),
        index("case_done_claim", DONE, "claimed_by", "reply_by", "id"),
        beginning("case_open_name_key", OPEN, "name_key"),
        beginning("case_open_company_key", OPEN, "company_key"),
        beginning("case_done_name_key", DONE, "name_key"),
        beginning("case_done_company_key", DONE, "company_key"),
        migrations.AddIndex(
            model_name="message",
            index=models.Index(
                condition=models.Q(("state", "failed")), fields=["case"], name="message_given_up"
            ),
        ),
        migrations.AddIndex(
            model_name="message",
            index=models.Index(
                condition=models.Q(("state", "queued")), fields=["created_at"], name="message_waiting"
            ),
        ),
    ]
