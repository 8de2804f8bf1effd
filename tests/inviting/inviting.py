"""Invitations as the desk sends them, and the links that come by mail."""

import re
from typing import Any
from uuid import uuid4

from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from tests.actors import StaffActor

INVITE, IMPORT = "admin:decisions_invite", "admin:decisions_import"
SAM = {
    "name": "Sam W.",
    "email": "sam@home.test",
    "company": "Lakeshore RV",
    "job_title": "Quality technician",
}


def invite(actor: StaffActor, **fields: Any) -> Any:
    """The form for one invitation, filled in and sent."""
    return actor.client.post(reverse(INVITE), {"once": str(uuid4()), **SAM, **fields})


def links_mailed() -> list[str]:
    """The paths of all links that were mailed, the oldest first."""
    return [path for letter in mail.outbox for path in re.findall(r"/r/[\w-]{32}/", str(letter.body))]


def opened(link: str) -> Client:
    """A browser in which the link's button was pressed."""
    client = Client()
    client.post(link)
    return client


def upload(actor: StaffActor, text: str | bytes, **fields: Any) -> Any:
    content = text.encode() if isinstance(text, str) else text
    file = SimpleUploadedFile("invitations.csv", content, content_type="text/csv")
    return actor.client.post(reverse(IMPORT), {"file": file, **fields})


def confirm(actor: StaffActor, text: str, **fields: Any) -> Any:
    """The button below the rows of a file that was looked at."""
    return actor.client.post(reverse(IMPORT), {"text": text, **fields})
