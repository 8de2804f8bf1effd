"""For the operator: does mail leave, and if not, why not."""

from argparse import ArgumentTypeError
from typing import Any

from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.validators import validate_email

from decisions.mail.server_check import Failed, Server, check


class Command(BaseCommand):
    help = (
        "Test the mail server of EMAIL_URL step by step: its name, the connection, encryption, sign-in and "
        "the sender. With --to it also sends a test mail. Ends with 1 and a sentence where a step fails."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--to", metavar="ADDRESS", type=address, help="also send a test mail to ADDRESS")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            for said in check(Server.configured()):
                self.stdout.write(f"ok: {said}")
            if options["to"]:
                self.stdout.write(f"ok: {_send(options['to'])}")
        except Failed as fault:
            raise CommandError(str(fault)) from None
        self.stdout.write("Mail can leave.")


def address(text: str) -> str:
    try:
        validate_email(text)
    except ValidationError:
        raise ArgumentTypeError(f"{text!r} is no e-mail address") from None
    return text


def _send(to: str) -> str:
    words = "This is a test from `manage.py check_mail`. If you can read it, mail leaves the site."
    try:
        EmailMessage("Test: mail leaves the site", words, to=[to]).send()
    except OSError as fault:
        raise Failed(f"The server did not take the test mail ({type(fault).__name__}).") from None
    return f"The server took a test mail to {to}. Look whether it arrives, and not among the spam."
