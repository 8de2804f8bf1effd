"""The verdict where some answers are "not sure": a range over every completion, never a silent zero.

Every unknown answer runs from worst to best, and the verdict follows it (see soundness.py). So the
completions agree if the worst and the best one do, and the range of a score lies between its two ends: exact,
without trying each completion.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import product
from typing import Any

from .facts import Unknown, complete, unknowns
from .points import Points, points
from .rules import Facts, RuleSet
from .verdict import CHECK_BENEFITS, SAY_YOU_ARE_UNSURE, Verdict, Word, judge

BENEFITS = "unemployment_benefits"
NEAR = "within_2_days"


@dataclass(frozen=True, slots=True)
class Decision:
    """The verdict over all completions; `middle` are the answers at which it is explained."""

    verdict: Verdict
    close: bool
    middle: Facts
    worst: Points
    best: Points


@dataclass(frozen=True, slots=True)
class Span:
    """Answers some of which are open, and how to fill them."""

    facts: Facts
    open: tuple[Unknown, ...]
    rules: RuleSet

    def at(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """Complete facts: these values, and the middle for all others that are open."""
        middle = {unknown.question: unknown.middle for unknown in self.open}
        return complete(self.facts, {**middle, **values}, self.rules)

    def word(self, values: Mapping[str, Any]) -> Word:
        return _with_benefits(judge(self.at(values), self.rules), self.facts).word

    def ends(self, over: Iterable[Unknown], fixed: Mapping[str, Any]) -> tuple[Word, Word]:
        """The worst and the best verdict over these unknowns, the rest fixed or at the middle."""
        free = [unknown for unknown in over if unknown.question not in fixed]
        if not free:
            return (self.word(fixed),) * 2
        low = {unknown.question: unknown.worst for unknown in free}
        high = {unknown.question: unknown.best for unknown in free}
        return self.word({**fixed, **low}), self.word({**fixed, **high})

    def is_open(self, over: Iterable[Unknown], fixed: Mapping[str, Any]) -> bool:
        low, high = self.ends(over, fixed)
        return low != high


def decide(facts: Facts, rules: RuleSet) -> Decision:
    """The verdict, with what to ask where the range decides."""
    span = Span(facts, unknowns(facts, rules), rules)
    askable = [unknown for unknown in span.open if unknown.askable]
    own = [unknown for unknown in span.open if not unknown.askable]
    middle = span.at({})
    verdict = judge(middle, rules)
    low, high = span.ends(askable, {})
    unsettled, in_time = low != high, NEAR not in facts["flags"]
    if unsettled and in_time:
        verdict = _asking(verdict, _to_ask(span, askable))
    elif unsettled:
        verdict = _without_asking(span, askable, verdict)
    at = verdict.points
    near_bar = abs(at.gain - at.bar) <= rules.verdict.close
    close = near_bar or span.is_open(own, {}) or (unsettled and not in_time)
    worst, best = _end(span, at, best=False), _end(span, at, best=True)
    return Decision(_with_benefits(verdict, facts), close, middle, worst, best)


def word_of(facts: Facts, rules: RuleSet) -> Word:
    """The verdict alone: what `decide` says, without working out what to ask."""
    span = Span(facts, unknowns(facts, rules), rules)
    askable = [unknown for unknown in span.open if unknown.askable]
    low, high = span.ends(askable, {})
    if low == high:
        return low
    if NEAR not in facts["flags"]:
        return "ask"
    verdict = _without_asking(span, askable, judge(span.at({}), rules))
    return _with_benefits(verdict, facts).word


def _end(span: Span, middle: Points, *, best: bool) -> Points:
    if not span.open:
        return middle
    values = {unknown.question: unknown.best if best else unknown.worst for unknown in span.open}
    return points(span.at(values), span.rules)


def _asking(verdict: Verdict, ask: tuple[str, ...]) -> Verdict:
    """Ask the facts that decide; without an answer, do what the middle says."""
    default = verdict.default if verdict.word == "ask" else verdict.word
    return replace(verdict, word="ask", decided_by="unknown", ask=ask, default=default)


def _without_asking(span: Span, askable: list[Unknown], verdict: Verdict) -> Verdict:
    """No time to ask: the middle decides; near the bar, if that is in dispute, the cheaper mistake does."""
    at, limits = verdict.points, span.rules.unknown
    worst = judge(span.at({unknown.question: unknown.worst for unknown in askable}), span.rules)
    if worst.word == "decline" and abs(at.gain - at.bar) <= span.rules.verdict.close:
        cheap = at.cost <= limits.cheap_cost and at.risk < limits.cheap_risk
        verdict = judge(span.at({}), span.rules, worth_it=cheap)
    return replace(verdict, decided_by="no_time_to_ask")


def _with_benefits(verdict: Verdict, facts: Facts) -> Verdict:
    """With unemployment benefits nobody is told simply to decline, nor to tell the employer of doubts."""
    if BENEFITS not in facts["flags"] or verdict.word == "take":
        return verdict
    if verdict.word == "ask" and verdict.default == "take" and SAY_YOU_ARE_UNSURE not in verdict.conditions:
        return verdict
    decided_by = "benefits" if verdict.word == "decline" else verdict.decided_by
    return replace(verdict, word="ask", decided_by=decided_by, conditions=(CHECK_BENEFITS,), default="take")


def _to_ask(span: Span, askable: list[Unknown]) -> tuple[str, ...]:
    """The one or two questions that leave the fewest verdicts open, the best first."""
    order = [*span.rules.unknown.askable]
    ranked = sorted(
        askable, key=lambda unknown: order.index(unknown.question) if unknown.question in order else -1
    )
    chosen: list[Unknown] = []
    while len(chosen) < span.rules.unknown.at_most and _share_open(span, askable, chosen) > 0:
        chosen.append(_next_to_ask(span, ranked, chosen))
    return tuple(unknown.question for unknown in chosen)


def _next_to_ask(span: Span, askable: list[Unknown], chosen: list[Unknown]) -> Unknown:
    left = [unknown for unknown in askable if unknown not in chosen and _could_flip(span, askable, unknown)]
    left = left or [unknown for unknown in askable if unknown not in chosen]
    first = [unknown for unknown in left if unknown.question == span.rules.unknown.ask_first]
    return (
        first[0] if first else min(left, key=lambda unknown: _share_open(span, askable, [*chosen, unknown]))
    )


def _share_open(span: Span, askable: list[Unknown], asked: list[Unknown]) -> float:
    """The share of answers to these questions after which the verdict is still open."""
    names = [unknown.question for unknown in asked]
    answers = [
        dict(zip(names, values, strict=True)) for values in product(*(unknown.values for unknown in asked))
    ]
    return sum(span.is_open(askable, fixed) for fixed in answers) / len(answers)


def _could_flip(span: Span, askable: list[Unknown], unknown: Unknown) -> bool:
    """Whether the answer moves the verdict, the others at worst, middle or best; or settles it alone."""
    others = [other for other in askable if other is not unknown]
    contexts: tuple[dict[str, Any], ...] = (
        {},
        {other.question: other.worst for other in others},
        {other.question: other.best for other in others},
    )
    moved = any(
        span.word({**context, unknown.question: unknown.worst})
        != span.word({**context, unknown.question: unknown.best})
        for context in contexts
    )
    return moved or _share_open(span, askable, [unknown]) < 1
