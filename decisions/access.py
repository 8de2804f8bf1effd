"""Who may see what. Every view declares `public`, `candidate`, `invited`, `person` or `staff(permission)`.

A candidate is a session that holds a grant, which is the id of a living `ResumeKey` of that invitation, or
one that signed in by a code sent to the candidate's verified address. A key that the desk made opens only
what is `invited`, and only until the candidate's first answer. Staff are signed-in users with a
password and an authenticator app. Anything else meets a 404 or the sign-in page.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Any
from uuid import UUID

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.contrib import admin
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.models import AbstractBaseUser, AnonymousUser, User
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ObjectDoesNotExist, PermissionDenied
from django.db import IntegrityError
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _

from decisions.models import Candidate, Invitation, ResumeKey
from decisions.models.invitation import ResumeKeyQuerySet

View = Callable[..., HttpResponseBase]
GRANTS = "grants"


class StaffRequest(HttpRequest):
    """What a view behind `staff` gets: somebody is signed in."""

    user: User


class InvitedRequest(HttpRequest):
    """What a view behind `invited` gets: whether the agency's own link alone let this session in."""

    only_invited: bool


def public(view: View) -> View:
    """Anybody may open it; it shows nobody's data."""
    view.access = "public"  # type: ignore[attr-defined]
    return login_not_required(view)


def candidate(view: View) -> View:
    """Only who may open the invitation named in the URL; the view gets the `Invitation`."""

    @wraps(view)
    def guarded(request: HttpRequest, public_id: UUID, *args: Any, **kwargs: Any) -> HttpResponseBase:
        invitation = granted(request, public_id)
        with _not_found_if_deleted(Invitation.objects.filter(pk=invitation.pk)):
            return view(request, invitation, *args, **kwargs)

    guarded.access = "candidate"  # type: ignore[attr-defined]
    return login_not_required(guarded)


def invited(view: View) -> View:
    """As `candidate`; and who holds the agency's link to an invitation that nobody has answered yet."""

    @wraps(view)
    def guarded(request: InvitedRequest, public_id: UUID, *args: Any, **kwargs: Any) -> HttpResponseBase:
        found = granted_invitations(request).filter(public_id=public_id).select_related("candidate").first()
        request.only_invited = found is None
        invitation = found or _invited_to(request, public_id)
        if request.only_invited and invitation.is_begun:
            return begun(request)
        with _not_found_if_deleted(Invitation.objects.filter(pk=invitation.pk)):
            return view(request, invitation, *args, **kwargs)

    guarded.access = "invited"  # type: ignore[attr-defined]
    return login_not_required(guarded)


def begun(request: HttpRequest) -> HttpResponse:
    """What the agency's own link says once the candidate has answered: it has done its work."""
    return render(request, "questionnaire/begun.html", status=410)


def person(view: View) -> View:
    """Only who may open an invitation of the candidate named in the URL; the view gets the `Candidate`."""

    @wraps(view)
    def guarded(request: HttpRequest, ref: UUID, *args: Any, **kwargs: Any) -> HttpResponseBase:
        found = known_person(request, ref)
        with _not_found_if_deleted(Candidate.objects.filter(pk=found.pk)):
            return view(request, found, *args, **kwargs)

    guarded.access = "person"  # type: ignore[attr-defined]
    return login_not_required(guarded)


@contextmanager
def _not_found_if_deleted(row: QuerySet[Any]) -> Iterator[None]:
    """A 404 instead of a fault, where another window deleted this row while the view was at work."""
    try:
        yield
    except (ObjectDoesNotExist, IntegrityError):
        if row.exists():
            raise
        raise Http404 from None


