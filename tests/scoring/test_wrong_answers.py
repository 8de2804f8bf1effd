"""Wrong answers: each is named by its question, and nothing but the questions is ever read."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from decisions.scoring import NOT_SURE, InvalidAnswers, score
from decisions.scoring.scorer import table_scorer

from .answer_sets import QUESTIONNAIRE, RULES, Answers, answer_sets, values

UNSURE = [question.id for question in QUESTIONNAIRE.questions if question.not_sure]
NUMBERS = [question.id for question in QUESTIONNAIRE.questions if question.whole_number]
ABOUT_OTHERS = [
    "client",
    "fee",
    "office",
    "recruiter",
    "name",
    "email",
    "company",
    "note",
    "story",
    "comment",
]


def errors(answers: Answers) -> dict[str, str]:
    with pytest.raises(InvalidAnswers) as caught:
        score(answers, RULES)
    return caught.value.errors


@given(answers=answer_sets(), key=st.sampled_from(ABOUT_OTHERS) | st.text(), value=st.text())
def test_what_is_no_question_is_refused_and_never_read(answers: Answers, key: str, value: Any) -> None:
    assume(key not in QUESTIONNAIRE.ids)
    assert errors({**answers, key: value}) == {key: "There is no question of this id."}


def test_only_questions_move_points() -> None:
    read = set(table_scorer(RULES).places)
    assert read <= {*QUESTIONNAIRE.ids, "slack"}
    assert not read & set(ABOUT_OTHERS)


@given(answers=answer_sets(), data=st.data())
def test_missing_answer_is_named(answers: Answers, data: st.DataObject) -> None:
    opens = {condition.question for condition in (q.asked_when for q in QUESTIONNAIRE.questions) if condition}
    id = data.draw(st.sampled_from([id for id in answers if id not in {*opens, "days_to_answer", "matters"}]))
    assert errors({key: value for key, value in answers.items() if key != id}) == {
        id: "The answer is missing."
    }


@given(answers=answer_sets(), id=st.sampled_from(UNSURE), data=st.data())
def test_an_answer_and_not_sure_at_once_is_refused(answers: Answers, id: str, data: st.DataObject) -> None:
    assume(id in answers)
    answer = data.draw(values(QUESTIONNAIRE.question(id), unsure=False))
    text = errors({**answers, id: [answer, NOT_SURE]})[id]
    assert text.startswith("Give either a")
    assert text.endswith('or "not_sure", not both.')


@given(answers=answer_sets(), id=st.sampled_from(NUMBERS), days=st.integers(), data=st.data())
def test_impossible_number_is_named(answers: Answers, id: str, days: int, data: st.DataObject) -> None:
    assume(id in answers)
    days = data.draw(st.sampled_from([days, -days, -1, 366, 10_000, 10**30]))
    assume(not 0 <= days <= 365)
    assert "out of range. Give a whole number from 0 to 365" in errors({**answers, id: days})[id]


@given(answers=answer_sets(), data=st.data())
def test_unknown_option_is_named_with_what_could_be_said(answers: Answers, data: st.DataObject) -> None:
    id = data.draw(st.sampled_from([id for id in answers if QUESTIONNAIRE.question(id).kind == "one_of"]))
    wrong = data.draw(st.text())
    question = QUESTIONNAIRE.question(id)
    assume(wrong not in question.choices)
    assert errors({**answers, id: wrong})[id].endswith(f"Options: {', '.join(question.choices)}.")
