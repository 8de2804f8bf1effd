"""The fixed rule by which tunable numbers are searched. Knows nothing of cases or rule sets."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

Place = tuple[int, ...]  # for each number, which of its values, counted from the lowest
Worth = Callable[[Place], Any]  # anything that compares; the larger the better


def middle(sizes: Sequence[int]) -> Place:
    """The middle value of each number; of two, the lower one."""
    return tuple((size - 1) // 2 for size in sizes)


def steps_away(place: Place, start: Place) -> int:
    return sum(abs(here - there) for here, there in zip(place, start, strict=True))


def search(worth: Worth, sizes: Sequence[int]) -> Place:
    """The best place that moving one number at a time leads to, from the middle on.

    The numbers are taken in their order, each set to its best value with the others held, until a whole round
    improves nothing. Of places worth the same, that nearest to the middle is taken, then the lower one. No
    chance and no order of trying plays a part, so that the same cases give the same numbers.
    """
    start = middle(sizes)

    def rank(place: Place) -> tuple[Any, ...]:
        return worth(place), -steps_away(place, start), tuple(-value for value in place)

    here = start
    while True:
        before = here
        for number in range(len(sizes)):
            here = max(_along(here, number, sizes[number]), key=rank)
        if here == before:
            return here


def _along(place: Place, number: int, size: int) -> Iterator[Place]:
    """The place with each value of one number."""
    for value in range(size):
        yield (*place[:number], value, *place[number + 1 :])
