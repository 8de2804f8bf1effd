"""The private link with which a candidate comes back: shown once, or mailed."""

import unicodedata
from datetime import timedelta

from django import forms
from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from decisions import mail
from decisions.access import candidate
from decisions.models import Candidate, Event, Invitation, Message, ResumeKey

MAILS_A_DAY = 3


class MailForm(forms.Form):
    email = forms.EmailField(
        label=_("Your e-mail address"),
        max_length=254,
        error_messages={
            "required": _("Write your e-mail address, or use the link without e-mail."),
            "invalid": _("This does not look like an e-mail address. Check it, such as name@example.com."),
        },
    )

    def clean_email(self) -> str:
        email = str(self.cleaned_data["email"])
        try:
            email.rpartition("@")[2].encode("idna")
        except UnicodeError:
            raise forms.ValidationError(self.fields["email"].error_messages["invalid"]) from None
        return email


@candidate
@require_http_methods(["GET", "POST"])
def give(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    """GET explains; POST shows a new link once, or with `email` mails one."""
    if request.method != "POST":
        return _page(request, invitation, MailForm(initial={"email": invitation.candidate.email}))
    if "email" in request.POST:
        return _mail(request, invitation)
    with transaction.atomic():
        key, text = ResumeKey.make(invitation, ResumeKey.Origin.SHOWN)
        _record(invitation, "shown")
    private_link = settings.SITE_URL + reverse("resume", args=[text])
    return _page(request, invitation, MailForm(), private_link=private_link, expires_at=key.expires_at)


def _mail(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    form = MailForm(request.POST)
    if not form.is_valid():
        return _page(request, invitation, form)
    if not _queue(invitation, form.cleaned_data["email"]):
        form.add_error(
            "email",
            _("We have sent several links today. Try again tomorrow, or use the link without e-mail."),
        )
        return _page(request, invitation, form)
    messages.success(
        request, _("The link is on its way to %(email)s.") % {"email": form.cleaned_data["email"]}
    )
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
    if person.email != email:
        person.email, person.email_verified_at = email, None
        person.save(update_fields=["email", "email_verified_at"])
    invitation.candidate = person
    mail.queue(
        Message.Kind.RESUME_LINK,
        cause=f"resume {mark} {invitation.pk} {timezone.now().isoformat()}",
        invitation=invitation,
    )
    _record(invitation, "mailed")
    return True


def _mark(email: str) -> str:
    """Stands for an address in the outbox, to count by: a candidate may change theirs after each mail."""
    folded = unicodedata.normalize("NFKC", email).casefold()
    return salted_hmac("decisions.resume_mail", folded, algorithm="sha256").hexdigest()[:16]


def _record(invitation: Invitation, how: str) -> None:
    person = invitation.candidate
    Event.objects.record(
        Event.Code.LINK_MADE,
        by=person,
        subject=str(invitation.public_id),
        person=person.ref,
        detail={"how": how},
    )


def _page(request: HttpRequest, invitation: Invitation, form: MailForm, **context: object) -> HttpResponse:
    return render(request, "questionnaire/link.html", {"invitation": invitation, "form": form, **context})
