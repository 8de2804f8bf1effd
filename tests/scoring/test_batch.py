"""Many answer sets at once come out as one by one."""

from __future__ import annotations

import sys
from dataclasses import fields, replace
from importlib import import_module
from itertools import product
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from decisions.scoring import NOT_SURE, RuleSet, score
from decisions.scoring.batch import AT_ONCE, Columns, reading, score_columns
from decisions.scoring.engine import plain_decision
from decisions.scoring.facts import as_facts
from decisions.scoring.points import Points

from .answer_sets import OFFER, QUESTIONNAIRE, RULES, Answers, answer_sets, only_asked, plain
from .test_properties import JSON, SOME_UNSURE

WITHIN = 1e-9
SETS = st.lists(answer_sets() | answer_sets(unsure=False) | SOME_UNSURE, min_size=1, max_size=6)


def numbers(columns: Columns) -> dict[str, np.ndarray[Any, Any]]:
    """All numbers by name, shape (rows, 2)."""
    others = {name: getattr(columns, name) for name in ("gain", "cost", "bridge_risk", "no_risk", "bar")}
    return {**columns.scores, **others}


def numbers_at(points: Points) -> dict[str, float]:
    scores = {reason.id: score for reason, score in zip(RULES.reasons, points.scores, strict=True)}
    return {
        **scores,
        "gain": points.gain,
        "cost": points.cost,
        "bridge_risk": points.risk,
        "no_risk": points.no_risk,
        "bar": points.bar,
    }


def assert_as_one_by_one(sets: list[Answers], rules: RuleSet = RULES) -> None:
    columns = score_columns(sets, rules)
    for row, answers in enumerate(sets):
        decision = plain_decision(as_facts(answers, rules), rules)
        found = (columns.readable[row], columns.verdict[row], columns.close[row])
        assert found == (True, decision.verdict.word, decision.close), answers
        worst, best = numbers_at(decision.worst), numbers_at(decision.best)
        for name, number in numbers(columns).items():
            assert number[row] == pytest.approx(sorted((worst[name], best[name])), abs=WITHIN), name


