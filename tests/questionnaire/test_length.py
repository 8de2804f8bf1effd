"""The first page's numbers are counted from the question set, not written down."""

import re
from dataclasses import replace

from decisions.questionnaire.length import SECONDS_A_CHOICE, length, longest, seconds
from decisions.questions import WORDINGS
from decisions.scoring import load
from tests.library import NAME

QUESTIONS = load(NAME).questionnaire


def test_longest_way_without_an_offer_leaves_its_questions_out() -> None:
    plain, offered = longest(QUESTIONS, {"offer": "none"}), longest(QUESTIONS, {})
    about_the_offer = {"offer_room", "days_to_answer", "days_to_their_offer", "more_time", "pay_compared"}
    assert set(offered) - set(plain) == about_the_offer
    assert set(plain) == {*QUESTIONS.ids, "benefits"} - about_the_offer - {"set_up_by"}


def test_length_is_that_of_the_question_set() -> None:
    found = length(NAME)
    assert (found.questions, found.more_with_offer, found.pages) == (23, 5, len(QUESTIONS.steps) + 2)


def test_question_less_is_counted_less() -> None:
    steps = (
        replace(step, questions=tuple(one for one in step.questions if one.id != "newness"))
        for step in QUESTIONS.steps
    )
    assert len(longest(replace(QUESTIONS, steps=tuple(steps)), {"offer": "none"})) == 22


def test_minutes_grow_with_the_words() -> None:
    wording = WORDINGS["more_time"]
    shown = [wording.title, wording.hint, wording.why, *(option.label for option in wording.options.values())]
    words = len(re.findall(r"\S+", " ".join(map(str, shown))))
    assert seconds(QUESTIONS, "more_time") >= words * 0.3 + SECONDS_A_CHOICE
    assert seconds(QUESTIONS, "matters") > 4 * SECONDS_A_CHOICE
