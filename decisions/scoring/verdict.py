"""The verdict rules for complete answers, in their order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from .points import Points, points
from .rules import Facts, RuleSet

Word = Literal["take", "ask", "decline"]

SAY_YOU_ARE_UNSURE = "say_you_are_unsure"
CHECK_BENEFITS = "check_benefits"


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


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule says when it fires."""

    word: Word
    ask: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()
    default: Word | None = None


def judge(facts: Facts, rules: RuleSet, *, worth_it: bool | None = None) -> Verdict:
    """The verdict on complete answers, the benefits rule left out (it comes last, over ranges too).

    `worth_it` replaces the comparison of gain and bar where the cheaper mistake decides.
    """
    at = points(facts, rules)
    checked: list[Checked] = []
    for rule, numbers, finding in _steps(facts, at, rules, worth_it):
        checked.append(Checked(rule, finding is not None, numbers))
        if finding is not None:
            return Verdict(
                finding.word, rule, tuple(checked), at, finding.ask, finding.conditions, finding.default
            )
    return Verdict(
        "take", "worth_it", (*checked, Checked("worth_it", True, {"gain": at.gain, "bar": at.bar})), at
    )


Step = tuple[str, Mapping[str, float], Finding | None]


def _steps(facts: Facts, at: Points, rules: RuleSet, worth_it: bool | None) -> tuple[Step, ...]:
    limits = rules.verdict
    passes = at.gain >= at.bar if worth_it is None else worth_it
    limit = limits.secret_risk_limit if facts["candor"] in limits.candor_secret else limits.risk_limit
    risk = {
        "bridge_risk": at.risk,
        "limit": limit,
        "bridge_risk_told": at.told_risk,
        "told_limit": limits.risk_limit,
    }
    return (
        ("gain_below_bar", {"gain": at.gain, "bar": at.bar}, None if passes else Finding("decline")),
        ("bridge_risk", risk, _bridge_risk(at, limit, rules)),
        ("paid_travel", {"bridge_risk": at.risk}, _paid_travel(facts, rules)),
        (
            "one_message",
            {"gain_without_options": at.gain_without_options, "bar": at.bar, "cost": at.cost},
            _one_message(facts, at, rules),
        ),
    )


def _bridge_risk(at: Points, limit: float, rules: RuleSet) -> Finding | None:
    """Who was told and still expects the candidate is not wronged: without an answer, going is right."""
    if at.risk < limit:
        return None
    if at.told_risk >= rules.verdict.risk_limit:
        return Finding("decline")
    return Finding("ask", conditions=(SAY_YOU_ARE_UNSURE,), default="take")


def _paid_travel(facts: Facts, rules: RuleSet) -> Finding | None:
    if "paid_travel" not in facts["flags"] or facts["sure"] not in rules.verdict.paid_travel[facts["candor"]]:
        return None
    return Finding("ask", conditions=(SAY_YOU_ARE_UNSURE,), default="take")


def _one_message(facts: Facts, at: Points, rules: RuleSet) -> Finding | None:
    """Only options carries it, and a message would settle that. Just under the bar counts as carrying."""
    if at.gain_without_options >= at.bar - rules.verdict.close:
        return None
    if facts["open_point"] != "nothing":
        enough = at.cost >= rules.verdict.message_settles_cost[facts["find_out"]]
        return Finding("ask", ask=("open_point",), default="take") if enough else None
    checkable = not set(rules.verdict.checkable_dislikes).isdisjoint(facts["dislikes"])
    enough = checkable and at.cost >= rules.verdict.check_dislike_cost
    return Finding("ask", ask=("known_from",), default="take") if enough else None
