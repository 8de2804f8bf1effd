"""The fitted numbers and what leaving each case out says, as Markdown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from decisions.scoring import Tunable

from .cases import READINGS, Case
from .fit import Fit, Outcome, total
from .markdown import number, table


def fit_page(fit: Fit, cases: Sequence[Case], tunables: Sequence[Tunable]) -> Iterator[str]:
    """The lines of the page, without line ends."""
    yield from ("## The tunable numbers, searched anew", "")
    yield "Each number begins in the middle of its bounds, not at its present value, and moves while that"
    yield "brings more agreement. Then once more without each case, which is judged by the numbers that the"
    yield f"others gave. {fit.tried} sets of numbers were tried. The rules themselves and all other numbers"
    yield from ("were chosen with the open cases in view; leaving one out does not undo that.", "")
    yield from table(["number", "bounds", "middle", "fitted", "now"], [_row(fit, one) for one in tunables])
    head = ["numbers", "reading", "verdicts", "accepted", "leading reasons", "verdicts, not close"]
    yield from table(head, list(_counts(fit, cases)))
    yield from _missed(fit)


def _row(fit: Fit, tunable: Tunable) -> list[str]:
    name = tunable.number
    bounds = f"{number(tunable.low)} to {number(tunable.high)} by {number(tunable.step)}"
    return [f"`{name}`", bounds, *(number(one[name]) for one in (fit.start, fit.fitted, fit.now))]


def _counts(fit: Fit, cases: Sequence[Case]) -> Iterator[list[str]]:
    for name, outcomes in fit.by.items():
        for field, reading in READINGS.items():
            of_reading = [one for one in outcomes if one.reading == field]
            if of_reading:
                yield [name, reading, *_of(of_reading, cases)]


def _of(outcomes: Sequence[Outcome], cases: Sequence[Case]) -> list[str]:
    counts, whole = total(outcomes), len(outcomes)
    ids = {one.case for one in outcomes}
    leads = sum(case.lead is not None for case in cases if case.id in ids)
    return [f"{part} of {of}" for part, of in zip(counts, (whole, whole, leads, whole), strict=True)]


def _missed(fit: Fit) -> Iterator[str]:
    """Which cases the others get wrong, and how their numbers differ from those fitted to all."""
    missed = dict.fromkeys(one.case for one in fit.by["each left out"] if not one.counts.agreed)
    rows = []
    for id in missed:
        other = {name: value for name, value in fit.left_out[id].items() if value != fit.fitted[name]}
        shown = ", ".join(f"`{name}` {number(value)}" for name, value in other.items())
        rows.append([id, shown or "the same"])
    if rows:
        yield "Missed where left out, and what the others gave where it differs from what all gave:"
        yield ""
        yield from table(["case", "numbers"], rows)
