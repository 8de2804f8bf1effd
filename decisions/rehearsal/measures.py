"""Two measures of agreement: rank correlation, and agreement beyond chance."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence


def rank_correlation(one: Sequence[float], other: Sequence[float]) -> float | None:
    """Spearman's, equal numbers sharing the mean of their ranks. None where a side is all equal or empty."""
    mine, theirs = _ranks(one), _ranks(other)
    middle = (len(mine) + 1) / 2
    spread = math.sqrt(sum((x - middle) ** 2 for x in mine) * sum((y - middle) ** 2 for y in theirs))
    if not spread:
        return None
    return sum((x - middle) * (y - middle) for x, y in zip(mine, theirs, strict=True)) / spread


def _ranks(numbers: Sequence[float]) -> list[float]:
    """Each number's place from 1 on."""
    order = sorted(numbers)
    count = Counter(numbers)
    first = {number: place for place, number in reversed(list(enumerate(order, start=1)))}
    return [first[number] + (count[number] - 1) / 2 for number in numbers]


def kappa(pairs: Sequence[tuple[str, str]]) -> float | None:
    """Cohen's: 1 for full agreement, 0 for no more than chance. None where chance alone agrees always."""
    total = len(pairs)
    if not total:
        return None
    mine, theirs = Counter(one for one, _ in pairs), Counter(other for _, other in pairs)
    chance = sum(mine[word] * theirs[word] for word in mine) / total**2
    agreed = sum(one == other for one, other in pairs) / total
    return None if chance == 1 else (agreed - chance) / (1 - chance)
