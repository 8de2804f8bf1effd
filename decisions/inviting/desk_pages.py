"""The desk's form for one invitation, and the same link once more."""

import hashlib
from typing import Any
from uuid import UUID, uuid4

from allauth.core import ratelimit
from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from decisions.access import StaffRequest, staff
from decisions.inviting.again import send_again
from decisions.inviting.invite import TakenAlready
from decisions.inviting.invite import invite as store
from decisions.inviting.invite_form import InviteForm, Rooms
from decisions.questionnaire.codes import AddressForm


@staff("decisions.invite_candidate")
@require_http_methods(["GET", "HEAD", "POST"])
def invite(request: StaffRequest) -> HttpResponse:
    rooms = Rooms.of(request.user)
    if request.method != "POST":
        return _page(request, rooms, InviteForm(rooms, rooms.first), once=str(uuid4()))
    once = _once(request.POST.get("once", ""))
    form = InviteForm(rooms, rooms.office(request.POST.get("office", "")), request.POST)
    if not form.is_valid() or form.office is None or not _may_mail(request, form):
        return _page(request, rooms, form, once=str(once))
    mark = hashlib.sha256(f"{request.user.pk} {once}".encode()).hexdigest()
    try:
        made = store(office=form.office, guests=[form.guest], by=request.user, mark=mark)
    except TakenAlready as done:
        made = done.earlier
    return redirect("admin:decisions_import_progress", made.ref)


def _once(text: str) -> UUID:
    """Stands for one filling in of the form: a second click sends the same."""
    try:
        return UUID(text)
    except ValueError as fault:
        raise BadRequest("a form without its mark") from fault


def _may_mail(request: StaffRequest, form: InviteForm) -> bool:
    """Whether neither this person nor this address had enough for today, whoever has the address."""
    email = form.cleaned_data["email"].casefold()
    if ratelimit.consume(request, action="invite", key=email, user=request.user):
        return True
    form.add_error("email", _("We have sent many invitations today. Try again tomorrow."))
    return False


def _page(request: StaffRequest, rooms: Rooms, form: InviteForm, **more: Any) -> HttpResponse:
    needs_office = form.is_bound and form.office is None
    context = {"form": form, "rooms": rooms, "needs_office": needs_office, **more}
    return render(request, "inviting/invite.html", context)


@staff("decisions.invite_candidate")
@require_POST
def again(request: StaffRequest) -> HttpResponse:
    """The answer is the same whether there is such an invitation, or whether it was answered since."""
    too_many: HttpResponse | None = ratelimit.consume_or_429(
        request, action="invite_again", user=request.user
    )
    if too_many is not None:
        return too_many
    form = AddressForm(request.POST)
    if not form.is_valid():
        messages.warning(request, " ".join(map(str, form.errors["email"])))
        return redirect("admin:decisions_invite")
    send_again(email=form.cleaned_data["email"], by=request.user)
    messages.success(
        request,
        _("If an invitation to this address waits for its first answer, the link is on its way again."),
    )
    return redirect("admin:decisions_invite")
