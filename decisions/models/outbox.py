"""The outbox: one row a mail, unique per cause, sent by the worker and tried again when it fails."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from decisions.models.agency import InvitationImport
from decisions.models.candidate import Candidate
from decisions.models.case import Case
from decisions.models.invitation import Invitation


class Message(models.Model):
    class Kind(models.TextChoices):
        RESUME_LINK = "resume_link", _("Link to come back")
        SIGN_IN_CODE = "sign_in_code", _("Code to sign in")
        OPINION = "opinion", _("A recruiter gave an opinion")
        FACT = "fact", _("A recruiter gave a fact")
        CASE_MESSAGE = "case_message", _("A recruiter wrote")
        INVITED = "invited", _("The agency invites")
        CASE_DUE = "case_due", _("A case is due soon")
        TAKEN_OVER = "taken_over", _("A case was taken over")
        DIGEST = "digest", _("What is due, in the morning")

    class State(models.TextChoices):
        QUEUED = "queued", _("waiting")
        SENT = "sent", _("sent")
        FAILED = "failed", _("given up")

    kind = models.CharField(_("kind"), max_length=16, choices=Kind.choices)
    # The same cause never mails twice: "opinion 12".
    cause = models.CharField(_("cause"), max_length=80)
    candidate = models.ForeignKey(
        Candidate, on_delete=models.CASCADE, blank=True, null=True, related_name="messages"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, blank=True, null=True, related_name="+"
    )
    invitation = models.ForeignKey(
        Invitation, on_delete=models.CASCADE, blank=True, null=True, related_name="+"
    )
    # What the mail is about at the desk: it never leaves once the candidate has withdrawn the case.
    case = models.ForeignKey(Case, on_delete=models.CASCADE, blank=True, null=True, related_name="+")
    # The import that caused it, so that its progress can be counted.
    imported = models.ForeignKey(
        InvitationImport, on_delete=models.SET_NULL, blank=True, null=True, related_name="messages"
    )
    language = models.CharField(_("language"), max_length=10)
    state = models.CharField(_("state"), max_length=8, choices=State.choices, default=State.QUEUED)
    tries = models.PositiveSmallIntegerField(_("tries"), default=0)
    # The class of the last fault, never its text: a mail server may quote the address in it.
    last_fault = models.CharField(_("last fault"), max_length=80, blank=True)
    created_at = models.DateTimeField(_("made"), auto_now_add=True)
    sent_at = models.DateTimeField(_("sent"), blank=True, null=True)

    class Meta:
        verbose_name = _("mail")
        verbose_name_plural = _("mails")
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["case"], condition=Q(state="failed"), name="message_given_up"),
            models.Index(fields=["created_at"], condition=Q(state="queued"), name="message_waiting"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["kind", "cause"], name="message_once_per_cause"),
            models.CheckConstraint(
                condition=Q(candidate__isnull=False, user__isnull=True)
                | Q(candidate__isnull=True, user__isnull=False),
                name="message_to_one_person",
            ),
            models.CheckConstraint(
                condition=Q(state="sent", sent_at__isnull=False)
                | (~Q(state="sent") & Q(sent_at__isnull=True)),
                name="message_sent_has_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} ({self.get_state_display()})"
