"""Where things stand in a drawing of points: percent of its width, which runs from 0 to 100 points.

Percents, and no numbers of pixels, so that a drawing fits any screen while its words keep their size. They
are text, because a template would write a number with the comma of the page's language.
"""

from collections.abc import Sequence
from dataclasses import dataclass

FULL = 100.0
# Words at a mark this near to an edge run away from the edge, so that they stay inside.
EDGE = 33.0


@dataclass(frozen=True)
class Bar:
    """A bar from `x` on, `width` wide."""

    x: str
    width: str


@dataclass(frozen=True)
class Mark:
    """A line at `x`; its words start there, end there, or stand in the middle ("start", "end", "middle")."""

    x: str
    anchor: str


@dataclass(frozen=True)
class Span:
    """A number as a bar: `sure` up to its low end, `maybe` from there to its high end."""

    sure: Bar
    maybe: Bar
    is_range: bool


def bar(start: float, end: float) -> Bar:
    """The bar between two numbers of points, in either order; what lies outside of 0 to 100 is cut off."""
    low, high = sorted((_clipped(start), _clipped(end)))
    return Bar(_percent(low), _percent(high - low))


def mark(points: float) -> Mark:
    at = _clipped(points)
    anchor = "start" if at < EDGE else "end" if at > FULL - EDGE else "middle"
    return Mark(_percent(at), anchor)


def span(ends: Sequence[float]) -> Span:
    low, high = ends
    return Span(bar(0.0, low), bar(low, high), low != high)


def _clipped(points: float) -> float:
    return min(FULL, max(0.0, points))


def _percent(points: float) -> str:
    return f"{round(points, 2):g}%"
