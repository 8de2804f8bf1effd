"""Proving an address: the candidate types it, gets a code by mail, and types that in the same browser."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from decisions.access import granted_invitations, is_signed_in_as, person
from decisions.models import Candidate, ResumeKey
from decisions.questionnaire.codes import AddressForm, CodeForm, MailedCode
from decisions.questionnaire.come_back import no_code, no_more_tries, sign_in, too_often, wrong_code
from decisions.questionnaire.joining import confirm_address

ADDRESS = "address_code"


@person
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, candidate: Candidate) -> HttpResponse:
    """POST has a code mailed to the typed address."""
    typed_before = "" if candidate.is_confirmed else candidate.email
    form = AddressForm(request.POST or None, initial={"email": typed_before})
    problem = problem_with(request, candidate)
    if request.method == "POST" and not problem and form.is_valid():
        if MailedCode.ask(request, ADDRESS, form.cleaned_data["email"], candidate=candidate):
            return redirect("address_code", candidate.ref)
        form.add_error("email", too_often())
    context = {
        "person": candidate,
        "form": form,
        "problem": problem,
        "is_mine": is_signed_in_as(request, candidate),
    }
    return render(request, "questionnaire/address.html", context)


@person
@require_http_methods(["GET", "HEAD", "POST"])
def enter(request: HttpRequest, candidate: Candidate) -> HttpResponse:
    """Takes the code. From then on the address signs in."""
    wanted = MailedCode.resume(request, ADDRESS, candidate=candidate)
    if wanted is None or problem_with(request, candidate):
        messages.warning(request, no_code())
        return redirect("address", candidate.ref)
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if wanted.is_right(form.cleaned_data["code"]):
            return _confirmed(request, confirm_address(by=candidate, email=wanted.email))
        if wanted.is_over:
            messages.warning(request, no_more_tries())
            return redirect("address", candidate.ref)
        form.add_error("code", wrong_code())
    context = {"form": form, "email": wanted.email, "person": candidate}
    return render(request, "questionnaire/address_code.html", context)


def _confirmed(request: HttpRequest, owner: Candidate) -> HttpResponse:
    messages.success(request, _("Your address is confirmed. With it you can come back from any device."))
    return redirect("mine") if is_signed_in_as(request, owner) else sign_in(request, owner)


def problem_with(request: HttpRequest, candidate: Candidate) -> str:
    """Why this session may not name the candidate's address; "" where it may.

    A link opens one invitation. Whoever was given one must not get at the others by an address of their own.
    """
    if is_signed_in_as(request, candidate):
        return ""
    if candidate.is_confirmed:
        return "confirmed"
    open_elsewhere = ResumeKey.objects.alive().filter(invitation__candidate=candidate)
    return "elsewhere" if open_elsewhere.exclude(invitation__in=granted_invitations(request)).exists() else ""
