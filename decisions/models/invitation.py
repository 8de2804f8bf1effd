"""The candidate's side: an invitation, what is known of the job, the keys that open it, and the draft."""

import hashlib
import secrets
import uuid
from datetime import date, timedelta
from typing import Self
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from decisions.models.agency import Client, Office
from decisions.models.candidate import Candidate
from decisions.models.choices import validate_time_zone

KEY_BYTES = 24
KEY_LIFE = timedelta(days=60)


class Invitation(models.Model):
    class Format(models.TextChoices):
        UNKNOWN = "", _("I don't know yet")
        IN_PERSON = "in_person", _("In person")
        VIDEO = "video", _("Live video call")
        PHONE = "phone", _("Phone call")
        ONE_WAY = "one_way", _("Recorded video or online test")

    # It names the invitation and opens nothing: who knows it and has no key gets a 404.
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    candidate = models.ForeignKey(Candidate, on_delete=models.CASCADE, related_name="invitations")
    client = models.ForeignKey(Client, on_delete=models.SET_NULL, blank=True, null=True, related_name="+")
    # Who at the agency invited this candidate; empty where the candidate began alone.
    recruiter = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, blank=True, null=True, related_name="+"
    )
    office = models.ForeignKey(Office, on_delete=models.SET_NULL, blank=True, null=True, related_name="+")
    company = models.CharField(_("company"), max_length=120, blank=True)
    job_title = models.CharField(_("job title"), max_length=120, blank=True)
    contact_name = models.CharField(_("who invited you"), max_length=80, blank=True)
    place = models.CharField(_("place"), max_length=160, blank=True)
    format = models.CharField(
        _("kind of interview"), max_length=12, choices=Format.choices, default=Format.UNKNOWN, blank=True
    )
    time_zone = models.CharField(
        _("time zone"),
        max_length=40,
        default="America/Indiana/Indianapolis",
        validators=[validate_time_zone],
    )
    interview_at = models.DateTimeField(_("interview"), blank=True, null=True)
    interview_confirmed = models.BooleanField(_("time confirmed"), blank=True, null=True)
    reply_by = models.DateTimeField(_("reply by"), blank=True, null=True)
    # The answer to `set_up_by`, asked with the facts; null while nobody has said.
    set_up_by = models.JSONField(_("who set it up"), blank=True, null=True)
    # Whether the candidate ticked that their letters may name another offer.
    names_offer = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("invitation")
        permissions = [("invite_candidate", "Can invite candidates and import invitations")]

    def __str__(self) -> str:
        return f"invitation {self.public_id}"

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)

    @property
    def is_begun(self) -> bool:
        """Whether the candidate has answered: from then on no link of the agency's opens it."""
        return self.keys.exclude(origin=ResumeKey.Origin.DESK).exists()

    def today(self) -> date:
        """The date of now where the interview is."""
        return timezone.localdate(timezone=self.zone)


class JobFact(models.Model):
    class Name(models.TextChoices):
        PAY = "pay", _("Pay")
        SHIFT = "shift", _("Hours or shift")
        ROUNDS = "rounds", _("Rounds or tasks")
        DECIDE_ON = "decide_on", _("When they decide")
        INTERVIEWERS = "interviewers", _("Who you would meet")
        OTHER = "other", _("Anything else")

    class Source(models.TextChoices):
        CANDIDATE = "candidate", _("you")
        AGENCY = "agency", _("the agency")

    class Basis(models.TextChoices):
        EMPLOYER = "employer", _("the employer told us")
        JOB_ORDER = "job_order", _("the job order")
        PLACED = "placed", _("people whom we placed there")
        OTHER = "other", _("another source")

    class Response(models.TextChoices):
        ACCEPTED = "accepted", _("taken into the answers")
        LEFT = "left", _("left out")

    invitation = models.ForeignKey(Invitation, on_delete=models.CASCADE, related_name="facts")
    name = models.CharField(max_length=16, choices=Name.choices)
    value = models.CharField(max_length=200)
    source = models.CharField(max_length=12, choices=Source.choices)
    # What the agency's fact rests on: "job order 1184". Empty for the candidate's own facts.
    basis = models.CharField(max_length=12, choices=Basis.choices, blank=True)
    basis_note = models.CharField(max_length=80, blank=True)
    # The answer it gives to a question: an option or a date as 2026-12-02 (see questions.job_facts).
    answer = models.CharField(max_length=40, blank=True)
    # What the candidate did with the agency's fact. Theirs alone; a corrected fact is open again.
    response = models.CharField(max_length=8, choices=Response.choices, blank=True)
    responded_at = models.DateTimeField(blank=True, null=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, blank=True, null=True, related_name="+"
    )
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["invitation", "name", "source"], name="job_fact_once_per_source"),
            models.CheckConstraint(
                condition=Q(source="agency", by__isnull=False) | Q(source="candidate", by__isnull=True),
                name="job_fact_agency_names_who",
            ),
            models.CheckConstraint(
                condition=(Q(source="agency") & ~Q(basis=""))
                | Q(source="candidate", basis="", basis_note="", answer="", response=""),
                name="job_fact_agency_names_basis",
            ),
            models.CheckConstraint(
                condition=Q(response="", responded_at__isnull=True)
                | (~Q(response="") & Q(responded_at__isnull=False)),
                name="job_fact_response_has_time",
            ),
        ]

    def __str__(self) -> str:
        return self.get_name_display()

    def shared(self) -> dict[str, str]:
        """As it stands in the shared copy. What the candidate did with it is not part of that."""
        fact = {"name": self.name, "value": self.value, "source": self.source}
        if self.by is None:
            return fact
        rests_on = {"basis": self.basis, "basis_note": self.basis_note, "answer": self.answer}
        return {**fact, **rests_on, "by": self.by.get_full_name(), "at": self.at.isoformat()}


