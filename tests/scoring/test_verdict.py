"""The verdict rules one by one, on answers that lie just on either side of them."""

from __future__ import annotations

from typing import Any

import pytest

from decisions.scoring import InvalidAnswers, Result, score

from .answer_sets import EXAMPLE as RULES
from .answer_sets import OFFER, plain


def scored(**changes: Any) -> Result:
    return score(plain(**changes), RULES)


OPEN: dict[str, Any] = {
    "sure": "on_the_fence",
    "known_from": "heard_it",
    "want_if_untrue": "yes",
    "open_point": "yes",
    "find_out": "only_there",
    "interviews_lately": "six_or_more",
}


def test_gain_over_the_bar_takes() -> None:
    result = scored()
    assert (result.verdict, result.decided_by, result.lead) == ("take", "worth_it", "practice")
    assert result.scores["practice"] == (87.0, 87.0)
    assert result.bar == (46.1, 46.1)


def test_gain_below_the_bar_declines_with_no_default() -> None:
    result = scored(interviews_lately="six_or_more")
    assert (result.verdict, result.decided_by, result.default) == ("decline", "gain_below_bar", None)


def test_high_bridge_risk_asks_to_say_so_first() -> None:
    people = {
        "set_up_by": ["own_company"],
        "meet_again": "very_likely",
        "flags": ["last_round", "cancelled_before"],
    }
    result = scored(sure="never", **people)
    assert (result.verdict, result.decided_by, result.conditions) == (
        "ask",
        "bridge_risk",
        ("say_you_are_unsure",),
    )
    assert result.default == "take"


def test_bridge_risk_that_stays_high_when_told_declines() -> None:
    people = {"set_up_by": ["own_company"], "meet_again": "very_likely", "candor": "told_or_will"}
    result = scored(sure="never", flags=["last_round", "cancelled_before", "paid_travel"], **people)
    assert (result.verdict, result.decided_by) == ("decline", "bridge_risk")


def test_some_bridge_risk_asks_only_who_would_keep_it_back() -> None:
    people = {"set_up_by": ["own_company"], "meet_again": "very_likely"}
    assert scored(sure="quite_sure", candor="keep_to_myself", **people).verdict == "ask"
    assert scored(sure="quite_sure", candor="honest_if_asked", **people).verdict == "take"


@pytest.mark.parametrize(
    ("sure", "candor", "verdict"),
    [
        ("leaning_no", "honest_if_asked", "ask"),
        ("leaning_no", "told_or_will", "take"),
        ("on_the_fence", "honest_if_asked", "take"),
        ("on_the_fence", "keep_to_myself", "ask"),
    ],
)
def test_paid_travel_asks_unless_they_know(sure: str, candor: str, verdict: str) -> None:
    assert scored(sure=sure, candor=candor, flags=["paid_travel"]).verdict == verdict


@pytest.mark.parametrize(
    ("find_out", "verdict"), [("one_message", "ask"), ("either", "ask"), ("only_there", "take")]
)
def test_options_alone_asks_what_a_message_would_settle(find_out: str, verdict: str) -> None:
    result = scored(**OPEN | {"find_out": find_out})
    assert result.verdict == verdict
    assert result.ask == (("open_point",) if verdict == "ask" else ())


def test_another_reason_that_carries_needs_no_message() -> None:
    result = scored(**OPEN | {"find_out": "one_message", "interviews_lately": "none_in_2_years_or_never"})
    assert result.verdict == "take"


@pytest.mark.parametrize(
    ("dislike", "hours", "verdict"),
    [("pay", "2_to_4", "ask"), ("pay", "under_2", "take"), ("company", "2_to_4", "take")],
)
def test_a_dislike_that_a_message_can_check_is_asked_where_going_costs(
    dislike: str, hours: str, verdict: str
) -> None:
    belief = {"sure": "might_want_it", "known_from": "guessing", "want_if_untrue": "yes"}
    result = scored(interviews_lately="three_to_five", dislikes=[dislike], hours=hours, **belief)
    assert result.verdict == verdict
    assert result.ask == (("known_from",) if verdict == "ask" else ())


def test_benefits_turn_a_decline_into_checking_first() -> None:
    result = scored(interviews_lately="six_or_more", flags=["unemployment_benefits"])
    assert (result.verdict, result.decided_by) == ("ask", "benefits")
    assert (result.conditions, result.default) == (("check_benefits",), "take")


def test_benefits_replace_the_condition_to_voice_doubts() -> None:
    result = scored(flags=["paid_travel", "unemployment_benefits"])
    assert (result.verdict, result.conditions, result.default) == ("ask", ("check_benefits",), "take")


def test_unknown_fact_that_decides_is_asked() -> None:
    result = scored(interviews_lately="six_or_more", **OFFER | {"pay_compared": "not_sure"})
    assert (result.verdict, result.ask, result.default) == ("ask", ("pay_compared",), "take")
    assert result.scores["leverage"] == (25.0, 100.0)


def test_more_time_not_asked_for_comes_first() -> None:
    late = OFFER | {"days_to_answer": 5, "more_time": "not_asked", "pay_compared": "not_sure"}
    result = scored(interviews_lately="six_or_more", **late)
    assert result.ask == ("more_time", "pay_compared")
    assert scored(interviews_lately="six_or_more", **late | {"more_time": "refused"}).verdict == "decline"


