"""The words of questions and options, and how an answer is said back to the candidate.

Which questions exist, when they are asked and which are private is data of the rule set
(`decisions.scoring`); here are only the words for it. A system check compares the two.
"""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from decisions.questions import going, job, you
from decisions.questions.bands import band_words
from decisions.questions.moments import say_date, say_moment, say_moment_there, say_time, zone_name
from decisions.questions.wording import Option, StepWording, Wording

__all__ = [
    "DAY_QUESTIONS",
    "REASONS",
    "STEPS",
    "WORDINGS",
    "Option",
    "StepWording",
    "Wording",
    "band_words",
    "label",
    "labels",
    "say_date",
    "say_moment",
    "say_moment_there",
    "say_time",
    "says",
    "title",
    "zone_name",
]

WORDINGS: dict[str, Wording] = {**job.WORDINGS, **you.WORDINGS, **going.WORDINGS}

DAY_QUESTIONS = ("days_to_answer", "days_to_their_offer")

STEPS = {
    "facts": StepWording(
        gettext_lazy("The invitation"),
        gettext_lazy("Fill in what you know and skip the rest. You can add more later."),
    ),
    "job": StepWording(gettext_lazy("The job")),
    "practice": StepWording(gettext_lazy("Your interviews")),
    "offers": StepWording(gettext_lazy("Your other offer")),
    "direction": StepWording(gettext_lazy("What you want next")),
    "cost": StepWording(gettext_lazy("What it would cost you")),
    "people": StepWording(gettext_lazy("The people")),
    "values": StepWording(gettext_lazy("What matters to you")),
}

REASONS = {
    "practice": gettext_lazy("Sharpen your skills"),
    "leverage": gettext_lazy("Gain leverage"),
    "clarity": gettext_lazy("Find clarity"),
    "options": gettext_lazy("Explore your options"),
}


def title(question: str, answers: Mapping[str, Any]) -> str:
    """The question as asked; two of them name the candidate's own dislikes back."""
    named = {"known_from": job.KNOWN_FROM_NAMED, "want_if_untrue": job.WANT_IF_UNTRUE_NAMED}
    dislikes = [job.DISLIKE_NAMES[d] for d in answers.get("dislikes", ()) if d in job.DISLIKE_NAMES]
    if question in named and dislikes:
        return str(named[question]) % {"dislikes": get_text_list([str(d) for d in dislikes], _("and"))}
    return str(WORDINGS[question].title)


def label(question: str, value: Any) -> str:
    """One answer as the form showed it: "2 to 4 hours", "Wed, Nov 25", "None of these"."""
    wording = WORDINGS[question]
    if isinstance(value, str):
        return str(wording.options[value].label)
    if isinstance(value, list):
        return "; ".join(labels(question, value)) or _("None of these")
    if question == "matters":
        parts = (f"{REASONS[id]}: {wording.options[value[id]].label}" for id in REASONS if id in value)
        return "; ".join(parts)
    return say_date(date.fromisoformat(value["on"]))


def labels(question: str, values: Iterable[str]) -> list[str]:
    return [str(WORDINGS[question].options[value].label) for value in values]


def says(question: str, value: Any, *, scored_on: date) -> list[str]:
    """What an engine answer says of the candidate, a sentence each: ["You have an offer in writing"].

    `value` is in the engine's words (days, not dates); days are counted from `scored_on`.
    """
    options = WORDINGS[question].options
    if isinstance(value, str):
        return [str(options[value].says)]
    if isinstance(value, list):
        return [str(options[one].says) for one in value]
    if isinstance(value, int):
        when = say_date(scored_on + timedelta(days=value))
        if question == "days_to_answer":
            return [_("You must answer that offer by %(date)s") % {"date": when}]
        return [_("They could make you an offer by %(date)s") % {"date": when}]
    return [f"{REASONS[id]}: {options[value[id]].says}" for id in REASONS if id in value]
