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
            if _may_flip(id, answers[id], value, word, rules) and _stands_alone(id, answers, changed, rules):
                verdict = word_of(as_facts(changed, rules), rules)
                if verdict != word:
                    found.append(Flip(id, value, verdict))
    return tuple(found)


def _may_flip(id: str, now: Any, value: Any, word: Word, rules: RuleSet) -> bool:
    """A better answer can't lower a verdict and a worse one can't raise it: no need to try."""
    order = rules.order.get(id, ())
    if word == "ask" or now not in order or value not in order:
        return True
    return (order.index(value) > order.index(now)) == (word == "decline")


def _stands_alone(id: str, answers: Mapping[str, Any], changed: Mapping[str, Any], rules: RuleSet) -> bool:
    questionnaire = rules.questionnaire
    return id not in questionnaire.deciding or questionnaire.asked(changed) == questionnaire.asked(answers)


def _other_values(question: Question, answers: Mapping[str, Any], rules: RuleSet) -> Iterator[str | int]:
    """The other values, the nearest first."""
    now = answers[question.id]
    if question.kind == "whole_number":
        yield from _other_days(question.id, answers, rules)
        yield from (word for word in question.options if word != now)
        return
    place = question.options.index(now) if now in question.options else 0
    others = [option for option in question.options if option != now]
    yield from sorted(others, key=lambda option: abs(question.options.index(option) - place))


def _other_days(id: str, answers: Mapping[str, Any], rules: RuleSet) -> Iterator[int]:
    """The nearest first; none while the other day count is open, since only the time between both counts."""
    other = answers.get("days_to_their_offer" if id == "days_to_answer" else "days_to_answer")
    if not isinstance(other, int):
        return
    now = answers[id] if isinstance(answers[id], int) else int(rules.middle[id])
    days = [day for day in day_marks(id, other, rules) if day != now]
    yield from sorted(days, key=lambda day: abs(day - now))
