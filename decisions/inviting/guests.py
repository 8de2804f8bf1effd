"""Whom the agency invites and to what, before any of it is stored."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from decisions.models import JobFact


@dataclass(frozen=True)
class KnownFact:
    """What the agency knows of the job; `answer` is the option or the day that it gives to a question."""

    name: JobFact.Name
    value: str
    answer: str


@dataclass(frozen=True)
class Guest:
    """`interview` holds the invitation's columns, `basis` is what all facts rest on, `row` is the file's."""

    name: str
    email: str
    language: str
    interview: Mapping[str, Any]
    facts: tuple[KnownFact, ...]
    basis: str = ""
    basis_note: str = ""
    row: int = 1
