"""Who did what when, files handed out, and erasures. Ids and codes only, so that the record may stay."""

from __future__ import annotations

import uuid
from typing import Any

from django.conf import settings
from django.contrib.auth.models import User
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from decisions.models.candidate import Candidate


class EventManager(models.Manager["Event"]):
    def record(
        self,
        code: str,
        *,
        by: User | Candidate | None,
        subject: str = "",
        person: uuid.UUID | None = None,
        detail: dict[str, Any] | None = None,
    ) -> Event:
        """Note a deed in the caller's transaction.

        `by` is who did it (None: the system), `subject` the public reference of what it was done to,
        `person` the candidate concerned, `detail` codes and counts. No names, words or addresses.
        """
        kind, ref = Event.actor_of(by)
        return self.create(
            code=code, actor_kind=kind, actor_ref=ref, subject=subject, person=person, detail=detail or {}
        )


class Event(models.Model):
    """Append-only: triggers refuse UPDATE always, and DELETE unless an erasure of that person is open."""

    class Code(models.TextChoices):
        INVITATION_STARTED = "invitation_started", _("started")
        LINK_MADE = "link_made", _("made a link")
        LINK_USED = "link_used", _("came back by link")
        LINK_REVOKED = "link_revoked", _("revoked a link")
        SIGNED_IN = "signed_in", _("signed in by a code")
        JOINED = "joined", _("joined two records of one person")
        PROFILE_CHANGED = "profile_changed", _("changed the profile")
        ADVICE_ISSUED = "advice_issued", _("got advice")
        CHOICE_MADE = "choice_made", _("recorded a choice")
        CASE_SHARED = "case_shared", _("shared")
        CASE_WITHDRAWN = "case_withdrawn", _("withdrew what was shared")
        CASE_READ = "case_read", _("opened the case")
        CASE_CLAIMED = "case_claimed", _("claimed the case")
        CASE_RELEASED = "case_released", _("released the case")
        CASE_TAKEN_OVER = "case_taken_over", _("took over the case")
        OPINION_GIVEN = "opinion_given", _("gave an opinion")
        FACT_GIVEN = "fact_given", _("gave a fact")
        FACT_CORRECTED = "fact_corrected", _("corrected a fact")
        FACT_ACCEPTED = "fact_accepted", _("took a fact into the answers")
        FACT_LEFT = "fact_left", _("left a fact out")
        MESSAGE_WRITTEN = "message_written", _("wrote to the candidate")
        INVITED = "invited", _("invited a candidate")
        IMPORTED = "imported", _("imported invitations")
        ABSENCE_CHANGED = "absence_changed", _("changed an absence")
        STAFF_SIGNED_IN = "staff_signed_in", _("signed in at the desk")
        SIGN_IN_FAILED = "sign_in_failed", _("failed to sign in")
        REFUSED = "refused", _("was refused")
        EXPORTED = "exported", _("exported a file")
        AUTHENTICATOR_REMOVED = "authenticator_removed", _("removed an authenticator app")
        ERASED = "erased", _("erased")

    # What the candidate made of a fact or an advice is for their eyes: no page of the agency shows these.
    UNSEEN_BY_STAFF = (Code.CHOICE_MADE, Code.FACT_ACCEPTED, Code.FACT_LEFT)

    class Actor(models.TextChoices):
        CANDIDATE = "candidate", _("candidate")
        STAFF = "staff", _("staff")
        SYSTEM = "system", _("system")

    at = models.DateTimeField(_("when"), default=timezone.now)
    code = models.CharField(_("what"), max_length=24, choices=Code.choices)
    actor_kind = models.CharField(_("kind of actor"), max_length=10, choices=Actor.choices)
    actor_ref = models.CharField(_("who"), max_length=40, blank=True)
    subject = models.CharField(_("on what"), max_length=40, blank=True)
    person = models.UUIDField(_("whose"), blank=True, null=True)
    detail = models.JSONField(_("detail"), default=dict)

    objects = EventManager()

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["subject", "id"], name="event_subject"),
            models.Index(fields=["person"], name="event_person"),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.get_code_display()}"

    @classmethod
    def actor_of(cls, by: User | Candidate | None) -> tuple[str, str]:
        if isinstance(by, Candidate):
            return cls.Actor.CANDIDATE, str(by.ref)
        if by is None:
            return cls.Actor.SYSTEM, ""
        return cls.Actor.STAFF, str(by.pk)


class Erasure(models.Model):
    """Open while one person's rows are being deleted; the trigger on events looks for it."""

    person = models.UUIDField()
    opened_at = models.DateTimeField(default=timezone.now)
    closed_at = models.DateTimeField(blank=True, null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(closed_at__isnull=True) | models.Q(closed_at__gte=models.F("opened_at")),
                name="erasure_closes_after_opening",
            ),
            models.UniqueConstraint(
                fields=["person"], condition=models.Q(closed_at__isnull=True), name="erasure_open_once"
            ),
        ]

    def __str__(self) -> str:
        return f"erasure {self.pk}"


class ExportFile(models.Model):
    """The manifest of a file that left the house: who took it, what was in it, and its hash."""

    ref = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    data_set = models.CharField(_("data set"), max_length=20)
    format = models.CharField(_("format"), max_length=4, choices=[("csv", "CSV"), ("xlsx", "XLSX")])
    filters = models.JSONField(_("filters"), default=dict)
    rows = models.PositiveIntegerField(_("rows"))
    sha256 = models.CharField("SHA-256", max_length=64)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, blank=True, null=True, related_name="+"
    )
    at = models.DateTimeField(_("when"), default=timezone.now)

    class Meta:
        verbose_name = _("export")
        verbose_name_plural = _("exports")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(condition=models.Q(format__in=["csv", "xlsx"]), name="export_format_known")
        ]

    def __str__(self) -> str:
        return f"{self.data_set}.{self.format} ({self.at:%Y-%m-%d})"