@settings(max_examples=settings().max_examples // 4)
@given(sets=SETS)
def test_each_row_is_what_its_answers_give_alone(sets: list[Answers]) -> None:
    assert_as_one_by_one(sets)


def test_every_answer_to_each_question_counts_as_it_does_alone() -> None:
    starts = [
        plain(),
        plain(**OFFER),
        plain(**OFFER, open_point="maybe", find_out="either", more_time="not_asked"),
    ]
    sets = [
        only_asked({**start, question.id: option})
        for start, question in product(starts, QUESTIONNAIRE.questions)
        if question.kind == "one_of" and question.id in QUESTIONNAIRE.asked(start)
        for option in question.choices
    ]
    assert_as_one_by_one([answers for answers in sets if not QUESTIONNAIRE.errors(answers)])


def test_every_list_counts_as_it_does_alone() -> None:
    flags = QUESTIONNAIRE.question("flags").options
    chosen = [
        [o for o, n in zip(flags, bits, strict=True) if n] for bits in product((0, 1), repeat=len(flags))
    ]
    alone = [plain(set_up_by=[who], flags=[]) for who in QUESTIONNAIRE.question("set_up_by").options]
    disliked = [plain(dislikes=[what]) for what in QUESTIONNAIRE.question("dislikes").options]
    assert_as_one_by_one([plain(flags=given) for given in chosen] + alone + disliked)


def test_days_count_as_they_do_alone_at_each_mark() -> None:
    days = (0, 1, 6, 7, 13, 14, 15, 28, 29, 365)
    sets = [
        only_asked(plain(**OFFER, more_time=more) | {"days_to_answer": answer, "days_to_their_offer": offer})
        for answer in (*days, "no_deadline", NOT_SURE)
        for offer in (*days, NOT_SURE)
        for more in QUESTIONNAIRE.question("more_time").options
    ]
    assert_as_one_by_one(sets)


def test_what_only_options_carries_counts_as_it_does_alone() -> None:
    varied = ("interviews_lately", "interview_skill", "wanted_interview", "open_point")
    options = product(*(QUESTIONNAIRE.question(id).options for id in varied))
    chosen = [dict(zip(varied, each, strict=True)) for each in options]
    sets = [plain(sure="on_the_fence", find_out="one_message", dislikes=["pay"], **each) for each in chosen]
    assert_as_one_by_one([only_asked(answers) for answers in sets])


def test_no_time_to_ask_counts_as_it_does_alone() -> None:
    varied = ("interviews_lately", "interview_skill", "money")
    options = product(*(QUESTIONNAIRE.question(id).options for id in varied))
    chosen = [dict(zip(varied, each, strict=True)) for each in options]
    assert_as_one_by_one([plain(**each, hours=NOT_SURE, flags=["within_2_days"]) for each in chosen])


def test_a_number_that_just_reaches_its_limit_counts_as_it_does_alone() -> None:
    answers = plain(candor="keep_to_myself", meet_again="very_likely")
    at = plain_decision(as_facts(answers, RULES), RULES).worst
    limits = replace(RULES.verdict, risk_limit=at.risk, secret_risk_limit=at.risk)
    low, level = (
        replace(RULES.bar, base=0.0),
        replace(RULES.bar, base=at.gain, cost=0.0, risk=0.0, no_risk=0.0),
    )
    for rules in (replace(RULES, bar=low, verdict=limits), replace(RULES, bar=level)):
        assert_as_one_by_one([answers], rules)
    assert score(answers, replace(RULES, bar=low, verdict=limits)).decided_by == "bridge_risk"
    assert score(answers, replace(RULES, bar=level)).decided_by != "gain_below_bar"


def test_levels_left_out_count_as_they_do_alone() -> None:
    given = [{}, {"practice": "some"}, {"options": "not_at_all", "practice": "not_at_all"}]
    assert_as_one_by_one([plain(), *(plain(matters=matters) for matters in given)])


def test_rows_keep_their_order_over_many_blocks() -> None:
    few = [plain(), plain(interviews_lately="six_or_more"), plain(hours=NOT_SURE), {}]
    columns = score_columns(few * AT_ONCE, RULES)
    words = [score(answers, RULES).verdict for answers in few[:3]]
    assert columns.verdict.tolist() == [*words, ""] * AT_ONCE
    assert columns.readable.tolist() == [True, True, True, False] * AT_ONCE


def test_no_rows_give_empty_columns() -> None:
    columns = score_columns([], RULES)
    assert [len(getattr(columns, field.name)) for field in fields(columns) if field.name != "scores"] == [
        0
    ] * 8
    assert {id: numbers.shape for id, numbers in columns.scores.items()} == {
        reason.id: (0, 2) for reason in RULES.reasons
    }


@settings(max_examples=settings().max_examples // 4)
@given(
    answers=answer_sets(),
    wrong=st.dictionaries(st.sampled_from(QUESTIONNAIRE.ids) | st.text(max_size=3), JSON, max_size=3),
    left_out=st.sets(st.sampled_from(QUESTIONNAIRE.ids), max_size=2),
)
def test_a_row_is_readable_where_its_answers_fit(
    answers: Answers, wrong: Answers, left_out: set[str]
) -> None:
    sets = [answers, {**answers, **wrong}, {id: v for id, v in answers.items() if id not in left_out}]
    columns = score_columns(sets, RULES)
    assert columns.readable.tolist() == [not QUESTIONNAIRE.errors(each) for each in sets]


def test_a_row_is_readable_with_any_one_answer_left_out_as_alone() -> None:
    answers = plain(**OFFER, open_point="maybe", find_out="either", matters={}) | {"days_to_answer": 5}
    answers["more_time"] = "refused"
    sets = [{id: value for id, value in answers.items() if id != left_out} for left_out in answers]
    readable = score_columns([answers, *sets], RULES).readable.tolist()
    assert readable == [True, *(not QUESTIONNAIRE.errors(each) for each in sets)]
    assert readable.count(True) == 2  # what matters may be left out


@pytest.mark.parametrize(
    "wrong",
    [
        {"sure": "no_such_option"},
        {"sure": ["never"]},
        {"sure": None},
        {"sure": {}},
        {"known_from": ["they_told_me", NOT_SURE]},
        {"days_to_their_offer": -1},
        {"days_to_answer": 366},
        {"days_to_answer": 20.0},
        {"days_to_answer": True, "days_to_their_offer": 1},
        {"days_to_answer": "20"},
        {"days_to_their_offer": "no_deadline"},
        {"more_time": "refused"},
        {"find_out": "either"},
        {"dislikes": ["pay", "pay"]},
        {"dislikes": ["pay", "company", "job_level", "hours_or_shift"]},
        {"dislikes": "pay"},
        {"dislikes": {"pay": "hours_or_shift"}},
        {"dislikes": [["pay"]]},
        {"flags": [NOT_SURE]},
        {"set_up_by": []},
        {"set_up_by": None},
        {"matters": {"practice": "very"}},
        {"matters": {"money": "some"}},
        {"matters": {"practice": ["some"]}},
        {"matters": [["practice", "some"]]},
        {"matters": None},
        {"client": "Acme"},
        {"offer": "none"},
    ],
)
def test_a_row_that_does_not_fit_is_marked_and_spoils_no_other(wrong: Answers) -> None:
    right = plain(**OFFER)
    sets = [right, {**right, **wrong}, right]
    columns = score_columns(sets, RULES)
    assert columns.readable.tolist() == [True, False, True]
    assert columns.verdict.tolist() == [score(right, RULES).verdict, "", score(right, RULES).verdict]
    assert not columns.close[1]
    assert all(np.isnan(column[1]).all() for column in numbers(columns).values())
    assert_as_one_by_one([right])


@given(value=JSON)
def test_any_json_instead_of_answers_is_not_readable(value: Any) -> None:
    assert score_columns([value, plain()], RULES).readable.tolist() == [False, True]


def test_only_so_many_lists_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "KEPT", 2)
    numbered = reading.Numbered(len, wrong=9)
    lists = [("a",), ("a", "b"), (), ("a", "b", "c")]
    assert [numbered[each] for each in lists] == [1, 2, 0, 3]
    assert list(numbered) == lists[:2]


def test_without_numpy_the_import_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in sys.modules if name.startswith("decisions.scoring.batch")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "numpy", None)
    with pytest.raises(
        ImportError, match=r"needs numpy, and it is not installed. Install it with: pip install"
    ):
        import_module("decisions.scoring.batch")
