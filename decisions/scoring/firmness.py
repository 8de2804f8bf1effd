"""How firm the verdict is: how far the candidate's own weights must move before it is another."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import product
from operator import itemgetter

from .ranges import word_with
from .span import Span, best
from .verdict import Word

DOWN, UP, BOTH = "down", "up", "both"
FARTHEST: Mapping[str, Word] = {DOWN: "decline", UP: "take"}  # no weights lead further that way


@dataclass(frozen=True, slots=True)
class Firmness:
    """The fewest steps in `matters` that flip the verdict: the levels that change, and the verdict then."""

    moves: int
    matters: Mapping[str, str]
    verdict: Word


@dataclass(frozen=True, slots=True)
class Weights:
    """Other weights of the reasons: how many steps away, of which reasons, and whether all go one way."""

    matters: Mapping[str, str]
    moves: int
    moved: tuple[str, ...]
    way: str


def firmness(word: Word, span: Span) -> Firmness | None:
    """The nearest weights that flip the verdict, or None where no weights do.

    A reason that matters more never lowers the verdict. So the fewest steps all go one way, and where going
    all the way does not flip the verdict, nothing between does. A reason without points moves nothing.
    """
    levels = span.rules.questionnaire.question("matters").options
    ends = {DOWN: levels[0], UP: levels[-1]}
    ways = [
        way
        for way, level in ends.items()
        if word != FARTHEST[way] and _word_at(dict.fromkeys(span.facts["matters"], level), span) != word
    ]
    if not ways:
        return None
    highest = zip(span.rules.reasons, span.points(best(span.open)).scores, strict=True)
    idle = {reason.id for reason, score in highest if score == 0}
    others = (each for each in _others(span) if each.way in ways and idle.isdisjoint(each.moved))
    return _first_that_flips(word, span, others)


def every_firmness(word: Word, span: Span) -> Firmness | None:
    """The same, with all weights tried."""
    return _first_that_flips(word, span, _others(span))


def _first_that_flips(word: Word, span: Span, others: Iterable[Weights]) -> Firmness | None:
    for other in others:
        verdict = _word_at(other.matters, span)
        if verdict != word:
            changed = {reason: other.matters[reason] for reason in other.moved}
            return Firmness(other.moves, changed, verdict)
    return None


def _word_at(matters: Mapping[str, str], span: Span) -> Word:
    return word_with(span, {"matters": matters})


def _others(span: Span) -> tuple[Weights, ...]:
    """All other weights, the nearest first."""
    matters = span.facts["matters"]
    levels = span.rules.questionnaire.question("matters").options
    return _nearest_first(tuple(reason.id for reason in span.rules.reasons), levels, tuple(matters.values()))


@cache
def _nearest_first(
    reasons: tuple[str, ...], levels: tuple[str, ...], now: tuple[str, ...]
) -> tuple[Weights, ...]:
    """By steps, then by the number of reasons moved, then in rule order."""
    found = []
    before = [levels.index(level) for level in now]
    for after in product(range(len(levels)), repeat=len(now)):
        steps = [to - level for level, to in zip(before, after, strict=True)]
        moved = tuple(n for n, step in enumerate(steps) if step)
        if moved:
            way = BOTH if min(steps) < 0 < max(steps) else DOWN if min(steps) < 0 else UP
            matters = {reason: levels[level] for reason, level in zip(reasons, after, strict=True)}
            weights = Weights(matters, sum(map(abs, steps)), tuple(reasons[n] for n in moved), way)
            found.append(((weights.moves, len(moved), moved, after), weights))
    return tuple(weights for _, weights in sorted(found, key=itemgetter(0)))
