""" "My profile": what is stored of the candidate beyond one invitation, to see, change and remove."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from decisions import erasure
from decisions.access import GRANTS, granted_invitations, is_signed_in_as, person
from decisions.models import Candidate, ResumeKey, StandingAnswer
from decisions.questionnaire.carried import Said, forgotten, said, say_day
from decisions.questionnaire.erase import leave_sign_in
from decisions.questionnaire.meanwhile import Difference, changed_meanwhile
from decisions.questionnaire.profile_form import AboutForm, profile_sheet, record_change, store_answer
from decisions.questionnaire.sheet import AnswerSheet
from decisions.questionnaire.still_true import StandingForm
from decisions.questions import WORDINGS, label
from decisions.questions.wording import Text

NO_OTHER_WAY_IN = gettext_lazy(
    "You came in by a code sent to this address. First open one of your invitations by its private link. "
    "Without that, you could not come back."
)
NOT_BY_ONE_LINK = gettext_lazy(
    "This browser can't open all of your invitations. First sign in by a code sent to this address."
)


@person
@require_http_methods(["GET", "POST"])
def profile(request: HttpRequest, candidate: Candidate) -> HttpResponse:
    """GET shows all of it; POST saves the form about the person."""
    if request.method == "POST":
        return _save(request, candidate)
    return _page(request, candidate, AboutForm(candidate))


@transaction.atomic
def _save(request: HttpRequest, candidate: Candidate) -> HttpResponse:
    candidate = Candidate.objects.select_for_update().get(pk=candidate.pk)
    form = AboutForm(candidate, request.POST)
    if not form.is_valid():
        return _page(request, candidate, form)
    clash = form.clash(request.POST.get("opened", ""))
    if clash:
        return changed_meanwhile(request, clash, opened=form.stamp)
    if form.save():
        messages.success(request, _("Saved."))
    return redirect("profile", candidate.ref)


@person
@require_http_methods(["GET", "POST"])
def answer(request: HttpRequest, candidate: Candidate, question: str) -> HttpResponse:
    """One standing answer, with the form of its question."""
    if request.method == "POST":
        return _keep(request, candidate, question)
    sheet, one = _one(candidate, question)
    return _answer_page(request, candidate, StandingForm(sheet, [one]), one)


@transaction.atomic
def _keep(request: HttpRequest, candidate: Candidate, question: str) -> HttpResponse:
    candidate = Candidate.objects.select_for_update().get(pk=candidate.pk)
    sheet, one = _one(candidate, question)
    form = StandingForm(sheet, [one], request.POST)
    if not form.is_valid() or question not in form.given:
        return _answer_page(request, candidate, form, one)
    value = form.given[question]
    if request.POST.get("opened", "") != form.stamp and value != one.value:
        clash = Difference(str(one.name), one.text, label(question, value))
        return changed_meanwhile(request, [clash], opened=form.stamp)
    dropped = store_answer(person=candidate, question=question, value=value)
    messages.success(request, _("Saved. It counts for your next invitation."))
    if dropped:
        names = ", ".join(str(WORDINGS[other].short) for other in dropped)
        messages.info(request, _("Removed, because it no longer applies: %(names)s.") % {"names": names})
    return redirect("profile", candidate.ref)


def _one(candidate: Candidate, question: str) -> tuple[AnswerSheet, Said]:
    """The standing answer to this question, with the sheet of all of them."""
    sheet = profile_sheet(candidate)
    for one in said(candidate, sheet):
        if one.question == question:
            return sheet, one
    raise Http404


@person
@require_POST
@transaction.atomic
def remove(request: HttpRequest, candidate: Candidate, question: str) -> HttpResponse:
    """Take one standing answer out. A second click finds nothing left to take out."""
    rows = StandingAnswer.objects.filter(candidate=candidate, question=question)
    if rows.delete()[0]:
        record_change(candidate, [question])
        messages.success(request, _("Removed."))
    return redirect("profile", candidate.ref)


@person
@require_POST
def remove_email(request: HttpRequest, candidate: Candidate) -> HttpResponse:
    """Forget the address. Who came in by it alone first needs another way in, and who came in by a link has
    to open all invitations: with the address gone, they could put their own in its place.
    """
    problem = _keeps_address(request, candidate)
    if problem:
        messages.warning(request, str(problem))
        return redirect("profile", candidate.ref)
    was_theirs = is_signed_in_as(request, candidate)
    erasure.erase_email(person=candidate, by=candidate)
    if was_theirs:
        leave_sign_in(request)
    messages.success(request, _("Your address is removed."))
    return redirect("profile", candidate.ref)


def _keeps_address(request: HttpRequest, candidate: Candidate) -> Text:
    """Why the address has to stay; "" where it may go."""
    if candidate.invitations.exclude(pk__in=granted_invitations(request).values("pk")).exists():
        return NOT_BY_ONE_LINK
    keys = ResumeKey.objects.alive().filter(pk__in=request.session.get(GRANTS, {}).values())
    return "" if keys.filter(invitation__candidate=candidate).exists() else NO_OTHER_WAY_IN


def _page(request: HttpRequest, candidate: Candidate, form: AboutForm) -> HttpResponse:
    sheet = profile_sheet(candidate)
    known = said(candidate, sheet)
    context = {
        "person": candidate,
        "is_mine": is_signed_in_as(request, candidate),
        "form": form,
        "opened": request.POST.get("opened", form.stamp),
        "said": [(one, say_day(one.said_on, today=sheet.on)) for one in known],
        "forgotten": forgotten(candidate, known),
        "invitations": granted_invitations(request).filter(candidate=candidate).order_by("-created_at"),
    }
    return render(request, "questionnaire/profile.html", context)


def _answer_page(request: HttpRequest, candidate: Candidate, form: StandingForm, one: Said) -> HttpResponse:
    context: dict[str, Any] = {
        "person": candidate,
        "form": form,
        "field": form[one.question],
        "said": one,
        "day": say_day(one.said_on, today=form.sheet.on),
        "opened": request.POST.get("opened", form.stamp),
        "back_url": reverse("profile", args=[candidate.ref]),
    }
    return render(request, "questionnaire/profile_answer.html", context)
