"""The figures as tables, and which limits they break."""

from __future__ import annotations

import statistics
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from benchmarks.desk.timing import Beside, Claim, Figures

# The promises: a page among very many cases, beside the same among few, and beside the stock list's.
GROWS_AT_MOST = 1.25
STOCK_SHARE_AT_MOST = 1 / 25
QUERIES_AT_MOST = 8
CLAIM_SECONDS_AT_MOST = 10.0
# To these the index of a foreign key leaves few rows in the stock list too: the share is shown, not held.
NARROW = frozenset({"mine", "one office"})


@dataclass(frozen=True, slots=True)
class Line:
    """One page of the queue on one kind of database."""

    who: str
    name: str
    few: Figures
    many: Figures
    beside: Beside | None

    @property
    def growth(self) -> float:
        """The median of what it grew in each round, in which both are timed within the same moment."""
        rounds = zip(self.few.times, self.many.times, strict=True)
        return statistics.median(many / few for few, many in rounds)

    @property
    def share(self) -> float | None:
        """Of the stock list's time: ours among few cases in the same seconds, times what it grows."""
        if self.beside is None:
            return None
        return self.growth * self.beside.ours.median / self.beside.stock.median

    @property
    def broken(self) -> list[str]:
        page = f"{self.who}, {self.name}"
        share = 0 if self.name in NARROW else self.share or 0
        faults = [
            (self.growth > GROWS_AT_MOST, f"{page}: takes {self.growth:.2f} times as long"),
            (share > STOCK_SHARE_AT_MOST, f"{page}: takes {share:.3f} of the stock list's time"),
            (self.many.queries > QUERIES_AT_MOST, f"{page}: {self.many.queries} queries"),
        ]
        return [fault for is_broken, fault in faults if is_broken]


@dataclass(frozen=True, slots=True)
class Measured:
    """Everything about one kind of database, with so few and so many cases."""

    kind: str
    sizes: tuple[int, int]
    lines: Sequence[Line]
    claim: Claim

    @property
    def broken(self) -> list[str]:
        faults = [fault for line in self.lines for fault in line.broken]
        if self.claim.seconds > CLAIM_SECONDS_AT_MOST:
            faults.append(f"{self.claim.cases:,} cases: claimed in {self.claim.seconds:.1f} seconds")
        return [f"{self.kind}, {fault}" for fault in faults]


def report(measured: Measured) -> Iterator[str]:
    """As Markdown, line by line. Times are medians in milliseconds."""
    few, many = (f"{size:,}" for size in measured.sizes)
    yield f"### {measured.kind}"
    yield ""
    yield f"| who sees | page | rows | queries | {few} | {many} | times | stock, {many} | share |"
    yield "|---|---|---|---|---|---|---|---|---|"
    for line in measured.lines:
        yield f"| {' | '.join(_cells(line))} |"
    claim = measured.claim
    yield ""
    yield (
        f"A bulk claim of {claim.cases:,} cases: {claim.seconds:.1f} seconds, {claim.queries} queries."
        f" Limit: {CLAIM_SECONDS_AT_MOST:.0f} seconds."
    )
    yield ""


def summary(found: Sequence[Measured]) -> Iterator[str]:
    """The worst of each limit, and every one that is broken."""
    lines = [line for measured in found for line in measured.lines]
    shares = [line.share for line in lines if line.share is not None and line.name not in NARROW]
    yield f"Slowest growth: {max(line.growth for line in lines):.2f} times. Limit: {GROWS_AT_MOST}."
    yield f"Largest share of the stock list's time: {max(shares):.3f}. Limit: {STOCK_SHARE_AT_MOST:.3f}."
    yield f"Most queries: {max(line.many.queries for line in lines)}. Limit: {QUERIES_AT_MOST}."
    yield from (f"Broken: {fault}." for measured in found for fault in measured.broken)


def _cells(line: Line) -> tuple[str, ...]:
    return (
        line.who,
        line.name,
        f"{line.few.rows}" if line.few.rows == line.many.rows else f"{line.few.rows} and {line.many.rows}",
        f"{line.many.queries}",
        f"{line.few.median:.1f}",
        f"{line.many.median:.1f}",
        f"{line.growth:.2f}",
        f"{line.beside.stock.median:,.0f}" if line.beside else "",
        f"{line.share:.4f}" if line.share is not None else "",
    )
