"""What would change the verdict: single answers to act on or to ask about, each proved by scoring it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from math import inf
from typing import Any

from .facts import OTHER_DAYS, day_marks
from .questionnaire import NOT_SURE, Question
from .ranges import word_with
from .rules import RuleSet
from .span import Span
from .tables import kept
from .verdict import Word

Answer = str | int
Answers = tuple[Answer, ...]


@dataclass(frozen=True, slots=True)
class Flip:
    """With this one answer instead, the verdict would be another."""

    question: str
    to: Answer
    verdict: Word


@dataclass(frozen=True, slots=True)
class Others:
    """The answers that could be given to a question instead, and neither open a question nor close one.

    `nearest` are all of them, the nearest first. `worse` and `better` are those on either side of the present
    answer, the farthest first; both empty where the answers have no order.
    """

    nearest: Answers
    worse: Answers
    better: Answers


def flips(answers: Mapping[str, Any], word: Word, span: Span) -> tuple[Flip, ...]:
    """Every single change that flips the verdict.

    A better answer never lowers a verdict and a worse one never raises it. So the farthest answers to all
    questions are tried together first: where they don't flip the verdict, none of them does alone.
    """
    others = {id: others_of(id, answers, span.rules) for id in span.rules.may_change if id in answers}
    found: dict[str, dict[Answer, Word]] = {}
    for sides in _sides(others, word):
        if sides and word_with(span, {id: side[0] for id, side in sides.items()}) != word:
            for id, side in sides.items():
                ends = _flipping_end(id, side, word, span)
                if ends:
                    found[id] = found.get(id, {}) | ends
    listed: list[Flip] = []
    for id, each in others.items():  # answers without an order are on no side: they are all tried
        if id in found:
            listed += [Flip(id, to, found[id][to]) for to in each.nearest if to in found[id]]
        elif not (each.worse or each.better):
            listed += _flipping(id, each.nearest, word, span)
    return tuple(listed)


def _sides(others: Mapping[str, Others], word: Word) -> Iterator[dict[str, Answers]]:
    """The sides that could flip this verdict, by question."""
    if word != "decline":
        yield {id: each.worse for id, each in others.items() if each.worse}
    if word != "take":
        yield {id: each.better for id, each in others.items() if each.better}


def _flipping_end(id: str, side: Answers, word: Word, span: Span) -> dict[Answer, Word]:
    """The answers at the far end of this side that flip the verdict."""
    found: dict[Answer, Word] = {}
    for value in side:
        verdict = word_with(span, {id: value})
        if verdict == word:
            break
        found[value] = verdict
    return found


def every_flip(answers: Mapping[str, Any], word: Word, span: Span) -> tuple[Flip, ...]:
    """The same, with every change tried."""
    asked = (id for id in span.rules.may_change if id in answers)
    tried = (_flipping(id, others_of(id, answers, span.rules).nearest, word, span) for id in asked)
    return tuple(chain(*tried))


def _flipping(id: str, values: Iterable[Answer], word: Word, span: Span) -> list[Flip]:
    tried = [Flip(id, value, word_with(span, {id: value})) for value in values]
    return [flip for flip in tried if flip.verdict != word]


def others_of(id: str, answers: Mapping[str, Any], rules: RuleSet) -> Others:
    by_option = _by_option(rules)
    return by_option[id][answers[id]] if id in by_option else _other_days(id, answers, rules)


@kept
def _by_option(rules: RuleSet) -> Mapping[str, Mapping[str, Others]]:
    """By the present answer, for each question whose answers are options."""
    questions = (rules.questionnaire.question(id) for id in rules.may_change)
    return {
        question.id: {now: _other_options(question, now, rules) for now in question.choices}
        for question in questions
        if question.kind == "one_of"
    }


def _other_options(question: Question, now: str, rules: RuleSet) -> Others:
    """Which further questions are asked depends on this answer alone."""
    options, alone = question.options, rules.questionnaire.stands_alone
    place = options.index(now) if now in options else 0
    nearest = sorted(options, key=lambda option: abs(options.index(option) - place))
    order = rules.order.get(question.id, ())
    return _around(now, [o for o in nearest if alone(question.id, o, {question.id: now})], order)


def _other_days(id: str, answers: Mapping[str, Any], rules: RuleSet) -> Others:
    """No days while the other day count is open, since only the time between both counts."""
    now, other = answers[id], answers.get(OTHER_DAYS[id])
    from_day = now if isinstance(now, int) else int(rules.middle[id])
    days = day_marks(id, other, rules) if isinstance(other, int) else ()
    others = [day for day in days if day != from_day]
    nearest: list[Answer] = [*sorted(others, key=lambda day: abs(day - from_day))]
    nearest += [word for word in rules.questionnaire.question(id).options if word != now]
    alone = [day for day in nearest if rules.questionnaire.stands_alone(id, day, answers)]
    known = alone if now == NOT_SURE else [*alone, now]
    return _around(now, alone, sorted(known, key=_last, reverse=id == "days_to_their_offer"))


def _around(now: Answer, nearest: Sequence[Answer], order: Sequence[Answer]) -> Others:
    """The other answers, sorted into the worse and the better ones; what is not known has both sides."""
    others = tuple([value for value in nearest if value != now])
    ordered = [value for value in order if value == now or value in others]
    if now not in ordered:
        return Others(others, tuple(ordered), tuple(reversed(ordered)))
    place = ordered.index(now)
    return Others(others, tuple(ordered[:place]), tuple(ordered[:place:-1]))


def _last(day: Answer) -> float:
    """Days in their order; no deadline comes after all of them."""
    return day if isinstance(day, int) else inf
