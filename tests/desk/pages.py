"""Addresses of the desk, and what a visitor reads there."""

import re
from typing import Any

from django.test import Client
from django.urls import reverse

from decisions.models import Case

QUEUE = "admin:decisions_case_changelist"


def queue_url() -> str:
    return reverse(QUEUE)


def case_url(case: Case, act: str = "change") -> str:
    return reverse(f"admin:decisions_case_{act}", args=[case.ref])


def export_url() -> str:
    return reverse("admin:decisions_case_export")


def listed(client: Client, **query: Any) -> list[str]:
    """The references of the cases on a page of the queue, in order."""
    content = client.get(queue_url(), query).content.decode()
    return re.findall(r'<h2>\s*<a href="[^"]*/case/([0-9a-f-]{36})/', content)


def opinion(case: Case, **fields: Any) -> dict[str, Any]:
    """The form of an opinion as a browser sends it. Where to, the deed says: "agree", "differ" or "talk"."""
    return {"version": case.version, "comment": "", "private_note": "", "language": "en", **fields}


def differ(case: Case, **fields: Any) -> dict[str, Any]:
    """To see it differently, with everything that this form asks for."""
    other = "decline" if case.verdict != "decline" else "take"
    return opinion(case, **{"verdict": other, "code": "timing", "comment": "They decide soon.", **fields})


def talk(case: Case, **fields: Any) -> dict[str, Any]:
    """To propose a call, at no time in particular."""
    at = {"proposed_date": "", "proposed_time": ""}
    return opinion(case, **{"talk": "call", "comment": "Shall we talk?", **at, **fields})


def fact(case: Case, **fields: Any) -> dict[str, Any]:
    """The pay as the job order has it."""
    words = {"name": "pay", "value": "$21 an hour", "basis": "job_order", "basis_note": "job order 1184"}
    return {"version": case.version, **words, **fields}


def message(case: Case, **fields: Any) -> dict[str, Any]:
    return {"version": case.version, "text": "I called them today.", "language": "en", **fields}


# By the last part of its address, what each deed sends.
DEEDS = {"agree": opinion, "differ": differ, "talk": talk, "fact": fact, "message": message}
