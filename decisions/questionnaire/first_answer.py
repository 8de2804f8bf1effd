"""The candidate's first answer to an invitation that the agency made: from then on it is theirs alone.

The agency's link ends, and this browser gets a key of its own. A link that the agency never had goes to the
candidate by mail.
"""

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from decisions import mail
from decisions.access import exchange
from decisions.models import Event, Invitation, Message, ResumeKey


@transaction.atomic
def make_own(request: HttpRequest, invitation: Invitation) -> None:
    """Swap the keys. The caller holds the draft's lock, and has seen that nobody began before."""
    ResumeKey.objects.alive().of_desk().filter(invitation=invitation).update(revoked_at=timezone.now())
    key, _secret = ResumeKey.make(invitation, ResumeKey.Origin.BEGUN)
    exchange(request, key)
    mail.queue(Message.Kind.RESUME_LINK, cause=f"begun {key.pk}", invitation=invitation)
    person = invitation.candidate
    if person.email:
        said = _("From now on this is yours alone. Your own link is on its way to %(email)s.")
        messages.success(request, said % {"email": person.email})
    Event.objects.record(
        Event.Code.LINK_REVOKED,
        by=person,
        subject=str(invitation.public_id),
        person=person.ref,
        detail={"how": "first_answer"},
    )
