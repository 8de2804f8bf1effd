"""A rule set: every number of the scoring, read once from its file and frozen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Any, TypeVar

from .questionnaire import Questionnaire
from .tunable import Tunable

SLACK = "slack"

Facts = Mapping[str, Any]
Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Row:
    """Numbers by the option answered to one question. `others` is for the options not named; None: no effect.

    `shown_with` is the question under which the row's effect is shown: slack is worked out from two answers.
    Where several options are answered, `largest` takes the largest number, otherwise they add up.
    """

    question: str
    values: Mapping[str, float]
    others: float | None
    shown_with: str
    largest: bool
    why: str

    def number(self, facts: Facts) -> float | None:
        """The row's number for these answers, or None where it has no say."""
        answer = facts.get(self.question)
        if isinstance(answer, tuple):
            numbers = [self.values.get(item, self.others or 0.0) for item in answer]
            return max(numbers, default=0.0) if self.largest else sum(numbers)
        return None if answer is None else self.values.get(answer, self.others)


@dataclass(frozen=True, slots=True)
class Path:
    """One way to a reason: the points add up, are multiplied, and are held by the lowest cap."""

    id: str
    points: tuple[Row, ...]
    times: tuple[Row, ...]
    caps: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Reason:
    """A reason to go; its best path counts."""

    id: str
    paths: tuple[Path, ...]


@dataclass(frozen=True, slots=True)
class Bridge:
    """Bridge risk if you go = stake x offense / 100; offense = base x times + more. Each at most 100."""

    stake: tuple[Row, ...]
    offense: tuple[Row, ...]
    times: tuple[Row, ...]
    more: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class NoRisk:
    """Bridge risk if you say no."""

    base: float
    time_confirmed: float
    within_2_days: float


@dataclass(frozen=True, slots=True)
class Slack:
    """Classes of the days between their offer and the answer due, from the worst to the best."""

    classes: tuple[str, ...]
    enough_days: int
    short_days: int


@dataclass(frozen=True, slots=True)
class Gain:
    """How the reasons add up: the best one, and shares of the others above a level."""

    others: tuple[float, ...]
    others_above: float
    lead_at_least: float
    matters: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Bar:
    """What the gain must reach."""

    base: float
    cost: float
    risk: float
    risk_from: float
    risk_to: float
    no_risk: float


@dataclass(frozen=True, slots=True)
class Unknown:
    """What may be asked, in which order, how much; and which mistake is cheap where it can't be."""

    ask_first: str
    askable: tuple[str, ...]
    at_most: int
    cheap_cost: float
    cheap_risk: float


@dataclass(frozen=True, slots=True)
class VerdictNumbers:
    """The verdict rules' own numbers."""

    risk_limit: float
    secret_risk_limit: float
    close: float
    message_settles_cost: Mapping[str, float]
    check_dislike_cost: float
    checkable_dislikes: tuple[str, ...]
    candor_told: str
    candor_secret: tuple[str, ...]
    paid_travel: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class RuleSet:
    """All rules of one date. `order` holds each question's options from the worst to the best for going.

    By `review_on` somebody looks at the numbers again.
    """

    id: str
    effective_on: date
    review_on: date
    questionnaire: Questionnaire
    order: Mapping[str, tuple[str, ...]]
    middle: Mapping[str, str | int]
    unknown: Unknown
    slack: Slack
    reasons: tuple[Reason, ...]
    cost: tuple[Row, ...]
    bridge: Bridge
    no_risk: NoRisk
    gain: Gain
    bar: Bar
    verdict: VerdictNumbers
    bands: Mapping[str, Mapping[str, float]]
    may_change: tuple[str, ...]
    tunable: tuple[Tunable, ...]

    def is_list(self, question: str) -> bool:
        """Whether several options may be answered to it."""
        return any(q.id == question and q.kind == "some_of" for q in self.questionnaire.questions)

    def band(self, kind: str, number: float) -> str:
        """The word for a number; `kind` is "reason", "cost" or "risk"."""
        return [word for word, start in self.bands[kind].items() if number >= start][-1]


def frozen(mapping: Mapping[str, Value]) -> Mapping[str, Value]:
    return MappingProxyType(dict(mapping))
