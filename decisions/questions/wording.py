"""The shapes in which the words of questions are kept."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.functional import Promise

Text = str | Promise


@dataclass(frozen=True)
class Option:
    """`label` stands on the form; `says` on the advice page, as a fact about the candidate ("You ...")."""

    label: Text
    says: Text
    hint: Text = ""


@dataclass(frozen=True)
class Wording:
    """`title` asks, `short` names the question in lists ("Pay compared"), `why` says what it is for."""

    title: Text
    short: Text
    options: Mapping[str, Option] = field(default_factory=dict)
    hint: Text = ""
    why: Text = ""


@dataclass(frozen=True)
class StepWording:
    title: Text
    lead: Text = ""
