"""From answers to advice. Pure: no clock, no database, no words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .facts import as_facts
from .firmness import Firmness, every_firmness, firmness
from .flips import Flip, every_flip, flips
from .ranges import Decision, decide, word_of
from .result import Range, Result
from .rules import Facts, RuleSet
from .scorer import Interpreter, Scorer, table_scorer
from .shares import shares
from .span import Span, span_of
from .verdict import Checked, Word
from .waterfall import shown


class InvalidAnswers(Exception):  # noqa: N818 - the name says what is wrong
    """Answers that can't be scored; `errors` says what is wrong, by question id."""

    def __init__(self, errors: Mapping[str, str]) -> None:
        super().__init__("; ".join(f"{id}: {text}" for id, text in errors.items()))
        self.errors = dict(errors)


def score(answers: Mapping[str, Any], rules: RuleSet) -> Result:
    """The advice on these answers under this rule set. Raises InvalidAnswers."""
    span = _span_of_valid(answers, rules, table_scorer(rules))
    decision = decide(span)
    word = decision.verdict.word
    return _result(span, decision, flips(answers, word, span), firmness(word, span))


def plain_score(answers: Mapping[str, Any], rules: RuleSet) -> Result:
    """The same result without tables or shortcuts: for rule sets used once, and for proof."""
    span = _span_of_valid(answers, rules, Interpreter(rules))
    decision = decide(span)
    word = decision.verdict.word
    return _result(span, decision, every_flip(answers, word, span), every_firmness(word, span))


def verdict_word(facts: Facts, rules: RuleSet) -> Word:
    """The verdict alone. `facts` are valid answers, made ready by `as_facts`."""
    return word_of(facts, table_scorer(rules))


def plain_word(facts: Facts, rules: RuleSet) -> Word:
    """The same without tables: for rule sets used once, and for proof."""
    return word_of(facts, Interpreter(rules))


def plain_decision(facts: Facts, rules: RuleSet) -> Decision:
    """The verdict with the points at both ends, without tables."""
    return decide(span_of(facts, Interpreter(rules)))


def _span_of_valid(answers: Mapping[str, Any], rules: RuleSet, scorer: Scorer) -> Span:
    errors = rules.questionnaire.errors(answers)
    if errors:
        raise InvalidAnswers(errors)
    return span_of(as_facts(answers, rules), scorer)


def _result(span: Span, decision: Decision, flips: tuple[Flip, ...], firmness: Firmness | None) -> Result:
    verdict, working, rules = decision.verdict, span.middle.working(), span.rules
    reasons = zip(rules.reasons, decision.worst.scores, decision.best.scores, strict=True)
    scores = {reason.id: _range(low, high) for reason, low, high in reasons}
    ranges = _ranges(decision)
    return Result(
        rules=rules.id,
        verdict=verdict.word,
        close=decision.close,
        scores=scores,
        **ranges,
        ask=verdict.ask,
        conditions=verdict.conditions,
        default=verdict.default,
        decided_by=verdict.decided_by,
        checked=tuple(_rounded_step(step) for step in verdict.checked),
        lead=leading_reason(scores, rules),
        bands=_bands(scores, ranges, rules),
        because=tuple(part for reason in working.reasons for part in reason.parts),
        cost_because=working.cost,
        stake_because=working.stake,
        bridge_because=working.bridge,
        caps=tuple(cap for reason in working.reasons for cap in reason.caps),
        flips=flips,
        shares=shares(verdict.points, rules),
        settles={id: shown(share) for id, share in decision.settles.items()},
        unknown=tuple(unknown.question for unknown in span.open),
        firmness=firmness,
    )


def _range(one: float, other: float) -> Range:
    """Both ends of a number over all completions, the lower one first."""
    if one == other:
        return (shown(one),) * 2
    low, high = sorted((one, other))
    return shown(low), shown(high)


def _ranges(decision: Decision) -> dict[str, Range]:
    worst, best = decision.worst, decision.best
    return {
        "gain": _range(worst.gain, best.gain),
        "cost": _range(worst.cost, best.cost),
        "bridge_risk": _range(worst.risk, best.risk),
        "no_risk": _range(worst.no_risk, best.no_risk),
        "bar": _range(worst.bar, best.bar),
    }


def _rounded_step(step: Checked) -> Checked:
    return Checked(step.rule, step.fired, {name: shown(number) for name, number in step.numbers.items()})


def leading_reason(scores: Mapping[str, Range], rules: RuleSet) -> str:
    """The reason with the highest low + high, the first one where equal; "none" where all are weak."""
    best = max(scores, key=lambda reason: sum(scores[reason]))
    return best if scores[best][1] >= rules.gain.lead_at_least else "none"


def _bands(
    scores: Mapping[str, Range], ranges: Mapping[str, Range], rules: RuleSet
) -> dict[str, tuple[str, str]]:
    kinds = {"cost": "cost", "bridge_risk": "risk", "no_risk": "risk"}
    numbers = {reason: ("reason", span) for reason, span in scores.items()}
    numbers |= {name: (kind, ranges[name]) for name, kind in kinds.items()}
    found = {}
    for name, (kind, (low, high)) in numbers.items():
        word = rules.band(kind, low)
        found[name] = (word, word if low == high else rules.band(kind, high))
    return found
