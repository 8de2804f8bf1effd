"""The advice, the working behind it, and the choice that the candidate makes."""

from django.core.exceptions import BadRequest
from django.db import transaction
from django.db.models import Max
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.views.decorators.http import require_POST, require_safe

from decisions.access import candidate
from decisions.advice.page import Beside, page
from decisions.advice.pairs import pairs as two_changes
from decisions.advice.told import Told
from decisions.advice.working import working as steps
from decisions.models import Advice, Case, Choice, Draft, Event, Invitation, Opinion, StateOffice, Verdict


@candidate
@require_safe
def latest(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    """The newest advice; without one yet, the questionnaire goes on."""
    advice = invitation.advice.first()
    if advice is None:
        return redirect("invitation", invitation.public_id)
    return _show(request, advice)


@candidate
@require_safe
def show(request: HttpRequest, invitation: Invitation, number: int) -> HttpResponse:
    return _show(request, numbered(invitation, number))


@candidate
@require_safe
def working(request: HttpRequest, invitation: Invitation, number: int) -> HttpResponse:
    advice = numbered(invitation, number)
    context = {"advice": advice, "invitation": invitation, "working": steps(Told(advice), advice.result)}
    return render(request, "advice/working.html", context)


@candidate
@require_safe
def pairs(request: HttpRequest, invitation: Invitation, number: int) -> HttpResponse:
    """Changes of two answers together: a search over many answers, so only where somebody asks for it."""
    advice = numbered(invitation, number)
    context = {"advice": advice, "invitation": invitation, "found": two_changes(Told(advice), advice.result)}
    return render(request, "advice/pairs.html", context)


@candidate
@require_POST
def choose(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    """Keep what the candidate says they will do; they may change it."""
    verdict = request.POST.get("verdict", "")
    if verdict not in Verdict.values:
        raise BadRequest("not a choice")
    with transaction.atomic():
        Choice.objects.update_or_create(
            invitation=invitation, defaults={"verdict": verdict, "made_at": timezone.now()}
        )
        Event.objects.record(
            Event.Code.CHOICE_MADE,
            by=invitation.candidate,
            subject=str(invitation.public_id),
            person=invitation.candidate.ref,
            detail={"verdict": verdict},
        )
    return redirect("advice", invitation.public_id)


def numbered(invitation: Invitation, number: int) -> Advice:
    """The invitation's advice of that number, or a 404."""
    advice = invitation.advice.filter(number=number).first()
    if advice is None:
        raise Http404
    return advice


def _show(request: HttpRequest, advice: Advice) -> HttpResponse:
    invitation = advice.invitation
    others = invitation.advice.exclude(pk=advice.pk)
    view = page(advice, _beside(advice), now=timezone.now())
    return render(request, "advice/page.html", {"page": view, "invitation": invitation, "others": others})


def _beside(advice: Advice) -> Beside:
    invitation = advice.invitation
    case = Case.objects.filter(invitation=invitation).select_related("office").first()
    letters = advice.letters.filter(language=translation.get_language())
    draft = Draft.objects.filter(invitation=invitation).first()
    return Beside(
        letters=dict(letters.values_list("kind", "text")),
        choice=Choice.objects.filter(invitation=invitation).first(),
        case=case,
        opinions=list(Opinion.objects.filter(case=case).select_related("by")) if case else [],
        state_offices=list(StateOffice.objects.all()),
        newer_answers=draft is not None and _has_changed(draft, advice),
    )


def _has_changed(draft: Draft, advice: Advice) -> bool:
    """Whether answers were changed after the newest advice was made."""
    newest = advice.invitation.advice.aggregate(version=Max("draft_version"))["version"]
    return bool(draft.version > newest)
