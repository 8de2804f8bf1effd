"""Mails with a code to sign in. The code is worked out from what the cache holds, and stands in no table."""

from datetime import timedelta
from typing import Any

from django.core.cache import cache
from django.utils.crypto import salted_hmac

from decisions.mail.drawing import draw
from decisions.models import Message

CODE_LIFE = timedelta(minutes=10)
CODE_DIGITS = 8


def code_of(nonce: str) -> str:
    """The code that belongs to a request for one. It is worked out, and stands in no table."""
    digest = salted_hmac("decisions.sign_in_code", nonce, algorithm="sha256").hexdigest()
    return f"{int(digest, 16) % 10**CODE_DIGITS:0{CODE_DIGITS}}"


def send_code_mail(message: Message) -> None:
    wanted = cache.get(message.cause)
    if wanted is None:
        raise TimeoutError("The code is no longer valid.")
    code = code_of(wanted["nonce"])
    half = CODE_DIGITS // 2
    draw(message, {"code": f"{code[:half]} {code[half:]}"}, to=_address(message, wanted)).send()
    cache.delete(message.cause)


def _address(message: Message, wanted: dict[str, Any]) -> str:
    """To sign in, the address as it was proved: the typed one may differ in capital letters."""
    known = message.candidate.email if message.candidate and wanted["candidate"] is None else None
    return known or str(wanted["email"])
