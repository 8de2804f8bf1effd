from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.http import QueryDict

from decisions.questionnaire.day_field import Day
from decisions.questionnaire.fields import EachOf, OneOf, QuestionField, SomeOf
from decisions.questions import REASONS, WORDINGS

TODAY = date(2026, 11, 22)
UNREADABLE = "We can't read this date. Write it as year-month-day, such as 2026-11-22."


def one() -> OneOf:
    return OneOf(WORDINGS["money"], ("none", "under_50", "not_sure"))


def some(**options: Any) -> SomeOf:
    return SomeOf(WORDINGS["dislikes"], ("pay", "company", "job_level", "kind_of_work"), **options)


def day(stored: Any = None) -> Day:
    return Day(
        WORDINGS["days_to_answer"], ("no_deadline", "not_sure"), today=TODAY, farthest=365, stored=stored
    )


def each() -> EachOf:
    return EachOf(WORDINGS["matters"], ("not_at_all", "some", "a_lot"))


def read(field: QuestionField, query: str) -> Any:
    """What the field makes of a query string in which it is called q."""
    return field.clean(field.widget.value_from_datadict(QueryDict(query), {}, "q"))


def said(field: QuestionField, query: str) -> str:
    """The error that the field gives, in words."""
    with pytest.raises(ValidationError) as raised:
        read(field, query)
    return " ".join(raised.value.messages)


def test_one_answer_is_taken_as_it_is() -> None:
    assert read(one(), "q=under_50") == "under_50"
    assert read(one(), "q=under_50&q=under_50") == "under_50"


def test_one_answer_refuses_none_two_and_unknown_ones() -> None:
    assert said(one(), "") == "Choose one answer."
    assert said(one(), "q[]=none") == "Choose one answer."
    assert said(one(), "q=none&q=not_sure") == "You gave more than one answer. Choose one."
    assert said(one(), "q=a_million") == "Choose one of the answers shown."
    assert said(one(), "q=" + "x" * 100_000) == "Choose one of the answers shown."


def test_some_answers_come_in_the_order_of_the_question_and_once() -> None:
    assert read(some(), "q=company&q=pay&q=pay") == ["pay", "company"]


def test_none_of_these_is_an_empty_list_and_excludes_the_others() -> None:
    assert read(some(or_none=True), "q=none") == []
    assert (
        said(some(or_none=True), "q=none&q=pay") == "You chose “None of these” and something else. Keep one."
    )
    assert said(some(), "q=none") == "Choose one of the answers shown."


def test_some_answers_refuse_nothing_unknown_and_too_many() -> None:
    assert said(some(), "") == "Choose at least one answer."
    assert said(some(or_none=True), "") == "Choose at least one answer, or “None of these”."
    assert said(some(), "q=pay&q=sex") == "Choose one of the answers shown."
    four = "q=pay&q=company&q=job_level&q=kind_of_work"
    assert said(some(at_most=3), four) == "Choose up to three. Take away one."
    assert said(some(at_most=2), four) == "Choose up to two. Take away two."


def test_a_day_is_a_date_a_chip_or_a_word() -> None:
    assert read(day(), "q=date&q_on=2026-12-04") == {"on": "2026-12-04", "chip": None}
    assert read(day(), "q_on=2026-12-04") == {"on": "2026-12-04", "chip": None}
    assert read(day(), "q=few_days") == {"on": "2026-11-25", "chip": "few_days"}
    assert read(day(), "q=1_week") == {"on": "2026-11-29", "chip": "1_week"}
    assert read(day(), "q=2_weeks") == {"on": "2026-12-06", "chip": "2_weeks"}
    assert read(day(), "q=4_weeks") == {"on": "2026-12-20", "chip": "4_weeks"}
    assert read(day(), "q=no_deadline") == "no_deadline"
    assert read(day(), "q=not_sure") == "not_sure"


def test_a_day_from_today_to_a_year_on_is_taken() -> None:
    assert read(day(), "q=date&q_on=2026-11-22") == {"on": "2026-11-22", "chip": None}
    assert read(day(), "q=date&q_on=2027-11-22") == {"on": "2027-11-22", "chip": None}


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("", "Choose a date or one of the answers below it."),
        ("q=date", "Add the date, or choose another answer."),
        ("q=date&q_on=2026-11-21", "The date is before today. Which day is it?"),
        ("q=date&q_on=2027-11-23", "The date is more than a year from now. Check the year."),
        ("q=date&q_on=soon", "We can't read this date. Write it as year-month-day, such as 2026-11-22."),
        (
            "q=date&q_on=2026-02-30",
            "We can't read this date. Write it as year-month-day, such as 2026-11-22.",
        ),
        ("q=not_sure&q=1_week", "You gave more than one answer. Choose one."),
        ("q=tomorrow", "Choose one of the answers shown."),
        (
            "q=not_sure&q_on=2026-12-04",
            "You gave a date and chose “I'm not sure”. Keep one: clear the date, or choose “On this date”.",
        ),
        (
            "q=1_week&q_on=2026-12-04",
            "You gave a date and chose “In 1 week”. Keep one: clear the date, or choose “On this date”.",
        ),
    ],
)
def test_a_day_that_can_t_be_meant_is_refused_in_words(query: str, words: str) -> None:
    assert said(day(), query) == words


def test_a_chip_chosen_earlier_keeps_its_date_while_that_has_not_passed() -> None:
    earlier = {"on": (TODAY + timedelta(days=2)).isoformat(), "chip": "1_week"}
    assert read(day(earlier), "q=1_week") == earlier
    assert read(day(earlier), "q=2_weeks") == {"on": "2026-12-06", "chip": "2_weeks"}


def test_a_chip_whose_date_has_passed_is_counted_anew_and_must_be_chosen_again() -> None:
    passed = {"on": (TODAY - timedelta(days=1)).isoformat(), "chip": "1_week"}
    assert read(day(passed), "q=1_week") == {"on": "2026-11-29", "chip": "1_week"}
    assert day(passed).raw(passed) == {"pick": ["date"], "on": "2026-11-21"}


@pytest.mark.parametrize(
    "stored", ["no_deadline", {"on": "2026-12-04", "chip": None}, {"on": "2026-12-20", "chip": "4_weeks"}]
)
def test_a_stored_day_survives_being_shown_and_sent_again(stored: Any) -> None:
    assert day(stored).clean(day(stored).raw(stored)) == stored


def test_a_level_for_each_reason_is_needed_and_the_open_ones_are_named() -> None:
    levels = "&".join(f"q_{reason}=some" for reason in REASONS)
    assert read(each(), levels) == dict.fromkeys(REASONS, "some")
    words = said(each(), "q_practice=some&q_options=a_lot")
    assert words == "Choose one answer for each reason. Still open: Gain leverage, Find clarity."
    assert (
        said(each(), levels + "&q_practice=a_lot")
        == "You gave more than one answer for a reason. Choose one."
    )
    assert said(each(), levels.replace("some", "huge")) == "Choose one of the answers shown."


def test_a_field_that_is_not_required_may_be_left_open() -> None:
    for field in (one(), some(), day(), each()):
        field.required = False
        assert read(field, "") is None
