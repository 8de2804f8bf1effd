"""From complete answers to points: the four reasons, gain, cost, both bridge risks and the bar."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from .rules import Facts, Path, Reason, Row, RuleSet

FULL = 100.0


@dataclass(frozen=True, slots=True)
class PathScore:
    """A path's points before caps, and its score after the lowest of them."""

    path: Path
    before: float
    cap: float
    score: float


@dataclass(frozen=True, slots=True)
class Points:
    """What the verdict rules compare, unrounded. Bridge risk: `risk` if you go, `no_risk` if not."""

    paths: Mapping[str, PathScore]
    reasons: Mapping[str, float]
    weighted: Mapping[str, float]
    gain: float
    gain_without_options: float
    cost: float
    stake: float
    offense: float
    risk: float
    told_risk: float
    no_risk: float
    bar: float


def points(facts: Facts, rules: RuleSet) -> Points:
    """All points of complete answers (nothing "not_sure", slack worked out)."""
    paths = {reason.id: best_path(reason, facts) for reason in rules.reasons}
    reasons = {id: path.score for id, path in paths.items()}
    weighted = {id: score * rules.gain.matters[facts["matters"][id]] for id, score in reasons.items()}
    cost = min(FULL, total(rules.cost, facts))
    stake = min(FULL, total(rules.bridge.stake, facts))
    offense = offense_of(facts, rules)
    told = offense_of({**facts, "candor": rules.verdict.candor_told}, rules)
    risk, no_risk = stake * offense / FULL, no_risk_of(facts, rules)
    return Points(
        paths=paths,
        reasons=reasons,
        weighted=weighted,
        gain=gain_of(weighted.values(), rules),
        gain_without_options=gain_of([v for id, v in weighted.items() if id != "options"], rules),
        cost=cost,
        stake=stake,
        offense=offense,
        risk=risk,
        told_risk=stake * told / FULL,
        no_risk=no_risk,
        bar=bar_of(cost, risk, no_risk, rules),
    )


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
    best, *others = sorted(weighted, reverse=True)
    above = rules.gain.others_above
    spill = zip(rules.gain.others, others, strict=False)
    return min(FULL, best + sum(share * max(0.0, score - above) for share, score in spill))


def offense_of(facts: Facts, rules: RuleSet) -> float:
    offense = total(rules.bridge.offense, facts)
    for row in rules.bridge.times:
        factor = row.number(facts)
        offense *= 1.0 if factor is None else factor
    return min(FULL, offense + total(rules.bridge.more, facts))


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
    counted = max(0.0, min(risk, bar.risk_to) - bar.risk_from)
    return bar.base + bar.cost * cost + bar.risk * counted - bar.no_risk * no_risk
