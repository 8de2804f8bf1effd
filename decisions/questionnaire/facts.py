"""The first page: what is known of the invitation."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from decisions.access import InvitedRequest, invited
from decisions.models import Invitation
from decisions.questionnaire import flow
from decisions.questionnaire.facts_form import FactsForm, apply
from decisions.questionnaire.facts_given import from_agency
from decisions.questionnaire.facts_said import said
from decisions.questionnaire.meanwhile import Difference, changed_meanwhile
from decisions.questionnaire.sheet import AnswerSheet, locked_draft, open_draft
from decisions.questions import STEPS

CONTINUE, LATER = "continue", "later"


@invited
@require_http_methods(["GET", "POST"])
def edit(request: InvitedRequest, invitation: Invitation) -> HttpResponse:
    if request.method == "POST":
        return _leave(request, invitation)
    sheet = AnswerSheet.of(open_draft(invitation), invitation)
    return _page(request, FactsForm(sheet), sheet)


@transaction.atomic
def _leave(request: InvitedRequest, invitation: Invitation) -> HttpResponse:
    draft = locked_draft(invitation)
    if request.only_invited and invitation.is_begun:
        # By another click, or by another browser: the page itself tells which.
        return redirect(request.get_full_path())
    # The lock may have been waited for: what is stored is read anew behind it.
    invitation = Invitation.objects.select_related("candidate").get(pk=invitation.pk)
    sheet = AnswerSheet.of(draft, invitation)
    form = FactsForm(sheet, request.POST)
    clash = _clash(form, request.POST.get("opened", ""))
    if clash:
        return changed_meanwhile(request, clash, opened=form.stamp)
    if request.POST.get("go", CONTINUE) == CONTINUE and not form.is_valid():
        return _page(request, form, sheet)
    if apply(form):
        draft.version += 1
        draft.save(update_fields=["version", "updated_at"])
    _say(request, form)
    return _go_on(request, AnswerSheet.of(draft, invitation))


def _clash(form: FactsForm, opened: str) -> list[Difference]:
    """Facts that another window changed since this page was opened, and that are typed differently here."""
    if opened == form.stamp:
        return []
    stored = {name: said(name, raw) for name, raw in form.stored.items()}
    typed = {name: said(name, form[name].value()) for name in form.fields}
    return [
        Difference(form[name].short, stored[name], typed[name])  # type: ignore[attr-defined]
        for name in form.fields
        if stored[name] and typed[name] != stored[name] and (typed[name] or name != "time_zone")
    ]


def _say(request: HttpRequest, form: FactsForm) -> None:
    """A moment that has passed is kept and said; what could not be read is named."""
    now = timezone.now()
    past = {
        "reply_by": _("The reply-by time is in the past. We kept it. Change it here if that is a mistake."),
        "interview": _("The interview is in the past. We kept it. Change it here if that is a mistake."),
    }
    for name, text in past.items():
        moment = form.values.get(name)
        if moment is not None and moment < now and name in form.changed_data:
            messages.warning(request, text)
    names = ", ".join(str(form[name].short) for name in form.unreadable)  # type: ignore[attr-defined]
    if names:
        messages.warning(request, _("Not saved, because it could not be read: %(names)s.") % {"names": names})


def _go_on(request: InvitedRequest, sheet: AnswerSheet) -> HttpResponse:
    if request.POST.get("go") == LATER and request.only_invited:
        messages.success(request, _("Saved. The link in your mail brings you back to this page."))
        return redirect("facts", sheet.invitation.public_id)
    if request.POST.get("go") == LATER:
        return redirect("link", sheet.invitation.public_id)
    if "change" in request.GET and not request.only_invited:
        return redirect("check", sheet.invitation.public_id)
    return redirect(flow.url_of(sheet.invitation, flow.after_facts(sheet)))


def _page(request: InvitedRequest, form: FactsForm, sheet: AnswerSheet) -> HttpResponse:
    draft = sheet.draft
    context: dict[str, Any] = {
        "form": form,
        "step": STEPS[flow.FACTS],
        "position": flow.position(sheet, flow.FACTS),
        "opened": request.POST.get("opened", form.stamp),
        "saved": flow.saved_line(draft, form.invitation) if draft.version > 1 else "",
        "is_change": "change" in request.GET,
        "invitation": form.invitation,
        "agency_facts": from_agency(form.invitation),
    }
    return render(request, "questionnaire/facts.html", context)
