"""Two ways from answers to points: the plain interpreter, and the tables. They agree to the last bit."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from itertools import product
from operator import getitem
from typing import Any, Protocol

from .facts import TIMES, with_slack
from .points import Gains, Points, points, put_together, weighed, weights
from .rules import Facts, RuleSet
from .tables import compiled, in_order, kept
from .waterfall import (
    Working,
    bridge_parts,
    cost_parts,
    offense_pieces,
    reason_working,
    stake_parts,
    working,
)


class Position(Protocol):
    """Complete facts (nothing "not_sure", slack worked out), and the points there and nearby."""

    @property
    def facts(self) -> Facts: ...

    def points(self, changes: Facts) -> Points:
        """The points with these answers instead. No list question can be changed."""

    def moved(self, changes: Facts) -> Position:
        """The position with these answers instead, to stay there."""

    def working(self) -> Working:
        """How the points here came about."""


class Scorer(Protocol):
    """Where the points come from."""

    @property
    def rules(self) -> RuleSet: ...

    def position(self, facts: Facts) -> Position: ...


@dataclass(frozen=True, slots=True)
class Interpreter:
    """Works everything out from the rules, each time anew."""

    rules: RuleSet

    def position(self, facts: Facts) -> Position:
        return InterpretedPosition(facts, self.rules)


@dataclass(frozen=True, slots=True)
class InterpretedPosition:
    facts: Facts
    rules: RuleSet

    def points(self, changes: Facts) -> Points:
        return points({**self.facts, **with_slack(self.facts, changes, self.rules)}, self.rules)

    def moved(self, changes: Facts) -> InterpretedPosition:
        return InterpretedPosition({**self.facts, **with_slack(self.facts, changes, self.rules)}, self.rules)

    def working(self) -> Working:
        return working(self.facts, self.rules)


Steps = tuple[tuple[int, int], ...]  # tables, as the index in `cells`, and how far the place there moves

Reads = list[tuple[int, Mapping[Any, int]]]


@dataclass(frozen=True, slots=True)
class TableScorer:
    """Looks everything up. `cells` are those of the reasons' tables and then of the others, in rule order.

    `places` says by question and answer where the tables are read; the options of `lists` add up. `moves`
    says by question how the place of one answer becomes that of another, as far as it differs. `found` keeps
    the working of places seen before; there are no more of them than cells.
    """

    rules: RuleSet
    cells: tuple[tuple[float, ...], ...]
    lists: frozenset[str]
    places: Mapping[str, Mapping[Any, Steps]]
    moves: Mapping[str, Mapping[tuple[Any, Any], Steps]]
    found: dict[tuple[int, int], Any]

    def position(self, facts: Facts) -> Position:
        places = [0] * len(self.cells)
        for question, by_answer in self.places.items():
            for option in facts[question] if question in self.lists else (facts.get(question),):
                for table, step in by_answer[option]:
                    places[table] += step
        numbers = [*map(getitem, self.cells, places)]
        return self.placed(facts, places, numbers, weights(facts["matters"], self.rules))

    def placed(
        self, facts: Facts, places: list[int], numbers: list[float], weights: list[float]
    ) -> TablePosition:
        """The position of these facts, whose places, numbers and weights are known."""
        gains = weighed(numbers[: len(weights)], weights, self.rules)
        return TablePosition(facts, self, places, numbers, weights, gains)


@dataclass(frozen=True, slots=True)
class TablePosition:
    """`places` is where each table is read, and `numbers` what stands there."""

    facts: Facts
    scorer: TableScorer
    places: list[int]
    numbers: list[float]
    weights: list[float]
    gains: Gains

    def points(self, changes: Facts) -> Points:
        _, numbers = self._changed(changes)
        reasons, gains, rules = len(self.weights), self.gains, self.scorer.rules
        scores = numbers[:reasons]
        if "matters" in changes:
            gains = weighed(scores, weights(changes["matters"], rules), rules)
        elif scores != gains.scores:
            gains = weighed(scores, self.weights, rules)
        return put_together(gains, numbers[reasons:], rules)

    def moved(self, changes: Facts) -> TablePosition:
        facts = {**self.facts, **with_slack(self.facts, changes, self.scorer.rules)}
        places, numbers = self._changed(changes)
        return self.scorer.placed(facts, places, numbers, self.weights)

    def _changed(self, changes: Facts) -> tuple[list[int], list[float]]:
        """Places and numbers with these answers instead: only what a changed answer moves is looked up."""
        if not TIMES.isdisjoint(changes):
            changes = with_slack(self.facts, changes, self.scorer.rules)
        numbers, places, cells, moves = [*self.numbers], [*self.places], self.scorer.cells, self.scorer.moves
        for question, answer in changes.items():
            if question in moves:
                for table, step in moves[question][self.facts.get(question), answer]:
                    places[table] += step
                    numbers[table] = cells[table][places[table]]
        return places, numbers

    def working(self) -> Working:
        facts, rules = self.facts, self.scorer.rules
        cost, stake, offense = range(len(rules.reasons), len(rules.reasons) + 3)
        return Working(
            reasons=tuple(
                self._found(table, partial(reason_working, reason, facts))
                for table, reason in enumerate(rules.reasons)
            ),
            cost=self._found(cost, partial(cost_parts, facts, rules)),
            stake=self._found(stake, partial(stake_parts, facts, rules)),
            bridge=bridge_parts(
                self._found(offense, partial(offense_pieces, facts, rules)),
                self.numbers[stake],
            ),
        )

    def _found(self, table: int, work_out: Callable[[], Any]) -> Any:
        """The working of the place where this table is read. Answers that share a place share it."""
        place = (table, self.places[table])
        if place not in self.scorer.found:
            self.scorer.found[place] = work_out()
        return self.scorer.found[place]


@kept
def table_scorer(rules: RuleSet) -> TableScorer:
    """The scorer on this rule set's tables."""
    tables = in_order(compiled(rules))
    axes = [(n, axis) for n, table in enumerate(tables) for axis in table.axes]
    questions = dict.fromkeys(axis.question for _, axis in axes)
    read = {q: [(n, axis.places) for n, axis in axes if axis.question == q] for q in questions}
    places = {q: {answer: _steps(reads, answer) for answer in reads[0][1]} for q, reads in read.items()}
    lists = frozenset(axis.question for _, axis in axes if axis.adds_up)
    pairs = {q: product(places[q], repeat=2) for q in places if q not in lists}
    moves = {q: {(now, to): _moves(read[q], now, to) for now, to in pairs[q]} for q in pairs}
    return TableScorer(rules, tuple(table.cells for table in tables), lists, places, moves, {})


def _steps(reads: Reads, answer: Any) -> Steps:
    return tuple((table, places[answer]) for table, places in reads if places[answer])


def _moves(reads: Reads, now: Any, to: Any) -> Steps:
    steps = ((table, places[to] - places[now]) for table, places in reads)
    return tuple((table, step) for table, step in steps if step)
