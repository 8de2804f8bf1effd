"""The verdict rules, one by one: what was compared, a plain yes or no, and what was never reached."""

from typing import Any

import pytest
from hypothesis import given, settings

from decisions.advice.rule_steps import RuleStep, rule_steps
from decisions.advice.told import Told
from tests.advice.stored_nowhere import advice
from tests.scoring.answer_sets import answer_sets, plain

ORDER = (
    "gain_below_bar", "bridge_risk", "paid_travel", "one_message", "worth_it", "unknown", "no_time_to_ask",
    "benefits",
)  # fmt: skip
RISK = {"bridge_risk": 60.0, "limit": 55.0, "bridge_risk_told": 18.0, "told_limit": 55.0}


def of(answers: dict[str, Any], **result: Any) -> dict[str, RuleStep]:
    row = advice(answers)
    return dict(zip(ORDER, rule_steps(Told(row), {**row.result, **result}), strict=True))


def checked(rule: str, *, fired: bool, **numbers: float) -> dict[str, Any]:
    return {"checked": [{"rule": rule, "fired": fired, "numbers": numbers}]}


@settings(max_examples=settings().max_examples // 2)
@given(answers=answer_sets())
def test_rule_that_decided_says_so_and_alone(answers: dict[str, Any]) -> None:
    row = advice(answers)
    steps = dict(zip(ORDER, rule_steps(Told(row), row.result), strict=True))
    assert [rule for rule, step in steps.items() if step.decides] == [row.result["decided_by"]]
    assert steps[row.result["decided_by"]].answer == "yes"
    reached = [step["rule"] for step in row.result["checked"]]
    assert [rule for rule in ORDER[:5] if steps[rule].answer != "open"] == reached
    assert [rule for rule in ORDER[:5] if steps[rule].answer == "yes"] == reached[-1:]


def test_rules_after_the_one_that_decided_are_not_reached() -> None:
    steps = of(plain(interviews_lately="six_or_more"))
    answers = [steps[rule].answer for rule in ORDER]
    assert answers == ["yes", "open", "open", "open", "open", "no", "no", "no"]
    assert steps["gain_below_bar"].decides


def test_every_rule_is_a_no_until_going_is_worth_it() -> None:
    answers = [of(plain())[rule].answer for rule in ORDER]
    assert answers == ["no", "no", "no", "no", "yes", "no", "no", "no"]


@pytest.mark.parametrize(
    ("fired", "gain", "found"),
    [
        (True, 38, "The gain is 38. That is less than the bar, which is 47.5."),
        (False, 62, "The gain is 62. It reaches the bar, which is 47.5."),
        (False, 47.5, "The gain is 47.5. It reaches the bar, which is 47.5."),
        (False, 44, "The gain is 44 and the bar 47.5: so close that the cheaper mistake counts."),
        (True, 49, "The gain is 49 and the bar 47.5: so close that the cheaper mistake counts."),
    ],
)
def test_gain_and_bar_are_compared_in_words(fired: bool, gain: float, found: str) -> None:
    step = of(plain(), **checked("gain_below_bar", fired=fired, gain=gain, bar=47.5))["gain_below_bar"]
    assert step.found == found
    assert step.drawn is not None
    assert (step.drawn.bar.width, step.drawn.limit.x) == (f"{gain:g}%", "47.5%")


@pytest.mark.parametrize(
    ("fired", "told", "found"),
    [
        (False, 18.0, "The risk is 60. The limit is 55."),
        (
            True,
            18.0,
            "The risk is 60, and the limit is 55. If you tell them, it is 18. The limit for that is 55.",
        ),
        (
            True,
            56.0,
            (
                "The risk is 60, and the limit is 55. If you tell them, it is still 56. "
                "The limit for that is 55."
            ),
        ),
    ],
)
def test_bridge_risk_is_compared_before_and_after_telling(fired: bool, told: float, found: str) -> None:
    numbers = {**RISK, "bridge_risk_told": told}
    assert of(plain(), **checked("bridge_risk", fired=fired, **numbers))["bridge_risk"].found == found


@pytest.mark.parametrize(
    ("flags", "fired", "found"),
    [
        ([], False, "They do not pay your travel."),
        (["paid_travel"], True, "They pay your travel, and do not know your doubts yet."),
        (
            ["paid_travel"],
            False,
            "They pay your travel, but they would know your doubts, or those are small.",
        ),
    ],
)
def test_paid_travel_is_said(flags: list[str], fired: bool, found: str) -> None:
    steps = of(plain(flags=flags), **checked("paid_travel", fired=fired, bridge_risk=10.0))
    assert steps["paid_travel"].found == found


@pytest.mark.parametrize(
    ("fired", "gain", "ends"),
    [
        (True, 20.0, "So it all depends on what a message can settle."),
        (False, 60.0, "So going is worth it without that, too."),
        (False, 45.0, "But that is too close, or going there is the better way to ask."),
    ],
)
def test_what_a_message_could_settle_is_said(fired: bool, gain: float, ends: str) -> None:
    numbers = {"gain_without_options": gain, "bar": 47.5, "cost": 10.0}
    step = of(plain(), **checked("one_message", fired=fired, **numbers))["one_message"]
    assert step.found == f"Without “Explore your options” the gain is {gain:g}. The bar is 47.5. {ends}"


@pytest.mark.parametrize(
    ("decided_by", "unknown", "no_time"),
    [
        ("unknown", ("yes", "Some answers lead to other advice."), ("no", "There is time to ask.")),
        (
            "no_time_to_ask",
            ("no", "The interview is too near to wait for answers."),
            ("yes", "The interview is too near to wait for answers."),
        ),
    ],
)
def test_what_is_not_known_is_asked_for_in_time(
    decided_by: str, unknown: tuple[str, str], no_time: tuple[str, str]
) -> None:
    steps = of(plain(), decided_by=decided_by)
    assert (steps["unknown"].answer, steps["unknown"].found) == unknown
    assert (steps["no_time_to_ask"].answer, steps["no_time_to_ask"].found) == no_time


@pytest.mark.parametrize(
    ("unknown", "found"),
    [
        ([], "You know every answer."),
        (["hours"], "What you do not know would not change the advice, or nobody else could tell you."),
    ],
)
def test_what_is_not_known_and_changes_nothing_is_said(unknown: list[str], found: str) -> None:
    steps = of(plain(), unknown=unknown)
    for rule in ("unknown", "no_time_to_ask"):
        assert (steps[rule].answer, steps[rule].found) == ("no", found)


@pytest.mark.parametrize(
    ("changes", "answer", "found"),
    [
        ({}, "no", "You get no unemployment benefits."),
        (
            {"flags": ["unemployment_benefits"]},
            "no",
            "You get unemployment benefits, but you are not advised simply to say no.",
        ),
        (
            {"flags": ["unemployment_benefits"], "interviews_lately": "six_or_more"},
            "yes",
            "You get unemployment benefits, and in some states a no can count against you.",
        ),
    ],
)
def test_benefits_are_looked_at_last(changes: dict[str, Any], answer: str, found: str) -> None:
    last = of(plain(**changes))["benefits"]
    assert (last.answer, last.found) == (answer, found)
