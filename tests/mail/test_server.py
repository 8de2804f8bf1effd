"""`manage.py check_mail` against small mail servers of our own: what works, and in words what does not."""

import base64
import socket
import socketserver
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from django.core.management import CommandError, call_command
from django.test import override_settings

from decisions.mail.server_check import SMTP_BACKEND, Failed, Server, check

SECRET = "pa55-of-the-site"
PLAIN = Server("127.0.0.1", 0, "", "", starttls=False, ssl=False, sender="no-reply@site.test", timeout=5)


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate for 127.0.0.1 that nobody but a test trusts, with its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.now(UTC)
    builder = x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
    signed = (
        builder.not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=30))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .sign(key, hashes.SHA256())
    )
    pem, pkcs8 = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8
    file = tmp_path_factory.mktemp("tls") / "server.pem"
    file.write_bytes(key.private_bytes(pem, pkcs8, serialization.NoEncryption()) + signed.public_bytes(pem))
    return file


class Conversation(socketserver.StreamRequestHandler):
    """As much of SMTP as the check speaks."""

    server: "MailServer"

    def handle(self) -> None:
        if self.server.tls and self.server.from_the_start:
            self.secure()
        self.say("220 here")
        while line := self.rfile.readline().decode().strip():
            self.answer(line)

    def answer(self, line: str) -> None:
        word = line.split()[0].upper()
        if word == "STARTTLS":
            self.say("220 go on")
            self.secure()
        elif word == "EHLO":
            self.say("\r\n".join([f"250-{one}" for one in self.server.offers] + ["250 8BITMIME"]))
        elif word == "AUTH":
            given = base64.b64decode(line.split()[2]).decode()
            self.say("235 welcome" if given.endswith(SECRET) else "535 no")
        elif word == "MAIL":
            self.say("550 not from you" if self.server.refuses_sender else "250 ok")
        else:
            self.say("250 ok")

    def say(self, words: str) -> None:
        self.wfile.write(f"{words}\r\n".encode())

    def secure(self) -> None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.server.tls)
        self.request = context.wrap_socket(self.request, server_side=True, do_handshake_on_connect=False)
        self.request.do_handshake()
        self.setup()

    def finish(self) -> None:
        self.request.close()


class MailServer(socketserver.ThreadingTCPServer):
    daemon_threads = True
    tls: Path
    from_the_start = False
    offers: tuple[str, ...] = ("here",)
    refuses_sender = False

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that breaks off is what some tests want."""


@contextmanager
def serving(tls: Path, **options: object) -> Iterator[int]:
    with MailServer(("127.0.0.1", 0), Conversation) as server:
        server.tls = tls
        for name, value in options.items():
            setattr(server, name, value)
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        yield server.server_address[1]
        server.shutdown()


def said(server: Server, port: int, trusted: Path | None = None) -> list[str]:
    """The sentences of the check; the last one is what failed, if anything did."""
    trust = ssl.create_default_context(cafile=str(trusted)) if trusted else None
    sentences: list[str] = []
    try:
        sentences.extend(check(replace(server, port=port), trust=trust))
    except Failed as fault:
        sentences.append(f"FAILED: {fault}")
    assert [one for one in sentences if SECRET in one] == []
    return [one.replace(str(port), "PORT") for one in sentences]


def test_check_goes_through_every_step_with_encryption(certificate: Path) -> None:
    until = (datetime.now(UTC) + timedelta(days=30)).date()
    wanted = [
        "127.0.0.1 leads to 127.0.0.1.",
        "127.0.0.1, port PORT, answers.",
        f"The connection is encrypted (TLSv1.3, certificate valid until {until}).",
        "The server takes the user name and the password.",
        "The server takes mail from no-reply@site.test.",
    ]
    starttls = replace(PLAIN, starttls=True, user="site", password=SECRET)
    with serving(certificate, offers=("here", "STARTTLS", "AUTH PLAIN")) as port:
        assert said(starttls, port, certificate) == wanted
        wrong = said(replace(starttls, password="x"), port, certificate)
        assert wrong[-1] == "FAILED: The server refuses the user name or the password (it answers 535)."
        (*_, untrusted) = said(starttls, port)
        assert untrusted.startswith("FAILED: The certificate of 127.0.0.1 can't be trusted: self-signed")
    with serving(certificate, offers=("here", "AUTH PLAIN"), from_the_start=True) as port:
        assert said(replace(starttls, starttls=False, ssl=True), port, certificate) == wanted


def test_check_refuses_clear_text_where_encryption_is_asked_for(certificate: Path) -> None:
    with serving(certificate, offers=("here", "AUTH PLAIN")) as port:
        starttls = said(replace(PLAIN, starttls=True, user="site", password=SECRET), port)
        tls = said(replace(PLAIN, ssl=True), port)
    assert (len(starttls), len(tls)) == (3, 2)
    assert starttls[-1] == (
        "FAILED: 127.0.0.1, port PORT, offers no encryption (STARTTLS). EMAIL_URL asks for it, so no mail is "
        "sent: it would travel in clear text, with the password. Ask who runs the server."
    )
    assert tls[-1] == (
        "FAILED: 127.0.0.1, port PORT, does not speak TLS as EMAIL_URL says. Port 465 goes with smtps://, "
        "port 587 with submission://."
    )


def test_check_says_what_is_wrong_without_a_server_a_name_or_a_sender(certificate: Path) -> None:
    with serving(certificate, refuses_sender=True) as port:
        refused = said(PLAIN, port)
    assert refused[2:-1] == [
        "The connection is not encrypted, and stays on this machine.",
        "EMAIL_URL names no user, so nobody signs in.",
    ]
    assert refused[-1] == (
        "FAILED: The server takes no mail from no-reply@site.test (it answers 550). Name another sender with "
        "?from=ADDRESS in EMAIL_URL."
    )
    nobody = "FAILED: 127.0.0.1, port PORT, refuses the connection. No mail server listens there."
    with socket.socket() as kept:
        # Taken, so that no other program gets it, and without anybody who listens.
        kept.bind(("127.0.0.1", 0))
        assert said(PLAIN, kept.getsockname()[1])[1:] == [nobody]
    # A name that can't be: one that is only unknown would be asked for in the network.
    unknown = said(replace(PLAIN, host="mail..test"), port)
    assert unknown == ["FAILED: Nobody knows the name mail..test. Check the host in EMAIL_URL."]


def test_command_tells_each_step_and_fails_in_words(
    certificate: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(CommandError, match="names no mail server"):
        call_command("check_mail")
    with serving(certificate) as port:
        there = {"EMAIL_BACKEND": SMTP_BACKEND, "EMAIL_HOST": "127.0.0.1", "EMAIL_PORT": port}
        with override_settings(**there, EMAIL_USE_TLS=False, EMAIL_HOST_USER=""):
            call_command("check_mail")
    assert capsys.readouterr().out.splitlines()[-1] == "Mail can leave."
    with pytest.raises(CommandError, match="is no e-mail address"):
        call_command("check_mail", "--to", "x")
