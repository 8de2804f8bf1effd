"""Whether the mail server that the settings name can be used: step by step, with a sentence for each.

It says nothing of the password or the user name.
"""

import smtplib
import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Self

from django.conf import settings

SMTP_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
OWN_MACHINE = {"localhost", "127.0.0.1", "::1"}


class Failed(Exception):  # noqa: N818 - what it holds is a sentence for the operator
    """What is wrong, and what to do."""


@dataclass(frozen=True)
class Server:
    host: str
    port: int
    user: str
    password: str = field(repr=False)
    starttls: bool
    ssl: bool
    sender: str
    timeout: float = 10

    @classmethod
    def configured(cls) -> Self:
        """The one of EMAIL_URL. Raises `Failed` where mails go to a file or nowhere."""
        if settings.EMAIL_BACKEND != SMTP_BACKEND:
            raise Failed(
                "EMAIL_URL names no mail server: mails are kept on this machine and reach nobody. "
                "Set it to submission://USER:PASSWORD@HOST:587."
            )
        return cls(
            host=settings.EMAIL_HOST,
            port=settings.EMAIL_PORT,
            user=settings.EMAIL_HOST_USER,
            password=settings.EMAIL_HOST_PASSWORD,
            starttls=settings.EMAIL_USE_TLS,
            ssl=settings.EMAIL_USE_SSL,
            sender=settings.DEFAULT_FROM_EMAIL,
            timeout=settings.EMAIL_TIMEOUT or cls.timeout,
        )

    @property
    def place(self) -> str:
        return f"{self.host}, port {self.port},"


def check(server: Server, *, trust: ssl.SSLContext | None = None) -> Iterator[str]:
    """Yields what works, a sentence a step, and raises `Failed` at the first that does not."""
    yield _resolve(server)
    context = trust or ssl.create_default_context()
    connection = _connect(server, context)
    try:
        yield f"{server.place} answers."
        yield _encrypt(server, connection, context)
        yield _sign_in(server, connection)
        yield _offer_sender(server, connection)
    finally:
        connection.close()


def _resolve(server: Server) -> str:
    try:
        found = socket.getaddrinfo(server.host, server.port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise Failed(f"Nobody knows the name {server.host}. Check the host in EMAIL_URL.") from None
    return f"{server.host} leads to {found[0][4][0]}."


def _connect(server: Server, context: ssl.SSLContext) -> smtplib.SMTP:
    options: dict[str, Any] = {"host": server.host, "port": server.port, "timeout": server.timeout}
    with _in_words(server):
        connection = smtplib.SMTP_SSL(context=context, **options) if server.ssl else smtplib.SMTP(**options)
    with _in_words(server):
        connection.ehlo_or_helo_if_needed()
    return connection


def _encrypt(server: Server, connection: smtplib.SMTP, context: ssl.SSLContext) -> str:
    offers = connection.has_extn("starttls")
    if not server.ssl and not server.starttls:
        return _said_of_clear_text(server, offers=offers)
    if server.starttls:
        if not offers:
            raise Failed(
                f"{server.place} offers no encryption (STARTTLS). EMAIL_URL asks for it, so no mail is "
                "sent: it would travel in clear text, with the password. Ask who runs the server."
            )
        with _in_words(server):
            connection.starttls(context=context)
            connection.ehlo()
    return f"The connection is encrypted ({_encryption(connection)})."


def _said_of_clear_text(server: Server, *, offers: bool) -> str:
    if server.host in OWN_MACHINE:
        return "The connection is not encrypted, and stays on this machine."
    hint = " The server offers it: write submission:// in EMAIL_URL, with the same port." if offers else ""
    return f"Take care: the connection is not encrypted. Links in mails can be read on the way.{hint}"


def _encryption(connection: smtplib.SMTP) -> str:
    secured = connection.sock
    if not isinstance(secured, ssl.SSLSocket):
        raise Failed("The connection is in clear text although encryption was asked for.")
    ends = (secured.getpeercert() or {}).get("notAfter")
    until = datetime.fromtimestamp(ssl.cert_time_to_seconds(str(ends)), UTC) if ends else None
    return (
        f"{secured.version()}, certificate valid until {until:%Y-%m-%d}" if until else str(secured.version())
    )


def _sign_in(server: Server, connection: smtplib.SMTP) -> str:
    if not server.user:
        return "EMAIL_URL names no user, so nobody signs in."
    with _in_words(server):
        connection.login(server.user, server.password)
    return "The server takes the user name and the password."


def _offer_sender(server: Server, connection: smtplib.SMTP) -> str:
    """As far as a mail goes before it names who gets it."""
    with _in_words(server):
        code, _said = connection.mail(server.sender)
        connection.rset()
    if code != 250:
        raise Failed(
            f"The server takes no mail from {server.sender} (it answers {code}). Name another sender with "
            "?from=ADDRESS in EMAIL_URL."
        )
    return f"The server takes mail from {server.sender}."


@contextmanager
def _in_words(server: Server) -> Iterator[None]:
    """Turns what the network and the server may throw into a sentence that says what to do."""
    try:
        yield
    except ssl.SSLCertVerificationError as fault:
        raise Failed(
            f"The certificate of {server.host} can't be trusted: {fault.verify_message}. No mail is sent."
        ) from None
    except ssl.SSLError:
        raise Failed(
            f"{server.place} does not speak TLS as EMAIL_URL says. Port 465 goes with smtps://, port 587 "
            "with submission://."
        ) from None
    except smtplib.SMTPAuthenticationError as fault:
        raise Failed(
            f"The server refuses the user name or the password (it answers {fault.smtp_code})."
        ) from None
    except smtplib.SMTPNotSupportedError:
        raise Failed(f"{server.place} lets nobody sign in. Take the user out of EMAIL_URL?") from None
    except TimeoutError:
        raise Failed(
            f"{server.place} does not answer within {server.timeout:g} seconds. The port may be wrong, or a "
            "firewall stands in between."
        ) from None
    except ConnectionRefusedError:
        raise Failed(f"{server.place} refuses the connection. No mail server listens there.") from None
    except (smtplib.SMTPException, OSError) as fault:
        raise Failed(f"{server.place} broke off ({type(fault).__name__}).") from None
