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
    """The opinion form as a browser sends it."""
    return {"version": case.version, "kind": "agree", "comment": "", "private_note": "", **fields}
