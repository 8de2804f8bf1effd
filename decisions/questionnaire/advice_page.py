"""The advice and the working behind it."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from decisions.access import candidate
from decisions.advice.letters import kept
from decisions.advice.page import Beside, page
from decisions.advice.pairs import pairs as two_changes
from decisions.advice.told import Told
from decisions.advice.working import working as steps
from decisions.models import Advice, Case, Choice, Draft, Invitation, JobFact, Opinion, StateOffice
from decisions.questionnaire.facts_given import Given, given, is_open, of_agency, shown
from decisions.questionnaire.sheet import AnswerSheet, open_draft


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


def numbered(invitation: Invitation, number: int) -> Advice:
    """The invitation's advice of that number, or a 404."""
    advice = invitation.advice.filter(number=number).first()
    if advice is None:
        raise Http404
    return advice


def _show(request: HttpRequest, advice: Advice) -> HttpResponse:
    invitation = advice.invitation
    rows = beside(advice)
    facts = of_agency(invitation)
    context = {
        "page": page(advice, rows, now=timezone.now()),
        "invitation": invitation,
        "given": _given(rows, facts) if advice == rows.everything[0] else [],
        "agency_facts": shown(facts, invitation),
    }
    return render(request, "advice/page.html", context)


def _given(rows: Beside, facts: list[JobFact]) -> list[Given]:
    """The facts that offer an answer, beside the newest advice."""
    advice = rows.everything[0]
    if not any(is_open(fact) for fact in facts):
        return []
    sheet = AnswerSheet.of(open_draft(advice.invitation), advice.invitation)
    return given(sheet, facts, rows.everything)


def beside(advice: Advice) -> Beside:
    """What else the page of this advice shows."""
    invitation = advice.invitation
    case = Case.objects.filter(invitation=invitation).select_related("office").first()
    draft = Draft.objects.filter(invitation=invitation).first()
    everything = list(invitation.advice.all())
    return Beside(
        letters=kept(advice),
        choice=Choice.objects.filter(invitation=invitation).first(),
        case=case,
        opinions=list(Opinion.objects.filter(case=case).select_related("by")) if case else [],
        state_offices=list(StateOffice.objects.all()),
        newer_answers=draft is not None and draft.version > everything[0].draft_version,
        everything=everything,
        messages=list(case.messages.select_related("by")) if case else [],
    )
