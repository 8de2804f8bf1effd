"""A rule set made ready for many answer sets.

The places of an answer in all tables stand side by side in a few whole numbers, so that one sum over the
questions finds the place in every table.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from decisions.scoring.facts import unknowns
from decisions.scoring.questionnaire import NOT_SURE
from decisions.scoring.rules import SLACK, RuleSet
from decisions.scoring.tables import Axis, Table, compiled, in_order, kept

from .reading import Column, Reader, reader

BITS = 62  # of a whole number in which places stand
MIDDLE, WORST, BEST = range(3)

Codes = NDArray[np.integer[Any]]
Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Places = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Slot:
    """Where a table's place stands in the whole numbers, and the table's numbers."""

    word: int
    shift: int
    mask: int
    cells: Floats

    def numbers(self, places: Places) -> Floats:
        found: Floats = self.cells.take(places[self.word] >> self.shift & self.mask)
        return found


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as the tables read it.

    `moves` is how far each answer moves the places in all tables, with what is not sure taken at its middle,
    its worst and its best; `filled` are the answers taken for it. `unsure` is -1 where it may not be so.
    """

    column: Column
    moves: tuple[Places, ...]
    filled: tuple[int, ...] = (0, 0, 0)
    unsure: int = -1
    askable: bool = False

    @property
    def counts(self) -> bool:
        """Whether any table reads it."""
        return bool(self.moves[0].any())

    def number(self, answer: Any) -> int:
        return self.column.answers.index(answer)

    def is_number(self, codes: Codes) -> Flags:
        return codes <= self._last - self._first

    def days(self, codes: Codes) -> Codes:
        """The whole numbers answered; for other answers something else."""
        return codes + self._first

    @property
    def _first(self) -> int:
        return (self.column.question.whole_number or (0, -1))[0]

    @property
    def _last(self) -> int:
        return (self.column.question.whole_number or (0, -1))[1]

    def at(self, codes: Codes, kind: int) -> Codes:
        """The answers' numbers with those that are not sure filled in."""
        return np.where(codes == self.unsure, self.filled[kind], codes)


@dataclass(frozen=True, slots=True)
class Batch:
    """One rule set made ready. `weights` are by the number of an answer to `matters`, in rule order."""

    rules: RuleSet
    reader: Reader
    slots: tuple[Slot, ...]
    asked: Mapping[str, Asked]
    slack: Places
    weights: Floats


@kept
def prepared(rules: RuleSet) -> Batch:
    """This rule set made ready for many answer sets."""
    tables = in_order(compiled(rules))
    slots, read = tuple(_slots(tables)), reader(rules.questionnaire)

    def moves(question: str, answers: Sequence[Any]) -> Places:
        found = np.zeros((slots[-1].word + 1, len(answers)), np.int64)
        for slot, table in zip(slots, tables, strict=True):
            for axis in table.axes:
                if axis.question == question:
                    found[slot.word] += [_place(axis, answer) << slot.shift for answer in answers]
        return found

    # Missing and wrong answers come after the others, and move nothing.
    asked = {
        column.question.id: _asked(column, moves(column.question.id, (*column.answers, None, None)), rules)
        for column in read.columns
    }
    slack = moves(SLACK, (*rules.slack.classes, None))
    return Batch(rules, read, slots, asked, slack, _weights(asked["matters"].column, rules))


def _slots(tables: Sequence[Table]) -> Iterator[Slot]:
    """The tables side by side, as many in each whole number as fit into it."""
    word, shift = 0, 0
    for table in tables:
        bits = (len(table.cells) - 1).bit_length()
        if shift + bits > BITS:
            word, shift = word + 1, 0
        yield Slot(word, shift, (1 << bits) - 1, np.array(table.cells))
        shift += bits


def _place(axis: Axis, answer: Any) -> int:
    if axis.adds_up:
        return sum(axis.places[option] for option in answer or ())
    return axis.places.get(answer, 0)


def _asked(column: Column, moves: Places, rules: RuleSet) -> Asked:
    if not column.question.not_sure:
        return Asked(column, (moves,))
    (unknown,) = unknowns({column.question.id: NOT_SURE}, rules)
    values = (unknown.middle, unknown.values[0], unknown.values[-1])
    filled = tuple(column.answers.index(value) for value in values)
    unsure = column.answers.index(NOT_SURE)
    kinds = tuple(moves.copy() for _ in filled)
    for kind, answer in zip(kinds, filled, strict=True):
        kind[:, unsure] = moves[:, answer]
    return Asked(column, kinds, filled, unsure, unknown.askable)


def _weights(matters: Column, rules: RuleSet) -> Floats:
    """By how much each reason counts, shape (reasons, answers)."""
    left_out = (matters.question.if_left_out,) * len(matters.question.each_of)
    answers = [
        dict(zip(matters.question.each_of, a, strict=True)) for a in (*matters.answers, left_out, left_out)
    ]
    return np.array(
        [[rules.gain.matters[answer[reason.id]] for answer in answers] for reason in rules.reasons]
    )
