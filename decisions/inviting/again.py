"""The link once more, for a candidate who says that no mail came."""

from datetime import timedelta

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from decisions import mail
from decisions.models import Event, Invitation, Message, Office, ResumeKey

MAILS_A_DAY = 3


@transaction.atomic
def send_again(*, email: str, by: User) -> None:
    """Mail the agency's link of the newest invitation to this address that nobody has answered.

    It says nothing of whether there is one, and the record notes it either way: that a candidate has
    answered is theirs to tell.
    """
    Event.objects.record(Event.Code.INVITED, by=by, detail={"again": True})
    invitation = _unanswered(email, by)
    if invitation is None or _had_enough(invitation):
        return
    mail.queue(
        Message.Kind.INVITED,
        cause=f"again {invitation.pk} {timezone.now().isoformat()}",
        invitation=invitation,
    )


def _unanswered(email: str, by: User) -> Invitation | None:
    own = ResumeKey.objects.filter(invitation=OuterRef("pk")).exclude(origin=ResumeKey.Origin.DESK)
    found = Invitation.objects.filter(
        ~Exists(own),
        recruiter__isnull=False,
        office__in=Office.objects.visible_to(by),
        candidate__email=email,
    )
    return found.select_related("candidate").order_by("-pk").first()


def _had_enough(invitation: Invitation) -> bool:
    since = timezone.now() - timedelta(days=1)
    sent = Message.objects.filter(kind=Message.Kind.INVITED, invitation=invitation, created_at__gte=since)
    return sent.count() >= MAILS_A_DAY
