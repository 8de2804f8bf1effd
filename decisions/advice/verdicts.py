"""The verdict in words: a headline, and a lead on what going could bring, what it costs, what decides."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from decisions.advice.asks import asks
from decisions.advice.told import Told
from decisions.models import Verdict

HEADLINES = {
    Verdict.TAKE: gettext_lazy("Go to the interview"),
    Verdict.DECLINE: gettext_lazy("Say no, politely"),
}

BRINGS = {
    "practice": gettext_lazy("Going could sharpen your interview skills."),
    "leverage": gettext_lazy("Going could strengthen the offer you want."),
    "clarity": gettext_lazy("Going could show you what you want next."),
    "options": gettext_lazy("Going could show that this job is better than you think."),
    "none": gettext_lazy("Going would bring you little: none of the four reasons is strong."),
}
BRINGS_A_RAISE = gettext_lazy("Going could help you to get a raise.")

COSTS = {
    "low": gettext_lazy("It would cost you little."),
    "some": gettext_lazy("It would cost you some time or effort."),
    "high": gettext_lazy("It would cost you a lot."),
}

DECIDES = {
    "worth_it": gettext_lazy("What you could gain is worth it."),
    "gain_below_bar": gettext_lazy("What you could gain is too little for what it asks of you."),
    "one_message": gettext_lazy("But one message can settle that, so ask before you go."),
    "paid_travel": gettext_lazy("But they would pay your travel, so tell them first that you are unsure."),
}
BRIDGE_ASK = gettext_lazy(
    "But going could burn a bridge if they don't know that you are unsure. Tell them first."
)
BRIDGE_UNSAID = gettext_lazy("But going could burn a bridge, because they don't know that you are unsure.")
BRIDGE_DECLINE = gettext_lazy(
    "But going could burn a bridge, even if you tell them first that you are unsure."
)
NO_TIME = gettext_lazy(
    "There is no time left to ask what you don't know, so this goes by what is most usual."
)
CHECK_BENEFITS = gettext_lazy(
    "You get unemployment benefits, and in some states a no can count against you. Ask the state's office "
    "before you say no."
)
CLOSE = gettext_lazy("It is a close call.")


@dataclass(frozen=True)
class VerdictView:
    word: str
    headline: str
    lead: str
    is_close: bool


def verdict(told: Told, result: Mapping[str, Any]) -> VerdictView:
    word, close = result["verdict"], bool(result["close"])
    return VerdictView(word, _headline(result), " ".join(_lead(told, result)), close)


def _headline(result: Mapping[str, Any]) -> str:
    if result["verdict"] != Verdict.ASK:
        return str(HEADLINES[result["verdict"]])
    if "say_you_are_unsure" in result["conditions"]:
        return _("Tell them first that you are unsure")
    if "check_benefits" in result["conditions"] and not result["ask"]:
        return _("Check your benefits first")
    return _("Ask two things first") if len(result["ask"]) == 2 else _("Ask one thing first")


def _lead(told: Told, result: Mapping[str, Any]) -> list[str]:
    """What going could bring, what it costs, what decides, and whether it is close."""
    raises = result["lead"] == "leverage" and told.answers["offer"] == "raise_at_my_job"
    said = [BRINGS_A_RAISE if raises else BRINGS[result["lead"]]]
    low, high = result["bands"]["cost"]
    if low == high:
        said.append(COSTS[low])
    said += [*_decides(told, result), *([CLOSE] if result["close"] else [])]
    return [str(sentence) for sentence in said]


def _decides(told: Told, result: Mapping[str, Any]) -> list[Any]:
    check = [CHECK_BENEFITS] if "check_benefits" in result["conditions"] else []
    decided_by = result["decided_by"]
    if decided_by == "unknown":
        return [_depends(told, result), *check]
    # Where there is no time to ask, or a no needs the state's office first, the rule before it says why.
    rule = result["checked"][-1]["rule"]
    no_time = [NO_TIME] if decided_by == "no_time_to_ask" else []
    return [*no_time, _by_rule(rule, result), *check]


def _by_rule(rule: str, result: Mapping[str, Any]) -> Any:
    if rule != "bridge_risk":
        return DECIDES[rule]
    if "say_you_are_unsure" in result["conditions"]:
        return BRIDGE_ASK
    return BRIDGE_DECLINE if result["verdict"] == Verdict.DECLINE else BRIDGE_UNSAID


def _depends(told: Told, result: Mapping[str, Any]) -> str:
    if "say_you_are_unsure" in result["conditions"]:
        return str(BRIDGE_ASK)
    abouts = [ask.about for ask in asks(told, result["ask"])]
    if len(abouts) == 1:
        return _("But that depends on one thing: %(about)s. Ask it first.") % {"about": abouts[0]}
    return _("But that depends on two things: %(about)s. Ask them first.") % {
        "about": get_text_list(abouts, _("and"))
    }
