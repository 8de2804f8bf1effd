"""What would change the verdict where no single answer does: the smallest pairs of answers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations, product
from operator import itemgetter
from typing import Any

from .facts import as_facts
from .flips import Answer, flips, others_of
from .ranges import word_of, word_with
from .rules import RuleSet
from .scorer import table_scorer
from .span import Span, span_of
from .verdict import Word

Change = tuple[str, Answer]
WORDS: tuple[Word, ...] = ("decline", "ask", "take")


@dataclass(frozen=True, slots=True)
class FlipPair:
    """With these two answers instead, the verdict would be another; with one of them alone it would not."""

    changes: tuple[Change, Change]
    verdict: Word


def flip_pairs(answers: Mapping[str, Any], rules: RuleSet) -> tuple[FlipPair, ...]:
    """To each verdict that no single change leads to: on any two questions, the nearest pair that does.

    `answers` must be valid. Each change stands by itself, as in `flips`, and so do both together. The
    smallest come first: by steps from the present answers, then in the order of the questions.
    """
    span = span_of(as_facts(answers, rules), table_scorer(rules))
    word = word_of(span.facts, span.scorer)
    wanted = set(WORDS) - {word, *(flip.verdict for flip in flips(answers, word, span))}
    if not wanted:
        return ()
    values = {id: _by_steps(id, answers, rules) for id in rules.may_change if id in answers}
    found: list[tuple[int, FlipPair]] = []
    for first, second in combinations(values, 2):
        tried = _tried(first, second, values, answers, span)
        nearest: dict[Word, tuple[int, FlipPair]] = {}
        for steps, pair in sorted(tried, key=itemgetter(0)):
            nearest.setdefault(pair.verdict, (steps, pair))
        found += [each for verdict, each in nearest.items() if verdict in wanted]
    return tuple(pair for _, pair in sorted(found, key=itemgetter(0)))


def _by_steps(id: str, answers: Mapping[str, Any], rules: RuleSet) -> list[tuple[int, Answer]]:
    """The answers that could be given instead, each with the steps to it: options, or days that matter."""
    options, now = rules.questionnaire.question(id).options, answers[id]
    return [
        (abs(options.index(to) - options.index(now)) if to in options and now in options else place, to)
        for place, to in enumerate(others_of(id, answers, rules).nearest, start=1)
    ]


def _tried(
    first: str,
    second: str,
    values: Mapping[str, list[tuple[int, Answer]]],
    answers: Mapping[str, Any],
    span: Span,
) -> Iterator[tuple[int, FlipPair]]:
    """Every pair of changes of these two questions with the steps to it, and the verdict that it leads to."""
    for (one, to), (other, and_to) in product(values[first], values[second]):
        if span.rules.questionnaire.stands_alone(second, and_to, {**answers, first: to}):
            verdict = word_with(span, {first: to, second: and_to})
            yield one + other, FlipPair(((first, to), (second, and_to)), verdict)
