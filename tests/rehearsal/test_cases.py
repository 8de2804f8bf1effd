"""Files of judged cases: what may be missing, and what is an error."""

from __future__ import annotations

from typing import Any

import pytest

from decisions.rehearsal.cases import UnreadableCasesError, not_given, read_cases

from .toys import TAKEN, line, toy_rules

RULES = toy_rules()
SCORES = ("practice", "leverage", "clarity", "options", "cost", "risk")


def errors(*lines: dict[str, Any]) -> tuple[str, ...]:
    with pytest.raises(UnreadableCasesError) as caught:
        read_cases(enumerate(lines, start=1), RULES)
    return caught.value.errors


def test_whole_case_is_read() -> None:
    (case,) = read_cases([(1, line("a", "take", TAKEN, lead="practice", readers_scores={"risk": 5}))], RULES)
    assert (case.id, case.verdict, case.accept, case.lead) == ("a", "take", ("take",), "practice")
    assert case.readings == {"answers": TAKEN, "answers_second_reading": TAKEN}
    assert case.scores == {"risk": 5}
    assert not_given([case]) == {}


def test_case_with_the_least_is_read() -> None:
    (case,) = read_cases([(1, {"id": "a", "answers": TAKEN, "verdict": "take"})], RULES)
    assert (case.accept, case.lead, case.scores) == (None, None, {})
    assert not_given([case]) == {
        "answers_second_reading": 1,
        "accept": 1,
        "lead": 1,
        "readers_scores": 1,
    }


def test_wrong_answer_is_named_with_its_line_and_question() -> None:
    (error,) = errors(
        line("a", "take", TAKEN), line("b", "take", {**TAKEN, "money": "much"}) | {"answers": TAKEN}
    )
    assert error.startswith("Line 2 (b): answers_second_reading, money: 'much' is not an option.")


@pytest.mark.parametrize(
    ("change", "wanted"),
    [
        ({"id": 7}, "Line 1: id: give a text."),
        ({"verdict": "go"}, "Line 1 (a): verdict: give the readers' majority, one of: take, ask, decline."),
        ({"accept": "take"}, "Line 1 (a): accept: give a list out of: take, ask, decline."),
        (
            {"lead": "money"},
            "Line 1 (a): lead: give one of: practice, leverage, clarity, options, none.",
        ),
        (
            {"readers_scores": {"risk": 101}},
            f"Line 1 (a): readers_scores: give numbers from 0 to 100 for: {', '.join(SCORES)}.",
        ),
        (
            {"answers": None},
            "Line 1 (a): answers, answers: Give an object with an answer for each question id.",
        ),
    ],
)
def test_wrong_part_is_named_with_its_line(change: dict[str, Any], wanted: str) -> None:
    assert errors(line("a", "take", TAKEN) | change) == (wanted,)


def test_score_that_nobody_compares_is_left_alone() -> None:
    (case,) = read_cases([(1, line("a", "take", TAKEN, readers_scores={"joy": "much", "cost": 3}))], RULES)
    assert case.scores["cost"] == 3


def test_id_given_twice_is_an_error() -> None:
    assert errors(line("a", "take", TAKEN), line("a", "ask", TAKEN)) == (
        "Line 2 (a): id: it is given twice.",
    )


def test_every_error_is_found_at_once() -> None:
    assert len(errors(line("a", "go", TAKEN), line("b", "take", TAKEN, lead=7))) == 3


def test_empty_file_is_an_error() -> None:
    assert errors() == ("There are no cases.",)
