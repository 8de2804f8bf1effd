"""The verdict rules one by one, in their order: the question, what was compared, and a plain yes or no."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from decisions.advice import drawing
from decisions.advice.drawing import Bar, Mark
from decisions.advice.told import Told
from decisions.advice.waterfalls import number
from decisions.questions.wording import Text

# One of the result's `checked`: {"rule": id, "fired": bool, "numbers": {name: points}}.
Step = Mapping[str, Any]


@dataclass(frozen=True)
class Drawn:
    """A number as a bar, held against a line."""

    bar: Bar
    limit: Mark


@dataclass(frozen=True)
class RuleStep:
    """`found` is what was compared. `answer` is "yes", "no" or "open" (the rules before it had decided)."""

    question: str
    then: str
    found: str
    answer: str
    decides: bool
    drawn: Drawn | None


# In the order of the rules: each one's question, and what follows from a yes.
RULES: dict[str, tuple[Text, Text]] = {
    "gain_below_bar": (
        gettext_lazy("Is the gain less than the bar?"),
        gettext_lazy("Then say no."),
    ),
    "bridge_risk": (
        gettext_lazy("Is the risk of burning a bridge too high?"),
        gettext_lazy("Then tell them first that you are unsure. If even that does not help, say no."),
    ),
    "paid_travel": (
        gettext_lazy("Do they pay your travel and not know your doubts?"),
        gettext_lazy("Then tell them first that you are unsure."),
    ),
    "one_message": (
        gettext_lazy("Would one message tell you as much as going there?"),
        gettext_lazy("Then ask first."),
    ),
    "worth_it": (
        gettext_lazy("Was every answer up to here a no?"),
        gettext_lazy("Then go."),
    ),
}
# These look at the answer of the ones before, and may put another one in its place.
OVER_ALL: dict[str, tuple[Text, Text]] = {
    "unknown": (
        gettext_lazy("Does it depend on an answer that you can still get?"),
        gettext_lazy("Then ask for it first."),
    ),
    "no_time_to_ask": (
        gettext_lazy("Does it depend on one that there is no time to get?"),
        gettext_lazy("Then go by what is most usual."),
    ),
    "benefits": (
        gettext_lazy("Could a no cost you unemployment benefits?"),
        gettext_lazy("Then ask the state's office first."),
    ),
}


def rule_steps(told: Told, result: Mapping[str, Any]) -> tuple[RuleStep, ...]:
    checked = {step["rule"]: step for step in result["checked"]}
    own = (_own_rule(told, result, rule, checked.get(rule)) for rule in RULES)
    over_all = (_over_all(told, result, rule) for rule in OVER_ALL)
    return (*own, *over_all)


def _own_rule(told: Told, result: Mapping[str, Any], rule: str, step: Mapping[str, Any] | None) -> RuleStep:
    question, then = RULES[rule]
    if step is None:
        found = _("A rule before it had decided.")
        return RuleStep(str(question), str(then), found, "open", decides=False, drawn=None)
    return RuleStep(
        question=str(question),
        then=str(then),
        found=FOUND[rule](told, step),
        answer="yes" if step["fired"] else "no",
        decides=result["decided_by"] == rule,
        drawn=_drawn(rule, step["numbers"]),
    )


def _over_all(told: Told, result: Mapping[str, Any], rule: str) -> RuleStep:
    question, then = OVER_ALL[rule]
    decided_by = result["decided_by"]
    fired = decided_by == rule or (rule == "benefits" and "check_benefits" in result["conditions"])
    return RuleStep(
        question=str(question),
        then=str(then),
        found=_found_benefits(told, fired=fired) if rule == "benefits" else _found_unknown(result, rule),
        answer="yes" if fired else "no",
        decides=decided_by == rule,
        drawn=None,
    )


def _gain(told: Told, step: Step) -> str:
    gain, bar = step["numbers"]["gain"], step["numbers"]["bar"]
    said = {"gain": number(gain), "bar": number(bar)}
    # In a hurry, and this near to the bar, the cheaper mistake counts and not the comparison.
    if gain != bar and step["fired"] != (gain < bar):
        return _("The gain is %(gain)s and the bar %(bar)s: so close that the cheaper mistake counts.") % said
    if step["fired"]:
        return _("The gain is %(gain)s. That is less than the bar, which is %(bar)s.") % said
    return _("The gain is %(gain)s. It reaches the bar, which is %(bar)s.") % said


def _bridge(told: Told, step: Step) -> str:
    numbers = step["numbers"]
    said = {name: number(points) for name, points in numbers.items()}
    if not step["fired"]:
        return _("The risk is %(bridge_risk)s. The limit is %(limit)s.") % said
    if numbers["bridge_risk_told"] >= numbers["told_limit"]:
        words = _(
            "The risk is %(bridge_risk)s, and the limit is %(limit)s. If you tell them, it is still "
            "%(bridge_risk_told)s. The limit for that is %(told_limit)s."
        )
    else:
        words = _(
            "The risk is %(bridge_risk)s, and the limit is %(limit)s. If you tell them, it is "
            "%(bridge_risk_told)s. The limit for that is %(told_limit)s."
        )
    return words % said


def _travel(told: Told, step: Step) -> str:
    if "paid_travel" not in told.flags:
        return _("They do not pay your travel.")
    if step["fired"]:
        return _("They pay your travel, and do not know your doubts yet.")
    return _("They pay your travel, but they would know your doubts, or those are small.")


def _message(told: Told, step: Step) -> str:
    without, bar = step["numbers"]["gain_without_options"], step["numbers"]["bar"]
    words = _("Without “Explore your options” the gain is %(gain)s. The bar is %(bar)s. %(so)s")
    if step["fired"]:
        so = _("So it all depends on what a message can settle.")
    elif without >= bar:
        so = _("So going is worth it without that, too.")
    else:
        so = _("But that is too close, or going there is the better way to ask.")
    return words % {"gain": number(without), "bar": number(bar), "so": so}


def _worth_it(told: Told, step: Step) -> str:
    return _("Nothing so far is against going.")


FOUND: dict[str, Callable[[Told, Step], str]] = {
    "gain_below_bar": _gain,
    "bridge_risk": _bridge,
    "paid_travel": _travel,
    "one_message": _message,
    "worth_it": _worth_it,
}


def _found_unknown(result: Mapping[str, Any], rule: str) -> str:
    if result["decided_by"] == "no_time_to_ask":
        return _("The interview is too near to wait for answers.")
    if result["decided_by"] == "unknown":
        return _("Some answers lead to other advice.") if rule == "unknown" else _("There is time to ask.")
    if result.get("unknown") == []:
        return _("You know every answer.")
    return _("What you do not know would not change the advice, or nobody else could tell you.")


def _found_benefits(told: Told, *, fired: bool) -> str:
    if fired:
        return _("You get unemployment benefits, and in some states a no can count against you.")
    if "unemployment_benefits" in told.flags:
        return _("You get unemployment benefits, but you are not advised simply to say no.")
    return _("You get no unemployment benefits.")


# What each rule compares: (the number, the line that it is held against).
COMPARES = {
    "gain_below_bar": ("gain", "bar"),
    "bridge_risk": ("bridge_risk", "limit"),
    "one_message": ("gain_without_options", "bar"),
}


def _drawn(rule: str, numbers: Mapping[str, float]) -> Drawn | None:
    if rule not in COMPARES:
        return None
    name, limit = COMPARES[rule]
    return Drawn(drawing.bar(0.0, numbers[name]), drawing.mark(numbers[limit]))
