"""A rule set compiled into tables: a number for each combination of answers that can make a difference.

The plain interpreter fills every cell, so that a table gives its numbers to the last bit.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import wraps
from itertools import product
from math import prod
from typing import Any, TypeVar

from .points import (
    OTHERS,
    best_path,
    cost_of,
    message_cost_of,
    no_risk_of,
    offense_of,
    paid_travel_of,
    risk_limit_of,
    stake_of,
    told_offense_of,
)
from .rules import SLACK, Facts, Reason, Row, RuleSet

KEPT = 8  # rule sets whose tables stay in memory

Made = TypeVar("Made")


@dataclass(frozen=True, slots=True)
class Axis:
    """One question that a table reads: for each answer, how far it moves the place in the table.

    None stands for a question that is not asked. Answers that act alike in this table share a place. Of a
    list of options (`adds_up`) the places add up.
    """

    question: str
    places: Mapping[Any, int]
    adds_up: bool


@dataclass(frozen=True, slots=True)
class Table:
    """One number of the scoring for every combination of the answers that it depends on."""

    name: str
    axes: tuple[Axis, ...]
    cells: tuple[float, ...]

    def place(self, facts: Facts) -> int:
        """Where the number for these complete facts stands."""
        place = 0
        for axis in self.axes:
            if axis.adds_up:
                place += sum(axis.places[option] for option in facts[axis.question])
            else:
                place += axis.places[facts.get(axis.question)]
        return place

    def number(self, facts: Facts) -> float:
        return self.cells[self.place(facts)]


@dataclass(frozen=True, slots=True)
class Tables:
    """One rule set compiled.

    `told_offense` is the offense of who tells of their doubts, `risk_limit` what the bridge risk is held
    against, `paid_travel` 1 where that rule asks for a word first, else 0, `message_cost` the cost from which
    on a message settles it (infinite: never). All other numbers run from 0 to 100.
    """

    rules: RuleSet
    reasons: Mapping[str, Table]
    cost: Table
    stake: Table
    offense: Table
    told_offense: Table
    no_risk: Table
    risk_limit: Table
    paid_travel: Table
    message_cost: Table


def in_order(tables: Tables) -> tuple[Table, ...]:
    """The tables in the order in which `points.put_together` takes their numbers."""
    return (*tables.reasons.values(), *(getattr(tables, name) for name in OTHERS))


def kept(make: Callable[[RuleSet], Made]) -> Callable[[RuleSet], Made]:
    """What was made of the rule sets used last is kept, each by its object: equal ones are not compared."""
    recent: deque[tuple[RuleSet, Made]] = deque(maxlen=KEPT)

    @wraps(make)
    def found_or_made(rules: RuleSet) -> Made:
        for used, made in tuple(recent):
            if used is rules:
                return made
        made = make(rules)
        recent.append((rules, made))
        return made

    return found_or_made


@kept
def compiled(rules: RuleSet) -> Tables:
    """Every table of this rule set, filled by the plain interpreter."""
    bridge, limits = rules.bridge, rules.verdict
    offense = (*bridge.offense, *bridge.times, *bridge.more)
    told = [row for row in offense if row.question != "candor"]
    dislikes = limits.checkable_dislikes
    paid = {"candor": (), "sure": (), "flags": ("paid_travel",)}
    no_risk = {"flags": ("time_confirmed", "within_2_days")}
    message = {"open_point": (), "find_out": (), "dislikes": dislikes}
    return Tables(
        rules=rules,
        reasons={reason.id: _reason(reason, rules) for reason in rules.reasons},
        cost=_of_rows("cost", rules.cost, cost_of, rules),
        stake=_of_rows("stake", bridge.stake, stake_of, rules),
        offense=_of_rows("offense", offense, offense_of, rules),
        told_offense=_of_rows("told_offense", told, told_offense_of, rules),
        no_risk=_of_answers("no_risk", no_risk, no_risk_of, rules),
        risk_limit=_of_answers("risk_limit", {"candor": ()}, risk_limit_of, rules),
        paid_travel=_of_answers("paid_travel", paid, paid_travel_of, rules),
        message_cost=_of_answers("message_cost", message, message_cost_of, rules),
    )


Number = Callable[[Facts, RuleSet], float]


@dataclass(frozen=True, slots=True)
class Side:
    """The answers to one question, those that act alike in one group.

    Of a list question the first group holds the options that never count, and each other group one option.
    """

    question: str
    groups: tuple[tuple[Any, ...], ...]
    adds_up: bool

    @property
    def size(self) -> int:
        return 1 << (len(self.groups) - 1) if self.adds_up else len(self.groups)

    def answers(self) -> tuple[Any, ...]:
        """An answer for each place along this side, in order."""
        if not self.adds_up:
            return tuple(group[0] for group in self.groups)
        options = [group[0] for group in self.groups[1:]]
        return tuple(
            tuple(option for bit, option in enumerate(options) if place >> bit & 1)
            for place in range(self.size)
        )

    def axis(self, step: int) -> Axis:
        places = [step * place for place in range(len(self.groups))]
        if self.adds_up:
            places = [0, *(step << bit for bit in range(len(self.groups) - 1))]
        named = zip(self.groups, places, strict=True)
        by_answer = {answer: place for group, place in named for answer in group}
        return Axis(self.question, by_answer, self.adds_up)


def _reason(reason: Reason, rules: RuleSet) -> Table:
    rows = [row for path in reason.paths for row in (*path.points, *path.times, *path.caps)]
    return _of_rows(reason.id, rows, lambda facts, _: best_path(reason, facts).score, rules)


def _of_rows(name: str, rows: Iterable[Row], number: Number, rules: RuleSet) -> Table:
    """A table of what these rows make; options to which every row gives the same number share a place."""
    by_question: dict[str, list[Row]] = {}
    for row in rows:
        by_question.setdefault(row.question, []).append(row)
    sides = [_alike(question, found, rules) for question, found in by_question.items()]
    return _filled(name, sides, number, rules)


def _of_answers(name: str, counting: Mapping[str, tuple[str, ...]], number: Number, rules: RuleSet) -> Table:
    """A table over these questions; of a list question only the options named count."""
    sides = []
    for question, options in counting.items():
        answers = _answers(question, rules)
        if rules.is_list(question):
            rest = tuple(answer for answer in answers if answer not in options)
            sides.append(Side(question, (rest, *((option,) for option in options)), adds_up=True))
        else:
            sides.append(Side(question, tuple((answer,) for answer in answers), adds_up=False))
    return _filled(name, sides, number, rules)


def _alike(question: str, rows: list[Row], rules: RuleSet) -> Side:
    groups: dict[tuple[float | None, ...], list[Any]] = {}
    if not rules.is_list(question):
        for answer in _answers(question, rules):
            groups.setdefault(tuple(row.number({question: answer}) for row in rows), []).append(answer)
        return Side(question, tuple(map(tuple, groups.values())), adds_up=False)
    never: list[str] = []
    counting: list[str] = []
    for option in _answers(question, rules):
        counts = any(row.number({question: (option,)}) for row in rows)
        (counting if counts else never).append(option)
    return Side(question, (tuple(never), *((option,) for option in counting)), adds_up=True)


def _answers(question: str, rules: RuleSet) -> tuple[Any, ...]:
    """Every answer that complete facts can give, None where it may not be asked."""
    if question == SLACK:
        return (*rules.slack.classes, None)
    asked = rules.questionnaire.question(question)
    if asked.kind == "some_of" or asked.asked_when is None:
        return asked.options
    return (*asked.options, None)


def _filled(name: str, sides: Iterable[Side], number: Number, rules: RuleSet) -> Table:
    sides = tuple(sides)
    questions = [side.question for side in sides]
    axes = [side.axis(prod(after.size for after in sides[n + 1 :])) for n, side in enumerate(sides)]
    every = product(*(side.answers() for side in sides))
    cells = tuple(number(dict(zip(questions, answers, strict=True)), rules) for answers in every)
    return Table(name, tuple(axes), cells)
