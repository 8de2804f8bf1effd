"""Every step of the working, as tables: what each answer gave or took, and the rules in their order."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from decisions.advice.reasons import BRIDGE_FLAGS
from decisions.advice.told import Told
from decisions.questions import REASONS, WORDINGS

RULES = {
    "gain_below_bar": gettext_lazy("Is what you could gain less than the bar? Then: say no."),
    "bridge_risk": gettext_lazy(
        "Could going burn a bridge? Then: say first that you are unsure; if even that does not help, say no."
    ),
    "paid_travel": gettext_lazy("Do they pay the travel and don't know your doubts? Then: tell them first."),
    "one_message": gettext_lazy("Does it all hang on a fact that one message can settle? Then: ask first."),
    "worth_it": gettext_lazy("Otherwise: go."),
    "unknown": gettext_lazy("Does an answer that you don't know decide? Then: ask for it first."),
    "no_time_to_ask": gettext_lazy("Is there no time left to ask? Then: go by what is most usual."),
    "benefits": gettext_lazy("Do you get unemployment benefits? Then: ask the state's office before a no."),
}
AFTER_THE_RULES = ("unknown", "no_time_to_ask", "benefits")
# In the order in which they are said.
NUMBERS = {
    "gain": gettext_lazy("gain"),
    "gain_without_options": gettext_lazy('gain without "Explore your options"'),
    "bar": gettext_lazy("bar"),
    "bridge_risk": gettext_lazy("bridge risk"),
    "limit": gettext_lazy("limit"),
    "bridge_risk_told": gettext_lazy("bridge risk if you tell them"),
    "told_limit": gettext_lazy("limit then"),
    "cost": gettext_lazy("cost"),
}
TOTALS = {
    "gain": gettext_lazy("Gain: the best reason, and a little for the others"),
    "bar": gettext_lazy("The bar that the gain must reach"),
    "cost": gettext_lazy("Cost"),
    "bridge_risk": gettext_lazy("Risk of burning a bridge if you go"),
    "no_risk": gettext_lazy("Risk of burning a bridge if you say no"),
}


@dataclass(frozen=True)
class Step:
    """One answer's effect: points with their sign, rounded to 0.01."""

    short: str
    says: str
    href: str
    points: str


@dataclass(frozen=True)
class Cap:
    text: str
    is_binding: bool


@dataclass(frozen=True)
class Table:
    title: str
    steps: tuple[Step, ...]
    caps: tuple[Cap, ...]
    total: str


@dataclass(frozen=True)
class RuleStep:
    text: str
    numbers: str
    fired: bool


@dataclass(frozen=True)
class Working:
    reasons: tuple[Table, ...]
    others: tuple[Table, ...]
    totals: tuple[tuple[str, str], ...]
    rules: tuple[RuleStep, ...]
    has_ranges: bool


def working(told: Told, result: Mapping[str, Any]) -> Working:
    return Working(
        reasons=tuple(_reason(told, result, id) for id in REASONS),
        others=tuple(_others(told, result)),
        totals=tuple((str(words), span(result[name])) for name, words in TOTALS.items()),
        rules=tuple(_rules(result)),
        has_ranges=any(low != high for low, high in result["scores"].values()),
    )


def span(ends: Iterable[float]) -> str:
    """ "39" or "5 to 79.5"; the two ends of a range."""
    low, high = ends
    if low == high:
        return f"{low:g}"
    return _("%(low)s to %(high)s") % {"low": f"{low:g}", "high": f"{high:g}"}


def _reason(told: Told, result: Mapping[str, Any], id: str) -> Table:
    parts = [part for part in result["because"] if part["reason"] == id]
    caps = [cap for cap in result["caps"] if cap["reason"] == id]
    return Table(str(REASONS[id]), _steps(told, parts), _caps(told, caps), span(result["scores"][id]))


def _others(told: Told, result: Mapping[str, Any]) -> Iterable[Table]:
    yield Table(str(TOTALS["cost"]), _steps(told, result["cost_because"]), (), span(result["cost"]))
    stake = sum(part["points"] for part in result["stake_because"])
    steps = _steps(told, result["stake_because"])
    yield Table(_("Who would mind: the stake"), steps, (), span((stake, stake)))
    risk = _steps(told, result["bridge_because"])
    yield Table(str(TOTALS["bridge_risk"]), risk, (), span(result["bridge_risk"]))


def _steps(told: Told, parts: Iterable[Mapping[str, Any]]) -> tuple[Step, ...]:
    return tuple(
        Step(
            short=str(WORDINGS[part["question"]].short),
            says=". ".join(told.sentences(part["question"], flags=BRIDGE_FLAGS)),
            href=told.href(part["question"]),
            points=f"{part['points']:+g}".replace("-", "\N{MINUS SIGN}"),
        )
        for part in parts
    )


def _caps(told: Told, caps: Iterable[Mapping[str, Any]]) -> tuple[Cap, ...]:
    words = _("At most %(cap)s, not %(before)s: %(why)s.")
    return tuple(
        Cap(
            words
            % {
                "cap": f"{cap['cap']:g}",
                "before": f"{cap['before']:g}",
                "why": ". ".join(told.sentences(cap["question"], flags=BRIDGE_FLAGS)),
            },
            bool(cap["binding"]),
        )
        for cap in caps
    )


def _rules(result: Mapping[str, Any]) -> Iterable[RuleStep]:
    decided_by = result["decided_by"]
    for step in result["checked"]:
        compared = (name for name in NUMBERS if name in step["numbers"])
        numbers = ", ".join(f"{NUMBERS[name]} {step['numbers'][name]:g}" for name in compared)
        yield RuleStep(str(RULES[step["rule"]]), numbers, step["fired"])
    if decided_by in AFTER_THE_RULES:
        yield RuleStep(str(RULES[decided_by]), "", fired=True)
