"""The desk's entrance: how staff sign in, and the record of who came in, who failed to, and who was refused.

The record holds codes and numbers. What somebody typed, an address of their own or of another, never gets in.
"""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from allauth.account.authentication import get_authentication_records
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from django.contrib.auth.models import AbstractBaseUser, Permission, User
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import ResolverMatch, reverse

from decisions.access import View, is_signed_in_candidate, lacks_authenticator
from decisions.models import Event

REFUSALS = {403, 404}
METHODS = {"GET", "HEAD", "POST"}
# The agency's pages: the desk with its settings, and the pages of staff accounts.
DESK_DOORS = ("admin:", "account_", "mfa_")


class StaffBackend(AuthenticationBackend):
    """All rights of a person in one question: each page of the desk asks for some."""

    def get_all_permissions(self, user_obj: Any, obj: Any = None) -> set[str]:
        if obj is not None or not user_obj.is_active or user_obj.is_superuser:
            rights: set[str] = super().get_all_permissions(user_obj, obj)
            return rights
        if not hasattr(user_obj, "_perm_cache"):
            own = Permission.objects.filter(user=user_obj)
            of_groups = Permission.objects.filter(group__user=user_obj)
            names = ("content_type__app_label", "codename")
            found = own.order_by().values_list(*names).union(of_groups.order_by().values_list(*names))
            user_obj._perm_cache = {f"{app}.{codename}" for app, codename in found}
        return set(user_obj._perm_cache)


class AccountAdapter(DefaultAccountAdapter):
    """Accounts with a password are made by administrators, for staff. Candidates sign in by a mailed code."""

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        wanted = super().get_login_redirect_url(request)
        return reverse("mine") if is_signed_in_candidate(request.user) else str(wanted)

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def is_reauthentication_required(self, *, app: str) -> bool:
        """Who sets up a first authenticator app has just typed the password, and gets nowhere else."""
        return not lacks_authenticator(self.request.user)

    @transaction.atomic
    def login(self, request: HttpRequest, user: User) -> None:
        """Comes after the last step, so that staff with an authenticator app have given its code."""
        second = [record.get("type") for record in get_authentication_records(request, user)]
        super().login(request, user)
        if user.is_staff:
            detail = {"second_step": next(filter(None, second), "not set up")}
            Event.objects.record(
                Event.Code.STAFF_SIGNED_IN, by=user, subject=f"user {user.pk}", detail=detail
            )

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        address = credentials.get("email", "")
        note_failure("password", User.objects.filter(is_staff=True, email__iexact=address).first())

    def respond_user_inactive(self, request: HttpRequest, user: User) -> HttpResponse:
        note_failure("deactivated", user if user.is_staff else None)
        response: HttpResponse = super().respond_user_inactive(request, user)
        return response


class CodeNoted:
    """A form for the code of the authenticator app: a wrong one is noted."""

    user: AbstractBaseUser

    def clean_code(self) -> str:
        try:
            return str(super().clean_code())  # type: ignore[misc]
        except ValidationError as fault:
            # Who tried too often is only told so: there is no end to how often that could be noted.
            if fault.code == "incorrect_code":
                note_failure("code", self.user)
            raise


class SecondStepForm(CodeNoted, AuthenticateForm):
    pass


class SecondStepAgainForm(CodeNoted, ReauthenticateForm):
    pass


def note_failure(step: str, user: AbstractBaseUser | None) -> None:
    """`step` is what was wrong; `user` whose account it was, where it was staff's."""
    subject = f"user {user.pk}" if user else ""
    Event.objects.record(Event.Code.SIGN_IN_FAILED, by=None, subject=subject, detail={"step": step})


class Refusals:
    """Notes each 403 and 404 that somebody who is signed in meets at a door of the desk."""

    def __init__(self, get_response: View) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if response.status_code in REFUSALS and _is_desk_door(request.resolver_match):
            _note_refusal(request, response.status_code)
        return response


def _is_desk_door(match: ResolverMatch | None) -> bool:
    return match is not None and match.view_name.startswith(DESK_DOORS)


def _note_refusal(request: HttpRequest, status: int) -> None:
    """Of a stranger there is nothing to note, and which candidate it was is no business of staff."""
    match, user = request.resolver_match, request.user
    if match is None or not isinstance(user, User):
        return
    detail = {
        "door": match.url_name or "no page",
        "method": request.method if request.method in METHODS else "other",
        "status": status,
    }
    by = user if user.is_staff else None
    subject = str(match.kwargs.get("ref", ""))
    Event.objects.record(Event.Code.REFUSED, by=by, subject=subject, detail=detail)
