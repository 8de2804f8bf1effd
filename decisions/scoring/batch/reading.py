"""Many answer sets read at once, question by question, as whole numbers.

Each question's answers are numbered from 0 on. Numbered are

- of one answer: the options, then "not_sure" where it may be given;
- of a whole number: the numbers from the lowest on, then the words that may stand instead;
- of a list: every set of options, the first option counting 1, the second 2, the third 4;
- of a level for each part: every combination, that of the last part changing first.

After them come `Column.missing` for no answer and `Column.wrong` for one that does not fit.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any

from decisions.scoring.questionnaire import Question, Questionnaire

ABSENT = object()
AT_ONCE = 256  # answer sets whose texts fit together into a core's cache
KEPT = 5000  # different lists whose numbers are kept for each question

Number = Callable[[Any], Any]


@dataclass(frozen=True, slots=True)
class Column:
    """How one question's answers are numbered: `answers` are all of them, in that order.

    `prepared` makes an answer fit to be looked up, `number` looks it up. They may only be trusted with the
    types in `plain`, where there are any, and raise TypeError or give None for what is no answer.
    """

    question: Question
    answers: tuple[Any, ...]
    number: Number
    prepared: Number | None = None
    plain: frozenset[type] | None = None

    @property
    def missing(self) -> int:
        return len(self.answers)

    @property
    def wrong(self) -> int:
        return len(self.answers) + 1

    @property
    def typecode(self) -> str:
        """The numbers' type as `array` and numpy name it."""
        return "B" if self.wrong < 256 else "i"

    def read(self, values: Sequence[Any]) -> bytes:
        """The numbers of these answers, as memory; ABSENT stands for no answer."""
        if self.plain is None or self.plain.issuperset(map(type, values)):
            try:
                return self._memory(
                    list(map(self.number, map(self.prepared, values) if self.prepared else values))
                )
            except TypeError:  # a text that is no option, or a list in a list
                pass
        return self._memory(list(map(self._checked, values)))

    def _memory(self, numbers: list[int]) -> bytes:
        return bytes(numbers) if self.typecode == "B" else array("i", numbers).tobytes()

    def _checked(self, value: Any) -> int:
        if value is ABSENT:
            return self.missing
        if self.question.error(value) is not None:
            return self.wrong
        number: int = self.number(self.prepared(value) if self.prepared else value)
        return number


class Numbered(dict[tuple[Any, ...], int]):
    """The numbers of the lists seen before; others are worked out once."""

    def __init__(self, work_out: Callable[[tuple[Any, ...]], int | None], wrong: int) -> None:
        super().__init__()
        self.work_out = work_out
        self.wrong = wrong

    def __missing__(self, key: tuple[Any, ...]) -> int:
        number = self.work_out(key)
        if number is None:
            return self.wrong
        if len(self) < KEPT:
            self[key] = number
        return number


def column(question: Question) -> Column:
    """How this question's answers are numbered."""
    if question.kind == "some_of":
        return _list_column(question)
    if question.kind == "each_of":
        return _level_column(question)
    low, high = question.whole_number or (0, -1)
    answers = (*range(low, high + 1), *question.choices)
    numbers = {answer: number for number, answer in enumerate((*answers, ABSENT))}
    # As a key, 3.0 and True would do for 3 and 1.
    plain = frozenset((int, str, object)) if question.kind == "whole_number" else None
    return Column(question, answers, numbers.get, plain=plain)


def _list_column(question: Question) -> Column:
    options = question.options
    answers = tuple(
        tuple(option for place, option in enumerate(options) if number >> place & 1)
        for number in range(1 << len(options))
    )
    bits = {option: 1 << place for place, option in enumerate(options)}

    def work_out(items: tuple[Any, ...]) -> int | None:
        return None if question.error(list(items)) else sum(bits[item] for item in items)

    numbered = Numbered(work_out, len(answers) + 1)
    return Column(question, answers, numbered.__getitem__, prepared=tuple, plain=frozenset((list,)))


def _level_column(question: Question) -> Column:
    parts = question.each_of
    left_out = dict.fromkeys(parts, question.if_left_out)
    answers = tuple(product(question.options, repeat=len(parts)))
    numbers = {answer: number for number, answer in enumerate(answers)}

    def prepared(answer: Any) -> tuple[Any, ...]:
        return () if answer is ABSENT else tuple({**left_out, **answer}.values())

    numbers[()] = len(answers)
    return Column(question, answers, numbers.get, prepared=prepared)


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads answer sets to one questionnaire."""

    columns: tuple[Column, ...]
    empty: dict[str, Any]

    def read(self, answers: Sequence[Any]) -> tuple[list[bytes], list[int]]:
        """The columns' numbers, as memory, and the rows with an unknown id, or that are no object."""
        found: list[list[bytes]] = [[] for _ in self.columns]
        strange: list[int] = []
        for start in range(0, len(answers), AT_ONCE):
            rows = answers[start : start + AT_ONCE]
            filled = self._filled(rows)
            strange += (start + n for n, row in enumerate(filled) if len(row) > len(self.empty))
            for memory, column, values in zip(found, self.columns, _turned(filled), strict=False):
                memory.append(column.read(values))
        return [b"".join(memory) for memory in found], strange

    def _filled(self, rows: Sequence[Any]) -> list[dict[str, Any]]:
        """Each row with ABSENT where there is no answer, all in the same order; unknown ids come last."""
        if {dict}.issuperset(map(type, rows)):
            return list(map(self.empty.__or__, rows))
        # What is no object at all counts as one with an unknown id.
        return [self.empty | (dict(row) if isinstance(row, Mapping) else {"": row}) for row in rows]


def _turned(rows: list[dict[str, Any]]) -> Iterator[tuple[Any, ...]]:
    return zip(*map(dict.values, rows), strict=False)


def reader(questionnaire: Questionnaire) -> Reader:
    columns = tuple(map(column, questionnaire.questions))
    return Reader(columns, dict.fromkeys(questionnaire.ids, ABSENT))
