"""What would change the verdict: single answers to act on or to ask about, each proved by scoring it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import chain
from math import inf
from typing import Any

from .facts import day_marks
from .questionnaire import NOT_SURE
from .ranges import word_with
from .rules import RuleSet
from .span import Span
from .tables import kept
from .verdict import Word

Answer = str | int
Side = tuple[Answer, ...]  # the answers on one side of the present one, from the far end
Sides = dict[str, Side]


@dataclass(frozen=True, slots=True)
class Flip:
    """With this one answer instead, the verdict would be another."""

    question: str
    to: Answer
    verdict: Word


def flips(answers: Mapping[str, Any], word: Word, span: Span) -> tuple[Flip, ...]:
    """Every single change that flips the verdict and stands by itself: no question opens or closes.

    A better answer never lowers a verdict and a worse one never raises it. So the farthest answers to all
    questions are tried together first: where they don't flip the verdict, none of them does alone.
    """
    found: dict[str, dict[Answer, Word]] = {}
    for side in _sides_by_question(answers, word, span.rules):
        farthest = {id: values[0] for id, values in side.items()}
        if farthest and word_with(span, farthest) != word:
            for id, values in side.items():
                found.setdefault(id, {}).update(_flipping_end(id, values, word, span))
    asked = (id for id in span.rules.may_change if id in answers)
    return tuple(chain(*(_listed(id, answers, found.get(id, {}), word, span) for id in asked)))


def _listed(
    id: str, answers: Mapping[str, Any], found: Mapping[Answer, Word], word: Word, span: Span
) -> list[Flip]:
    """The flips found, the nearest first. Answers without an order were not tried yet."""
    if found:
        values = other_values(id, answers, span.rules)
        return [Flip(id, value, found[value]) for value in values if value in found]
    if _order(id, answers, span.rules):
        return []
    return _flipping(id, other_values(id, answers, span.rules), word, span)


def every_flip(answers: Mapping[str, Any], word: Word, span: Span) -> tuple[Flip, ...]:
    """The same, with every change tried."""
    tried = (
        _flipping(id, other_values(id, answers, span.rules), word, span)
        for id in span.rules.may_change
        if id in answers
    )
    return tuple(chain(*tried))


def _flipping(id: str, values: Iterable[Answer], word: Word, span: Span) -> list[Flip]:
    tried = [Flip(id, value, word_with(span, {id: value})) for value in values]
    return [flip for flip in tried if flip.verdict != word]


def _sides_by_question(answers: Mapping[str, Any], word: Word, rules: RuleSet) -> tuple[Sides, Sides]:
    """The worse answers to each question and the better ones, as far as they could flip this verdict."""
    worse: Sides = {}
    better: Sides = {}
    known = _sides_by_answer(rules)
    for id in rules.may_change:
        if id in answers:
            now = answers[id]
            low, high = known[id][now] if id in known else _sides(_order_alone(id, answers, rules), now)
            if low and word != "decline":
                worse[id] = low
            if high and word != "take":
                better[id] = high
    return worse, better


@kept
def _sides_by_answer(rules: RuleSet) -> Mapping[str, Mapping[str, tuple[Side, Side]]]:
    """The two sides of each answer, where an answer neither opens nor closes another question."""
    questions = (rules.questionnaire.question(id) for id in rules.may_change)
    return {
        question.id: {now: _sides(rules.order.get(question.id, ()), now) for now in question.choices}
        for question in questions
        if question.kind == "one_of" and not rules.questionnaire.decides_others(question.id)
    }


def _flipping_end(id: str, side: Side, word: Word, span: Span) -> dict[Answer, Word]:
    """The answers at the far end of this side that flip the verdict."""
    found: dict[Answer, Word] = {}
    for value in side:
        verdict = word_with(span, {id: value})
        if verdict == word:
            break
        found[value] = verdict
    return found


def other_values(id: str, answers: Mapping[str, Any], rules: RuleSet) -> list[Answer]:
    """The answers that could be given instead and stand by themselves, the nearest first."""
    question, now = rules.questionnaire.question(id), answers[id]
    values: list[Answer]
    if question.kind == "whole_number":
        values = [*_other_days(id, answers, rules), *(word for word in question.options if word != now)]
    else:
        place = question.options.index(now) if now in question.options else 0
        values = [option for option in question.options if option != now]
        values.sort(key=lambda option: abs(question.options.index(option) - place))
    return [value for value in values if rules.questionnaire.stands_alone(id, value, answers)]


def _order(id: str, answers: Mapping[str, Any], rules: RuleSet) -> Side:
    """The answers that could be given, with the present one, from worst to best; none without an order."""
    question = rules.questionnaire.question(id)
    if question.kind != "whole_number":
        return rules.order.get(id, ())
    days = {*_other_days(id, answers, rules), *question.options, answers[id]} - {NOT_SURE}
    return tuple(sorted(days, key=_last, reverse=id == "days_to_their_offer"))


def _order_alone(id: str, answers: Mapping[str, Any], rules: RuleSet) -> Side:
    """Those of them that neither open another question nor close one."""
    alone = rules.questionnaire.stands_alone
    return tuple([value for value in _order(id, answers, rules) if alone(id, value, answers)])


def _sides(order: Side, now: Answer) -> tuple[Side, Side]:
    """The worse and the better answers, each from its far end."""
    if now not in order:
        return order, order[::-1]
    place = order.index(now)
    return order[:place], order[:place:-1]


def _last(day: Answer) -> float:
    """Days in their order; no deadline comes after all of them."""
    return day if isinstance(day, int) else inf


def _other_days(id: str, answers: Mapping[str, Any], rules: RuleSet) -> list[int]:
    """The nearest first; none while the other day count is open, since only the time between both counts."""
    other = answers.get("days_to_their_offer" if id == "days_to_answer" else "days_to_answer")
    if not isinstance(other, int):
        return []
    now = answers[id] if isinstance(answers[id], int) else int(rules.middle[id])
    days = [day for day in day_marks(id, other, rules) if day != now]
    return sorted(days, key=lambda day: abs(day - now))
