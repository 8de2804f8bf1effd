"""The agency gave a fact: one tap takes the answer that it offers, or leaves it out."""

from collections.abc import Sequence

from django.contrib import messages
from django.core.exceptions import BadRequest, ValidationError
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from decisions.access import candidate
from decisions.models import Advice, Candidate, Event, Invitation, JobFact
from decisions.questionnaire.answer_arrived import advise
from decisions.questionnaire.awaited import stamp_of
from decisions.questionnaire.facts_given import LEAVE, offered, question_of, stamp
from decisions.questionnaire.meanwhile import changed_meanwhile, overwritten
from decisions.questionnaire.sheet import AnswerSheet, locked_draft

# Where an id can't be larger.
MAX_DIGITS = 18


@candidate
@require_POST
@transaction.atomic
def respond(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    """Store what the candidate does with a fact. A second tap finds it done and does nothing."""
    sheet = AnswerSheet.of(locked_draft(invitation), invitation)
    everything = list(invitation.advice.all())
    advice = everything[0] if everything else None
    fact = _locked_fact(invitation, request.POST.get("fact", ""))
    if fact.response:
        return _to_page(invitation, advice)
    if request.POST.get("seen") != stamp(fact):
        messages.warning(request, _("Your agency has corrected this meanwhile. Look at it again."))
        return _to_page(invitation, advice)
    if request.POST.get("reply") == LEAVE:
        _keep(fact, JobFact.Response.LEFT, by=invitation.candidate)
        messages.success(request, _("Left out. Your answers stay as they are."))
        return _to_page(invitation, advice)
    return _take(request, sheet, everything, fact)


def _locked_fact(invitation: Invitation, id: str) -> JobFact:
    if not (id.isascii() and id.isdecimal() and len(id) <= MAX_DIGITS):
        raise BadRequest("not a fact")
    rows = JobFact.objects.select_for_update(of=("self",))
    fact = rows.filter(invitation=invitation, source=JobFact.Source.AGENCY, pk=int(id)).first()
    if fact is None:
        raise Http404
    return fact


def _take(
    request: HttpRequest, sheet: AnswerSheet, everything: Sequence[Advice], fact: JobFact
) -> HttpResponse:
    invitation, advice = sheet.invitation, everything[0] if everything else None
    question = question_of(sheet, fact, everything)
    if not question or request.POST.get("question") != question:
        messages.warning(request, _("Your answers have changed meanwhile. Look at it again."))
        return _to_page(invitation, advice)
    try:
        changes = offered(sheet, fact, question, request.POST.get("reply", ""))
    except ValidationError:
        raise BadRequest("not a reply to this fact") from None
    now = stamp_of(sheet, question)
    clash = overwritten(sheet.answers, changes, opened=request.POST.get("opened", ""), stamp=now)
    if clash:
        return changed_meanwhile(request, clash, opened=now, page=_page(invitation, advice))
    _keep(fact, JobFact.Response.ACCEPTED, by=invitation.candidate)
    is_other = sheet.store({**sheet.answers, **changes})
    if not is_other:
        messages.success(request, _("Noted. Your answers stay as they are."))
    if advice is None or not is_other:
        return _to_page(invitation, advice)
    return advise(request, sheet, advice)


def _keep(fact: JobFact, response: JobFact.Response, *, by: Candidate) -> None:
    """What they did with it is theirs alone, so the event names neither the fact nor the case."""
    fact.response, fact.responded_at = response, timezone.now()
    fact.save(update_fields=["response", "responded_at"])
    codes = {
        JobFact.Response.ACCEPTED: Event.Code.FACT_ACCEPTED,
        JobFact.Response.LEFT: Event.Code.FACT_LEFT,
    }
    subject = str(fact.invitation.public_id)
    Event.objects.record(codes[response], by=by, subject=subject, person=by.ref)


def _to_page(invitation: Invitation, advice: Advice | None) -> HttpResponse:
    return redirect(_page(invitation, advice))


def _page(invitation: Invitation, advice: Advice | None) -> str:
    """Where the facts are offered: beside the advice; before there is one, where the answers are checked."""
    return reverse("advice" if advice else "check", args=[invitation.public_id])