def test_unknown_fact_that_cannot_change_it_is_not_asked() -> None:
    result = scored(hours="not_sure")
    assert (result.verdict, result.ask, result.cost) == ("take", (), (4.0, 45.0))


def test_no_time_to_ask_decides_on_the_middle_and_says_close() -> None:
    unsure = OFFER | {"pay_compared": "not_sure", "flags": ["within_2_days"]}
    result = scored(interviews_lately="six_or_more", **unsure)
    assert (result.verdict, result.close, result.decided_by) == ("take", True, "no_time_to_ask")


@pytest.mark.parametrize(("money", "verdict"), [("none", "take"), ("over_150", "decline")])
def test_no_time_to_ask_near_the_bar_makes_the_cheaper_mistake(money: str, verdict: str) -> None:
    practice = {"interviews_lately": "none_in_6_months", "interview_skill": "very_well"}
    if money == "over_150":
        practice = {"interviews_lately": "none_in_2_years_or_never", "interview_skill": "very_well"}
    result = scored(hours="not_sure", money=money, flags=["within_2_days"], **practice)
    assert (result.verdict, result.decided_by, result.close) == (verdict, "no_time_to_ask", True)


def test_no_time_to_ask_never_declines_what_every_completion_lets_through() -> None:
    belief = {
        "known_from": "guessing",
        "want_if_untrue": "maybe",
        "open_point": "maybe",
        "find_out": "one_message",
    }
    offer = OFFER | {"days_to_answer": 7, "days_to_their_offer": "not_sure"}
    cost = {"hours": "8_or_more", "money": "over_150", "interviews_lately": "six_or_more"}
    result = scored(**belief, **offer, **cost, flags=["within_2_days"])
    assert 0 < result.gain[0] - result.bar[1] < 5
    assert (result.verdict, result.decided_by, result.ask) == ("ask", "no_time_to_ask", ("open_point",))


def test_fact_that_settles_most_is_asked_first() -> None:
    practice = {"interviews_lately": "none_in_6_months", "interview_skill": "very_well"}
    result = scored(**practice, **OFFER | {"pay_compared": "not_sure"}, hours="not_sure")
    assert result.ask == ("pay_compared", "hours")


def test_more_time_is_not_asked_where_it_could_not_flip_the_verdict() -> None:
    practice = {"interviews_lately": "none_in_6_months", "interview_skill": "very_well"}
    offer = OFFER | {"days_to_answer": 5, "more_time": "not_asked", "offer_room": "fixed"}
    assert scored(**practice, **offer, hours="not_sure").ask == ("hours",)


def test_unknown_self_knowledge_shows_a_range_and_decides_on_the_middle() -> None:
    result = scored(interviews_lately="one_or_two", interview_skill="not_sure")
    assert result.scores["practice"] == (25.0, 60.0)
    assert (result.verdict, result.close, result.ask) == ("take", True, ())


def test_binding_cap_tells_what_it_capped() -> None:
    result = scored(**OFFER | {"offer_room": "fixed"})
    assert [(cap.question, cap.cap, cap.before, cap.binding) for cap in result.caps] == [
        ("offer_room", 10.0, 75.0, True)
    ]
    assert [(part.question, part.points) for part in result.because if part.reason == "leverage"] == [
        ("offer", 30.0),
        ("pay_compared", 25.0),
        ("days_to_answer", 20.0),
        ("offer_room", -65.0),
    ]


def test_what_does_not_matter_to_the_candidate_is_no_gain() -> None:
    result = scored(matters={"practice": "not_at_all"})
    assert result.scores["practice"] == (87.0, 87.0)
    assert result.verdict == "decline"


def test_accepted_offer_puts_the_bridge_at_stake() -> None:
    result = scored(offer="accepted")
    assert result.verdict == "decline"
    assert result.bridge_risk == (34.31, 34.31)


def test_saying_no_late_burns_a_bridge_too() -> None:
    assert scored().no_risk == (3.0, 3.0)
    assert scored(flags=["time_confirmed"]).no_risk == (10.0, 10.0)
    assert scored(flags=["time_confirmed", "within_2_days"]).no_risk == (50.0, 50.0)
    assert scored(flags=["within_2_days"]).no_risk == (3.0, 3.0)


def test_flips_name_the_answer_that_would_change_it() -> None:
    result = scored(interviews_lately="six_or_more", **OFFER | {"offer_room": "fixed"})
    assert [(flip.question, flip.to, flip.verdict) for flip in result.flips] == [
        ("offer_room", "maybe", "take"),
        ("offer_room", "room", "take"),
    ]


def test_bands_name_both_ends() -> None:
    result = scored(hours="not_sure")
    assert result.bands == {
        "practice": ("strong", "strong"),
        "leverage": ("little", "little"),
        "clarity": ("little", "little"),
        "options": ("little", "little"),
        "cost": ("low", "some"),
        "bridge_risk": ("low", "low"),
        "no_risk": ("low", "low"),
    }


def test_invalid_answers_are_refused_with_each_error() -> None:
    with pytest.raises(InvalidAnswers) as caught:
        score(plain(sure="perhaps", hours=3), RULES)
    assert list(caught.value.errors) == ["sure", "hours"]
