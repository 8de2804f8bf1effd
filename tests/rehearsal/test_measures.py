"""Rank correlation and kappa against values worked out by hand."""

from __future__ import annotations

import pytest

from decisions.rehearsal.markdown import share, table
from decisions.rehearsal.measures import kappa, rank_correlation


@pytest.mark.parametrize(
    ("one", "other", "wanted"),
    [
        ([1, 2, 3], [10, 20, 90], 1.0),
        ([1, 2, 3], [9, 4, 1], -1.0),
        ([1, 2, 3], [3, 1, 2], -0.5),  # 1 - 6 x (4 + 1 + 1) / (3 x 8)
        # Ranks 1.5 1.5 3 4 and 1 2 3.5 3.5: 4 / sqrt(4.5 x 4.5) after taking 2.5 off each.
        ([5, 5, 6, 7], [1, 2, 3, 3], 4 / 4.5),
    ],
)
def test_rank_correlation_as_worked_out_by_hand(one: list[float], other: list[float], wanted: float) -> None:
    assert rank_correlation(one, other) == pytest.approx(wanted)


@pytest.mark.parametrize("other", [[4, 4, 4], [1, 2, 3]])
def test_rank_correlation_with_one_side_all_equal_is_none(other: list[float]) -> None:
    assert rank_correlation([7, 7, 7], other) is None


def test_rank_correlation_of_nothing_is_none() -> None:
    assert rank_correlation([], []) is None


def test_kappa_as_worked_out_by_hand() -> None:
    # 3 of 4 agree; by chance 3/4 x 2/4 (take) + 1/4 x 2/4 (decline) = 1/2.
    pairs = [("take", "take"), ("take", "take"), ("take", "decline"), ("decline", "decline")]
    assert kappa(pairs) == pytest.approx((0.75 - 0.5) / (1 - 0.5))


@pytest.mark.parametrize("pairs", [[], [("take", "take")]])
def test_kappa_where_chance_explains_all_is_none(pairs: list[tuple[str, str]]) -> None:
    assert kappa(pairs) is None


@pytest.mark.parametrize(
    ("part", "whole", "wanted"),
    [
        (5, 30, "5 of 30 (17 %)"),
        (30, 30, "30 of 30 (100 %)"),
        (0, 4, "0 of 4 (0 %)"),
        (7, 16920, "7 of 16,920 (0.041 %)"),
        (0, 0, "-"),
    ],
)
def test_share_in_words(part: int, whole: int, wanted: str) -> None:
    assert share(part, whole) == wanted


def test_table_lines_its_columns_up() -> None:
    assert table(["a", "longer"], [["wide", "b"]]) == [
        "| a    | longer |",
        "|------|--------|",
        "| wide | b      |",
        "",
    ]
