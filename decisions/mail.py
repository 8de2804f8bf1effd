"""The outbox. A mail is a row first, in the transaction of its cause; the worker sends it and tries again.

The task is stored in the same transaction as the row (tasks live in the same database), so that neither
can exist without the other, and nothing leaves before the commit.
"""

import logging
from datetime import timedelta
from email.utils import formataddr

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django_tasks import task

from decisions.models import Agency, Invitation, Message, ResumeKey

log = logging.getLogger(__name__)

MAX_TRIES = 8
FIRST_PAUSE = timedelta(minutes=1)


def queue(kind: Message.Kind, *, cause: str, invitation: Invitation) -> Message | None:
    """Put a mail to the invitation's candidate into the outbox, once per cause.

    Returns None where there is no address to write to, or the same cause has been queued before.
    """
    candidate = invitation.candidate
    if not candidate.email:
        return None
    with transaction.atomic():
        message, is_new = Message.objects.get_or_create(
            kind=kind,
            cause=cause,
            defaults={"candidate": candidate, "invitation": invitation, "language": candidate.language},
        )
        if is_new:
            deliver.enqueue(message.pk)
    return message if is_new else None


@task()
def deliver(message_id: int) -> None:
    """Send one mail of the outbox; on a fault, try again later, each time after twice the pause."""
    message = (
        Message.objects.select_related("invitation__candidate")
        .filter(pk=message_id, state=Message.State.QUEUED)
        .first()
    )
    if message is None:
        return
    message.tries += 1
    try:
        _send(message)
    except (OSError, UnicodeError) as fault:  # what smtplib raises is an OSError, too
        message.last_fault = type(fault).__name__
        _try_again(message)
        log.warning("mail not sent", extra={"message_id": message.pk, "fault": message.last_fault})
        return
    message.state, message.sent_at = Message.State.SENT, timezone.now()
    message.save(update_fields=["tries", "state", "sent_at"])


@transaction.atomic
def _try_again(message: Message) -> None:
    """Note the fault together with the next try, or give up."""
    if message.tries >= MAX_TRIES:
        message.state = Message.State.FAILED
    else:
        pause = FIRST_PAUSE * 2 ** (message.tries - 1)
        deliver.using(run_after=timezone.now() + pause).enqueue(message.pk)
    message.save(update_fields=["tries", "last_fault", "state"])


def _send(message: Message) -> None:
    """Render and send; the link's key is made here, so that its text is stored nowhere."""
    invitation = message.invitation
    if invitation is None:
        raise ValueError(f"A mail of the kind {message.kind} needs an invitation to link to.")
    key, text = ResumeKey.make(invitation, ResumeKey.Origin.MAILED)
    agency = Agency.current()
    context = {
        "agency": agency,
        "candidate": invitation.candidate,
        "link": settings.SITE_URL + reverse("resume", args=[text]),
        "expires_at": key.expires_at,
    }
    with translation.override(message.language):
        subject = render_to_string(f"mail/{message.kind}.subject.txt", context)
        mail = EmailMultiAlternatives(
            subject=" ".join(subject.split()),
            body=render_to_string(f"mail/{message.kind}.txt", context),
            from_email=formataddr((agency.name, settings.DEFAULT_FROM_EMAIL)),
            to=[invitation.candidate.email or ""],
            reply_to=[agency.email] if agency.email else None,
        )
        mail.attach_alternative(render_to_string(f"mail/{message.kind}.html", context), "text/html")
    try:
        mail.send(fail_silently=False)
    except Exception:
        # The key went nowhere, so it must not stay open.
        key.delete()
        raise
