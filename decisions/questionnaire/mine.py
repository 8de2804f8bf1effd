"""All invitations that this session may open, the most urgent first; and the way out of a shared browser."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib import messages
from django.contrib.auth import logout
from django.db.models import Prefetch, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from decisions.access import (
    granted_invitations,
    is_signed_in_candidate,
    public,
    signed_in_person,
    unanswered_invitations,
)
from decisions.models import Advice, Candidate, Invitation, ResumeKey, Verdict
from decisions.questions import say_moment_there


@dataclass(frozen=True)
class Row:
    """One invitation as the lists show it."""

    invitation: Invitation
    advice: Advice | None
    now: datetime
    # Whether the agency's link alone led here: then there is nothing to do but go on.
    only_invited: bool = False

    @property
    def url(self) -> str:
        return reverse("invitation", args=[self.invitation.public_id])

    @property
    def label(self) -> str:
        parts = [part for part in (self.invitation.job_title, self.invitation.company) if part]
        return ", ".join(parts) or _("An interview")

    @property
    def verdict(self) -> Verdict | None:
        return self.advice.verdict if self.advice else None

    @property
    def status(self) -> str:
        return str(self.verdict.label) if self.verdict else _("not finished yet")

    @property
    def is_changed(self) -> bool:
        """Whether answers were changed after the advice."""
        draft = getattr(self.invitation, "draft", None)
        return bool(self.advice and draft and draft.version != self.advice.draft_version)

    @property
    def is_shared(self) -> bool:
        return getattr(self.invitation, "case", None) is not None

    @property
    def choice(self) -> str:
        made = getattr(self.invitation, "choice", None)
        return str(made.get_verdict_display()) if made else ""

    @property
    def reply_by(self) -> str:
        return _said(self.invitation.reply_by, self.invitation)

    @property
    def interview(self) -> str:
        return _said(self.invitation.interview_at, self.invitation)

    @property
    def is_late(self) -> bool:
        return self.invitation.reply_by is not None and self.invitation.reply_by < self.now

    @property
    def is_over(self) -> bool:
        return self.invitation.interview_at is not None and self.invitation.interview_at < self.now

    @property
    def urgency(self) -> tuple[int, float]:
        """Replies that are still due come first, the soonest on top; those that are past come last."""
        reply_by = self.invitation.reply_by
        if reply_by is None:
            return 1, -self.invitation.created_at.timestamp()
        if self.is_late:
            return 2, -reply_by.timestamp()
        return 0, reply_by.timestamp()


def _said(at: datetime | None, invitation: Invitation) -> str:
    return say_moment_there(at, invitation.zone) if at else ""


def rows(request: HttpRequest) -> list[Row]:
    """What this session was let into."""
    advice = Advice.objects.only("invitation_id", "number", "draft_version", "result")
    invited = Q(pk__in=unanswered_invitations(request).values("pk"))
    found = Invitation.objects.filter(Q(pk__in=granted_invitations(request).values("pk")) | invited)
    found = found.select_related("candidate", "draft", "case", "choice")
    found = found.defer("draft__answers", "case__copy").prefetch_related(Prefetch("advice", advice))
    now = timezone.now()
    made = [
        Row(row, next(iter(row.advice.all()), None), now, row.is_invited)
        for row in found.annotate(is_invited=invited)
    ]
    return sorted(made, key=lambda row: row.urgency)


@public
@require_safe
def show(request: HttpRequest) -> HttpResponse:
    found = rows(request)
    context = {
        "rows": found,
        "person": the_person(request, found),
        "is_signed_in": is_signed_in_candidate(request.user),
    }
    return render(request, "questionnaire/mine.html", context)


def the_person(request: HttpRequest, found: list[Row]) -> Candidate | None:
    """Who sits here, as far as that is plain: who signed in, or the only one whose links were opened."""
    people = {row.invitation.candidate for row in found if not row.only_invited}
    return signed_in_person(request) or (people.pop() if len(people) == 1 else None)


@public
@require_http_methods(["GET", "HEAD", "POST"])
def leave(request: HttpRequest) -> HttpResponse:
    """GET says what could not be opened again; POST makes this browser forget all that it was let into."""
    if request.method != "POST":
        unsaved = set(_without_way_back(request))
        lost = [row for row in rows(request) if row.invitation in unsaved]
        return render(request, "questionnaire/leave.html", {"lost": lost})
    logout(request)
    messages.success(request, _("You are signed out. This browser no longer opens your answers."))
    return redirect("come_back")


def _without_way_back(request: HttpRequest) -> QuerySet[Invitation]:
    """Invitations with no link but this browser's own, of candidates who can't sign in by a code."""
    saved = ResumeKey.objects.alive().exclude(origin=ResumeKey.Origin.BEGUN)
    unknown = granted_invitations(request).filter(candidate__email_verified_at__isnull=True)
    return unknown.exclude(pk__in=saved.values("invitation"))
