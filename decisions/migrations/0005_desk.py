import uuid

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

from decisions.models import triggers

# To change the table of opinions, SQLite rebuilds it, and forgets its triggers.
OPINION = ("decisions_opinion_no_update",)
NEW = ("decisions_casemessage_no_update",)


def remove_opinion(apps, schema_editor):
    triggers.remove(schema_editor, OPINION)


def install_opinion(apps, schema_editor):
    triggers.install(schema_editor, OPINION)


def install(apps, schema_editor):
    triggers.install(schema_editor, (*OPINION, *NEW))


def remove(apps, schema_editor):
    triggers.remove(schema_editor, (*OPINION, *NEW))


class Migration(migrations.Migration):
    dependencies = [
        ("decisions", "0004_coming_back_and_parts"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RunPython(remove_opinion, install_opinion),
        migrations.CreateModel(
            name="Absence",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("first_day", models.DateField(verbose_name="first day")),
                ("last_day", models.DateField(verbose_name="last day")),
            ],
            options={
                "verbose_name": "absence",
                "verbose_name_plural": "absences",
                "ordering": ["-first_day", "-id"],
            },
        ),
        migrations.CreateModel(
            name="CaseMessage",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("text", models.TextField(max_length=1000)),
                ("language", models.CharField(max_length=10)),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                "verbose_name": "message to the candidate",
                "verbose_name_plural": "messages to candidates",
                "ordering": ["-at", "-id"],
            },
        ),
        migrations.CreateModel(
            name="InvitationImport",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("ref", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("rows", models.PositiveIntegerField(verbose_name="rows")),
                ("sha256", models.CharField(max_length=64, verbose_name="SHA-256")),
                ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="when")),
            ],
            options={
                "verbose_name": "import",
                "verbose_name_plural": "imports",
                "ordering": ["-id"],
            },
        ),
        migrations.AlterModelOptions(
            name="invitation",
            options={
                "permissions": [("invite_candidate", "Can invite candidates and import invitations")],
                "verbose_name": "invitation",
            },
        ),
        migrations.AddField(
            model_name="case",
            name="asked_for_look",
            field=models.BooleanField(default=False, verbose_name="the candidate asked for a look"),
        ),
        migrations.AddField(
            model_name="invitation",
            name="office",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="decisions.office",
            ),
        ),
        migrations.AddField(
            model_name="invitation",
            name="recruiter",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="jobfact",
            name="answer",
            field=models.CharField(blank=True, max_length=40),
        ),
        migrations.AddField(
            model_name="jobfact",
            name="basis",
            field=models.CharField(
                blank=True,
                choices=[
                    ("employer", "the employer told us"),
                    ("job_order", "the job order"),
                    ("placed", "people whom we placed there"),
                    ("other", "another source"),
                ],
                max_length=12,
            ),
        ),
        migrations.AddField(
            model_name="jobfact",
            name="basis_note",
            field=models.CharField(blank=True, max_length=80),
        ),
        migrations.AddField(
            model_name="jobfact",
            name="responded_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="jobfact",
            name="response",
            field=models.CharField(
                blank=True,
                choices=[("accepted", "taken into the answers"), ("left", "left out")],
                max_length=8,
            ),
        ),
        migrations.AddField(
            model_name="message",
            name="case",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="decisions.case",
            ),
        ),
        migrations.AddField(
            model_name="opinion",
            name="proposed_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="opinion",
            name="talk",
            field=models.CharField(
                blank=True,
                choices=[("call", "A call"), ("mock_interview", "A mock interview")],
                max_length=16,
            ),
        ),
        migrations.AlterField(
            model_name="event",
            name="code",
            field=models.CharField(
                choices=[
                    ("invitation_started", "started"),
                    ("link_made", "made a link"),
                    ("link_used", "came back by link"),
                    ("link_revoked", "revoked a link"),
                    ("signed_in", "signed in by a code"),
                    ("joined", "joined two records of one person"),
                    ("profile_changed", "changed the profile"),
                    ("advice_issued", "got advice"),
                    ("choice_made", "recorded a choice"),
                    ("case_shared", "shared"),
                    ("case_withdrawn", "withdrew what was shared"),
                    ("case_read", "opened the case"),
                    ("case_claimed", "claimed the case"),
                    ("case_released", "released the case"),
                    ("case_taken_over", "took over the case"),
                    ("opinion_given", "gave an opinion"),
                    ("fact_given", "gave a fact"),
                    ("fact_corrected", "corrected a fact"),
                    ("fact_accepted", "took a fact into the answers"),
                    ("fact_left", "left a fact out"),
                    ("message_written", "wrote to the candidate"),
                    ("invited", "invited a candidate"),
                    ("imported", "imported invitations"),
                    ("absence_changed", "changed an absence"),
                    ("staff_signed_in", "signed in at the desk"),
                    ("sign_in_failed", "failed to sign in"),
                    ("refused", "was refused"),
                    ("exported", "exported a file"),
                    ("authenticator_removed", "removed an authenticator app"),
                    ("erased", "erased"),
                ],
                max_length=24,
                verbose_name="what",
            ),
        ),
        migrations.AlterField(
            model_name="message",
            name="kind",
            field=models.CharField(
                choices=[
                    ("resume_link", "Link to come back"),
                    ("sign_in_code", "Code to sign in"),
                    ("opinion", "A recruiter gave an opinion"),
                    ("fact", "A recruiter gave a fact"),
                    ("case_message", "A recruiter wrote"),
                    ("invited", "The agency invites"),
                    ("case_due", "A case is due soon"),
                    ("taken_over", "A case was taken over"),
                    ("digest", "What is due, in the morning"),
                ],
                max_length=16,
                verbose_name="kind",
            ),
        ),
        migrations.AlterField(
            model_name="resumekey",
            name="origin",
            field=models.CharField(
                choices=[
                    ("begun", "the browser in which you began"),
                    ("shown", "a link that was shown to you"),
                    ("mailed", "a link by e-mail"),
                    ("desk", "your agency's invitation"),
                ],
                max_length=8,
            ),
        ),
        migrations.AddConstraint(
            model_name="jobfact",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("source", "agency"), models.Q(("basis", ""), _negated=True)),
                    models.Q(
                        ("answer", ""),
                        ("basis", ""),
                        ("basis_note", ""),
                        ("response", ""),
                        ("source", "candidate"),
                    ),
                    _connector="OR",
                ),
                name="job_fact_agency_names_basis",
            ),
        ),
        migrations.AddConstraint(
            model_name="jobfact",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("responded_at__isnull", True), ("response", "")),
                    models.Q(models.Q(("response", ""), _negated=True), ("responded_at__isnull", False)),
                    _connector="OR",
                ),
                name="job_fact_response_has_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="opinion",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("kind", "talk"), models.Q(("proposed_at__isnull", True), ("talk", "")), _connector="OR"
                ),
                name="opinion_only_a_talk_has_a_time",
            ),
        ),
        migrations.AddField(
            model_name="absence",
            name="cover",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="covers",
                to=settings.AUTH_USER_MODEL,
                verbose_name="who covers",
            ),
        ),
        migrations.AddField(
            model_name="absence",
            name="user",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="absences",
                to=settings.AUTH_USER_MODEL,
                verbose_name="who is away",
            ),
        ),
        migrations.AddField(
            model_name="casemessage",
            name="by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="casemessage",
            name="case",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="messages", to="decisions.case"
            ),
        ),
        migrations.AddField(
            model_name="invitationimport",
            name="by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="by",
            ),
        ),
        migrations.AddField(
            model_name="invitationimport",
            name="office",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="imports",
                to="decisions.office",
                verbose_name="office",
            ),
        ),
        migrations.AddField(
            model_name="message",
            name="imported",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="messages",
                to="decisions.invitationimport",
            ),
        ),
        migrations.AddConstraint(
            model_name="absence",
            constraint=models.CheckConstraint(
                condition=models.Q(("last_day__gte", models.F("first_day"))),
                name="absence_ends_after_it_begins",
            ),
        ),
        migrations.AddConstraint(
            model_name="absence",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("cover__isnull", True),
                    models.Q(("cover", models.F("user")), _negated=True),
                    _connector="OR",
                ),
                name="absence_covered_by_another",
            ),
        ),
        migrations.AddConstraint(
            model_name="casemessage",
            constraint=models.CheckConstraint(
                condition=models.Q(("text", ""), _negated=True), name="case_message_says_something"
            ),
        ),
        migrations.AddConstraint(
            model_name="invitationimport",
            constraint=models.UniqueConstraint(
                fields=("office", "sha256"), name="import_file_once_per_office"
            ),
        ),
        migrations.AddConstraint(
            model_name="invitationimport",
            constraint=models.CheckConstraint(condition=models.Q(("rows__gte", 1)), name="import_has_rows"),
        ),
        migrations.RunPython(install, remove),
    ]
