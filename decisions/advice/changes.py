"""What would change the advice: single answers, each of which the engine has proved by scoring it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.utils.translation import gettext_lazy

from decisions.advice.told import Told
from decisions.questions import say_date

SHORT_VERDICTS = {
    "take": gettext_lazy("go"),
    "ask": gettext_lazy("ask first"),
    "decline": gettext_lazy("say no"),
}

# From the least to the most in favor of going.
ORDER = ("decline", "ask", "take")

# A day stands for all days beyond it: (question, is the verdict better) -> words.
DAY_CHANGES = {
    ("days_to_answer", True): gettext_lazy("You could wait with that offer until %(date)s or longer"),
    ("days_to_answer", False): gettext_lazy("You would have to answer that offer by %(date)s or sooner"),
    ("days_to_their_offer", True): gettext_lazy("They could make you an offer by %(date)s or sooner"),
    ("days_to_their_offer", False): gettext_lazy("They could make you an offer only on %(date)s or later"),
}

# Nobody is shown what a less honest answer would bring.
LESS_HONEST = frozenset({"keep_to_myself", "stretch_it"})
# An offer that is there can only come nearer. To have said yes to one, or never to have had one, is no change
# that anybody can make.
OFFER_COMES_NEARER = ("expected_in_2_weeks", "spoken", "written")


@dataclass(frozen=True)
class Change:
    """`text` would have to be true instead; then the advice would be `verdict` (`word` for it)."""

    text: str
    verdict: str
    word: str
    href: str


def changes(told: Told, result: Mapping[str, Any]) -> tuple[Change, ...]:
    """The nearest change of each answer to each other verdict."""
    nearest: dict[tuple[str, str], Change] = {}
    for flip in result["flips"]:
        question, verdict = flip["question"], flip["verdict"]
        if not can_be_shown(told, question, flip["to"]):
            continue
        change = Change(
            text=in_words(told, question, flip["to"], is_better=is_better(verdict, result["verdict"])),
            verdict=verdict,
            word=str(SHORT_VERDICTS[verdict]),
            href=told.href(question),
        )
        nearest.setdefault((question, verdict), change)
    return tuple(nearest.values())


def can_be_shown(told: Told, question: str, to: str | int) -> bool:
    """Whether the candidate could honestly reach this other answer."""
    if question != "offer":
        return to not in LESS_HONEST
    steps, now = OFFER_COMES_NEARER, told.answers[question]
    return now in steps and to in steps[steps.index(now) + 1 :]


def is_better(verdict: str, now: str) -> bool:
    """Whether this verdict is more in favor of going than the one now."""
    return ORDER.index(verdict) > ORDER.index(now)


def in_words(told: Told, question: str, to: str | int, *, is_better: bool) -> str:
    """The other answer as a fact; `is_better` says to which side of a day all other days do as well."""
    if not isinstance(to, int):
        return told.said(question, to)
    day = say_date(told.scored_on + timedelta(days=to))
    return str(DAY_CHANGES[question, is_better]) % {"date": day}
