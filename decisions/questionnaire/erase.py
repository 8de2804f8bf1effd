"""Deleting for good: everything of a person, or one invitation. A page says what goes and what stays."""

from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from decisions import erasure
from decisions.access import GRANTS, candidate, granted_invitations, is_signed_in_as, person, public
from decisions.models import Advice, Candidate, Case, Invitation, Letter
from decisions.questionnaire.address import ADDRESS
from decisions.questionnaire.come_back import SIGN_IN

# What this session erased: a second click leads to the page that says so, and not to a 404.
ERASED = "erased"


def erased_here(name: str) -> Callable[[Any], Any]:
    """Who clicks twice finds it done. Goes around `person` or `candidate`, whose access it keeps."""

    def decorator(view: Any) -> Any:
        @wraps(view)
        def guarded(request: HttpRequest, **arguments: UUID) -> HttpResponseBase:
            if str(arguments[name]) in request.session.get(ERASED, []):
                return redirect("erased")
            response: HttpResponseBase = view(request, **arguments)
            return response

        return guarded

    return decorator


@erased_here("ref")
@person
@require_http_methods(["GET", "POST"])
def everything(request: HttpRequest, who: Candidate) -> HttpResponse:
    """GET says what goes and what stays; POST deletes it all."""
    invitations = list(who.invitations.order_by("-created_at"))
    if request.method != "POST":
        # One link opens one invitation: the names of others are not for whoever has it.
        opened = [one for one in granted_invitations(request) if one in invitations]
        goes = {"invitations": len(invitations), "unopened": len(invitations) - len(opened)}
        context = {"person": who, "opened": opened, "goes": goes | _counts(invitations)}
        return render(request, "questionnaire/erase.html", context)
    erasure.erase(person=who, by=who)
    _forget_here(request, invitations, who)
    return redirect("erased")


@erased_here("public_id")
@candidate
@require_http_methods(["GET", "POST"])
def one_invitation(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    """Where nothing else opens the profile, it goes with the last invitation."""
    who = invitation.candidate
    is_last = who.user_id is None and who.invitations.count() == 1
    if request.method != "POST":
        context = {"person": who, "invitation": invitation, "is_last": is_last}
        return render(
            request, "questionnaire/erase_invitation.html", context | {"goes": _counts([invitation])}
        )
    if is_last:
        erasure.erase(person=who, by=who)
    else:
        erasure.erase_invitation(invitation=invitation, by=who)
    _forget_here(request, [invitation], who if is_last else None)
    return redirect("erased")


@public
@require_safe
def done(request: HttpRequest) -> HttpResponse:
    return render(request, "questionnaire/erased.html")


def _counts(invitations: list[Invitation]) -> dict[str, int]:
    """How much goes, by kind."""
    return {
        "advice": Advice.objects.filter(invitation__in=invitations).count(),
        "letters": Letter.objects.filter(advice__invitation__in=invitations).count(),
        "cases": Case.objects.filter(invitation__in=invitations).count(),
    }


def _forget_here(request: HttpRequest, invitations: Iterable[Invitation], who: Candidate | None) -> None:
    """This session lets nobody into them any more. What it opens of other people stays open."""
    session = request.session
    gone = [str(one.public_id) for one in invitations]
    session[GRANTS] = {id: key for id, key in session.get(GRANTS, {}).items() if id not in gone}
    session[ERASED] = [*session.get(ERASED, []), *gone, *([str(who.ref)] if who else [])]
    if who is None:
        return
    # A code that was asked for is noted with the address that it went to.
    for purpose in (SIGN_IN, ADDRESS):
        session.pop(purpose, None)
    if is_signed_in_as(request, who):
        leave_sign_in(request)


def leave_sign_in(request: HttpRequest) -> None:
    """Sign out of a user that is no more; what links opened in this session stays open."""
    for name in (SESSION_KEY, BACKEND_SESSION_KEY, HASH_SESSION_KEY):
        request.session.pop(name, None)
    request.user = AnonymousUser()
