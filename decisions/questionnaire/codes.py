"""A code by e-mail, which shows that who sits here reads the mail of that address.

It works once, for ten minutes, and only in the session that asked for it. The limits count in the shared
cache; the page is the same whether anybody has the address or not.
"""

import secrets
import time
import unicodedata
from typing import Any, Self

from allauth.account import app_settings
from allauth.account.internal.flows.code_verification import AbstractCodeVerificationProcess
from allauth.core import ratelimit
from allauth.core.internal.cryptokit import compare_user_code
from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from decisions import mail
from decisions.models import Candidate

# A second click within this time sends no second mail, which would make the first one's code useless.
DOUBLE_CLICK_SECONDS = 20


class AddressForm(forms.Form):
    email = forms.EmailField(
        label=_("Your e-mail address"),
        max_length=254,
        error_messages={
            "required": _("Write your e-mail address."),
            "invalid": _("This does not look like an e-mail address. Check it, such as name@example.com."),
        },
    )

    def clean_email(self) -> str:
        """With the domain as mail programs write it: two addresses that look alike are never the same one.

        Before the @ only plain letters: a database may take "\u0131" for an "i", and mail programs do not.
        """
        name, _at, domain = str(self.cleaned_data["email"]).rpartition("@")
        try:
            return f"{name.encode('ascii').decode()}@{domain.encode('idna').decode().lower()}"
        except UnicodeError:
            raise forms.ValidationError(self.fields["email"].error_messages["invalid"]) from None


class CodeForm(forms.Form):
    code = forms.CharField(
        label=_("The code from the mail"),
        max_length=40,
        error_messages={"required": _("Type the code from the mail.")},
    )

    def clean_code(self) -> str:
        typed = unicodedata.normalize("NFKC", self.cleaned_data["code"])
        digits = "".join(sign for sign in typed if sign in "0123456789")
        if len(digits) != mail.CODE_DIGITS:
            raise forms.ValidationError(_("The code has 8 digits. Check it and type it again."))
        return digits


class MailedCode(AbstractCodeVerificationProcess):
    """One request for a code. What is known of it stands in the session, under the name of its purpose."""

    def __init__(self, request: HttpRequest, purpose: str, state: dict[str, Any]) -> None:
        super().__init__(
            max_attempts=app_settings.LOGIN_BY_CODE_MAX_ATTEMPTS,
            timeout=app_settings.LOGIN_BY_CODE_TIMEOUT,
            state=state,
        )
        self.request = request
        self.purpose = purpose

    @classmethod
    def ask(
        cls, request: HttpRequest, purpose: str, email: str, *, candidate: Candidate | None = None
    ) -> bool:
        """Have a code mailed; False where this address or this visitor has had enough for now."""
        before = cls.resume(request, purpose, candidate=candidate)
        if before and before.email == email and time.time() - before.state["at"] < DOUBLE_CLICK_SECONDS:
            return True
        if not ratelimit.consume(request, action="ask_code", key=email.casefold()):
            return False
        state = cls.initial_state(None, email)
        state |= {"nonce": secrets.token_urlsafe(24), "candidate": candidate.pk if candidate else None}
        process = cls(request, purpose, state)
        process.persist()
        process.send()
        return True

    @classmethod
    def resume(
        cls, request: HttpRequest, purpose: str, *, candidate: Candidate | None = None
    ) -> "Self | None":
        """What this session asked for, on behalf of this candidate, if it is not too long ago."""
        state = request.session.get(purpose)
        if not state or state["candidate"] != (candidate.pk if candidate else None):
            return None
        found: Self | None = cls(request, purpose, state).abort_if_invalid()
        return found

    @property
    def email(self) -> str:
        return str(self.state["email"])

    @property
    def is_over(self) -> bool:
        return self.purpose not in self.request.session

    def persist(self) -> None:
        self.request.session[self.purpose] = self.state

    def send(self) -> None:
        asking = self.state["candidate"]
        person = Candidate.objects.get(pk=asking) if asking else None
        mail.queue_code(nonce=self.state["nonce"], email=self.email, candidate=person)

    def abort(self) -> None:
        self.request.session.pop(self.purpose, None)

    def is_right(self, typed: str) -> bool:
        """Whether this is the code, which is used up then. Wrong ones count; after the last, it is over."""
        nonce = self.state["nonce"]
        if not ratelimit.consume(self.request, action="try_code", key=nonce):
            self.abort()
            return False
        if not compare_user_code(actual=typed, expected=mail.code_of(nonce)):
            self.record_invalid_attempt()
            return False
        self.abort()
        return True
