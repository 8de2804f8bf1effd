"""The points of many complete answer sets, and the verdict rules on them, as in points.py and verdict.py."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from decisions.scoring.points import FULL
from decisions.scoring.rules import RuleSet

from .ready import Batch, Codes, Floats, Places

WORDS = ("decline", "ask", "take")
DECLINE, ASK, TAKE = range(3)


@dataclass(frozen=True, slots=True)
class At:
    """The points of complete answers, and their verdict: `after` where the gain reaches the bar."""

    scores: Floats
    gain: Floats
    cost: Floats
    bridge_risk: Floats
    no_risk: Floats
    bar: Floats
    after: Codes

    @property
    def word(self) -> Codes:
        return np.where(self.gain >= self.bar, self.after, DECLINE)


def points(places: Places, weights: Floats, batch: Batch) -> At:
    rules, count = batch.rules, len(batch.rules.reasons)
    numbers = [slot.numbers(places) for slot in batch.slots]
    cost, stake, offense, told_offense, no_risk, limit, paid, message_cost = numbers[count:]
    scores = np.array(numbers[:count])
    gain, without_options = _gains(scores * weights, rules)
    risk = stake * offense / FULL
    bar = rules.bar
    over = np.clip(risk, bar.risk_from, bar.risk_to) - bar.risk_from
    level = bar.base + bar.cost * cost - bar.no_risk * no_risk + bar.risk * over
    message = (cost >= message_cost) & (without_options < level - rules.verdict.close)
    first = np.where(message | (paid > 0), ASK, TAKE)
    refused = np.where(stake * told_offense / FULL >= rules.verdict.risk_limit, DECLINE, ASK)
    return At(scores, gain, cost, risk, no_risk, level, np.where(risk >= limit, refused, first))


def _gains(weighted: Floats, rules: RuleSet) -> tuple[Floats, Floats]:
    """The gain, and what it would be without options."""
    options = [n for n, reason in enumerate(rules.reasons) if reason.id == "options"]
    ordered: list[Floats] = []
    for n in (n for n in range(len(weighted)) if n not in options):
        ordered = _put_in(ordered, weighted[n])
    without = _gain(ordered, rules)
    for n in options:
        ordered = _put_in(ordered, weighted[n])
    return _gain(ordered, rules), without


def _put_in(ordered: list[Floats], other: Floats) -> list[Floats]:
    """The scores, highest first, with one more in its place."""
    found = []
    for score in ordered:
        found.append(np.maximum(score, other))
        other = np.minimum(score, other)
    return [*found, other]


def _gain(ordered: list[Floats], rules: RuleSet) -> Floats:
    gain = ordered[0]
    for share, score in zip(rules.gain.others, ordered[1:], strict=False):
        gain = gain + share * np.maximum(0.0, score - rules.gain.others_above)
    return np.minimum(FULL, gain)
