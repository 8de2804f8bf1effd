"""The candidate's side: who they are, and the answers that serve the next invitation too."""

import uuid
from typing import Self

from django.conf import settings
from django.contrib.auth.models import User
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from decisions.models.choices import validate_time_zone


class CandidateQuerySet(models.QuerySet["Candidate"]):
    def with_address(self, email: str) -> Self:
        """Who proved by a code that this address is theirs: one at most."""
        return self.filter(email_verified_at__isnull=False, email__iexact=email)

    def signing_in(self, email: str) -> "Candidate | None":
        """Whom a code sent to this address lets in. Nobody whose user was closed, or turned into staff."""
        shut = Q(user__is_active=False) | Q(user__is_staff=True)
        return self.with_address(email).exclude(shut).select_related("user").first()


class Candidate(models.Model):
    ref = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    # With whom they sign in, once their address is verified by a code. Staff never have one of these.
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, blank=True, null=True, related_name="candidate"
    )
    # Of rows that turned out to be the same person: their events are kept and erased under these.
    former_refs = models.JSONField(default=list, blank=True)
    # Null, since "" would collide with "" once verified addresses must be unique.
    email = models.EmailField(blank=True, null=True)  # noqa: DJ001
    email_verified_at = models.DateTimeField(blank=True, null=True)
    phone = models.CharField(max_length=40, blank=True)
    name = models.CharField(max_length=80, blank=True)
    language = models.CharField(max_length=10, default="en")
    time_zone = models.CharField(
        max_length=40, default="America/Indiana/Indianapolis", validators=[validate_time_zone]
    )
    created_at = models.DateTimeField(auto_now_add=True)

    objects = CandidateQuerySet.as_manager()

    class Meta:
        verbose_name = _("candidate")
        constraints = [
            # Typing an address proves nothing, so two people may type the same one; only one may verify it.
            models.UniqueConstraint(
                Lower("email"),
                condition=Q(email_verified_at__isnull=False),
                name="candidate_verified_email_unique",
            ),
            models.CheckConstraint(
                condition=Q(email_verified_at__isnull=True) | Q(email__isnull=False),
                name="candidate_verified_needs_email",
            ),
            models.CheckConstraint(
                condition=Q(user__isnull=True) | Q(email_verified_at__isnull=False),
                name="candidate_signs_in_with_verified_email",
            ),
            models.CheckConstraint(condition=~Q(email=""), name="candidate_email_null_not_empty"),
        ]

    def __str__(self) -> str:
        return f"candidate {self.ref}"

    @property
    def is_confirmed(self) -> bool:
        return self.email_verified_at is not None

    def signing_user(self) -> User:
        """The user whom a session is signed in as: without a password, an address or a right. Made once."""
        if self.user is None:
            made = User(username=uuid.uuid4().hex)
            made.set_unusable_password()
            made.save()
            self.user = made
            self.save(update_fields=["user"])
        return self.user


class StandingAnswer(models.Model):
    """One dated answer of the profile, such as how many interviews the candidate had lately."""

    candidate = models.ForeignKey(Candidate, on_delete=models.CASCADE, related_name="standing_answers")
    question = models.CharField(max_length=40)
    value = models.JSONField()
    answered_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["candidate", "question"], name="standing_answer_once")]

    def __str__(self) -> str:
        return self.question
