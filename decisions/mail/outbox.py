"""A mail is a row first, in the transaction of its cause; the worker sends it and tries again.

The task is stored in the same transaction as the row (tasks live in the same database), so that neither
can exist without the other, and nothing leaves before the commit.
"""

import logging
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django_tasks import task

from decisions.mail.codes import CODE_LIFE, send_code_mail
from decisions.mail.drawing import Unneeded
from decisions.mail.links import send_link
from decisions.mail.to_staff import send_to_staff
from decisions.models import Case, Invitation, InvitationImport, Message

log = logging.getLogger(__name__)

MAX_TRIES = 8
FIRST_PAUSE = timedelta(minutes=1)


def queue(
    kind: Message.Kind,
    *,
    cause: str,
    invitation: Invitation,
    case: Case | None = None,
    imported: InvitationImport | None = None,
) -> Message | None:
    """Put a mail to the invitation's candidate into the outbox, once per cause.

    What is about a `case` never leaves once that is withdrawn. Returns None where there is no address to
    write to, or the same cause has been queued before.
    """
    candidate = invitation.candidate
    if not candidate.email:
        return None
    to = {"candidate": candidate, "invitation": invitation, "language": candidate.language}
    return _put(kind, cause, {**to, "case": case, "imported": imported})


def queue_staff(kind: Message.Kind, *, cause: str, user: User, case: Case | None = None) -> Message | None:
    """Put a mail to one of the staff into the outbox, once per cause.

    Returns None for who has no address or was deactivated, or where the same cause has been queued before.
    """
    if not user.email or not user.is_active:
        return None
    return _put(kind, cause, {"user": user, "case": case, "language": settings.LANGUAGE_CODE})


@transaction.atomic
def _put(kind: Message.Kind, cause: str, content: dict[str, Any]) -> Message | None:
    message, is_new = Message.objects.get_or_create(kind=kind, cause=cause, defaults=content)
    if not is_new:
        return None
    deliver.enqueue(message.pk)
    return message


@task()
def deliver(message_id: int) -> None:
    """Send one mail of the outbox; on a fault, try again later, each time after twice the pause."""
    message = _taken(message_id)
    if message is None:
        return
    try:
        _send(message)
    except Unneeded:
        message.delete()
        return
    except (OSError, UnicodeError) as fault:  # what smtplib raises is an OSError, too
        message.last_fault = type(fault).__name__
        _try_again(message)
        log.warning("mail not sent", extra={"message_id": message.pk, "fault": message.last_fault})
        return
    # Not by save: the candidate may have withdrawn the case, and the row with it, since.
    Message.objects.filter(pk=message.pk).update(state=Message.State.SENT, sent_at=timezone.now())


def _taken(message_id: int) -> Message | None:
    """The mail, if it waits. The try is counted first: one that ends its worker is given up some day."""
    waiting = Message.objects.filter(pk=message_id, state=Message.State.QUEUED)
    message = waiting.select_related(
        "candidate", "user", "case", "invitation__candidate", "invitation__recruiter"
    ).first()
    if message is None or not waiting.update(tries=F("tries") + 1):
        return None
    message.tries += 1
    return message


@transaction.atomic
def _try_again(message: Message) -> None:
    """Note the fault together with the next try, or give up."""
    at = timezone.now() + FIRST_PAUSE * 2 ** (message.tries - 1)
    is_code = message.kind == Message.Kind.SIGN_IN_CODE
    given_up = message.tries >= MAX_TRIES or (is_code and at > message.created_at + CODE_LIFE)
    state = Message.State.FAILED if given_up else Message.State.QUEUED
    row = Message.objects.filter(pk=message.pk)
    if row.update(state=state, last_fault=message.last_fault) and not given_up:
        deliver.using(run_after=at).enqueue(message.pk)


def _send(message: Message) -> None:
    if message.kind == Message.Kind.SIGN_IN_CODE:
        send_code_mail(message)
    elif message.user is not None:
        send_to_staff(message)
    else:
        send_link(message)
