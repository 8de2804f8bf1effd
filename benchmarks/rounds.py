"""Measures several ways side by side: A B C, A B C, and so on, so that a busy moment slows all of them alike.

Measured is the time of the processor, all threads together: what other programs take does not count.
"""

from __future__ import annotations

import gc
import statistics
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

MICROSECONDS = 1e6


@dataclass(frozen=True, slots=True)
class Way:
    """One way to do it: `do` takes one of `inputs`, or all of a round at once. A round has `part` of them."""

    name: str
    do: Callable[[Any], Any]
    inputs: Sequence[Any]
    part: int
    at_once: bool = False

    def inputs_of(self, number: int) -> Sequence[Any]:
        """The inputs of this round, from the start again where all have been used."""
        start = number * self.part % len(self.inputs)
        return self.inputs[start : start + self.part]

    def results(self, inputs: Sequence[Any]) -> Any:
        return self.do(inputs) if self.at_once else list(map(self.do, inputs))


@dataclass(frozen=True, slots=True)
class Spread:
    """Microseconds for one case: the median of all rounds, and between what half of the rounds lay."""

    low: float
    median: float
    high: float

    @classmethod
    def of(cls, times: Sequence[float]) -> Spread:
        if len(times) < 2:
            return cls(times[0], times[0], times[0])
        return cls(*statistics.quantiles(times, n=4, method="inclusive"))


Results = dict[str, Any]


def rounds(ways: Sequence[Way], count: int, check: Callable[[Results], None]) -> Mapping[str, Spread]:
    """Runs so many rounds, after one to warm up, and checks what came out of each."""
    times: dict[str, list[float]] = {way.name: [] for way in ways}
    for number in range(-1, count):
        found: Results = {}
        with _no_collecting():
            for way in ways:
                inputs = way.inputs_of(max(0, number))
                seconds, found[way.name] = _timed(way, inputs)
                if number >= 0:
                    times[way.name].append(seconds / len(inputs) * MICROSECONDS)
        check(found)
        _progress(number + 1, count)
    return {name: Spread.of(each) for name, each in times.items()}


@contextmanager
def _no_collecting() -> Iterator[None]:
    """Keeps the garbage collector from stopping one way for what another one left."""
    gc.collect()
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def _timed(way: Way, inputs: Sequence[Any]) -> tuple[float, Any]:
    started = time.process_time()
    results = way.results(inputs)
    return time.process_time() - started, results


def _progress(done: int, count: int) -> None:
    if sys.stderr.isatty():
        print(
            f"\r   round {done} of {count} ", end="\n" if done == count else "", file=sys.stderr, flush=True
        )
    elif done == count:
        print(f"   {count} rounds done", file=sys.stderr, flush=True)
