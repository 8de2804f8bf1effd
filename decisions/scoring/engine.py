"""From answers to advice. Pure: no clock, no database, no words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from .facts import as_facts
from .flips import flips
from .ranges import Decision, decide
from .result import Range, Result
from .rules import RuleSet
from .verdict import Checked
from .waterfall import Cap, because, bridge_because, caps, cost_because, stake_because


class InvalidAnswers(Exception):  # noqa: N818 - the name says what is wrong
    """Answers that can't be scored; `errors` says what is wrong, by question id."""

    def __init__(self, errors: Mapping[str, str]) -> None:
        super().__init__("; ".join(f"{id}: {text}" for id, text in errors.items()))
        self.errors = dict(errors)


def score(answers: Mapping[str, Any], rules: RuleSet) -> Result:
    """The advice on these answers under this rule set. Raises InvalidAnswers."""
    errors = rules.questionnaire.errors(answers)
    if errors:
        raise InvalidAnswers(errors)
    decision = decide(as_facts(answers, rules), rules)
    verdict, middle, spans = decision.verdict, decision.middle, _spans(decision)
    worst, best = decision.worst.reasons, decision.best.reasons
    scores = {reason.id: _span(worst[reason.id], best[reason.id]) for reason in rules.reasons}
    return Result(
        rules=rules.id,
        verdict=verdict.word,
        close=decision.close,
        scores=scores,
        **spans,
        ask=verdict.ask,
        conditions=verdict.conditions,
        default=verdict.default,
        decided_by=verdict.decided_by,
        checked=tuple(_rounded_step(step) for step in verdict.checked),
        lead=_lead(scores, rules),
        bands=_bands(scores, spans, rules),
        because=because(verdict.points, middle),
        cost_because=cost_because(middle, rules),
        stake_because=stake_because(middle, rules),
        bridge_because=bridge_because(verdict.points, middle, rules),
        caps=tuple(_rounded_cap(cap) for cap in caps(verdict.points, middle)),
        flips=flips(answers, verdict.word, rules),
    )


def _span(one: float, other: float) -> Range:
    """Both ends of a number over all completions, the lower one first."""
    low, high = sorted((one, other))
    return _shown(low), _shown(high)


def _spans(decision: Decision) -> dict[str, Range]:
    worst, best = decision.worst, decision.best
    return {
        "gain": _span(worst.gain, best.gain),
        "cost": _span(worst.cost, best.cost),
        "bridge_risk": _span(worst.risk, best.risk),
        "no_risk": _span(worst.no_risk, best.no_risk),
        "bar": _span(worst.bar, best.bar),
    }


def _shown(number: float) -> float:
    return round(number, 2) + 0.0  # no "-0.0"


def _rounded_step(step: Checked) -> Checked:
    return replace(step, numbers={name: _shown(number) for name, number in step.numbers.items()})


def _rounded_cap(cap: Cap) -> Cap:
    return replace(cap, cap=_shown(cap.cap), before=_shown(cap.before))


def _lead(scores: Mapping[str, Range], rules: RuleSet) -> str:
    """The reason with the highest low + high, the first one where equal; "none" where all are weak."""
    best = max(scores, key=lambda reason: sum(scores[reason]))
    return best if scores[best][1] >= rules.gain.lead_at_least else "none"


def _bands(
    scores: Mapping[str, Range], spans: Mapping[str, Range], rules: RuleSet
) -> dict[str, tuple[str, str]]:
    kinds = {"cost": "cost", "bridge_risk": "risk", "no_risk": "risk"}
    numbers = {reason: ("reason", span) for reason, span in scores.items()}
    numbers |= {name: (kind, spans[name]) for name, kind in kinds.items()}
    return {
        name: (rules.band(kind, low), rules.band(kind, high)) for name, (kind, (low, high)) in numbers.items()
    }
