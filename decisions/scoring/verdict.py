"""The verdict rules for complete answers, in their order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from .points import Points, gain_without_options
from .rules import Facts, RuleSet

Word = Literal["take", "ask", "decline"]

SAY_YOU_ARE_UNSURE = "say_you_are_unsure"
CHECK_BENEFITS = "check_benefits"
RULES = ("gain_below_bar", "bridge_risk", "paid_travel", "one_message", "worth_it")


@dataclass(frozen=True, slots=True)
class Checked:
    """One verdict rule as it was checked: whether it decided, and the numbers that it compared."""

    rule: str
    fired: bool
    numbers: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Verdict:
    """The verdict on complete answers. `default` is what to do if no answer comes, for "ask" alone."""

    word: Word
    decided_by: str
    checked: tuple[Checked, ...]
    points: Points
    ask: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()
    default: Word | None = None


def first_rule(at: Points, rules: RuleSet, worth_it: bool | None = None) -> tuple[str, Word]:
    """The first verdict rule that fires, and what it says; the benefits rule comes later, over ranges too.

    `worth_it` replaces the comparison of gain and bar where the cheaper mistake decides.
    """
    passes = at.gain >= at.bar if worth_it is None else worth_it
    if not passes:
        return "gain_below_bar", "decline"
    if at.risk >= at.risk_limit:
        return "bridge_risk", "decline" if at.told_risk >= rules.verdict.risk_limit else "ask"
    if at.paid_travel:
        return "paid_travel", "ask"
    if at.cost >= at.message_cost and _only_options_carries(at, rules):
        return "one_message", "ask"
    return "worth_it", "take"


def _only_options_carries(at: Points, rules: RuleSet) -> bool:
    """Just under the bar counts as carrying."""
    return gain_without_options(at, rules) < at.bar - rules.verdict.close


def judge(at: Points, facts: Facts, rules: RuleSet, *, worth_it: bool | None = None) -> Verdict:
    """The verdict on complete answers with its working, the benefits rule left out.

    Who was told and still expects the candidate is not wronged: without an answer, going is right.
    """
    rule, word = first_rule(at, rules, worth_it)
    checked = tuple(
        Checked(name, name == rule, _compared(name, at, rules)) for name in RULES[: RULES.index(rule) + 1]
    )
    if word != "ask":
        return Verdict(word, rule, checked, at)
    if rule == "one_message":
        ask = "known_from" if facts["open_point"] == "nothing" else "open_point"
        return Verdict(word, rule, checked, at, ask=(ask,), default="take")
    return Verdict(word, rule, checked, at, conditions=(SAY_YOU_ARE_UNSURE,), default="take")


def _compared(rule: str, at: Points, rules: RuleSet) -> Mapping[str, float]:
    """The numbers that the rule compares."""
    if rule == "bridge_risk":
        return {
            "bridge_risk": at.risk,
            "limit": at.risk_limit,
            "bridge_risk_told": at.told_risk,
            "told_limit": rules.verdict.risk_limit,
        }
    if rule == "paid_travel":
        return {"bridge_risk": at.risk}
    if rule == "one_message":
        return {"gain_without_options": gain_without_options(at, rules), "bar": at.bar, "cost": at.cost}
    return {"gain": at.gain, "bar": at.bar}
