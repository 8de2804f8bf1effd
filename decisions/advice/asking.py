"""What to ask before deciding: of whom, by when, and how much the answer settles, the best question first."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from decisions.advice.asks import Ask, asks
from decisions.advice.letters import ASK_FACT, MORE_TIME, Letters
from decisions.advice.told import Told
from decisions.models import Verdict
from decisions.questions import say_date, say_moment

# By the share of the answers that settle the advice, from this share on. Never a percent: nobody has counted
# how often each answer is given.
IN_CASES = (
    (2 / 3, gettext_lazy("the advice is settled in most cases")),
    (1 / 3, gettext_lazy("the advice is settled in about half of the cases")),
    (0.0, gettext_lazy("the advice is settled in some cases")),
)


@dataclass(frozen=True)
class Asking:
    """One question to ask. `by` is empty where no date is known: then within a day.

    `settles` is empty for advice of a time when it was not worked out yet.
    """

    about: str
    whom: str
    by: str
    settles: str


def asking(
    told: Told, result: Mapping[str, Any], letters: Letters, answer_by: datetime | None
) -> tuple[Asking, ...]:
    """In the order in which to ask; nothing where the advice is not to ask."""
    if result["verdict"] != Verdict.ASK:
        return ()
    return tuple(
        Asking(
            about=ask.about,
            whom=letters.addressee(MORE_TIME if ask.of_first_employer else ASK_FACT),
            by=_by(told, ask, answer_by),
            settles=_settles(result, place),
        )
        for place, ask in enumerate(asks(told, result["ask"]))
    )


def _by(told: Told, ask: Ask, answer_by: datetime | None) -> str:
    """By when the answer should be there; for more time, at the latest on the day that the offer ends."""
    zone = told.advice.invitation.zone
    ends = told.day("days_to_answer") or date.max
    due = answer_by.astimezone(zone).date() if answer_by else date.max
    if ask.of_first_employer and ends < due:
        return say_date(ends)
    return say_moment(answer_by, zone) if answer_by else ""


def _settles(result: Mapping[str, Any], place: int) -> str:
    """How much is settled once this answer is known, and the ones before it."""
    if result["decided_by"] == "one_message":
        return _("One message can settle this.")
    shares = {one["question"]: one["share"] for one in result.get("settles", ())}
    share = shares.get(result["ask"][place])
    if share is None:
        return ""
    if share >= 1:
        return _("Both answers together settle it.") if place else _("This answer settles it.")
    in_cases = {"settled": next(words for least, words in IN_CASES if share >= least)}
    if place:
        return _("With both answers known, %(settled)s.") % in_cases
    return _("With this answer known, %(settled)s.") % in_cases
