"""One view for every step: the page is drawn from the question set, and saved as it is left."""

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from decisions.access import InvitedRequest, invited
from decisions.models import Invitation
from decisions.questionnaire import flow
from decisions.questionnaire.facts_given import for_step
from decisions.questionnaire.first_answer import make_own
from decisions.questionnaire.forms import StepForm
from decisions.questionnaire.meanwhile import changed_meanwhile, overwritten, resent
from decisions.questionnaire.sheet import AnswerSheet, locked_draft, open_draft
from decisions.questions import STEPS, WORDINGS, label

CONTINUE, BACK, LATER, REFRESH = "continue", "back", "later", "refresh"


@invited
@require_http_methods(["GET", "POST"])
def answer(request: InvitedRequest, invitation: Invitation, step: str) -> HttpResponse:
    """GET shows the step; POST saves it and goes on, unless `go` is "refresh": then it only draws anew."""
    if request.method == "POST" and request.POST.get("go") != REFRESH:
        return _leave(request, invitation, step)
    data = request.POST if request.method == "POST" else None
    return _page(request, StepForm(_sheet(request, invitation, step), step, data, is_quiet=True))


def _sheet(request: InvitedRequest, invitation: Invitation, step: str, *, lock: bool = False) -> AnswerSheet:
    """The agency's own link opens the first step alone."""
    draft = locked_draft(invitation) if lock else open_draft(invitation)
    sheet = AnswerSheet.of(draft, invitation)
    if step not in (sheet.steps[:1] if request.only_invited else sheet.steps):
        raise Http404
    return sheet


@transaction.atomic
def _leave(request: InvitedRequest, invitation: Invitation, step: str) -> HttpResponse:
    sheet = _sheet(request, invitation, step, lock=True)
    if request.only_invited and invitation.is_begun:
        # By another click, or by another browser: the page itself tells which.
        return redirect(request.get_full_path())
    form = StepForm(sheet, step, request.POST)
    stamp = sheet.stamp(step)
    clash = overwritten(sheet.answers, form.given, opened=request.POST.get("opened", ""), stamp=stamp)
    if clash:
        return changed_meanwhile(request, clash, opened=stamp)
    if request.POST.get("go", CONTINUE) == CONTINUE and (form.errors or form.still_open):
        return _page(request, form)
    answers = {**sheet.answers, **form.given}
    dropped = sheet.dropped_by(answers)
    if dropped and request.POST.get("decide") == "keep":
        sheet.store({**answers, **_unchanged(form)})
        messages.info(request, _("We kept your old answer."))
        return redirect(request.get_full_path())
    if dropped and request.POST.get("decide") != "drop":
        return _warn(request, form, dropped)
    is_first_time = step in flow.open_steps(sheet)
    if sheet.store(answers) and request.only_invited:
        make_own(request, invitation)
        request.only_invited = False
    return _go_on(request, form, is_first_time=is_first_time)


def _unchanged(form: StepForm) -> dict[str, object]:
    """The stored answers behind those changes that would drop others."""
    stored, sheet = form.sheet.answers, form.sheet
    causes = [
        id for id, value in form.given.items() if id in stored and sheet.dropped_by({**stored, id: value})
    ]
    return {id: stored[id] for id in causes or form.given if id in stored}


def _warn(request: HttpRequest, form: StepForm, dropped: list[str]) -> HttpResponse:
    answers = form.sheet.answers
    context = {
        "dropped": [(WORDINGS[id].short, label(id, answers[id])) for id in dropped],
        "resent": resent(request, leave_out={"decide"}),
    }
    return render(request, "questionnaire/dropping.html", context)


def _go_on(request: InvitedRequest, form: StepForm, *, is_first_time: bool) -> HttpResponse:
    go = request.POST.get("go", CONTINUE)
    invitation = form.sheet.invitation
    if go != CONTINUE and form.errors:
        names = ", ".join(str(WORDINGS[id].short) for id in form.unreadable)
        if names:
            messages.warning(
                request, _("Not saved, because it could not be read: %(names)s.") % {"names": names}
            )
    if go == LATER:
        return redirect("facts" if request.only_invited else "link", invitation.public_id)
    if "change" in request.GET and not request.only_invited:
        return redirect("check", invitation.public_id)
    if is_first_time and go == CONTINUE:
        return _to_next_open(request, form)
    return redirect(flow.url_of(invitation, flow.neighbor(form.sheet, form.step, back=go == BACK)))


def _to_next_open(request: HttpRequest, form: StepForm) -> HttpResponse:
    """On the first way through, what is answered already is not asked again; a line says so."""
    place = flow.next_open(form.sheet, form.step)
    passed = flow.between(form.sheet, form.step, place)
    if passed:
        text = _("Answered already, so we did not ask again: %(names)s. You see it all before your advice.")
        messages.info(request, text % {"names": ", ".join(str(STEPS[one].title) for one in passed)})
    return redirect(flow.url_of(form.sheet.invitation, place))


def _page(request: HttpRequest, form: StepForm) -> HttpResponse:
    sheet, step = form.sheet, form.step
    is_stored = any(id in sheet.answers for id in sheet.in_step(step))
    context = {
        "form": form,
        "step": STEPS[step],
        "position": flow.position(sheet, step),
        "opened": request.POST.get("opened", sheet.stamp(step)),
        "saved": flow.saved_line(sheet.draft, sheet.invitation) if is_stored else "",
        "is_change": "change" in request.GET,
        "known": sheet.known_in(step),
        "agency_facts": for_step(sheet, step),
        "invitation": sheet.invitation,
    }
    return render(request, "questionnaire/step.html", context)
