"""The shapes in which the words of questions are kept."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.functional import Promise

type_text = str | Promise


@dataclass(frozen=True)
class Option:
    """`label` stands on the form; `says` on the advice page, as a fact about the candidate ("You ...")."""

    label: type_text
    says: type_text
    hint: type_text = ""


@dataclass(frozen=True)
class Wording:
    """`title` asks, `short` names the question in lists ("Pay compared"), `why` says what it is for."""

    title: type_text
    short: type_text
    options: Mapping[str, Option] = field(default_factory=dict)
    hint: type_text = ""
    why: type_text = ""


@dataclass(frozen=True)
class StepWording:
    title: type_text
    lead: type_text = ""
