"""What the engine works out by bounds, worked out by trying everything."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import product
from typing import Any

from hypothesis import strategies as st

from decisions.scoring import NOT_SURE
from decisions.scoring.facts import Unknown, as_facts, complete, unknowns
from decisions.scoring.points import Points, points
from decisions.scoring.verdict import first_rule

from .answer_sets import RULES, Answers, answer_sets, only_asked

Values = dict[str, Any]


def open_questions(answers: Answers) -> tuple[Unknown, ...]:
    return unknowns(as_facts(answers, RULES), RULES)


def askable(answers: Answers) -> list[Unknown]:
    return [unknown for unknown in open_questions(answers) if unknown.askable]


def every_answer(over: Iterable[Unknown]) -> Iterator[Values]:
    """Every way to answer these questions."""
    over = list(over)
    for values in product(*(unknown.values for unknown in over)):
        yield dict(zip((unknown.question for unknown in over), values, strict=True))


def points_at(answers: Answers, values: Values) -> Points:
    """The points with these values, and the middle for what is open beside them."""
    facts = as_facts(answers, RULES)
    middle = {unknown.question: unknown.middle for unknown in open_questions(answers)}
    return points(complete(facts, {**middle, **values}, RULES), RULES)


def word_at(answers: Answers, values: Values) -> str:
    word = first_rule(points_at(answers, values), RULES)[1]
    return "ask" if word == "decline" and "unemployment_benefits" in answers["flags"] else word


def words_of_completions(answers: Answers, fixed: Values | None = None) -> set[str]:
    """The verdict of every completion of what can be asked, self-knowledge at its middle."""
    fixed = fixed or {}
    free = [unknown for unknown in askable(answers) if unknown.question not in fixed]
    return {word_at(answers, {**fixed, **values}) for values in every_answer(free)}


def some_unsure(answers: Answers, ids: list[str]) -> Answers:
    return only_asked({**answers, **{id: NOT_SURE for id in ids if id in answers}})


def unsure_about(ids: Iterable[str], most: int) -> st.SearchStrategy[Answers]:
    """Answer sets that are not sure about one to `most` of these questions, and else known."""
    lists = st.lists(st.sampled_from(list(ids)), min_size=1, max_size=most, unique=True)
    return st.builds(some_unsure, answer_sets(unsure=False), lists)
