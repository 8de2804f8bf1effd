"""What is asked, and what is said about answers that don't fit."""

from __future__ import annotations

from typing import Any

import pytest

from .answer_sets import OFFER, PLAIN, QUESTIONNAIRE, plain


def test_valid_answers_have_no_errors() -> None:
    assert QUESTIONNAIRE.errors(PLAIN) == {}
    assert QUESTIONNAIRE.errors(plain(**OFFER)) == {}


def test_nothing_answered_asks_all_unconditional_questions_in_order() -> None:
    conditional = {
        "find_out",
        "offer_room",
        "days_to_answer",
        "days_to_their_offer",
        "more_time",
        "pay_compared",
    }
    assert QUESTIONNAIRE.asked({}) == tuple(id for id in QUESTIONNAIRE.ids if id not in conditional)


@pytest.mark.parametrize(
    ("offer", "asked"), [("none", False), ("accepted", False), ("spoken", True), ("written", True)]
)
def test_offer_questions_are_asked_only_with_an_offer_to_improve(offer: str, asked: bool) -> None:
    assert ("pay_compared" in QUESTIONNAIRE.asked({"offer": offer})) == asked


@pytest.mark.parametrize(
    ("until_answer", "until_offer", "asked"),
    [
        (5, 6, True),
        (5, 5, False),
        ("no_deadline", 6, False),
        (5, "not_sure", False),
        (5, True, False),
        (5, None, False),
    ],
)
def test_more_time_is_asked_only_when_their_offer_would_come_later(
    until_answer: Any, until_offer: Any, asked: bool
) -> None:
    answers = {"offer": "written", "days_to_answer": until_answer, "days_to_their_offer": until_offer}
    assert ("more_time" in QUESTIONNAIRE.asked(answers)) == asked


def test_more_time_is_not_asked_when_the_days_themselves_are_not() -> None:
    answers = {"offer": "none", "days_to_answer": 5, "days_to_their_offer": 6}
    assert "more_time" not in QUESTIONNAIRE.asked(answers)


@pytest.mark.parametrize(
    ("id", "value", "text"),
    [
        (
            "sure",
            "not_sure",
            "'not_sure' is not an option. Options: never, quite_sure, leaning_no, on_the_fence,",
        ),
        ("sure", 3, "Give one text out of: never, quite_sure,"),
        ("sure", None, "Give one text out of: never,"),
        ("hours", ["under_2", "not_sure"], 'Give either an answer or "not_sure", not both.'),
        ("dislikes", "pay", "Give a list of options out of: pay,"),
        ("dislikes", ["pay", "pay"], "The same option is given twice."),
        (
            "dislikes",
            ["pay", "company", "job_level", "hours_or_shift"],
            "Give at most 3 options; there are 4.",
        ),
        ("dislikes", ["none"], "'none' is not an option."),
        ("dislikes", [["pay"]], "['pay'] is not an option."),
        ("set_up_by", [], "Give at least one of: they_found_me,"),
        ("matters", [], "Give an object with a level for each of: practice,"),
        ("matters", {"pay": "some"}, "'pay' is not one of: practice, leverage, clarity, options."),
        ("matters", {"practice": 1}, "1 is not a level of practice. Levels: not_at_all, some, a_lot."),
    ],
)
def test_answer_that_does_not_fit_is_explained(id: str, value: Any, text: str) -> None:
    errors = QUESTIONNAIRE.errors(plain(**{id: value}))
    assert list(errors) == [id]
    assert errors[id].startswith(text)


DAYS = 'Give a whole number from 0 to 365, or "no_deadline", or "not_sure".'


@pytest.mark.parametrize(
    ("days", "text"),
    [
        (-1, f"-1 is out of range. {DAYS}"),
        (10_000, f"10000 is out of range. {DAYS}"),
        (True, f"True does not fit. {DAYS}"),
        (4.0, f"4.0 does not fit. {DAYS}"),
        (float("nan"), f"nan does not fit. {DAYS}"),
        ("4", f"'4' does not fit. {DAYS}"),
        ([4, "not_sure"], 'Give either a number or "not_sure", not both.'),
        pytest.param(10**5000, f"This value is out of range. {DAYS}", id="5001_digits"),
    ],
)
def test_impossible_number_is_explained(days: Any, text: str) -> None:
    assert QUESTIONNAIRE.errors(plain(**OFFER | {"days_to_answer": days}))["days_to_answer"] == text


def test_missing_answer_superfluous_answer_and_unknown_id_are_each_named() -> None:
    answers = plain(find_out="either", shoe_size=44)
    del answers["sure"]
    assert QUESTIONNAIRE.errors(answers) == {
        "sure": "The answer is missing.",
        "find_out": "This is not asked with these answers. Leave it out.",
        "shoe_size": "There is no question of this id.",
    }


def test_what_matters_may_be_left_out() -> None:
    assert QUESTIONNAIRE.errors(plain(matters={})) == {}
    assert QUESTIONNAIRE.errors(plain(matters={"practice": "some"})) == {}


def test_a_long_wrong_value_is_shortened() -> None:
    text = QUESTIONNAIRE.errors(plain(sure="x" * 10_000))["sure"]
    assert len(text) < 200
