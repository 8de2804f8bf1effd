"""Measures scoring: compiled against interpreted, against zen-engine, and many answer sets at once.

python -m benchmarks.bench_scoring; the exit status is 1 where a limit is broken.
"""

from __future__ import annotations

import importlib.metadata
import os
import platform
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from benchmarks.answer_sets import Answers, as_read, open_cases, random_cases
from benchmarks.rounds import Results, Spread, rounds
from benchmarks.scoring_ways import (
    ALONE,
    BATCH,
    FULL,
    PLAIN_ALONE,
    PLAIN_FULL,
    PLAIN_WHOLE,
    VERDICT,
    WHOLE,
    batch_way,
    check_batch,
    check_round,
    check_zen,
    compiled_ways,
    full_case_ways,
    plain_ways,
    verdict_way,
    zen_way,
)
from benchmarks.zen_graph import QUICKSTART, Form, empty_forms, forms
from decisions.scoring import RuleSet, load, names

Spreads = Mapping[str, Spread]
IN_ROWS = ", among many rows"
USUAL = "open cases"  # the limits are held against these; the random ones show how bad it can get


@dataclass(frozen=True, slots=True)
class Size:
    """How much is measured: in each round `part` answer sets one by one, and `rows` at once.

    The interpreter takes only each `thin`-th of the random ones, since it would take most of the time.
    """

    random_cases: int = 2000
    part: int = 100
    thin: int = 4
    rounds: int = 20
    rows: int = 10_000
    row_rounds: int = 9


@dataclass(frozen=True, slots=True)
class Ratio:
    """The share of another way's time for a case that one way takes; `at_most` where there is a limit."""

    cases: str
    way: str
    other: str
    measured: float
    at_most: float | None

    @property
    def is_broken(self) -> bool:
        return self.at_most is not None and self.measured > self.at_most


@dataclass(frozen=True, slots=True)
class Measured:
    """What came out on one kind of answer sets. `zen` is the fastest form of zen-engine."""

    name: str
    spreads: Spreads
    zen: str

    def ratios(self) -> list[Ratio]:
        return [
            self._ratio(WHOLE, PLAIN_WHOLE, 1 / 15),
            self._ratio(FULL, PLAIN_FULL),
            self._ratio(FULL, QUICKSTART, 3 / 4),
            self._ratio(FULL, self.zen),
            self._ratio(WHOLE, QUICKSTART),
            self._ratio(VERDICT, self.zen),
            self._ratio(BATCH, f"{ALONE}{IN_ROWS}", 1 / 10),
            self._ratio(BATCH, f"{WHOLE}{IN_ROWS}"),
            self._ratio(ALONE, PLAIN_ALONE),
        ]

    def _ratio(self, way: str, other: str, at_most: float | None = None) -> Ratio:
        measured = self.spreads[way].median / self.spreads[other].median
        return Ratio(self.name, way, other, measured, at_most if self.name == USUAL else None)


def main() -> int:
    started = time.monotonic()
    found = measure(load(names()[-1]), Size())
    ratios = [ratio for measured in found for ratio in measured.ratios()]
    broken = sum(ratio.is_broken for ratio in ratios)
    print("\n".join(report(found)))
    print(f"\nAll ways agreed on every case. {time.monotonic() - started:.0f} seconds in all.")
    print(f"{broken} limits are broken." if broken else "Every limit was held.")
    return 1 if broken else 0


def measure(rules: RuleSet, size: Size) -> list[Measured]:
    """Raises Disagreement where two ways give different results."""
    kinds = {USUAL: open_cases(), "random cases": random_cases(rules, size.random_cases)}
    zen = forms(rules)
    return [_measured(name, answers, zen, rules, size) for name, answers in kinds.items()]


def _measured(name: str, answers: list[Answers], zen: Sequence[Form], rules: RuleSet, size: Size) -> Measured:
    print(f"   {name}: {len(answers)} answer sets", file=sys.stderr, flush=True)
    for form in zen:
        check_zen(form, answers, rules)
    check_batch(answers, rules)
    part = min(size.part, len(answers))
    thin = size.thin if len(answers) > part else 1
    others = [zen_way(form, answers, rules, part) for form in (*zen, *empty_forms())]
    compiled = [verdict_way(answers, rules, part), *compiled_ways(answers, rules, part)]
    compiled += full_case_ways(answers, rules, part, thin)
    own = [*compiled, *plain_ways(answers[::thin], rules, part // thin)]

    def check(found: Results) -> None:
        check_round(found, thin, rules)

    one_by_one = rounds([*own, *others], size.rounds, check)
    batch = _at_once(answers, rules, size)
    fastest = min((form.name for form in zen), key=lambda form: one_by_one[form].median)
    return Measured(name, {**one_by_one, **batch}, fastest)


def _at_once(answers: list[Answers], rules: RuleSet, size: Size) -> Spreads:
    """The batch, and beside it the compiled scorer on a part of the same rows."""
    rows = as_read(answers, size.rows)
    one_by_one = [replace(way, name=f"{way.name}{IN_ROWS}") for way in compiled_ways(rows, rules, size.part)]
    return rounds([batch_way(rows, rules), *one_by_one], size.row_rounds, lambda found: None)


def report(found: Sequence[Measured]) -> Iterator[str]:
    """The figures as Markdown, line by line."""
    versions = [f"{name} {importlib.metadata.version(name)}" for name in ("numpy", "zen-engine")]
    system = f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores"
    yield f"{system}, Python {platform.python_version()}, {', '.join(versions)}."
    yield ""
    yield f"| microseconds for a case | {' | '.join(measured.name for measured in found)} |"
    yield "|---|" + "---|" * len(found)
    for way in found[0].spreads:
        yield f"| {way} | {' | '.join(_shown(measured.spreads[way]) for measured in found)} |"
    yield ""
    yield "| share of the time | on | measured | at most | |"
    yield "|---|---|---|---|---|"
    for ratio in (ratio for measured in found for ratio in measured.ratios()):
        most, held = "", ""
        if ratio.at_most is not None:
            most, held = f"{ratio.at_most:.4f}", "broken" if ratio.is_broken else "held"
        yield f"| {ratio.way} / {ratio.other} | {ratio.cases} | {ratio.measured:.4f} | {most} | {held} |"


def _shown(spread: Spread) -> str:
    """The median, and between what half of the rounds lay."""
    digits = 1 if spread.median < 100 else 0
    return f"{spread.median:,.{digits}f} ({spread.low:,.{digits}f} to {spread.high:,.{digits}f})"


if __name__ == "__main__":
    sys.exit(main())
