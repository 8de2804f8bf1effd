"""The tables and their shortcuts against the plain interpreter: the same, to the last bit."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from decisions.scoring import InvalidAnswers, plain_score, score
from decisions.scoring.engine import plain_word, verdict_word
from decisions.scoring.facts import as_facts
from decisions.scoring.flips import others_of
from decisions.scoring.ranges import word_with
from decisions.scoring.scorer import Interpreter, Scorer, table_scorer
from decisions.scoring.span import span_of

from .answer_sets import OFFER, RULES, Answers, answer_sets, plain
from .brute_force import unsure_about
from .test_agreement import CASES, READINGS

ANSWERS = answer_sets() | answer_sets(unsure=False) | unsure_about(RULES.unknown.askable, 3)


def changeable(answers: Answers) -> list[str]:
    return [id for id in RULES.may_change if id in answers and others_of(id, answers, RULES).nearest]


@settings(max_examples=settings().max_examples // 4)
@given(answers=ANSWERS)
def test_result_is_the_same_byte_for_byte(answers: Answers) -> None:
    fast, plainly = score(answers, RULES), plain_score(answers, RULES)
    assert json.dumps(fast.as_dict()) == json.dumps(plainly.as_dict())
    assert fast == plainly


@pytest.mark.parametrize("reading", READINGS)
def test_results_of_the_open_cases_are_the_same_byte_for_byte(reading: str) -> None:
    for case in CASES:
        fast, plainly = score(case[reading], RULES), plain_score(case[reading], RULES)
        assert json.dumps(fast.as_dict()) == json.dumps(plainly.as_dict()), case["id"]


@given(answers=ANSWERS)
def test_verdict_alone_is_that_of_the_result(answers: Answers) -> None:
    facts = as_facts(answers, RULES)
    assert verdict_word(facts, RULES) == plain_word(facts, RULES) == score(answers, RULES).verdict


@given(answers=ANSWERS, data=st.data())
def test_points_after_a_change_are_those_worked_out_anew(answers: Answers, data: st.DataObject) -> None:
    changed = data.draw(st.lists(st.sampled_from(changeable(answers)), max_size=3, unique=True))
    changes = {id: data.draw(st.sampled_from(others_of(id, answers, RULES).nearest)) for id in changed}
    fast, plainly = (
        span_of(as_facts(answers, RULES), scorer) for scorer in (table_scorer(RULES), Interpreter(RULES))
    )
    one, other = fast.points(changes), plainly.points(changes)
    assert [*one.scores, *one[1:]] == [*other.scores, *other[1:]]


@given(answers=ANSWERS, data=st.data())
def test_verdict_after_a_change_is_that_of_the_changed_answers(answers: Answers, data: st.DataObject) -> None:
    id = data.draw(st.sampled_from(changeable(answers)))
    to = data.draw(st.sampled_from(others_of(id, answers, RULES).nearest))
    span = span_of(as_facts(answers, RULES), table_scorer(RULES))
    assert word_with(span, {id: to}) == plain_word(as_facts({**answers, id: to}, RULES), RULES)


@pytest.mark.parametrize("scorer", [Interpreter(RULES), table_scorer(RULES)])
@pytest.mark.parametrize(("now", "to"), [("refused", "not_asked"), ("not_asked", "refused")])
def test_time_that_may_be_granted_after_the_change_is_unknown_then(scorer: Scorer, now: str, to: str) -> None:
    offer = OFFER | {"days_to_answer": 5, "more_time": now}
    answers = plain(interviews_lately="six_or_more", **offer)
    words = {"refused": "decline", "not_asked": "ask"}
    span = span_of(as_facts(answers, RULES), scorer)
    assert (word_with(span, {}), word_with(span, {"more_time": to})) == (words[now], words[to])


def test_interpreter_refuses_invalid_answers_too() -> None:
    with pytest.raises(InvalidAnswers) as caught:
        plain_score(plain(sure="perhaps"), RULES)
    assert list(caught.value.errors) == ["sure"]
