"""The outbox. A mail is a row first, in the transaction of its cause; the worker sends it and tries again.

The task is stored in the same transaction as the row (tasks live in the same database), so that neither
can exist without the other, and nothing leaves before the commit.

A code to sign in is the exception. Whether anybody has that address is looked up by the worker, so that a
request takes as long for an address that nobody has. Until then the address waits in the cache.
"""

import hashlib
import logging
from datetime import timedelta
from email.utils import formataddr
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.crypto import salted_hmac
from django_tasks import task

from decisions.models import Agency, Candidate, Case, Invitation, Message, ResumeKey

log = logging.getLogger(__name__)

MAX_TRIES = 8
FIRST_PAUSE = timedelta(minutes=1)
CODE_LIFE = timedelta(minutes=10)
CODE_DIGITS = 8


def queue(
    kind: Message.Kind, *, cause: str, invitation: Invitation, case: Case | None = None
) -> Message | None:
    """Put a mail to the invitation's candidate into the outbox, once per cause.

    What is about a `case` never leaves once that is withdrawn. Returns None where there is no address to
    write to, or the same cause has been queued before.
    """
    candidate = invitation.candidate
    if not candidate.email:
        return None
    with transaction.atomic():
        message, is_new = Message.objects.get_or_create(
            kind=kind,
            cause=cause,
            defaults={
                "candidate": candidate,
                "invitation": invitation,
                "case": case,
                "language": candidate.language,
            },
        )
        if is_new:
            deliver.enqueue(message.pk)
    return message if is_new else None


def code_of(nonce: str) -> str:
    """The code that belongs to a request for one. It is worked out, and stands in no table."""
    digest = salted_hmac("decisions.sign_in_code", nonce, algorithm="sha256").hexdigest()
    return f"{int(digest, 16) % 10**CODE_DIGITS:0{CODE_DIGITS}}"


def queue_code(*, nonce: str, email: str, candidate: Candidate | None) -> None:
    """Ask the worker to mail the code of this nonce: to a candidate who wants to prove that the address is
    theirs, or, where none is given, to the one who proved it before. If there is none, nothing is sent.
    """
    mark = hashlib.sha256(nonce.encode()).hexdigest()[:32]
    wanted = {
        "nonce": nonce,
        "email": email,
        "candidate": candidate.pk if candidate else None,
        "language": translation.get_language() or "en",
    }
    cache.set(_place(mark), wanted, CODE_LIFE.total_seconds())
    send_code.enqueue(mark)


def _place(mark: str) -> str:
    return f"code-{mark}"


@task()
def send_code(mark: str) -> None:
    """Find out who gets the code, and put the mail into the outbox."""
    wanted = cache.get(_place(mark))
    person = _asking(wanted) if wanted else None
    if person is None:
        cache.delete(_place(mark))
        return
    message, _is_new = Message.objects.get_or_create(
        kind=Message.Kind.SIGN_IN_CODE,
        cause=_place(mark),
        defaults={"candidate": person, "language": wanted["language"]},
    )
    deliver.call(message.pk)


def _asking(wanted: dict[str, Any]) -> Candidate | None:
    if wanted["candidate"] is None:
        return Candidate.objects.signing_in(wanted["email"])
    return Candidate.objects.filter(pk=wanted["candidate"]).first()


@task()
def deliver(message_id: int) -> None:
    """Send one mail of the outbox; on a fault, try again later, each time after twice the pause."""
    message = (
        Message.objects.select_related("candidate", "invitation__candidate")
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
    at = timezone.now() + FIRST_PAUSE * 2 ** (message.tries - 1)
    is_code = message.kind == Message.Kind.SIGN_IN_CODE
    if message.tries >= MAX_TRIES or (is_code and at > message.created_at + CODE_LIFE):
        message.state = Message.State.FAILED
    else:
        deliver.using(run_after=at).enqueue(message.pk)
    message.save(update_fields=["tries", "last_fault", "state"])


def _send(message: Message) -> None:
    if message.kind == Message.Kind.SIGN_IN_CODE:
        _send_code(message)
    else:
        _send_link(message)


def _send_code(message: Message) -> None:
    wanted = cache.get(message.cause)
    if wanted is None:
        raise TimeoutError("The code is no longer valid.")
    code = code_of(wanted["nonce"])
    half = CODE_DIGITS // 2
    _mail(message, {"code": f"{code[:half]} {code[half:]}"}, to=_address(message, wanted)).send()
    cache.delete(message.cause)


def _address(message: Message, wanted: dict[str, Any]) -> str:
    """To sign in, the address as it was proved: the typed one may differ in capital letters."""
    known = message.candidate.email if message.candidate and wanted["candidate"] is None else None
    return known or str(wanted["email"])


def _send_link(message: Message) -> None:
    """The link's key is made here, so that its text is stored nowhere."""
    invitation = message.invitation
    if invitation is None:
        raise ValueError(f"A mail of the kind {message.kind} needs an invitation to link to.")
    key, text = ResumeKey.make(invitation, ResumeKey.Origin.MAILED)
    context = {
        "candidate": invitation.candidate,
        "link": settings.SITE_URL + reverse("resume", args=[text]),
        "expires_at": key.expires_at,
    }
    mail = _mail(message, context, to=invitation.candidate.email or "")
    try:
        mail.send(fail_silently=False)
    except Exception:
        # The key went nowhere, so it must not stay open.
        key.delete()
        raise


def _mail(message: Message, context: dict[str, Any], *, to: str) -> EmailMultiAlternatives:
    agency = Agency.current()
    context = {"agency": agency, **context}
    with translation.override(message.language):
        subject = render_to_string(f"mail/{message.kind}.subject.txt", context)
        mail = EmailMultiAlternatives(
            subject=" ".join(subject.split()),
            body=render_to_string(f"mail/{message.kind}.txt", context),
            from_email=formataddr((agency.name, settings.DEFAULT_FROM_EMAIL)),
            to=[to],
            reply_to=[agency.email] if agency.email else None,
        )
        mail.attach_alternative(render_to_string(f"mail/{message.kind}.html", context), "text/html")
    return mail
