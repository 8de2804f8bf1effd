"""How the gain is shared out among the reasons: exact Shapley shares."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from itertools import accumulate
from math import factorial
from operator import itemgetter

from .points import Points, gain_of_ranked
from .rules import Gain, RuleSet
from .waterfall import shown

Scores = Callable[[Sequence[float]], Sequence[float]]


def shares(at: Points, rules: RuleSet) -> dict[str, float]:
    """What each reason adds to the gain on average, over all orders in which the reasons could come in.

    Rounded to 0.01 so that they sum to the gain as it is shown.
    """
    found = dict.fromkeys((reason.id for reason in rules.reasons), 0.0)
    ranked = sorted(zip(at.weighted, found, strict=True), key=itemgetter(0), reverse=True)
    counting = [(score, reason) for score, reason in ranked if score > 0]
    exact = shapley([score for score, _ in counting], rules.gain)
    totals = [*accumulate(exact[:-1]), at.gain] if counting else []
    so_far = 0.0
    for (_, reason), total in zip(counting, totals, strict=True):
        upto = shown(total)
        found[reason] = shown(upto - so_far)
        so_far = upto
    return found


def shapley(ranked: Sequence[float], rules: Gain) -> list[float]:
    """Each one's share of the gain of all, unrounded. The reasons stand in order, the best first."""
    groups, before = _groups(len(ranked))
    gains = [0.0, *[gain_of_ranked(scores_of(ranked), rules) for scores_of in groups]]
    return [sum([part * (gains[with_it] - gains[group]) for group, with_it, part in each]) for each in before]


@cache
def _groups(count: int) -> tuple[tuple[Scores, ...], tuple[tuple[tuple[int, int, float], ...], ...]]:
    """What takes the scores of each group of reasons, in the order of their number, which has a bit for each.

    And for each reason the groups that may have come in before it: their number, the number with it, and the
    share of the orders.
    """
    every = range(1 << count)
    groups = tuple(_scores_of([n for n in range(count) if group >> n & 1]) for group in every[1:])
    orders = [factorial(size) * factorial(count - size - 1) / factorial(count) for size in range(count)]
    before = (
        tuple((g, g | 1 << n, orders[g.bit_count()]) for g in every if not g >> n & 1) for n in range(count)
    )
    return groups, tuple(before)


def _scores_of(group: list[int]) -> Scores:
    if len(group) > 1:
        return itemgetter(*group)
    only = slice(group[0], group[0] + 1)
    return itemgetter(only)
