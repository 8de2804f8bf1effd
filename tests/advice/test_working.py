"""The working: drawn from the result's data alone, so that every bar, line and total follows from it."""

from typing import Any

import pytest
from hypothesis import given, settings

from decisions.advice import drawing
from decisions.advice.drawing import Bar
from decisions.advice.told import Told
from decisions.advice.waterfalls import Waterfall
from decisions.advice.working import Working, working
from tests.advice.stored_nowhere import advice
from tests.scoring.answer_sets import OFFER, answer_sets, plain


def of(answers: dict[str, Any], **result: Any) -> Working:
    """The working on these answers, with some of the result's keys put in by hand."""
    row = advice(answers)
    return working(Told(row), {**row.result, **result})


def fall(view: Working, id: str) -> Waterfall:
    return next(one for one in (*view.reasons, *view.others) if one.id == id)


def percent(text: str) -> float:
    return float(text.removesuffix("%"))


def end(bar: Bar) -> float:
    return percent(bar.x) + percent(bar.width)


@settings(max_examples=settings().max_examples // 4)
@given(answers=answer_sets())
def test_steps_run_from_nothing_to_the_total_without_a_gap(answers: dict[str, Any]) -> None:
    row = advice(answers)
    view = working(Told(row), row.result)
    for one in (*view.reasons, *view.others):
        assert [step.start for step in one.steps[1:]] == [step.end for step in one.steps[:-1]]
        if one.steps:
            assert (percent(one.steps[0].start.x), one.steps[-1].so_far) == (0, one.total.middle)
        points = [float(step.points.replace("\N{MINUS SIGN}", "-")) for step in one.steps]
        assert sum(points) == pytest.approx(float(one.total.middle), abs=1e-9)
        if not one.total.span.is_range:
            assert one.total.middle == one.total.text


@settings(max_examples=settings().max_examples // 4)
@given(answers=answer_sets())
def test_nothing_is_drawn_outside_of_the_drawing(answers: dict[str, Any]) -> None:
    row = advice(answers)
    view = working(Told(row), row.result)
    falls = (*view.reasons, *view.others)
    bars = [step.bar for one in falls for step in one.steps]
    bars += [bar for one in falls for bar in (one.total.span.sure, one.total.span.maybe)]
    bars += [view.against.gain_span.sure, view.against.gain_span.maybe, view.against.bar_strip]
    assert [bar for bar in bars if percent(bar.x) < 0 or percent(bar.width) < 0 or end(bar) > 100.01] == []


def test_bar_of_points_below_nothing_or_above_the_full_is_cut_off() -> None:
    assert drawing.bar(-10, 30) == Bar("0%", "30%")
    assert drawing.bar(130, 90) == Bar("90%", "10%")
    assert drawing.bar(40, 62.345) == drawing.bar(62.345, 40) == Bar("40%", "22.34%")


def test_words_at_a_mark_stay_inside() -> None:
    assert [drawing.mark(points).anchor for points in (0, 50, 100)] == ["start", "middle", "end"]
    assert drawing.mark(120).x == "100%"


def test_step_that_takes_away_is_another_kind_and_has_its_sign() -> None:
    practice = fall(of(plain(wanted_interview="applying")), "practice")
    assert [step.kind for step in practice.steps] == ["adds", "adds", "takes"]
    assert practice.steps[-1].points.startswith("\N{MINUS SIGN}")
    assert practice.steps[-1].says == "You are applying for jobs you want."


def test_limit_that_counts_is_a_line_where_it_cuts() -> None:
    caps = advice(plain(interviews_lately="six_or_more")).result["caps"]
    practice = fall(of(plain(interviews_lately="six_or_more")), "practice")
    cap = next(cap for cap in caps if cap["reason"] == "practice" and cap["binding"])
    cut = practice.steps[-1]
    assert practice.limit is not None
    assert percent(practice.limit.x) == cap["cap"]
    assert (cut.kind, cut.end.x) == ("limit", practice.limit.x)
    assert cut.says == (
        f"At most {cap['cap']:g}, not {cap['before']:g}. You have had six or more interviews lately."
    )
    assert str(cut.href).endswith("#q-interviews_lately")
    assert practice.other_caps == ()


def test_limits_that_do_not_count_are_listed() -> None:
    row = advice(plain(interviews_lately="six_or_more"))
    other = {"reason": "practice", "question": "can_prepare", "cap": 75.0, "before": 87.0, "binding": False}
    view = working(Told(row), {**row.result, "caps": [*row.result["caps"], other]})
    assert [cap.text for cap in fall(view, "practice").other_caps] == ["At most 75. You can prepare well."]


def test_what_is_over_the_full_is_cut_off_by_no_answer() -> None:
    row = advice(plain())
    parts = [
        {"question": "hours", "reason": "cost", "sign": "+", "points": 70.0},
        {"question": "money", "reason": "cost", "sign": "+", "points": 45.0},
        {"question": "money", "reason": "cost", "sign": "-", "points": -15.0},
    ]
    view = working(Told(row), {**row.result, "cost_because": parts, "cost": [100.0, 100.0]})
    cost = fall(view, "cost")
    assert [(step.kind, step.points, step.so_far) for step in cost.steps] == [
        ("adds", "+70", "70"),
        ("adds", "+45", "115"),
        ("limit", "\N{MINUS SIGN}15", "100"),
    ]
    assert (cost.steps[2].short, cost.steps[2].href) == ("The most there can be", None)


def test_limit_on_something_still_open_is_not_said_to_be_against_it() -> None:
    answers = plain(open_point="yes", find_out="either", known_from="guessing", want_if_untrue="yes")
    (cap,) = (cap for cap in advice(answers).result["caps"] if cap["reason"] == "options" and cap["binding"])
    options = fall(of(answers), "options")
    assert [step.says for step in options.steps if step.kind == "limit"] == [
        f"At most {cap['cap']:g}, not {cap['before']:g}. What is still open is a hope and not a fact."
    ]


def test_reason_without_points_says_why() -> None:
    leverage = fall(of(plain()), "leverage")
    assert (leverage.steps, leverage.total.text) == ((), "0")
    assert [line.text for line in leverage.idle] == ["You have no other offer to make better"]


def test_answer_that_is_not_known_is_marked_and_the_total_is_a_range() -> None:
    unknown = plain(interviews_lately="six_or_more", **{**OFFER, "days_to_their_offer": "not_sure"})
    row = advice(unknown)
    view = of(unknown, unknown=["days_to_their_offer"])
    leverage = fall(view, "leverage")
    assert [(step.says, step.is_open) for step in leverage.steps if step.is_open] == [
        ("You don't know how soon they could make you an offer.", True)
    ]
    low, high = row.result["scores"]["leverage"]
    assert leverage.total.text == f"{low:g} to {high:g}"
    assert (percent(leverage.total.span.sure.width), end(leverage.total.span.maybe)) == (low, high)
    assert [one.short for one in view.not_known] == ["Their offer could come by"]
    assert view.has_ranges


@pytest.mark.parametrize(
    ("gain", "bar", "says"),
    [
        ([62, 62], [47.5, 47.5], "The gain reaches the bar, with 14.5 to spare."),
        ([38, 38], [47.5, 47.5], "The gain stays under the bar. It would need 9.5 more."),
        ([50, 80], [45, 50], "Even the lowest gain reaches the bar."),
        ([10, 40], [45, 50], "Even the highest gain stays under the bar."),
        ([10, 60], [45, 50], "Whether the gain reaches the bar depends on what you do not know yet."),
    ],
)
def test_gain_is_held_against_the_bar(gain: list[float], bar: list[float], says: str) -> None:
    view = of(plain(), gain=gain, bar=bar).against
    assert view.says == says
    assert (percent(view.gain_span.sure.width), end(view.gain_span.maybe)) == tuple(gain)
    assert (percent(view.bar_strip.x), percent(view.bar_mark.x)) == tuple(bar)


def test_stake_of_who_does_not_know_if_they_meet_again_is_called_the_middle() -> None:
    stakes = [fall(of(plain(meet_again=again)), "stake") for again in ("unlikely", "not_sure")]
    assert [stake.total.is_middle for stake in stakes] == [False, True]


def test_shares_stand_one_after_the_other_the_largest_first() -> None:
    shares = {"practice": 9.5, "leverage": 50.25, "clarity": 0.0, "options": 2.25}
    found = of(plain(), shares=shares).shares
    assert found is not None
    assert [(share.id, share.bar.x, share.bar.width) for share in found.items] == [
        ("leverage", "0%", "50.25%"),
        ("practice", "50.25%", "9.5%"),
        ("options", "59.75%", "2.25%"),
    ]
    assert [share.points for share in found.items] == ["50.25", "9.5", "2.25"]
    assert found.says == "Together they make the gain of 62 points."
    assert [share.has_room for share in found.items] == [True, True, False]


@pytest.mark.parametrize(
    ("practice", "says"),
    [
        (87.0, "All 87 points come from “Sharpen your skills”."),
        (0.0, "The four reasons give you nothing to gain."),
    ],
)
def test_shares_of_one_reason_or_of_none(practice: float, says: str) -> None:
    shares = {"practice": practice, "leverage": 0.0, "clarity": 0.0, "options": 0.0}
    found = of(plain(), shares=shares).shares
    assert found is not None
    assert found.says == says


def test_shares_of_a_gain_that_is_a_range_are_called_the_middle() -> None:
    shares = {"practice": 20.0, "leverage": 35.0, "clarity": 0.0, "options": 0.0}
    found = of(plain(), shares=shares, gain=[20.0, 90.0]).shares
    assert found is not None
    assert found.says == (
        "Together they make the gain of 55 points. What is not known counts at its middle here."
    )
