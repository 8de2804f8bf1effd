"""What would change the verdict: single answers to act on or to ask about, each proved by scoring it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from .facts import as_facts, day_marks
from .questionnaire import Question
from .ranges import word_of
from .rules import RuleSet
from .verdict import Word


@dataclass(frozen=True, slots=True)
class Flip:
    """With this one answer instead, the verdict would be another."""

    question: str
    to: str | int
    verdict: Word


def flips(answers: Mapping[str, Any], word: Word, rules: RuleSet) -> tuple[Flip, ...]:
    """Every single change that stands by itself: it neither opens a question nor closes one."""
    found = []
    for id in rules.may_change:
        if id not in answers:
            continue
        for value in _other_values(rules.questionnaire.question(id), answers, rules):
            changed = {**answers, id: value}
            if _stands_alone(id, answers, changed, rules):
                verdict = word_of(as_facts(changed, rules), rules)
                if verdict != word:
                    found.append(Flip(id, value, verdict))
    return tuple(found)


def _stands_alone(id: str, answers: Mapping[str, Any], changed: Mapping[str, Any], rules: RuleSet) -> bool:
    questionnaire = rules.questionnaire
    return id not in questionnaire.deciding or questionnaire.asked(changed) == questionnaire.asked(answers)


def _other_values(question: Question, answers: Mapping[str, Any], rules: RuleSet) -> Iterator[str | int]:
    """The other values, the nearest first."""
    now = answers[question.id]
    if question.kind == "whole_number":
        other = {"days_to_answer": "days_to_their_offer", "days_to_their_offer": "days_to_answer"}[
            question.id
        ]
        days = [day for day in day_marks(question.id, answers.get(other), rules) if day != now]
        start = now if isinstance(now, int) else 0
        yield from sorted(days, key=lambda day: abs(day - start))
        yield from (word for word in question.options if word != now)
        return
    place = question.options.index(now) if now in question.options else 0
    others = [option for option in question.options if option != now]
    yield from sorted(others, key=lambda option: abs(question.options.index(option) - place))
