"""The wall and the agency's side: the shared copy of an invitation, and opinions on it."""

import uuid
from datetime import timedelta
from typing import Self

from django.conf import settings
from django.contrib.auth.models import User
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from decisions.models.agency import Client, Office
from decisions.models.choices import Verdict
from decisions.models.invitation import Invitation
from decisions.models.keys import KeyField

# The queue is read in slices (an office, a person, a beginning), always of the open or of the reviewed cases.
SLICES = {
    "office": ["office", "reply_by", "id"],
    "office_claim": ["office", "claimed_by", "reply_by", "id"],
    "time": ["reply_by", "id"],
    "claim": ["claimed_by", "reply_by", "id"],
}


def _indexes() -> list[models.Index]:
    """One of each slice for the open cases and one for the reviewed: old cases never slow down new ones."""
    halves = {"open": Q(reviewed_at__isnull=True), "done": Q(reviewed_at__isnull=False)}
    return [
        models.Index(fields=columns, condition=half, name=f"case_{name}_{slice}")
        for name, half in halves.items()
        for slice, columns in SLICES.items()
    ] + [
        models.Index(
            fields=["office", key],
            opclasses=["int8_ops", "varchar_pattern_ops"],
            condition=half,
            name=f"case_{name}_{key}",
        )
        for name, half in halves.items()
        for key in ("name_key", "company_key")
    ]


class CaseQuerySet(models.QuerySet["Case"]):
    def visible_to(self, user: User) -> Self:
        """The cases of the user's own offices, or all with the right to see every office."""
        if user.has_perm("decisions.view_all_offices"):
            return self
        return self.filter(office__in=user.offices.all())

    def locked(self, ref: uuid.UUID) -> "Case":
        """The case, which nobody else can change until the caller's transaction ends. Raises DoesNotExist."""
        return self.select_for_update(of=("self",)).get(ref=ref)

    def by_urgency(self) -> Self:
        return self.order_by("reply_by", "id")

    def open(self) -> Self:
        return self.filter(reviewed_at__isnull=True)


class Case(models.Model):
    """The copy that the candidate shared: all the agency sees of them.

    Written only by sharing, removed by withdrawing. Nothing on the agency's side reads the candidate's own
    tables, so what was kept private can't get here by mistake.
    """

    # What must be answered within this time is "due": marked at the desk, and told by mail at once.
    DUE_WITHIN = timedelta(hours=24)

    ref = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    invitation = models.OneToOneField(Invitation, on_delete=models.CASCADE, related_name="case")
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="cases")
    client = models.ForeignKey(Client, on_delete=models.SET_NULL, blank=True, null=True, related_name="+")

    candidate_name = models.CharField(_("candidate"), max_length=80, blank=True)
    language = models.CharField(_("language"), max_length=10)
    name_key = KeyField(of="candidate_name")
    company = models.CharField(_("company"), max_length=120, blank=True)
    company_key = KeyField(of="company")
    job_title = models.CharField(_("job title"), max_length=120, blank=True)
    contact_name = models.CharField(_("contact"), max_length=80, blank=True)
    place = models.CharField(_("place"), max_length=160, blank=True)
    format = models.CharField(_("kind of interview"), max_length=12, blank=True)
    time_zone = models.CharField(_("time zone"), max_length=40)
    interview_at = models.DateTimeField(_("interview"), blank=True, null=True)
    interview_confirmed = models.BooleanField(_("time confirmed"), blank=True, null=True)
    # Where the candidate named no reply-by, the first moment that calls for a reply stands in (see sharing).
    reply_by = models.DateTimeField(_("reply by"))
    reply_by_given = models.BooleanField(_("reply-by named by the candidate"))
    job_facts = models.JSONField(default=list)

    parts = models.JSONField(default=list)
    # Empty where the candidate did not share it; the same goes for their own choice.
    verdict = models.CharField(_("advice"), max_length=8, choices=Verdict.choices, blank=True)
    choice = models.CharField(_("candidate's choice"), max_length=8, choices=Verdict.choices, blank=True)
    # What was shared, scored without the private answers: bands and words' ids, never numbers.
    copy = models.JSONField()
    rules = models.CharField(max_length=20)
    advice_number = models.PositiveIntegerField()
    scored_on = models.DateField()
    asked_for_look = models.BooleanField(_("the candidate asked for a look"), default=False)
    needs_look = models.JSONField(_("why a person should look"), default=list)

    shared_at = models.DateTimeField(_("shared"))
    claimed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, blank=True, null=True, related_name="+"
    )
    claimed_at = models.DateTimeField(blank=True, null=True)
    reviewed_at = models.DateTimeField(_("reviewed"), blank=True, null=True)
    # Grows with every share and every opinion: who saved on an older one is told, and overwrites nothing.
    version = models.PositiveIntegerField(default=1)

    objects = CaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("case")
        verbose_name_plural = _("cases")
        indexes = _indexes()
        constraints = [
            models.CheckConstraint(
                condition=Q(claimed_by__isnull=True, claimed_at__isnull=True)
                | Q(claimed_by__isnull=False, claimed_at__isnull=False),
                name="case_claim_by_and_at",
            ),
            models.CheckConstraint(
                condition=Q(verdict__in=["", *Verdict.values]), name="case_verdict_known_or_not_shared"
            ),
            models.CheckConstraint(
                condition=Q(choice__in=["", *Verdict.values]), name="case_choice_known_or_not_shared"
            ),
        ]
        permissions = [
            ("review_case", "Can give an opinion on a case"),
            ("export_case", "Can export cases and opinions"),
            ("view_all_offices", "Can see the cases of every office"),
        ]

    def __str__(self) -> str:
        return " - ".join(filter(None, [self.candidate_name, self.company])) or f"case {self.ref}"


