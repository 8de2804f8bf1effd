"""Which number flipped a verdict: each flip here has one answer, known beforehand."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from decisions.rehearsal.blame import STRUCTURE, Blame, Cause
from decisions.rehearsal.replay import Flip, Stored
from decisions.scoring import read

from .toys import PRACTICE, QUESTIONNAIRE, TAKEN, row, toy_table

OLD = toy_table()
FIFTY = f"{PRACTICE}.none_in_6_months"  # what TAKEN gains; the bar is 45
HOURS = "cost.points.hours.under_2"


def between(numbers: Mapping[str, float], **parts: Any) -> Blame:
    new = toy_table(numbers, **parts)
    return Blame(read(OLD, QUESTIONNAIRE), OLD, read(new, QUESTIONNAIRE), new)


def flip(before: str = "take", after: str = "decline") -> Flip:
    return Flip(Stored(1, "toy", TAKEN, before), after)


def test_number_that_flips_it_alone_is_named() -> None:
    blame = between({"bar.base": 60, FIFTY: 49})
    assert blame.changed == {FIFTY: (50, 49), "bar.base": (45, 60)}
    assert blame.of(flip()) == Cause("alone", ("bar.base",))


def test_each_of_two_numbers_that_flip_it_alone_is_named() -> None:
    assert between({"bar.base": 60, FIFTY: 40}).of(flip()) == Cause("alone", (FIFTY, "bar.base"))


def test_numbers_that_flip_it_only_with_each_other_are_needed() -> None:
    # 50 - 45 leaves 5: neither 3 less nor 3 more is enough. The rest has no part in it.
    blame = between({FIFTY: 47, "bar.base": 48, f"{PRACTICE}.one_or_two": 30})
    assert blame.of(flip()) == Cause("needed", (FIFTY, "bar.base"))


def test_group_of_which_none_can_be_left_out_is_named() -> None:
    # Any two of the three are enough, so that taking back one of them changes nothing.
    blame = between(
        {FIFTY: 47, "bar.base": 48, "cost.points.hours.under_2": 3},
        cost={"points": [row("hours", 0, 3, 3, 3)]},
    )
    assert blame.units == (FIFTY, HOURS, "cost.points.hours.2_to_4", *blame.units[3:])
    assert blame.of(flip()) == Cause("together", (HOURS, "bar.base"))


def test_new_row_is_named_as_such() -> None:
    blame = between({}, cost={"points": [row("hours", 0, 0, 0, 0), row("money", 9, 9, 9, 9)]})
    assert blame.changed == {}
    assert blame.structure[0] == "cost.points.money.question"
    assert blame.of(flip()) == Cause("alone", (STRUCTURE,))


def test_other_words_are_named_as_such() -> None:
    travel = {**OLD["rules"]["paid_travel"], "honest_if_asked": []}
    blame = between({}, rules={**OLD["rules"], "paid_travel": travel})
    assert blame.structure == ("rules.paid_travel.honest_if_asked",)


def test_words_beside_the_numbers_are_no_difference() -> None:
    blame = between({"bands.reason.some": 30}, id="other", flips={"may_change": []})
    assert blame.units == ()


def test_verdict_that_its_own_set_does_not_give_is_no_numbers_doing() -> None:
    assert between({"bar.base": 60}).of(flip(before="ask")) == Cause("program")


def test_order_of_shares_that_forbids_one_alone_is_no_crash() -> None:
    # Raising the third share alone is refused, since it may not be above the second.
    blame = between({"gain.others.1": 0.15, "gain.others.2": 0.15, "bar.base": 60})
    assert blame.of(flip()) == Cause("alone", ("bar.base",))
