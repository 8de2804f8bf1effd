"""The questionnaire as data: what is asked, when, and whether given answers fit."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal

NOT_SURE = "not_sure"
Kind = Literal["one_of", "some_of", "whole_number", "each_of"]
KINDS: tuple[Kind, ...] = ("each_of", "some_of", "whole_number", "one_of")


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
        if isinstance(value, str) and value in self.choices:
            return None
        if isinstance(value, list) and NOT_SURE in value and len(value) > 1:
            return 'Give either an answer or "not_sure", not both.'
        if not isinstance(value, str):
            return f"Give one text out of: {', '.join(self.choices)}."
        return f"{_shown(value)} is not an option. Options: {', '.join(self.choices)}."

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
        if (_is_whole(value) and low <= value <= high) or (isinstance(value, str) and value in self.choices):
            return None
        wanted = f"a whole number from {low} to {high}" + "".join(f', or "{word}"' for word in self.choices)
        if isinstance(value, list) and NOT_SURE in value and len(value) > 1:
            return 'Give either a number or "not_sure", not both.'
        if not _is_whole(value):
            return f"{_shown(value)} does not fit. Give {wanted}."
        return f"{_shown(value)} is out of range. Give {wanted}."

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
        left_out = self._left_out(answers)
        return tuple(id for id in self.ids if id not in left_out)

    def _left_out(self, answers: Mapping[str, Any]) -> set[str]:
        seen = dict(answers)
        left_out: set[str] = set()
        for id, asked_when in self._conditions:
            if not asked_when.holds(seen):
                left_out.add(id)
                seen.pop(id, None)
        return left_out

    @cached_property
    def _conditions(self) -> tuple[tuple[str, Condition], ...]:
        """Each speaks of questions before its own."""
        return tuple((question.id, question.asked_when) for question in self.questions if question.asked_when)

    @cached_property
    def _opens(self) -> dict[str, tuple[Condition, ...]]:
        """The conditions of other questions that each question's answer decides."""
        found: dict[str, tuple[Condition, ...]] = {}
        for condition in dict.fromkeys(condition for _, condition in self._conditions):
            for id in filter(None, (condition.question, condition.larger_than)):
                found[id] = (*found.get(id, ()), condition)
        return found

    def decides_others(self, id: str) -> bool:
        """Whether the answer decides that another question is asked."""
        return id in self._opens

    def stands_alone(self, id: str, value: Any, answers: Mapping[str, Any]) -> bool:
        """Whether this answer to an asked question instead neither opens another question nor closes one."""
        if not self.decides_others(id):
            return True
        changed = {**answers, id: value}
        return all(condition.holds(changed) == condition.holds(answers) for condition in self._opens[id])

    def errors(self, answers: Any) -> dict[str, str]:
        """What is wrong, by question id, in asking order and then the unknown ids. Takes any JSON value."""
        if not isinstance(answers, Mapping):
            return {"answers": "Give an object with an answer for each question id."}
        left_out = self._left_out(answers)
        found = {}
        for question in self.questions:
            text = self._error(question, answers, left_out)
            if text is not None:
                found[question.id] = text
        unknown = [id for id in answers if id not in self._by_id]
        return found | {str(id): "There is no question of this id." for id in unknown}

    @cached_property
    def _words(self) -> dict[str, frozenset[str]]:
        """The words that are an answer by themselves, by question id."""
        single = ("one_of", "whole_number")
        return {q.id: frozenset(q.choices if q.kind in single else ()) for q in self.questions}

    def _error(self, question: Question, answers: Mapping[str, Any], left_out: Collection[str]) -> str | None:
        if question.id in left_out:
            return "This is not asked with these answers. Leave it out." if question.id in answers else None
        if question.id in answers:
            answer = answers[question.id]
            is_word = isinstance(answer, str) and answer in self._words[question.id]
            return None if is_word else question.error(answer)
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
