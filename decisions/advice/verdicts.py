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
from decisions.questions import REASONS

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
    "gain_below_bar": gettext_lazy("What you could gain is not worth it."),
    "one_message": gettext_lazy("But one message could tell you that too, so ask before you go."),
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
    "But you get unemployment benefits, and in some states a no can count against you. Ask the state's "
    "office first."
)
MATTERS_NOT = gettext_lazy("But that does not matter to you right now.")
CLOSE = gettext_lazy("It is a close call.")


@dataclass(frozen=True)
class VerdictView:
    word: str
    headline: str
    lead: str


def verdict(told: Told, result: Mapping[str, Any]) -> VerdictView:
    return VerdictView(result["verdict"], _headline(result), " ".join(_lead(told, result)))


def _headline(result: Mapping[str, Any]) -> str:
    if result["verdict"] != Verdict.ASK:
        return str(HEADLINES[result["verdict"]])
    if "say_you_are_unsure" in result["conditions"]:
        return _("Tell them first that you are unsure")
    if "check_benefits" in result["conditions"] and not result["ask"]:
        return _("Check your benefits first")
    return _("Ask two things first") if len(result["ask"]) == 2 else _("Ask one thing first")


def leading(told: Told, result: Mapping[str, Any]) -> str:
    """The reason to speak of first: the strongest, unless it does not matter to them and another one does."""
    best: str = result["lead"]
    if _matters(told, best):
        return best
    strong = (id for id in REASONS if result["scores"][id][1] >= told.rules.gain.lead_at_least)
    others = [id for id in strong if _matters(told, id)]
    return max(others, key=lambda id: sum(result["scores"][id]), default=best)


def _matters(told: Told, reason: str) -> bool:
    return bool(told.answers.get("matters", {}).get(reason) != "not_at_all")


def _lead(told: Told, result: Mapping[str, Any]) -> list[str]:
    """What going could bring, what it costs, what decides, and whether it is close."""
    best = leading(told, result)
    raises = best == "leverage" and told.answers["offer"] == "raise_at_my_job"
    said = [BRINGS_A_RAISE if raises else BRINGS[best]]
    if not _matters(told, best):
        said.append(MATTERS_NOT)
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
        return _("Whether it is worth going depends on one thing: %(about)s. Ask first.") % {
            "about": abouts[0]
        }
    return _("Whether it is worth going depends on two things: %(about)s. Ask first.") % {
        "about": get_text_list(abouts, _("and"))
    }