class ResumeKeyQuerySet(models.QuerySet["ResumeKey"]):
    def alive(self) -> Self:
        return self.filter(revoked_at__isnull=True, expires_at__gt=timezone.now())

    def of_desk(self) -> Self:
        """Those that the agency made."""
        return self.filter(origin=ResumeKey.Origin.DESK)

    def answered(self, key: str) -> "Invitation | None":
        """The invitation to which this is the agency's link, if its candidate has answered since."""
        found = self.of_desk().filter(key_hash=ResumeKey.hashed(key)).select_related("invitation").first()
        return found.invitation if found and found.invitation.is_begun else None

    def find(self, key: str) -> "ResumeKey | None":
        """The living key with this text, or None. Compared by hash: the text is nowhere in the database."""
        return (
            self.alive()
            .filter(key_hash=ResumeKey.hashed(key))
            .select_related("invitation__candidate")
            .first()
        )


class ResumeKey(models.Model):
    """Opens one invitation. Only its hash is stored: the text is shown or mailed once."""

    class Origin(models.TextChoices):
        BEGUN = "begun", _("the browser in which you began")
        SHOWN = "shown", _("a link that was shown to you")
        MAILED = "mailed", _("a link by e-mail")
        # The agency made it: it opens the facts alone, and ends with the candidate's first answer.
        DESK = "desk", _("your agency's invitation")

    invitation = models.ForeignKey(Invitation, on_delete=models.CASCADE, related_name="keys")
    key_hash = models.CharField(max_length=64, unique=True, editable=False)
    origin = models.CharField(max_length=8, choices=Origin.choices)
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(blank=True, null=True)
    revoked_at = models.DateTimeField(blank=True, null=True)

    objects = ResumeKeyQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(expires_at__gt=models.F("created_at")), name="resume_key_expires_later"
            )
        ]

    def __str__(self) -> str:
        return f"key {self.pk}"

    @property
    def is_alive(self) -> bool:
        return self.revoked_at is None and self.expires_at > timezone.now()

    @staticmethod
    def hashed(key: str) -> str:
        return hashlib.sha256(key.encode()).hexdigest()

    @classmethod
    def make(cls, invitation: Invitation, origin: Origin) -> tuple["ResumeKey", str]:
        """Store a new key and return it with its text, which can't be had again."""
        text = secrets.token_urlsafe(KEY_BYTES)
        row = cls.objects.create(
            invitation=invitation,
            origin=origin,
            key_hash=cls.hashed(text),
            expires_at=timezone.now() + KEY_LIFE,
        )
        return row, text


class Draft(models.Model):
    """The answers so far, in the words of the web form (dates, not days), saved at every step."""

    invitation = models.OneToOneField(Invitation, on_delete=models.CASCADE, related_name="draft")
    rules = models.CharField(max_length=20)
    answers = models.JSONField(default=dict)
    # Grows with every saved change; a form that was opened on an older version is told so.
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return f"draft {self.pk}"
