"""Many answer sets as numbers, and which of them fit the questionnaire."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from decisions.scoring.questionnaire import Condition

from .reading import Column
from .ready import Batch, Codes, Flags, Floats


@dataclass(frozen=True)
class Block:
    """Answer sets as numbers by question. `strange` are rows with an unknown id, or that are no object."""

    batch: Batch
    codes: Mapping[str, Codes]
    strange: Sequence[int]
    count: int

    @cached_property
    def readable(self) -> Flags:
        """Whether the answers fit, as `Questionnaire.errors` says."""
        fits = np.ones(self.count, np.bool_)
        fits[list(self.strange)] = False
        for id, asked in self.batch.asked.items():
            codes, column = self.codes[id], asked.column
            condition = column.question.asked_when
            if condition is None:
                fits &= codes < (column.missing if column.question.required else column.wrong)
            else:
                fits &= self._fits_where_asked(column, codes, condition)
        return fits

    def _fits_where_asked(self, column: Column, codes: Codes, condition: Condition) -> Flags:
        """An answer only where the question is asked, and there always, unless it may be left out."""
        given, wanted = codes < column.missing, self._holds(condition)
        in_place = given == wanted if column.question.required else wanted | ~given
        found: Flags = in_place & (codes != column.wrong)
        return found

    def _holds(self, condition: Condition) -> Flags:
        asked, codes = self.batch.asked[condition.question], self.codes[condition.question]
        if condition.larger_than is None:
            named = [answer in condition.is_one_of for answer in asked.column.answers]
            return np.array([*named, False, False])[codes]
        other, others = self.batch.asked[condition.larger_than], self.codes[condition.larger_than]
        both = asked.is_number(codes) & other.is_number(others)
        return both & (asked.days(codes) > other.days(others))

    def has(self, question: str, option: str) -> Flags:
        """Whether this option is in the list answered."""
        place = self.batch.asked[question].column.question.options.index(option)
        return (self.codes[question] >> place & 1).astype(np.bool_)

    def weights(self) -> Floats:
        """By how much each reason counts, shape (reasons, rows)."""
        return self.batch.weights.take(self.codes["matters"], axis=1)


def read(batch: Batch, answers: Sequence[Any]) -> Block:
    """These answer sets, or whatever they are, as numbers."""
    columns = batch.reader.columns
    memory, strange = batch.reader.read(answers)
    codes = {
        column.question.id: np.frombuffer(numbers, column.typecode)
        for column, numbers in zip(columns, memory, strict=True)
    }
    return Block(batch, codes, strange, len(answers))