def staff(permission: str) -> Callable[[View], View]:
    """Only staff with an authenticator app and this permission ("decisions.review_case")."""

    def decorator(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            if lacks_authenticator(request.user):
                return redirect("mfa_activate_totp")
            if not getattr(request.user, "is_staff", False) or not request.user.has_perm(permission):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        guarded.access = f"staff:{permission}"  # type: ignore[attr-defined]
        return guarded

    return decorator


def grant(request: HttpRequest, key: ResumeKey) -> None:
    """Let this session open the key's invitation."""
    request.session.cycle_key()
    exchange(request, key)


def exchange(request: HttpRequest, key: ResumeKey) -> None:
    """In the place of the key that let it in. The session keeps its name, so that a second click finds it."""
    grants = request.session.get(GRANTS, {})
    request.session[GRANTS] = {**grants, str(key.invitation.public_id): key.pk}


def held_key(request: HttpRequest, invitation: Invitation) -> int:
    """The key with which this session was let in; 0 where it holds none."""
    return int(request.session.get(GRANTS, {}).get(str(invitation.public_id), 0))


def granted(request: HttpRequest, public_id: UUID) -> Invitation:
    """The invitation, if this session may open it; otherwise a 404 that says nothing."""
    found = granted_invitations(request).filter(public_id=public_id).select_related("candidate").first()
    if found is None:
        raise Http404
    return found


def granted_invitations(request: HttpRequest) -> QuerySet[Invitation]:
    """The invitations that this session holds a living key of, and those of the candidate who signed in."""
    keys = _held(request).alive().exclude(origin=ResumeKey.Origin.DESK)
    may_open = Q(pk__in=keys.values("invitation"))
    if is_signed_in_candidate(request.user):
        may_open |= Q(candidate__user=request.user)
    return Invitation.objects.filter(may_open)


def unanswered_invitations(request: HttpRequest) -> QuerySet[Invitation]:
    """Those that this session can only look into by the agency's own link: nobody has answered them yet."""
    keys = _held(request).alive().of_desk()
    own = ResumeKey.objects.filter(invitation=OuterRef("pk")).exclude(origin=ResumeKey.Origin.DESK)
    return Invitation.objects.filter(~Exists(own), pk__in=keys.values("invitation"))


def _invited_to(request: HttpRequest, public_id: UUID) -> Invitation:
    """The invitation to which the session holds a link of the agency's, even one that has ended; or a 404."""
    key = _held(request).of_desk().filter(invitation__public_id=public_id).first()
    if key is None or not (key.is_alive or key.invitation.is_begun):
        raise Http404
    return key.invitation


def _held(request: HttpRequest) -> ResumeKeyQuerySet:
    """The keys that let this session in, living or not."""
    held = request.session.get(GRANTS, {})
    found = ResumeKey.objects.filter(pk__in=held.values(), invitation__public_id__in=held)
    return found.select_related("invitation__candidate")


def known_person(request: HttpRequest, ref: UUID) -> Candidate:
    """The candidate, if this session may open an invitation of theirs or is signed in as them; else a 404."""
    mine = Q(invitations__in=granted_invitations(request))
    if is_signed_in_candidate(request.user):
        mine |= Q(user=request.user)
    found = Candidate.objects.filter(mine, ref=ref).distinct().first()
    if found is None:
        raise Http404
    return found


def signed_in_person(request: HttpRequest) -> Candidate | None:
    """The candidate who signed in by a code."""
    user = request.user
    if not is_signed_in_candidate(user) or user.pk is None:
        return None
    return Candidate.objects.filter(user=user.pk).first()


def is_signed_in_as(request: HttpRequest, candidate: Candidate) -> bool:
    """Whether this session is signed in as the candidate, which a link alone does not do."""
    return is_signed_in_candidate(request.user) and candidate.user_id == request.user.pk


def is_signed_in_candidate(user: AbstractBaseUser | AnonymousUser) -> bool:
    return bool(user.is_authenticated and user.is_active and not getattr(user, "is_staff", False))


def lacks_authenticator(user: AbstractBaseUser | AnonymousUser) -> bool:
    """Whether this is staff who still have to set up the authenticator app."""
    return bool(getattr(user, "is_staff", False)) and not is_mfa_enabled(user, [Authenticator.Type.TOTP])


def may_enter_desk(user: AbstractBaseUser | AnonymousUser) -> bool:
    return bool(user.is_active and getattr(user, "is_staff", False)) and not lacks_authenticator(user)


class DeskSite(admin.AdminSite):
    """The agency's pages: one site, closed to whoever has no authenticator app."""

    site_header = _("Worth the Interview: desk")
    site_title = _("Desk")
    index_title = _("Settings")
    site_url = None
    # Other packages would add pages of their own, with secrets and addresses on them.
    apps_shown = frozenset({"auth", "decisions"})

    def register(self, model_or_iterable: Any, admin_class: Any = None, **options: Any) -> None:
        models: list[Any] = (
            [model_or_iterable] if isinstance(model_or_iterable, type) else list(model_or_iterable)
        )
        shown = [model for model in models if model._meta.app_label in self.apps_shown]
        super().register(shown, admin_class, **options)

    def has_permission(self, request: HttpRequest) -> bool:
        return may_enter_desk(request.user)

    def get_urls(self) -> list[Any]:
        """The first page is the queue; what the admin has there is among the settings."""
        others = super().get_urls()[1:]
        return [
            path("", self.admin_view(self.enter), name="enter"),
            path("settings/", self.admin_view(self.index), name="index"),
            *others,
        ]

    def enter(self, request: HttpRequest) -> HttpResponse:
        may_see_cases = request.user.has_perm("decisions.view_case")
        return redirect("admin:decisions_case_changelist" if may_see_cases else "admin:index")

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Staff sign in on one page only; who lacks the authenticator app is led to set it up."""
        if request.user.is_authenticated and lacks_authenticator(request.user):
            return redirect("mfa_activate_totp")
        if may_enter_desk(request.user):
            return redirect(_wanted(request))
        if request.user.is_authenticated:
            # The sign-in page would send them straight back here.
            raise PermissionDenied
        return redirect("account_login")

    def password_change(  # type: ignore[override]
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        return redirect("account_change_password")


def _wanted(request: HttpRequest) -> str:
    """The page of ours that `next` names, for who comes here from the sign-in page."""
    wanted = request.GET.get(REDIRECT_FIELD_NAME, "")
    is_ours = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if is_ours else reverse("admin:enter")
