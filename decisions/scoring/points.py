"""From complete answers to points: the four reasons, gain, cost, both bridge risks and the bar."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import inf
from operator import mul
from typing import NamedTuple

from .rules import Facts, Gain, Path, Reason, Row, RuleSet

FULL = 100.0


@dataclass(frozen=True, slots=True)
class PathScore:
    """A path's points before caps, and its score after the lowest of them."""

    path: Path
    before: float
    cap: float
    score: float


class Points(NamedTuple):
    """What the verdict rules compare, unrounded. Bridge risk: `risk` if you go, `no_risk` if not.

    `scores` and `weighted` are the reasons in rule order, before and after how much they matter.
    """

    scores: Sequence[float]
    weighted: Sequence[float]
    gain: float
    cost: float
    stake: float
    risk: float
    told_risk: float
    no_risk: float
    bar: float
    risk_limit: float
    paid_travel: float
    message_cost: float


class Gains(NamedTuple):
    """The reasons as far as `Points` has them."""

    scores: Sequence[float]
    weighted: Sequence[float]
    gain: float


def points(facts: Facts, rules: RuleSet) -> Points:
    """All points of complete answers (nothing "not_sure", slack worked out)."""
    scores = [best_path(reason, facts).score for reason in rules.reasons]
    others = [number(facts, rules) for number in OTHERS.values()]
    return put_together(weighed(scores, weights(facts["matters"], rules), rules), others, rules)


def weights(matters: Mapping[str, str], rules: RuleSet) -> list[float]:
    """By how much each reason counts for this candidate, in rule order."""
    levels = rules.gain.matters
    return [levels[matters[reason.id]] for reason in rules.reasons]


def weighed(scores: Sequence[float], weights: Sequence[float], rules: RuleSet) -> Gains:
    weighted = [*map(mul, scores, weights)]
    return Gains(scores, weighted, gain_of(weighted, rules))


def put_together(gains: Gains, others: Sequence[float], rules: RuleSet) -> Points:
    """The points that follow from these numbers; `others` in the order of OTHERS."""
    cost, stake, offense, told_offense, no_risk, risk_limit, paid_travel, message_cost = others
    risk = stake * offense / FULL
    return Points(
        *gains,
        cost,
        stake,
        risk,
        stake * told_offense / FULL,
        no_risk,
        bar_of(cost, risk, no_risk, rules),
        risk_limit,
        paid_travel,
        message_cost,
    )


def gain_without_options(at: Points, rules: RuleSet) -> float:
    reasons = zip(rules.reasons, at.weighted, strict=True)
    return gain_of([score for reason, score in reasons if reason.id != "options"], rules)


def total(rows: Iterable[Row], facts: Facts) -> float:
    return sum(row.number(facts) or 0.0 for row in rows)


def best_path(reason: Reason, facts: Facts) -> PathScore:
    """The path with the highest score; the first one where they are equal."""
    return max((score_path(path, facts) for path in reason.paths), key=lambda path: path.score)


def score_path(path: Path, facts: Facts) -> PathScore:
    before = total(path.points, facts)
    for row in path.times:
        factor = row.number(facts)
        before *= 1.0 if factor is None else factor
    caps = [cap for cap in (row.number(facts) for row in path.caps) if cap is not None]
    cap = min(caps, default=FULL)
    return PathScore(path, before, cap, min(before, cap, FULL))


def gain_of(weighted: Iterable[float], rules: RuleSet) -> float:
    """The best reason, and a share of what each other one has above the level."""
    return gain_of_ranked(sorted(weighted, reverse=True), rules.gain)


def gain_of_ranked(weighted: Sequence[float], rules: Gain) -> float:
    """The gain of reasons that stand in order, the best first."""
    gain, above = weighted[0], rules.others_above
    for share, score in zip(rules.others, weighted[1:], strict=False):
        if score <= above:
            break
        gain += share * (score - above)
    return gain if gain < FULL else FULL


def cost_of(facts: Facts, rules: RuleSet) -> float:
    return min(FULL, total(rules.cost, facts))


def stake_of(facts: Facts, rules: RuleSet) -> float:
    return min(FULL, total(rules.bridge.stake, facts))


def offense_of(facts: Facts, rules: RuleSet) -> float:
    offense = total(rules.bridge.offense, facts)
    for row in rules.bridge.times:
        factor = row.number(facts)
        offense *= 1.0 if factor is None else factor
    return min(FULL, offense + total(rules.bridge.more, facts))


def told_offense_of(facts: Facts, rules: RuleSet) -> float:
    """The offense of who tells of their doubts."""
    return offense_of({**facts, "candor": rules.verdict.candor_told}, rules)


def no_risk_of(facts: Facts, rules: RuleSet) -> float:
    """Bridge risk if you say no: more once a time is confirmed, and much more when that is near."""
    flags = facts["flags"]
    if "time_confirmed" not in flags:
        return rules.no_risk.base
    late = rules.no_risk.within_2_days if "within_2_days" in flags else 0.0
    return min(FULL, rules.no_risk.time_confirmed + late)


def bar_of(cost: float, risk: float, no_risk: float, rules: RuleSet) -> float:
    """What the gain must reach: more with cost and bridge risk, less where saying no burns a bridge too."""
    bar = rules.bar
    at_least = bar.base + bar.cost * cost - bar.no_risk * no_risk
    if risk <= bar.risk_from:
        return at_least
    return at_least + bar.risk * (min(risk, bar.risk_to) - bar.risk_from)


def risk_limit_of(facts: Facts, rules: RuleSet) -> float:
    """From which bridge risk on one goes only openly: sooner where one would keep one's doubts back."""
    limits = rules.verdict
    return limits.secret_risk_limit if facts["candor"] in limits.candor_secret else limits.risk_limit


def paid_travel_of(facts: Facts, rules: RuleSet) -> float:
    """1 where they pay the travel and should hear of the doubts first, else 0."""
    unsure = facts["sure"] in rules.verdict.paid_travel[facts["candor"]]
    return float(unsure and "paid_travel" in facts["flags"])


def message_cost_of(facts: Facts, rules: RuleSet) -> float:
    """The cost of going from which on a message is the better way to find out; infinite where it never is."""
    limits = rules.verdict
    if facts["open_point"] != "nothing":
        return limits.message_settles_cost.get(facts.get("find_out", ""), inf)
    checkable = not set(limits.checkable_dislikes).isdisjoint(facts["dislikes"])
    return limits.check_dislike_cost if checkable else inf


# In the order in which `put_together` takes them.
OTHERS: Mapping[str, Callable[[Facts, RuleSet], float]] = {
    "cost": cost_of,
    "stake": stake_of,
    "offense": offense_of,
    "told_offense": told_offense_of,
    "no_risk": no_risk_of,
    "risk_limit": risk_limit_of,
    "paid_travel": paid_travel_of,
    "message_cost": message_cost_of,
}
