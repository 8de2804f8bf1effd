"""The private link with which a candidate comes back: shown once, or mailed; and the list of those made."""

import unicodedata
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import quote

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import BadRequest
from django.db import transaction
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from decisions import mail
from decisions.access import candidate, granted_invitations, held_key, is_signed_in_as
from decisions.models import Candidate, Event, Invitation, Message, ResumeKey
from decisions.questionnaire.codes import AddressForm
from decisions.questions import say_date, say_moment

MAILS_A_DAY = 3


@dataclass(frozen=True)
class Link:
    """A living key as the list shows it."""

    number: int
    label: str
    is_own: bool
    is_browser: bool
    made: str
    until: str
    used: str


@candidate
@require_http_methods(["GET", "HEAD", "POST"])
def give(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    """GET explains; POST shows a new link once, or with `email` mails one."""
    if request.method != "POST":
        return _page(request, invitation, _form(invitation))
    if "email" in request.POST:
        return _mail(request, invitation)
    with transaction.atomic():
        key, text = ResumeKey.make(invitation, ResumeKey.Origin.SHOWN)
        _record(Event.Code.LINK_MADE, invitation, "shown")
    made = {"private_link": _address_of(text), "text_href": _text_href(text), "expires_at": key.expires_at}
    return _page(request, invitation, _form(invitation), **made)


@candidate
@require_POST
def revoke(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    """End one link."""
    number = request.POST.get("which", "")
    if not (number.isascii() and number.isdigit() and len(number) < 19):
        raise BadRequest("no link is named")
    return _end(request, invitation, ResumeKey.objects.filter(pk=int(number)), "one")


@candidate
@require_POST
def revoke_others(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    """End every link but the one with which this browser came in."""
    return _end(request, invitation, ResumeKey.objects.exclude(pk=held_key(request, invitation)), "others")


def _end(request: HttpRequest, invitation: Invitation, keys: QuerySet[ResumeKey], how: str) -> HttpResponse:
    living = ResumeKey.objects.alive().filter(invitation=invitation, pk__in=keys.values("pk"))
    with transaction.atomic():
        if living.update(revoked_at=timezone.now()):
            _record(Event.Code.LINK_REVOKED, invitation, how)
    messages.success(request, _("Done. What you ended opens nothing any more."))
    still_in = granted_invitations(request).filter(pk=invitation.pk).exists()
    return redirect("link", invitation.public_id) if still_in else redirect("come_back")


def _form(invitation: Invitation) -> AddressForm:
    return AddressForm(
        initial={"email": "" if invitation.candidate.is_confirmed else invitation.candidate.email}
    )


def _address_of(text: str) -> str:
    return settings.SITE_URL + reverse("resume", args=[text])


def _text_href(text: str) -> str:
    """Opens the candidate's own program for text messages. Phones differ in the sign before `body`."""
    words = _("My answers: %(link)s") % {"link": _address_of(text)}
    return f"sms:?&body={quote(words)}"


def _mail(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    """To the confirmed address, where there is one; else to the typed one, which proves nothing."""
    person = invitation.candidate
    form = AddressForm({"email": person.email} if person.is_confirmed else request.POST)
    if not form.is_valid():
        return _page(request, invitation, form)
    email = form.cleaned_data["email"]
    if not _queue(invitation, email):
        form.add_error(
            "email",
            _("We have sent several links today. Try again tomorrow, or use the link without e-mail."),
        )
        return _page(request, invitation, form)
    to = (
        _("your confirmed address") if person.is_confirmed and not is_signed_in_as(request, person) else email
    )
    messages.success(request, _("The link is on its way to %(email)s.") % {"email": to})
    return redirect("link", invitation.public_id)


@transaction.atomic
def _queue(invitation: Invitation, email: str) -> bool:
    """Queue the mail; False where this invitation or this address has had its share of a day."""
    person = Candidate.objects.select_for_update().get(pk=invitation.candidate_id)
    since = timezone.now() - timedelta(days=1)
    sent = Message.objects.filter(kind=Message.Kind.RESUME_LINK, created_at__gte=since)
    mark = _mark(email)
    counted = sent.filter(Q(invitation=invitation) | Q(cause__startswith=f"resume {mark} ")).count()
    if counted >= MAILS_A_DAY:
        return False
    if not person.is_confirmed and person.email != email:
        person.email = email
        person.save(update_fields=["email"])
    invitation.candidate = person
    mail.queue(
        Message.Kind.RESUME_LINK,
        cause=f"resume {mark} {invitation.pk} {timezone.now().isoformat()}",
        invitation=invitation,
    )
    _record(Event.Code.LINK_MADE, invitation, "mailed")
    return True


def _mark(email: str) -> str:
    """Stands for an address in the outbox, to count by: a candidate may change theirs after each mail."""
    folded = unicodedata.normalize("NFKC", email).casefold()
    return salted_hmac("decisions.resume_mail", folded, algorithm="sha256").hexdigest()[:16]


def _record(code: Event.Code, invitation: Invitation, how: str) -> None:
    person = invitation.candidate
    Event.objects.record(
        code, by=person, subject=str(invitation.public_id), person=person.ref, detail={"how": how}
    )


def _links(request: HttpRequest, invitation: Invitation) -> list[Link]:
    """What opens the invitation now, the newest first."""
    own, zone = held_key(request, invitation), invitation.zone
    keys = ResumeKey.objects.alive().filter(invitation=invitation).order_by("-pk")
    return [
        Link(
            number=key.pk,
            label=key.get_origin_display(),
            is_own=key.pk == own,
            is_browser=key.origin == ResumeKey.Origin.BEGUN,
            made=say_moment(key.created_at, zone),
            until=say_date(key.expires_at.astimezone(zone).date()),
            used=say_moment(key.used_at, zone) if key.used_at else "",
        )
        for key in keys
    ]


def _page(request: HttpRequest, invitation: Invitation, form: AddressForm, **made: object) -> HttpResponse:
    context = {
        "invitation": invitation,
        "person": invitation.candidate,
        "is_mine": is_signed_in_as(request, invitation.candidate),
        "form": form,
        "links": _links(request, invitation),
        **made,
    }
    return render(request, "questionnaire/link.html", context)
