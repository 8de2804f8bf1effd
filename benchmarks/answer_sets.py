"""Answer sets to measure with: the published cases, and random ones in which everything is asked."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

from decisions.rehearsal.cases import READINGS
from decisions.scoring import NOT_SURE, Question, RuleSet

OPEN_CASES = Path(__file__).parent.parent / "tests" / "data" / "open-cases.jsonl"
SEED = 20261101
NOT_SURE_IN = 4  # one of so many answers is "not sure", where it may be
MOST_DAYS = 30

Answers = dict[str, Any]


def open_cases() -> list[Answers]:
    """Both readings of every published case."""
    lines = [json.loads(line) for line in OPEN_CASES.read_text(encoding="utf-8").splitlines()]
    return [line[reading] for line in lines for reading in READINGS]


def random_cases(rules: RuleSet, count: int) -> list[Answers]:
    """The same ones each time, with an offer and an open point, so that all but more time is always asked."""
    chance = random.Random(SEED)  # noqa: S311 - nothing secret
    return [_only_asked(_random(rules, chance), rules) for _ in range(count)]


def as_read(answers: list[Answers], count: int) -> list[Answers]:
    """So many answer sets as they come out of a file: each text is an object of its own."""
    texts = [json.dumps(each) for each in answers]
    return [json.loads(texts[n % len(texts)]) for n in range(count)]


def _random(rules: RuleSet, chance: random.Random) -> Answers:
    answers = {question.id: _answer(question, chance) for question in rules.questionnaire.questions}
    for question in rules.questionnaire.questions:
        condition = question.asked_when
        if condition is not None and condition.is_one_of:
            answers[condition.question] = chance.choice(condition.is_one_of)
    return answers


def _answer(question: Question, chance: random.Random) -> Any:
    if question.not_sure and chance.randrange(NOT_SURE_IN) == 0:
        return NOT_SURE
    if question.kind == "some_of":
        most = min(question.at_most or len(question.options), 3)
        return chance.sample(question.options, chance.randint(0 if question.or_none else 1, most))
    if question.kind == "whole_number":
        return chance.randint(0, MOST_DAYS)
    if question.kind == "each_of":
        return {part: chance.choice(question.options) for part in question.each_of}
    return chance.choice(question.options)


def _only_asked(answers: Answers, rules: RuleSet) -> Answers:
    asked = rules.questionnaire.asked(answers)
    return {id: answers[id] for id in asked}
