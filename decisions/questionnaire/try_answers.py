"""Try other answers: scored as they are changed, and kept only where the candidate says so."""

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from decisions.access import candidate
from decisions.advice.issue import issue
from decisions.advice.trying import Tried, tried, unsaved
from decisions.models import Advice, Invitation
from decisions.questionnaire.meanwhile import changed_meanwhile, overwritten
from decisions.questionnaire.sheet import AnswerSheet, locked_draft, open_draft
from decisions.questionnaire.try_form import TryForm
from decisions.scoring import InvalidAnswers

KEEP = "keep"


@candidate
@require_http_methods(["GET", "POST"])
def try_answers(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    """GET shows the answers as they are, POST what others would lead to; `go` "keep" makes it new advice."""
    newest = invitation.advice.first()
    if newest is None:
        return redirect("invitation", invitation.public_id)
    newest.invitation = invitation
    if request.POST.get("go") == KEEP:
        return _keep(request, invitation, newest)
    data = request.POST if request.method == "POST" else None
    sheet = AnswerSheet.of(open_draft(invitation), invitation)
    form = TryForm(sheet, data, is_live="HX-Request" in request.headers)
    return _page(request, form, newest)


@transaction.atomic
def _keep(request: HttpRequest, invitation: Invitation, newest: Advice) -> HttpResponse:
    form = TryForm(AnswerSheet.of(locked_draft(invitation), invitation), request.POST)
    opened = request.POST.get("opened", "")
    clash = overwritten(form.sheet.answers, form.given, opened=opened, stamp=form.opened)
    if clash:
        return changed_meanwhile(request, clash, opened=form.opened)
    if form.problems or _result(form, newest) is None:
        return _page(request, form, newest, is_refused=True)
    form.sheet.store(form.answers)
    advice = issue(draft=form.sheet.draft, by=invitation.candidate)
    if advice.number > newest.number:
        messages.success(
            request, _("Kept. This is your advice number %(number)s.") % {"number": advice.number}
        )
    return redirect("advice", invitation.public_id)


def _page(request: HttpRequest, form: TryForm, newest: Advice, *, is_refused: bool = False) -> HttpResponse:
    result = None if form.problems else _result(form, newest)
    draft = form.sheet.draft
    context = {
        "invitation": form.sheet.invitation,
        "form": form,
        "opened": request.POST.get("opened", form.opened),
        "tried": result,
        "can_keep": result is not None and (form.is_changed or draft.version != newest.draft_version),
        "next_number": newest.number + 1,
        "is_refused": is_refused,
    }
    return render(request, "advice/try.html", context)


def _result(form: TryForm, newest: Advice) -> Tried | None:
    """None where the answers can't be scored together, such as a day that is over by now."""
    try:
        other = unsaved(form.sheet.draft, form.sheet.invitation, form.answers)
    except InvalidAnswers:
        return None
    return tried(other, newest)
