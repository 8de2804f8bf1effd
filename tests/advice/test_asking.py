"""What to ask first: in its order, of whom, by when, how much it settles, and what if no answer comes."""

import re
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings

from decisions.advice.asking import Asking
from decisions.advice.page import AdvicePage, page
from tests.advice.stored_nowhere import ALONE, NOW, advice, shown
from tests.scoring.answer_sets import OFFER, answer_sets, plain

REPLY_BY = datetime(2026, 11, 25, 22, tzinfo=UTC)
UNKNOWN = plain(
    interviews_lately="six_or_more",
    **{**OFFER, "days_to_their_offer": "not_sure", "pay_compared": "not_sure"},
)
SHORT = plain(interviews_lately="six_or_more", **{**OFFER, "days_to_answer": 1, "more_time": "not_asked"})


def of(answers: dict[str, Any], *, invitation: Any = None, **result: Any) -> AdvicePage:
    row = advice(answers, **(invitation or {}))
    row.result = {**row.result, **result}
    return page(row, ALONE, now=NOW)


def asking(ask: list[str], settles: list[float], **invitation: Any) -> tuple[Asking, ...]:
    shares = [{"question": id, "share": share} for id, share in zip(ask, settles, strict=True)]
    changed = {"verdict": "ask", "decided_by": "unknown", "ask": ask, "settles": shares}
    default = {"default": {"verdict": "decline"}, "conditions": []}
    return of(UNKNOWN, invitation=invitation, **changed, **default).now.asking


def test_questions_stand_in_their_order_with_whom_and_by_when() -> None:
    found = asking(
        ["pay_compared", "days_to_their_offer"],
        [0.7, 1],
        contact_name="Dana",
        company="Acme",
        reply_by=REPLY_BY,
    )
    assert [(one.about, one.whom, one.by) for one in found] == [
        ("what this job pays", "Dana at Acme", "Wed, Nov 25, 1\N{NO-BREAK SPACE}pm"),
        ("when they could make you an offer", "Dana at Acme", "Wed, Nov 25, 1\N{NO-BREAK SPACE}pm"),
    ]


@pytest.mark.parametrize(
    ("share", "settles"),
    [
        (1, "This answer settles it."),
        (0.99, "With this answer known, the advice is settled in most cases."),
        (0.67, "With this answer known, the advice is settled in most cases."),
        (0.5, "With this answer known, the advice is settled in about half of the cases."),
        (0.2, "With this answer known, the advice is settled in some cases."),
    ],
)
def test_how_much_an_answer_settles_is_said_without_a_number(share: float, settles: str) -> None:
    assert [one.settles for one in asking(["pay_compared"], [share])] == [settles]


@pytest.mark.parametrize(
    ("share", "settles"),
    [
        (1, "Both answers together settle it."),
        (0.8, "With both answers known, the advice is settled in most cases."),
    ],
)
def test_second_question_settles_together_with_the_first(share: float, settles: str) -> None:
    assert asking(["pay_compared", "days_to_their_offer"], [0.5, share])[1].settles == settles


def test_first_employer_is_asked_before_that_offer_ends() -> None:
    found = of(SHORT, invitation={"contact_name": "Dana", "reply_by": REPLY_BY}).now
    assert [(one.whom, one.by) for one in found.asking] == [
        ("the employer who made you the offer", "Tue, Nov 24")
    ]
    assert found.letter is not None
    assert found.letter.kind == "more_time"


def test_message_that_settles_what_is_open_says_so() -> None:
    answers = plain(
        interviews_lately="six_or_more", sure="on_the_fence", open_point="yes", find_out="one_message"
    )
    found = shown(answers)
    assert [(one.about, one.settles) for one in found.now.asking] == [
        ("what could still change about the kind of work", "One message can settle this.")
    ]


def test_condition_and_more_time_are_two_letters() -> None:
    found = of(
        SHORT,
        verdict="ask",
        decided_by="unknown",
        ask=["more_time"],
        conditions=["say_you_are_unsure"],
        default={"verdict": "take"},
    ).now
    assert found.letter is not None
    assert [found.letter.kind, *(letter.kind for letter in found.more_letters)] == [
        "ask_condition",
        "more_time",
    ]


def test_nothing_is_asked_where_the_advice_is_another() -> None:
    assert shown(plain()).now.asking == ()


@settings(max_examples=settings().max_examples // 4)
@given(answers=answer_sets())
def test_each_question_names_whom_and_has_a_default(answers: dict[str, Any]) -> None:
    row = advice(answers)
    found = page(row, ALONE, now=NOW)
    asked = row.result["ask"] if found.verdict.word == "ask" else []
    assert len(found.now.asking) == len(asked)
    for one in found.now.asking:
        assert all([one.about, one.whom, found.now.otherwise])
        assert re.findall(r"[\d%]", one.settles) == []
