"""All three choices under the same headings and with equal detail, whichever is advised."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from decisions.advice.asks import asks
from decisions.advice.letters import Letters, LetterView
from decisions.advice.told import Told
from decisions.advice.verdicts import leading
from decisions.models import Verdict
from decisions.questions import REASONS, band_words, say_moment
from decisions.questions.wording import Text
from decisions.scoring import NOT_SURE

MEANS = {
    Verdict.TAKE: gettext_lazy("You go, prepared. Going is not saying yes to the job."),
    Verdict.ASK: gettext_lazy("You send one message and decide when you know more."),
    Verdict.DECLINE: gettext_lazy("You thank them and step back."),
}

PLANS: dict[str, tuple[Text, ...]] = {
    "practice": (
        gettext_lazy("Pick three stories from your work that show what you can do."),
        gettext_lazy("Tell them aloud once, to a friend or to a recruiter."),
        gettext_lazy("Right after the interview, write down what went well."),
    ),
    "leverage": (
        gettext_lazy("Write down the pay that you want, and the least that you would take."),
        gettext_lazy("Ask when they decide, what the pay range is, and for an offer in writing."),
        gettext_lazy("Tell neither employer anything that is not true."),
    ),
    "clarity": (
        gettext_lazy("Write down three things that you want to learn there."),
        gettext_lazy("Ask what a normal day is like, and why people leave."),
        gettext_lazy("Afterward, rate the work, the people, the hours and the pay."),
    ),
    "options": (
        gettext_lazy("Write down what puts you off, and what would make you say yes."),
        gettext_lazy("When you are there, ask about exactly that."),
        gettext_lazy("Afterward, compare what you learned with what you wrote down."),
    ),
    "none": (
        gettext_lazy("Write down one thing that you want to learn or try there."),
        gettext_lazy("Ask how long it will take, and if more visits follow."),
        gettext_lazy("Decide soon afterward, and tell them."),
    ),
}

TIME_KEPT: dict[str, Text] = {
    "under_2": gettext_lazy("You keep up to 2 hours for yourself."),
    "2_to_4": gettext_lazy("You keep 2 to 4 hours for yourself."),
    "4_to_8": gettext_lazy("You keep 4 to 8 hours for yourself."),
    "8_or_more": gettext_lazy("You keep 8 hours or more for yourself."),
    NOT_SURE: gettext_lazy("You keep the time that going would take."),
}

BENEFITS_RISK = gettext_lazy(
    "In some states a no can cost you unemployment benefits: ask the state's office first."
)


@dataclass(frozen=True)
class ChoiceView:
    """One of the three. `letters` are those that it calls for, the first one first."""

    word: str
    title: str
    is_advised: bool
    is_chosen: bool
    means: str
    brings: str
    costs: str
    risk: str
    first_step: str
    letters: tuple[LetterView, ...]


def _asks_the_state(result: Mapping[str, Any]) -> bool:
    """Whether the one to ask is the state's office alone, which needs no letter to an employer."""
    return "check_benefits" in result["conditions"] and not result["ask"]


def plan(told: Told, result: Mapping[str, Any]) -> tuple[str, ...]:
    """How to prepare so that going brings what it is for."""
    return tuple(str(step) for step in PLANS[leading(told, result)])


def choices(
    told: Told, result: Mapping[str, Any], letters: Letters, *, chosen: str, answer_by: datetime | None
) -> tuple[ChoiceView, ...]:
    advised = result["verdict"]
    in_order = sorted(Verdict, key=lambda word: word != advised)
    return tuple(
        ChoiceView(
            word=word.value,
            title=str(word.label),
            is_advised=word == advised,
            is_chosen=word == chosen,
            means=_means(word, result),
            brings=_brings(word, told, result, letters),
            costs=_costs(word, told, result),
            risk=_risk(word, told, result),
            first_step=_first_step(word, told, letters, answer_by),
            letters=tuple(letters.letter(kind) for kind in letters.kinds(word)),
        )
        for word in in_order
    )


def _means(word: Verdict, result: Mapping[str, Any]) -> str:
    if word == Verdict.ASK and _asks_the_state(result):
        return _("You ask the state's office if a no counts against you, and then decide.")
    return str(MEANS[word])


def _brings(word: Verdict, told: Told, result: Mapping[str, Any], letters: Letters) -> str:
    if word == Verdict.ASK:
        if _asks_the_state(result):
            return _("You would know if a no can cost you benefits.")
        if "say_you_are_unsure" in result["conditions"]:
            return _("They know where you stand, and nobody can feel misled.")
        abouts = get_text_list([ask.about for ask in asks(told, letters.ask_ids)], _("and"))
        return _("You would know %(about)s.") % {"about": abouts}
    if word == Verdict.DECLINE:
        return str(TIME_KEPT[told.answers["hours"]])
    return _best(result)


def _costs(word: Verdict, told: Told, result: Mapping[str, Any]) -> str:
    if word == Verdict.ASK:
        return _("One message, and the wait for an answer.")
    if word == Verdict.DECLINE:
        return _("You give up what going could bring. %(best)s") % {"best": _best(result)}
    band = band_words(result["bands"]["cost"])
    time, money = (told.said(id, told.answers[id]) for id in ("hours", "money"))
    return _("%(time)s. %(money)s. All in all: %(band)s.") % {"time": time, "money": money, "band": band}


def _risk(word: Verdict, told: Told, result: Mapping[str, Any]) -> str:
    if word == Verdict.ASK:
        return _("Low: a polite question burns no bridge.")
    key = "bridge_risk" if word == Verdict.TAKE else "no_risk"
    risk = _("Burning a bridge: %(band)s.") % {"band": band_words(result["bands"][key])}
    if word == Verdict.DECLINE and "unemployment_benefits" in told.flags:
        return f"{risk} {BENEFITS_RISK}"
    return risk


def _first_step(word: Verdict, told: Told, letters: Letters, answer_by: datetime | None) -> str:
    if word == Verdict.ASK and not letters.kinds(word):
        return _("Call or write to the state's office now.")
    if word == Verdict.ASK:
        if answer_by is None:
            return _("Send the message now. Give them a day to answer.")
        by = say_moment(answer_by, told.advice.invitation.zone)
        return _("Send the message now. Ask for an answer by %(by)s.") % {"by": by}
    if word == Verdict.DECLINE and "unemployment_benefits" in told.flags:
        return _("Ask the state's office first. %(then)s") % {"then": _send(word, told, letters)}
    return _send(word, told, letters)


def _send(word: Verdict, told: Told, letters: Letters) -> str:
    """When to send the letter, and whether to call before."""
    invitation = told.advice.invitation
    if word == Verdict.DECLINE and letters.is_late:
        return _("Call first, then send the letter.")
    if invitation.reply_by is None or invitation.reply_by < letters.now:
        return _("Send the letter today.")
    by = say_moment(invitation.reply_by, invitation.zone)
    return _("Send the letter by %(by)s.") % {"by": by}


def _best(result: Mapping[str, Any]) -> str:
    best = max(REASONS, key=lambda id: sum(result["scores"][id]))
    band = band_words(result["bands"][best])
    return _("The best reason: %(reason)s (%(band)s).") % {"reason": REASONS[best], "band": band}
