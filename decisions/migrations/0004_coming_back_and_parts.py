import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from decisions.models import triggers

# To change the table of opinions, SQLite rebuilds it, and forgets its triggers.
NAMES = ("decisions_opinion_no_update",)


def install(apps, schema_editor):
    triggers.install(schema_editor, NAMES)


def remove(apps, schema_editor):
    triggers.remove(schema_editor, NAMES)


class Migration(migrations.Migration):
    dependencies = [
        ("decisions", "0003_groups"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RunPython(remove, install),
        migrations.RemoveConstraint(
            model_name="case",
            name="case_verdict_known",
        ),
        migrations.RemoveConstraint(
            model_name="letter",
            name="letter_once_per_kind",
        ),
        migrations.AddField(
            model_name="candidate",
            name="former_refs",
            field=models.JSONField(blank=True, default=list),
        ),
        migrations.AddField(
            model_name="candidate",
            name="user",
            field=models.OneToOneField(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="candidate",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="case",
            name="choice",
            field=models.CharField(
                blank=True,
                choices=[
                    ("take", "Go to the interview"),
                    ("ask", "Ask first"),
                    ("decline", "Say no, politely"),
                ],
                max_length=8,
                verbose_name="candidate's choice",
            ),
        ),
        migrations.AddField(
            model_name="invitation",
            name="names_offer",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="letter",
            name="form",
            field=models.CharField(
                choices=[("mail", "E-mail"), ("text", "Text message"), ("phone", "Phone call")],
                default="mail",
                max_length=8,
            ),
        ),
        migrations.AddField(
            model_name="resumekey",
            name="origin",
            field=models.CharField(
                choices=[
                    ("begun", "the browser in which you began"),
                    ("shown", "a link that was shown to you"),
                    ("mailed", "a link by e-mail"),
                ],
                default="shown",
                max_length=8,
            ),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="resumekey",
            name="used_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AlterField(
            model_name="case",
            name="verdict",
            field=models.CharField(
                blank=True,
                choices=[
                    ("take", "Go to the interview"),
                    ("ask", "Ask first"),
                    ("decline", "Say no, politely"),
                ],
                max_length=8,
                verbose_name="advice",
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
                    ("opinion_given", "gave an opinion"),
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
                ],
                max_length=16,
                verbose_name="kind",
            ),
        ),
        migrations.AlterField(
            model_name="opinion",
            name="engine_verdict",
            field=models.CharField(
                blank=True,
                choices=[
                    ("take", "Go to the interview"),
                    ("ask", "Ask first"),
                    ("decline", "Say no, politely"),
                ],
                max_length=8,
            ),
        ),
        migrations.AddConstraint(
            model_name="candidate",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("user__isnull", True), ("email_verified_at__isnull", False), _connector="OR"
                ),
                name="candidate_signs_in_with_verified_email",
            ),
        ),
        migrations.AddConstraint(
            model_name="case",
            constraint=models.CheckConstraint(
                condition=models.Q(("verdict__in", ["", "take", "ask", "decline"])),
                name="case_verdict_known_or_not_shared",
            ),
        ),
        migrations.AddConstraint(
            model_name="case",
            constraint=models.CheckConstraint(
                condition=models.Q(("choice__in", ["", "take", "ask", "decline"])),
                name="case_choice_known_or_not_shared",
            ),
        ),
        migrations.AddConstraint(
            model_name="letter",
            constraint=models.UniqueConstraint(
                fields=("advice", "kind", "form", "language"), name="letter_once_per_form"
            ),
        ),
        migrations.AddConstraint(
            model_name="opinion",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("kind", "talk"), models.Q(("engine_verdict", ""), _negated=True), _connector="OR"
                ),
                name="opinion_needs_a_verdict_to_stand_beside",
            ),
        ),
        migrations.RunPython(install, remove),
    ]
