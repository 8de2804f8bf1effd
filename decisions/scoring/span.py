"""Answers some of which are "not sure": what they come to with these filled in one way or another."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from .facts import Unknown, complete, unknowns
from .points import Points
from .rules import Facts, RuleSet
from .scorer import Position, Scorer
from .verdict import Word, first_rule

BENEFITS = "unemployment_benefits"

Values = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Span:
    """Answers some of which are open, and how to fill them.

    `middle` has each open one at its middle; in `low` and `high`, those that can be asked are at their worst
    and at their best.
    """

    facts: Facts
    open: tuple[Unknown, ...]
    askable: tuple[Unknown, ...]
    middle: Position
    low: Position
    high: Position
    scorer: Scorer
    rules: RuleSet

    def points(self, values: Values) -> Points:
        """The points with these values, and the middle for all others that are open."""
        return self.middle.points(values)

    def word(self, values: Values) -> Word:
        """The verdict on these values, and the middle for all others that are open."""
        return self._word_at(self.middle, values)

    def _word_at(self, position: Position, values: Values) -> Word:
        word = first_rule(position.points(values), self.rules)[1]
        return "ask" if word == "decline" and BENEFITS in self.facts["flags"] else word

    def ends(self, over: Iterable[Unknown], fixed: Values) -> tuple[Word, Word]:
        """The worst and the best verdict over these unknowns, the rest fixed or at the middle."""
        free = [unknown for unknown in over if unknown.question not in fixed]
        if not free:
            word = self.word(fixed)
            return word, word
        return self.word({**fixed, **worst(free)}), self.word({**fixed, **best(free)})

    def ends_if_asked(self, fixed: Values) -> tuple[Word, Word]:
        """The worst and the best verdict over all that can be asked, but for what is fixed."""
        if not self.askable:
            word = self.word(fixed)
            return word, word
        return self._word_at(self.low, fixed), self._word_at(self.high, fixed)

    def is_open(self, over: Collection[Unknown], fixed: Values) -> bool:
        """Whether the verdict depends on these unknowns."""
        if not over:
            return False
        low, high = self.ends(over, fixed)
        return low != high


def worst(unknown: Iterable[Unknown]) -> dict[str, Any]:
    return {each.question: each.values[0] for each in unknown}


def best(unknown: Iterable[Unknown]) -> dict[str, Any]:
    return {each.question: each.values[-1] for each in unknown}


def span_of(facts: Facts, scorer: Scorer) -> Span:
    found = unknowns(facts, scorer.rules)
    askable = tuple(unknown for unknown in found if unknown.askable)
    middle = {unknown.question: unknown.middle for unknown in found}
    position = scorer.position(complete(facts, middle, scorer.rules))
    low, high = position, position
    if askable:
        low, high = position.moved(worst(askable)), position.moved(best(askable))
    return Span(facts, found, askable, position, low, high, scorer, scorer.rules)
