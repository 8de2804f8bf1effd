"""The verdict where some answers are "not sure": a range over every completion, never a silent zero.

Every unknown answer runs from worst to best, and the verdict follows it (see soundness.py). So the
completions agree if the worst and the best one do, and the range of a score lies between its two ends: exact,
without trying each completion.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from .asking import to_ask
from .facts import MORE_TIME, TIMES, Unknown, unknowns
from .points import Points
from .rules import Facts
from .scorer import Scorer
from .span import BENEFITS, Span, Values, best, span_of, worst
from .verdict import CHECK_BENEFITS, SAY_YOU_ARE_UNSURE, Verdict, Word, first_rule, judge

NEAR = "within_2_days"


@dataclass(frozen=True, slots=True)
class Decision:
    """The verdict over all completions, explained at the middle of what is open.

    `settles` is, for each fact to ask in order, the share of answers to it and to those before it after which
    the verdict is settled.
    """

    verdict: Verdict
    close: bool
    worst: Points
    best: Points
    settles: Mapping[str, float]


def decide(span: Span) -> Decision:
    """The verdict, with what to ask where the range decides."""
    at = span.points({})
    verdict = judge(at, span.middle.facts, span.rules)
    settles: Mapping[str, float] = {}
    lowest, highest = span.ends_if_asked({})
    unsettled, in_time = lowest != highest, NEAR not in span.facts["flags"]
    if unsettled and in_time:
        settles = to_ask(span)
        verdict = _asking(verdict, tuple(settles))
    elif unsettled:
        verdict = _without_asking(span, verdict)
    own = [unknown for unknown in span.open if not unknown.askable]
    near_bar = abs(at.gain - at.bar) <= span.rules.verdict.close
    close = near_bar or span.is_open(own, {}) or (unsettled and not in_time)
    return Decision(
        verdict=_with_benefits(verdict, span.facts),
        close=close,
        worst=span.points(worst(span.open)) if span.open else at,
        best=span.points(best(span.open)) if span.open else at,
        settles=settles,
    )


def word_of(facts: Facts, scorer: Scorer) -> Word:
    """The verdict alone: what `decide` says, without working out what to ask."""
    span = span_of(facts, scorer)
    low, high = span.ends_if_asked({})
    if low == high:
        return low
    if NEAR not in facts["flags"]:
        return "ask"
    verdict = _without_asking(span, judge(span.points({}), span.middle.facts, span.rules))
    return _with_benefits(verdict, facts).word


def word_with(span: Span, changes: Values) -> Word:
    """The verdict if these were the answers instead, without reading all of them anew."""
    if TIMES.isdisjoint(changes):
        low, high = span.ends_if_asked(changes)
    else:
        fixed, askable = _with_other_times(span, changes)
        low, high = span.ends(askable, fixed)
    if low == high:
        return low
    return word_of({**span.facts, **changes}, span.scorer) if NEAR in span.facts["flags"] else "ask"


def _with_other_times(span: Span, changes: Values) -> tuple[Values, tuple[Unknown, ...]]:
    """What is known then, and what is open: more time may be granted now, or may not be needed any more."""
    changed = {**span.facts, **changes}
    askable = tuple(unknown for unknown in unknowns(changed, span.rules) if unknown.askable)
    known = {MORE_TIME: changed.get(MORE_TIME), **changes}
    for unknown in askable:
        known.pop(unknown.question, None)
    return known, askable


def _asking(verdict: Verdict, ask: tuple[str, ...]) -> Verdict:
    """Ask the facts that decide; without an answer, do what the middle says."""
    default = verdict.default if verdict.word == "ask" else verdict.word
    return replace(verdict, word="ask", decided_by="unknown", ask=ask, default=default)


def _without_asking(span: Span, verdict: Verdict) -> Verdict:
    """No time to ask: the middle decides; near the bar, if that is in dispute, the cheaper mistake does."""
    at, limits = verdict.points, span.rules.unknown
    may_decline = first_rule(span.low.points({}), span.rules)[1] == "decline"
    if may_decline and abs(at.gain - at.bar) <= span.rules.verdict.close:
        cheap = at.cost <= limits.cheap_cost and at.risk < limits.cheap_risk
        verdict = judge(at, span.middle.facts, span.rules, worth_it=cheap)
    return replace(verdict, decided_by="no_time_to_ask")


def _with_benefits(verdict: Verdict, facts: Facts) -> Verdict:
    """With unemployment benefits nobody is told simply to decline, nor to tell the employer of doubts."""
    if BENEFITS not in facts["flags"] or verdict.word == "take":
        return verdict
    if verdict.word == "ask" and verdict.default == "take" and SAY_YOU_ARE_UNSURE not in verdict.conditions:
        return verdict
    decided_by = "benefits" if verdict.word == "decline" else verdict.decided_by
    return replace(verdict, word="ask", decided_by=decided_by, conditions=(CHECK_BENEFITS,), default="take")
