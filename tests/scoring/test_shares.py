"""The reasons' shares of the gain."""

from __future__ import annotations

from itertools import pairwise, permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from decisions.scoring import score
from decisions.scoring.points import gain_of
from decisions.scoring.shares import shapley

from .answer_sets import RULES, Answers, answer_sets, plain

SCORES = st.lists(st.floats(0, 100), min_size=4, max_size=4)


def average_over_every_order(weighted: list[float]) -> list[float]:
    """What each reason adds on average, coming in one after the other. Brute force."""
    orders = list(permutations(range(len(weighted))))
    added = [0.0] * len(weighted)
    for order in orders:
        before = 0.0
        for n, reason in enumerate(order):
            gain = gain_of([weighted[other] for other in order[: n + 1]], RULES)
            added[reason] += (gain - before) / len(orders)
            before = gain
    return added


@given(weighted=SCORES)
def test_shares_are_what_each_reason_adds_on_average_over_every_order(weighted: list[float]) -> None:
    ranked = sorted(weighted, reverse=True)
    assert shapley(ranked, RULES.gain) == pytest.approx(average_over_every_order(ranked), abs=1e-9)


@given(answers=answer_sets() | answer_sets(unsure=False))
def test_shares_sum_to_the_gain_that_is_shown(answers: Answers) -> None:
    result = score(answers, RULES)
    assert list(result.shares) == list(result.scores)
    assert round(sum(result.shares.values()), 2) == result.checked[0].numbers["gain"]
    assert min(result.shares.values()) >= 0


@given(
    answers=answer_sets(unsure=False), reason=st.sampled_from(["practice", "leverage", "clarity", "options"])
)
def test_a_reason_that_does_not_matter_has_no_share(answers: Answers, reason: str) -> None:
    matters = {**answers.get("matters", {}), reason: "not_at_all"}
    assert score({**answers, "matters": matters}, RULES).shares[reason] == 0


@given(answers=answer_sets(unsure=False))
def test_a_stronger_reason_never_has_the_smaller_share(answers: Answers) -> None:
    result = score({**answers, "matters": {}}, RULES)
    by_score = sorted(result.scores, key=lambda reason: result.scores[reason])
    shares = [result.shares[reason] for reason in by_score]
    assert all(low <= high + 0.0201 for low, high in pairwise(shares))


def test_the_only_reason_has_the_whole_gain() -> None:
    alone = {"practice": "a_lot", "leverage": "not_at_all", "clarity": "not_at_all", "options": "not_at_all"}
    result = score(plain(matters=alone), RULES)
    assert result.shares == {"practice": result.gain[0], "leverage": 0.0, "clarity": 0.0, "options": 0.0}
