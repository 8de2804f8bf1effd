"""The questionnaire as data: what is asked, when, and whether given answers fit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal

NOT_SURE = "not_sure"
Kind = Literal["one_of", "some_of", "whole_number", "each_of"]


@dataclass(frozen=True, slots=True)
class Condition:
    """When a question is asked: an answer is one of some options, or one number is larger than another."""

    question: str
    is_one_of: tuple[str, ...] = ()
    larger_than: str | None = None

    def holds(self, answers: Mapping[str, Any]) -> bool:
        if self.larger_than is None:
            return answers.get(self.question) in self.is_one_of
        mine: Any = answers.get(self.question)
        other: Any = answers.get(self.larger_than)
        return _is_whole(mine) and _is_whole(other) and bool(mine > other)


@dataclass(frozen=True, slots=True)
class Question:
    """One question.

    `options` are the words that may be chosen: for a whole number those beside the number ("no_deadline"),
    for `each_of` the levels. "not_sure" is not among them; `not_sure` says whether it may be answered.
    """

    id: str
    step: str
    kind: Kind
    options: tuple[str, ...]
    not_sure: bool = False
    private: bool = False
    if_private: str | None = None
    private_options: tuple[str, ...] = ()
    at_most: int | None = None
    or_none: bool = False
    whole_number: tuple[int, int] | None = None
    each_of: tuple[str, ...] = ()
    if_left_out: str | None = None
    asked_when: Condition | None = None

    @property
    def or_one_of(self) -> tuple[str, ...]:
        """The words that may stand instead of a whole number."""
        return self.options if self.kind == "whole_number" else ()

    @property
    def choices(self) -> tuple[str, ...]:
        """Every word that may be answered, "not_sure" last."""
        return (*self.options, NOT_SURE) if self.not_sure else self.options

    @property
    def required(self) -> bool:
        return self.if_left_out is None

    def error(self, value: Any) -> str | None:
        """What is wrong with this answer, in plain English, or None. Never raises."""
        if self.kind == "one_of":
            return self._word_error(value)
        if self.kind == "some_of":
            return self._list_error(value)
        if self.kind == "whole_number":
            return self._number_error(value)
        return self._each_error(value)

    def _word_error(self, value: Any) -> str | None:
        if isinstance(value, list) and NOT_SURE in value and len(value) > 1:
            return 'Give either an answer or "not_sure", not both.'
        if not isinstance(value, str):
            return f"Give one text out of: {', '.join(self.choices)}."
        if value not in self.choices:
            return f"{_shown(value)} is not an option. Options: {', '.join(self.choices)}."
        return None

    def _list_error(self, value: Any) -> str | None:
        if not isinstance(value, list):
            return f"Give a list of options out of: {', '.join(self.options)}."
        if not value and not self.or_none:
            return f"Give at least one of: {', '.join(self.options)}."
        for item in value:
            if not isinstance(item, str) or item not in self.options:
                return f"{_shown(item)} is not an option. Options: {', '.join(self.options)}."
        if len(set(value)) < len(value):
            return "The same option is given twice."
        if self.at_most is not None and len(value) > self.at_most:
            return f"Give at most {self.at_most} options; there are {len(value)}."
        return None

    def _number_error(self, value: Any) -> str | None:
        low, high = self.whole_number or (0, 0)
        wanted = f"a whole number from {low} to {high}" + "".join(f', or "{word}"' for word in self.choices)
        if isinstance(value, str) and value in self.choices:
            return None
        if isinstance(value, list) and NOT_SURE in value and len(value) > 1:
            return 'Give either a number or "not_sure", not both.'
        if not _is_whole(value):
            return f"{_shown(value)} does not fit. Give {wanted}."
        return None if low <= value <= high else f"{_shown(value)} is out of range. Give {wanted}."

    def _each_error(self, value: Any) -> str | None:
        if not isinstance(value, Mapping):
            return f"Give an object with a level for each of: {', '.join(self.each_of)}."
        for key, level in value.items():
            if key not in self.each_of:
                return f"{_shown(key)} is not one of: {', '.join(self.each_of)}."
            if not isinstance(level, str) or level not in self.options:
                return f"{_shown(level)} is not a level of {key}. Levels: {', '.join(self.options)}."
        return None


@dataclass(frozen=True, slots=True)
class Step:
    """One page of questions."""

    id: str
    questions: tuple[Question, ...]


@dataclass(frozen=True)
class Questionnaire:
    """All steps in asking order."""

    id: str
    steps: tuple[Step, ...]

    @cached_property
    def questions(self) -> tuple[Question, ...]:
        return tuple(question for step in self.steps for question in step.questions)

    @cached_property
    def ids(self) -> tuple[str, ...]:
        return tuple(question.id for question in self.questions)

    def question(self, id: str) -> Question:
        """The question of that id. Raises KeyError."""
        return self._by_id[id]

    @cached_property
    def _by_id(self) -> dict[str, Question]:
        return {question.id: question for question in self.questions}

    def asked(self, answers: Mapping[str, Any]) -> tuple[str, ...]:
        """The ids asked, in order, given perhaps partial answers; a condition without its answers fails."""
        seen: dict[str, Any] = {}
        asked: list[str] = []
        for question in self.questions:
            if question.asked_when is None or question.asked_when.holds(seen):
                asked.append(question.id)
                if question.id in answers:
                    seen[question.id] = answers[question.id]
        return tuple(asked)

    @cached_property
    def deciding(self) -> frozenset[str]:
        """The questions whose answers decide whether another one is asked."""
        conditions = [question.asked_when for question in self.questions if question.asked_when]
        named = [(condition.question, condition.larger_than) for condition in conditions]
        return frozenset(id for pair in named for id in pair if id is not None)

    def errors(self, answers: Any) -> dict[str, str]:
        """What is wrong, by question id, in asking order and then the unknown ids. Takes any JSON value."""
        if not isinstance(answers, Mapping):
            return {"answers": "Give an object with an answer for each question id."}
        asked = frozenset(self.asked(answers))
        found = {question.id: self._error(question, answers, asked) for question in self.questions}
        wrong = {id: text for id, text in found.items() if text is not None}
        unknown = [id for id in answers if id not in self._by_id]
        return wrong | {str(id): "There is no question of this id." for id in unknown}

    def _error(self, question: Question, answers: Mapping[str, Any], asked: frozenset[str]) -> str | None:
        if question.id not in asked:
            return "This is not asked with these answers. Leave it out." if question.id in answers else None
        if question.id in answers:
            return question.error(answers[question.id])
        return "The answer is missing." if question.required else None


def _is_whole(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _shown(value: Any) -> str:
    """The value as it was given, short enough for a message."""
    try:
        text = repr(value)
    except (ValueError, RecursionError):  # a number of thousands of digits, or lists within lists
        return "This value"
    return text if len(text) <= 60 else text[:57] + "..."
