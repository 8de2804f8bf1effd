"""How long the questionnaire is, counted from the question set: the first page says it beforehand."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import product
from math import ceil
from typing import Any

from django.utils import translation

from decisions.advice.answers import asked
from decisions.models import Invitation
from decisions.questions import WORDINGS
from decisions.scoring import Questionnaire, load

# Slower than the 238 words a minute of grown-ups who read silently (Brysbaert 2019): people read this
# tired, on a phone, and think about what they read.
WORDS_A_MINUTE = 200
SECONDS_A_CHOICE = 5

# The first page asks who set it up. Who says so there is not asked again.
FROM_THE_FIRST_PAGE = {"set_up_by": ["agency_recruiter"]}


@dataclass(frozen=True)
class Length:
    """The longest way after the first page, without another offer; what an offer adds to it; all minutes."""

    questions: int
    more_with_offer: int
    pages: int
    minutes: int


def length(rules: str) -> Length:
    return _length(rules, translation.get_language() or "en")


@cache
def _length(rules: str, language: str) -> Length:
    questions = load(rules).questionnaire
    plain, offered = longest(questions, {"offer": "none"}), longest(questions, {})
    return Length(
        questions=len(plain),
        more_with_offer=len(offered) - len(plain),
        pages=len(questions.steps) + 2,
        minutes=ceil(sum(seconds(questions, id) for id in plain) / 60),
    )


def longest(questions: Questionnaire, fixed: Mapping[str, Any]) -> list[str]:
    """The questions of the longest way through with these answers given."""
    invitation = Invitation(**FROM_THE_FIRST_PAGE)
    return max(
        (asked({**answers, **fixed}, invitation, questions, date.min) for answers in _turns(questions)),
        key=len,
    )


def _turns(questions: Questionnaire) -> Iterator[dict[str, Any]]:
    """Every set of answers to the questions that decide whether another is asked."""
    deciding = [question for question in questions.questions if questions.decides_others(question.id)]
    # Of numbers it matters only which is larger.
    values = [(0, 1) if question.kind == "whole_number" else question.choices for question in deciding]
    for way in product(*values):
        yield dict(zip([question.id for question in deciding], way, strict=True))


def seconds(questions: Questionnaire, id: str) -> float:
    """The time that it takes to read a question with its options, and to choose."""
    wording = WORDINGS[id]
    options = [str(text) for option in wording.options.values() for text in (option.label, option.hint)]
    words = " ".join([str(wording.title), str(wording.hint), str(wording.why), *options]).split()
    rows = len(questions.question(id).each_of) if id in questions.ids else 0
    return len(words) * 60 / WORDS_A_MINUTE + SECONDS_A_CHOICE * max(rows, 1)
