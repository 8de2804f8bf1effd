"""Coming back: a code by e-mail for who proved an address, and words for who lost the link."""

from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from decisions.access import granted_invitations, is_signed_in_candidate, public
from decisions.models import Candidate, Event
from decisions.questionnaire.codes import AddressForm, CodeForm, MailedCode

SIGN_IN = "sign_in_code"


@public
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    """The page for who comes back. POST has a code mailed, if anybody proved this address; it never says."""
    form = AddressForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if MailedCode.ask(request, SIGN_IN, form.cleaned_data["email"]):
            return redirect("come_back_code")
        form.add_error("email", too_often())
    known = granted_invitations(request).exists() or is_signed_in_candidate(request.user)
    return render(request, "questionnaire/come_back.html", {"form": form, "known": known})


@public
@require_http_methods(["GET", "HEAD", "POST"])
def enter(request: HttpRequest) -> HttpResponse:
    """Takes the code, in the browser that asked for it."""
    if is_signed_in_candidate(request.user):
        return redirect("mine")
    wanted = MailedCode.resume(request, SIGN_IN)
    if wanted is None:
        messages.warning(request, no_code())
        return redirect("come_back")
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        right = wanted.is_right(form.cleaned_data["code"])
        person = Candidate.objects.signing_in(wanted.email) if right else None
        if person is not None:
            return sign_in(request, person)
        if wanted.is_over:
            messages.warning(request, no_more_tries())
            return redirect("come_back")
        form.add_error("code", wrong_code())
    return render(request, "questionnaire/come_back_code.html", {"form": form, "email": wanted.email})


def sign_in(request: HttpRequest, person: Candidate) -> HttpResponse:
    """Let this session in as the candidate, and lead to their invitations."""
    with transaction.atomic():
        user = person.signing_user()
        if user.is_staff or not user.is_active:
            raise PermissionDenied
        Event.objects.record(Event.Code.SIGNED_IN, by=person, person=person.ref)
    record_authentication(request, user, method="code")
    response: HttpResponse = perform_login(request, Login(user=user, redirect_url=reverse("mine")))
    return response


def too_often() -> str:
    return _("We were asked for several codes just now. Please wait ten minutes, then try again.")


def no_code() -> str:
    return _("There is no code to type here, or it is too old. Ask for a new one in this browser.")


def no_more_tries() -> str:
    return _("That code did not fit. For your safety it no longer works. You can ask for a new one.")


def wrong_code() -> str:
    return _("This is not the code. Look at the newest mail and type it again.")
