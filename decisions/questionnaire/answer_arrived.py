"""An answer came: only what was asked, one tap, and the new advice. And what to do where none came."""

from collections.abc import Mapping

from django.contrib import messages
from django.core.exceptions import BadRequest, ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from decisions.access import candidate
from decisions.advice.issue import issue
from decisions.advice.page import page
from decisions.models import Advice, Invitation
from decisions.questionnaire.advice_page import beside
from decisions.questionnaire.awaited import asked, awaited, can_be_asked, changes, missing
from decisions.questionnaire.meanwhile import changed_meanwhile, overwritten
from decisions.questionnaire.sheet import AnswerSheet, locked_draft, open_draft
from decisions.scoring import InvalidAnswers


@candidate
@require_http_methods(["GET", "POST"])
def answer(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    """GET shows what was asked; POST stores the one answer and leads to the advice that it makes."""
    advice = invitation.advice.first()
    if advice is None:
        return redirect("invitation", invitation.public_id)
    advice.invitation = invitation
    if request.method == "POST":
        return _take(request, advice)
    return _page(request, AnswerSheet.of(open_draft(invitation), invitation), advice)


@transaction.atomic
def _take(request: HttpRequest, advice: Advice) -> HttpResponse:
    invitation, id = advice.invitation, request.POST.get("question", "")
    sheet = AnswerSheet.of(locked_draft(invitation), invitation)
    if not can_be_asked(sheet, id):
        raise BadRequest("not a question that one answer settles")
    try:
        given = changes(sheet, id, request.POST.get("reply", ""), request.POST.get("on", ""))
    except ValidationError as error:
        return _page(request, sheet, advice, wrong={id: " ".join(error.messages)})
    stamp = asked(sheet, advice, id).stamp
    clash = overwritten(sheet.answers, given, opened=request.POST.get("opened", ""), stamp=stamp)
    if clash:
        return changed_meanwhile(request, clash, opened=stamp)
    sheet.store({**sheet.answers, **given})
    return advise(request, sheet, advice)


def advise(request: HttpRequest, sheet: AnswerSheet, before: Advice) -> HttpResponse:
    """To the advice on the answers as they are now stored, or to what they lack. The draft must be locked."""
    invitation = sheet.invitation
    if missing(sheet):
        return redirect("answer_arrived", invitation.public_id)
    try:
        advice = issue(draft=sheet.draft, by=invitation.candidate)
    except InvalidAnswers:
        return redirect("check", invitation.public_id)
    if advice.number > before.number:
        messages.success(request, _("Your answer is saved, and this is your new advice."))
    return redirect("advice", invitation.public_id)


def _page(
    request: HttpRequest, sheet: AnswerSheet, advice: Advice, *, wrong: Mapping[str, str] | None = None
) -> HttpResponse:
    invitation, more = sheet.invitation, missing(sheet)
    if not all(can_be_asked(sheet, id) for id in more):
        return redirect("check", invitation.public_id)
    view = page(advice, beside(advice), now=timezone.now())
    ids = more or awaited(sheet, advice)
    if not ids and not view.now.check_benefits:
        return redirect("advice", invitation.public_id)
    context = {
        "invitation": invitation,
        "page": view,
        "asked": [(asked(sheet, advice, id), (wrong or {}).get(id, "")) for id in ids],
        "is_more": bool(more),
        "has_error": bool(wrong),
    }
    return render(request, "advice/answer.html", context)
