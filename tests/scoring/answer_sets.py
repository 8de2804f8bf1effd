"""Answer sets for the tests: one to start from, and all that can be given."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache, partial
from itertools import chain, combinations, product
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from decisions.scoring import Question, load
from decisions.scoring.ruleset import Library

RULES = load("2026-11")
# Its numbers stay as they are when those of the real rule sets are tuned.
EXAMPLE = Library(Path(__file__).parents[1] / "data/example-rules").load("example")
QUESTIONNAIRE = RULES.questionnaire

Answers = dict[str, Any]

QUESTIONS_A_DRAW = 5

PLAIN: Answers = {
    "sure": "leaning_no",
    "dislikes": ["kind_of_work"],
    "known_from": "they_told_me",
    "want_if_untrue": "no",
    "open_point": "nothing",
    "interviews_lately": "none_in_2_years_or_never",
    "interview_skill": "so_so",
    "wanted_interview": "within_8_weeks",
    "offer": "none",
    "clear_on_next": "very",
    "newness": "know_it_well",
    "who_you_meet": "the_manager",
    "hours": "under_2",
    "money": "none",
    "extra_tasks": "none",
    "can_prepare": "yes",
    "boss_finds_out": "no_or_fine",
    "set_up_by": ["i_applied"],
    "meet_again": "unlikely",
    "candor": "honest_if_asked",
    "flags": [],
}
OFFER: Answers = {
    "offer": "written",
    "offer_room": "room",
    "days_to_answer": 20,
    "days_to_their_offer": 10,
    "pay_compared": "more",
}


def plain(**changes: Any) -> Answers:
    """Answers of a candidate who should go for practice alone, with these changes."""
    return {**PLAIN, **changes}


def values(question: Question, *, unsure: bool) -> st.SearchStrategy[Any]:
    """Every answer that the question takes, each by one draw."""
    words = question.choices if unsure else question.options
    if question.kind == "one_of":
        return st.sampled_from(words)
    if question.kind == "some_of":
        return st.sampled_from(_some_of(question)).map(list)
    if question.kind == "whole_number":
        low, high = question.whole_number or (0, 0)
        days = st.integers(low, min(high, 30)) | st.integers(low, high)
        return days | st.sampled_from(words) if words else days
    return st.sampled_from(_ratings(question)).map(dict)


def _some_of(question: Question) -> list[tuple[str, ...]]:
    least, most = 0 if question.or_none else 1, question.at_most or len(question.options)
    return list(chain.from_iterable(combinations(question.options, n) for n in range(least, most + 1)))


def _ratings(question: Question) -> list[Answers]:
    """Every way to rate some or all or none of what the question lists."""
    each = product(("", *question.options), repeat=len(question.each_of))
    return [
        {one: level for one, level in zip(question.each_of, levels, strict=True) if level} for levels in each
    ]


@cache
def answer_sets(unsure: bool = True) -> st.SearchStrategy[Answers]:
    """Every valid answer set; without `unsure` each answer is known, more time included."""
    choices: dict[str, tuple[str, ...]] = {}
    given: dict[str, st.SearchStrategy[Any]] = {}
    for question in QUESTIONNAIRE.questions:
        if question.kind == "one_of":
            choices[question.id] = question.choices if unsure else question.options
        else:
            given[question.id] = values(question, unsure=unsure)
    if not unsure:
        choices["more_time"] = ("refused", "granted")
    optional = {"matters": given.pop("matters")}
    return st.builds(_joined, st.fixed_dictionaries(given, optional=optional), *_choices_together(choices))


def _choices_together(choices: Mapping[str, tuple[str, ...]]) -> Iterator[st.SearchStrategy[Answers]]:
    """A few questions a draw: a draw for each question would take longer than to score the answers."""
    ids = list(choices)
    for start in range(0, len(ids), QUESTIONS_A_DRAW):
        some = ids[start : start + QUESTIONS_A_DRAW]
        options = list(product(*(choices[id] for id in some)))
        yield st.sampled_from(options).map(partial(_named, some))


def _named(ids: Sequence[str], drawn: Sequence[str]) -> Answers:
    return dict(zip(ids, drawn, strict=True))


def _joined(*parts: Answers) -> Answers:
    """The parts as one answer set, in asking order."""
    answers = {id: value for part in parts for id, value in part.items()}
    return only_asked({q.id: answers[q.id] for q in QUESTIONNAIRE.questions if q.id in answers})


def only_asked(answers: Answers) -> Answers:
    """The answers without those that are not asked."""
    asked = QUESTIONNAIRE.asked(answers)
    return {id: value for id, value in answers.items() if id in asked}
