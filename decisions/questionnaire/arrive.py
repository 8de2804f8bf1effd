"""How a candidate gets in: the first page, a new invitation, the private link; and the way on."""

from datetime import timedelta
from uuid import UUID

from allauth.core import ratelimit
from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.db.models import Prefetch
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from decisions.access import (
    InvitedRequest,
    begun,
    grant,
    granted_invitations,
    invited,
    known_person,
    may_enter_desk,
    public,
    signed_in_person,
)
from decisions.models import Candidate, Draft, Event, Invitation, ResumeKey
from decisions.models.invitation import KEY_LIFE
from decisions.questionnaire import flow, mine
from decisions.questionnaire.length import length
from decisions.questionnaire.sheet import AnswerSheet, open_draft
from decisions.scoring import current

# A second click on "Start" within this time leads to the invitation that the first one made.
DOUBLE_CLICK = timedelta(seconds=10)


@public
@require_safe
def start(request: HttpRequest) -> HttpResponse:
    context = {
        "continuing": mine.rows(request),
        "length": length(current(timezone.localdate()).id),
        "canonical": settings.SITE_URL + reverse("start"),
    }
    return render(request, "pages/start.html", context)


@public
@require_POST
def begin(request: HttpRequest) -> HttpResponse:
    too_many: HttpResponse | None = ratelimit.consume_or_429(request, action="begin")
    if too_many is not None:
        return too_many
    person = _who(request)
    invitation = _just_begun(request, person)
    if invitation is None:
        invitation, key = begin_invitation(person)
        grant(request, key)
    return redirect("facts", invitation.public_id)


def _who(request: HttpRequest) -> Candidate | None:
    """Whose invitation this will be: of who signed in, or of whom the form names; None is somebody new."""
    named = request.POST.get("as")
    return signed_in_person(request) or (known_person(request, _uuid(named)) if named else None)


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise Http404 from None


def _just_begun(request: HttpRequest, person: Candidate | None) -> Invitation | None:
    since = timezone.now() - DOUBLE_CLICK
    found = granted_invitations(request).filter(created_at__gte=since, draft__version=1)
    return (found.filter(candidate=person) if person else found).first()


@transaction.atomic
def begin_invitation(person: Candidate | None = None) -> tuple[Invitation, ResumeKey]:
    """An invitation of which nothing is known yet, of this candidate or a new one, and its key."""
    person = person or Candidate.objects.create(language=translation.get_language() or "en")
    invitation = Invitation.objects.create(candidate=person, time_zone=person.time_zone)
    Draft.objects.create(invitation=invitation, rules=current(invitation.today()).id)
    subject = str(invitation.public_id)
    Event.objects.record(Event.Code.INVITATION_STARTED, by=person, subject=subject, person=person.ref)
    return invitation, ResumeKey.make(invitation, ResumeKey.Origin.BEGUN)[0]


@public
@require_http_methods(["GET", "HEAD", "POST"])
def resume(request: HttpRequest, key: str) -> HttpResponse:
    """GET changes nothing, so a mail scanner that follows the link does no harm; POST lets the session in."""
    answered = ResumeKey.objects.answered(key)
    if answered is not None:
        is_mine = granted_invitations(request).filter(pk=answered.pk).exists()
        return redirect("invitation", answered.public_id) if is_mine else begun(request)
    found = ResumeKey.objects.find(key)
    if found is None:
        return render(request, "questionnaire/resume_gone.html", status=404)
    is_invited = found.origin == ResumeKey.Origin.DESK
    if request.method != "POST":
        return render(request, "questionnaire/resume.html", {"is_invited": is_invited})
    if is_invited and may_enter_desk(request.user):
        # Whoever gives the first answer gets the key, so it must not be who only wants to help.
        messages.warning(request, _("This link is for the candidate alone. Staff can't open it."))
        return redirect("start")
    grant(request, found)
    _note_use(found)
    return redirect("invitation", found.invitation.public_id)


def _note_use(key: ResumeKey) -> None:
    key.used_at = timezone.now()
    key.save(update_fields=["used_at"])
    person, subject = key.invitation.candidate, str(key.invitation.public_id)
    Event.objects.record(Event.Code.LINK_USED, by=person, subject=subject, person=person.ref)


@invited
@require_safe
def here(request: InvitedRequest, invitation: Invitation) -> HttpResponse:
    """To the first open place; to the advice where it is the one on the answers as they stand."""
    if request.only_invited:
        return redirect("facts", invitation.public_id)
    draft = open_draft(invitation)
    if invitation.advice.filter(draft_version=draft.version).exists():
        return redirect("advice", invitation.public_id)
    return redirect(flow.url_of(invitation, flow.unfinished(AnswerSheet.of(draft, invitation))))


@public
@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """With the way to delete what this session may open."""
    opened = granted_invitations(request)
    people = Candidate.objects.filter(invitations__in=opened).distinct().order_by("pk")
    context = {
        "days": settings.RETENTION_DAYS,
        "link_days": KEY_LIFE.days,
        "people": people.prefetch_related(Prefetch("invitations", opened)),
    }
    return render(request, "pages/privacy.html", context)


@public
@require_safe
def how(request: HttpRequest) -> HttpResponse:
    rules = current(timezone.localdate())
    return render(request, "pages/how.html", {"rules": rules, "length": length(rules.id)})
