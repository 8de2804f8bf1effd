"""A code to sign in is the exception among the mails. Whether anybody has that address is looked up by the
worker, so that a request takes as long for an address that nobody has. Until then the address waits in the
cache.
"""

import hashlib
from typing import Any

from django.core.cache import cache
from django.utils import translation
from django_tasks import task

from decisions.mail.codes import CODE_LIFE
from decisions.mail.outbox import deliver
from decisions.models import Candidate, Message


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