class Opinion(models.Model):
    """A recruiter's view beside the engine's verdict. Append-only: a trigger refuses to change one."""

    class Kind(models.TextChoices):
        AGREE = "agree", _("I agree")
        DIFFER = "differ", _("I see it differently")
        TALK = "talk", _("Let's talk")

    class Code(models.TextChoices):
        FACT_KNOWN = "fact_known", _("I know a fact that the answers lack")
        ANSWER_MISREAD = "answer_misread", _("An answer seems to be misread")
        CLIENT_CONTEXT = "client_context", _("I know this employer")
        TIMING = "timing", _("The dates change it")
        BRIDGE = "bridge", _("A relationship is at stake")
        RULE_WRONG = "rule_wrong", _("The rules get this one wrong")
        OTHER = "other", _("Something else")

    class Talk(models.TextChoices):
        CALL = "call", _("A call")
        MOCK_INTERVIEW = "mock_interview", _("A mock interview")

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="opinions")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    # What the opinion stands beside: the shared advice of that number.
    advice_number = models.PositiveIntegerField()
    engine_verdict = models.CharField(max_length=8, choices=Verdict.choices, blank=True)
    verdict = models.CharField(max_length=8, choices=Verdict.choices, blank=True)
    code = models.CharField(max_length=16, choices=Code.choices, blank=True)
    talk = models.CharField(max_length=16, choices=Talk.choices, blank=True)
    proposed_at = models.DateTimeField(blank=True, null=True)
    comment = models.TextField(max_length=1000, blank=True)
    private_note = models.TextField(max_length=1000, blank=True)
    language = models.CharField(max_length=10)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="opinions")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("opinion")
        verbose_name_plural = _("opinions")
        ordering = ["-at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=(Q(kind="differ") & ~Q(verdict="") & ~Q(code="") & ~Q(comment=""))
                | (Q(kind="agree", verdict="", code=""))
                | (Q(kind="talk", verdict="", code="") & ~Q(comment="")),
                name="opinion_differ_says_which_and_why",
            ),
            # Only a talk can be offered where the verdict itself was not shared.
            models.CheckConstraint(
                condition=Q(kind="talk") | ~Q(engine_verdict=""),
                name="opinion_needs_a_verdict_to_stand_beside",
            ),
            models.CheckConstraint(
                condition=Q(verdict="") | ~Q(verdict=models.F("engine_verdict")),
                name="opinion_differ_is_another_verdict",
            ),
            models.CheckConstraint(
                condition=Q(kind="talk") | Q(talk="", proposed_at__isnull=True),
                name="opinion_only_a_talk_has_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} ({self.at:%Y-%m-%d})"


class CaseMessage(models.Model):
    """A recruiter's message to the candidate, shown on their page. Append-only, as opinions are."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="messages")
    text = models.TextField(max_length=1000)
    language = models.CharField(max_length=10)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("message to the candidate")
        verbose_name_plural = _("messages to candidates")
        ordering = ["-at", "-id"]
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="case_message_says_something")]

    def __str__(self) -> str:
        return f"message ({self.at:%Y-%m-%d})"
