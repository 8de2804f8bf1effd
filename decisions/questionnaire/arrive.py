"""How a candidate gets in: the first page, a new invitation, the private link; and the way on."""

from datetime import timedelta
from typing import Any

from allauth.core import ratelimit
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from decisions.access import candidate, grant, granted_invitations, public
from decisions.models import Candidate, Draft, Event, Invitation, ResumeKey
from decisions.questionnaire import flow
from decisions.questionnaire.sheet import AnswerSheet, open_draft
from decisions.scoring import current

# A second click on "Start" within this time leads to the invitation that the first one made.
DOUBLE_CLICK = timedelta(seconds=10)


@public
@require_safe
def start(request: HttpRequest) -> HttpResponse:
    return render(request, "pages/start.html", {"continuing": _continuing(request)})


def _continuing(request: HttpRequest) -> list[dict[str, Any]]:
    """What this session was let into, newest first: `url`, `label`, `status` and, with advice, `verdict`."""
    rows = granted_invitations(request).prefetch_related("advice").order_by("-created_at")
    return [_continued(row) for row in rows]


def _continued(invitation: Invitation) -> dict[str, Any]:
    advice = next(iter(invitation.advice.all()), None)
    parts = [part for part in (invitation.job_title, invitation.company) if part]
    return {
        "url": reverse("invitation", args=[invitation.public_id]),
        "label": ", ".join(parts) or _("An interview"),
        "verdict": advice.verdict.label if advice else "",
        "status": advice.verdict.label if advice else _("not finished yet"),
    }


@public
@require_POST
def begin(request: HttpRequest) -> HttpResponse:
    too_many: HttpResponse | None = ratelimit.consume_or_429(request, action="begin")
    if too_many is not None:
        return too_many
    begun = _just_begun(request)
    if begun is None:
        begun, key = begin_invitation()
        grant(request, key)
    return redirect("facts", begun.public_id)


def _just_begun(request: HttpRequest) -> Invitation | None:
    since = timezone.now() - DOUBLE_CLICK
    return granted_invitations(request).filter(created_at__gte=since, draft__version=1).first()


@transaction.atomic
def begin_invitation() -> tuple[Invitation, ResumeKey]:
    """A new candidate with an invitation of which nothing is known yet, and the key that opens it."""
    person = Candidate.objects.create(language=translation.get_language() or "en")
    invitation = Invitation.objects.create(candidate=person, time_zone=person.time_zone)
    Draft.objects.create(invitation=invitation, rules=current(invitation.today()).id)
    subject = str(invitation.public_id)
    Event.objects.record(Event.Code.INVITATION_STARTED, by=person, subject=subject, person=person.ref)
    return invitation, ResumeKey.make(invitation, ResumeKey.Origin.BEGUN)[0]


@public
@require_http_methods(["GET", "HEAD", "POST"])
def resume(request: HttpRequest, key: str) -> HttpResponse:
    """GET changes nothing, so a mail scanner that follows the link does no harm; POST lets the session in."""
    found = ResumeKey.objects.find(key)
    if found is None:
        return render(request, "questionnaire/resume_gone.html", status=404)
    if request.method != "POST":
        return render(request, "questionnaire/resume.html")
    grant(request, found)
    person = found.invitation.candidate
    subject = str(found.invitation.public_id)
    Event.objects.record(Event.Code.LINK_USED, by=person, subject=subject, person=person.ref)
    return redirect("invitation", found.invitation.public_id)


@candidate
@require_safe
def here(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    """To the first open place; to the advice where it is the one on the answers as they stand."""
    draft = open_draft(invitation)
    if invitation.advice.filter(draft_version=draft.version).exists():
        return redirect("advice", invitation.public_id)
    return redirect(flow.url_of(invitation, flow.unfinished(AnswerSheet.of(draft, invitation))))


@public
@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    return render(request, "pages/privacy.html")


@public
@require_safe
def how(request: HttpRequest) -> HttpResponse:
    return render(request, "pages/how.html", {"rules": current(timezone.localdate())})
