"""How a mail looks: the agency's name and colors, the same words in HTML and in text."""

from email.utils import formataddr
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils import translation

from decisions.models import Agency, Message


class Unneeded(Exception):  # noqa: N818 - no error: there is nothing left to say
    """What the mail was about is settled, or its reader has left. The row goes, too."""


def draw(message: Message, context: dict[str, Any], *, to: str) -> EmailMultiAlternatives:
    """The mail in the language of its row, from the templates of its kind."""
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
