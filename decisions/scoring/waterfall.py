"""How a score came about, part by part, each on the answer that caused it; the parts sum to the score."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from .points import FULL, PathScore, Points
from .rules import Facts, Row, RuleSet


@dataclass(frozen=True, slots=True)
class Part:
    """Points that one answer gave or took. `reason` is a reason's id, "cost", "stake" or "bridge_risk"."""

    question: str
    reason: str
    points: float


@dataclass(frozen=True, slots=True)
class Cap:
    """A cap below the points; `binding` for the lowest. `before`: what the reason had been without caps."""

    reason: str
    question: str
    cap: float
    before: float
    binding: bool


def because(at: Points, facts: Facts) -> tuple[Part, ...]:
    """The four reasons' parts in rule order; answers that moved nothing are left out."""
    return tuple(
        part
        for reason, score in at.paths.items()
        for part in _rounded(Part(q, reason, p) for q, p in _path_parts(score, facts))
    )


def cost_because(facts: Facts, rules: RuleSet) -> tuple[Part, ...]:
    return _rounded(Part(q, "cost", p) for q, p in _held(list(_added(rules.cost, facts)), FULL))


def stake_because(facts: Facts, rules: RuleSet) -> tuple[Part, ...]:
    return _rounded(Part(q, "stake", p) for q, p in _held(list(_added(rules.bridge.stake, facts)), FULL))


def bridge_because(at: Points, facts: Facts, rules: RuleSet) -> tuple[Part, ...]:
    """What the offense adds to the bridge risk, at this stake."""
    parts = [*_multiplied(list(_added(rules.bridge.offense, facts)), rules.bridge.times, facts)]
    parts += _added(rules.bridge.more, facts)
    return _rounded(Part(q, "bridge_risk", p * at.stake / FULL) for q, p in _held(parts, FULL))


def caps(at: Points, facts: Facts) -> tuple[Cap, ...]:
    """Every cap below the points of the path that counts, the binding one marked."""
    return tuple(cap for reason, score in at.paths.items() for cap in _path_caps(reason, score, facts))


Piece = tuple[str, float]


def _path_parts(score: PathScore, facts: Facts) -> list[Piece]:
    parts = _multiplied(list(_added(score.path.points, facts)), score.path.times, facts)
    cap = _binding(score, facts)
    return _held(parts, score.score, cap.shown_with if cap else "")


def _added(rows: Iterable[Row], facts: Facts) -> Iterator[Piece]:
    for row in rows:
        yield row.shown_with, row.number(facts) or 0.0


def _multiplied(parts: list[Piece], rows: Iterable[Row], facts: Facts) -> list[Piece]:
    for row in rows:
        factor = row.number(facts)
        if factor is not None:
            parts.append((row.shown_with, (factor - 1.0) * sum(points for _, points in parts)))
    return parts


def _held(parts: list[Piece], limit: float, question: str = "") -> list[Piece]:
    """The parts with what the limit takes away, put on the question of the cap or else on the last part."""
    over = sum(points for _, points in parts) - limit
    return [*parts, (question or parts[-1][0], -over)] if over > 0 else parts


def _binding(score: PathScore, facts: Facts) -> Row | None:
    for row in score.path.caps:
        if score.before > score.cap and row.number(facts) == score.cap:
            return row
    return None


def _path_caps(reason: str, score: PathScore, facts: Facts) -> Iterator[Cap]:
    binding = _binding(score, facts)
    for row in score.path.caps:
        cap = row.number(facts)
        if cap is not None and cap < score.before:
            yield Cap(reason, row.shown_with, cap, min(score.before, FULL), row is binding)


def _rounded(parts: Iterable[Part]) -> tuple[Part, ...]:
    """Rounded to 0.01 so that the rounded parts sum to the rounded total."""
    found, exact, shown = [], 0.0, 0.0
    for part in parts:
        exact += part.points
        points = round(round(exact, 2) - shown, 2)
        shown = round(shown + points, 2)
        if points:
            found.append(Part(part.question, part.reason, points))
    return tuple(found)
