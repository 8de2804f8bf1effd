"""How a score came about, part by part, each on the answer that caused it; the parts sum to the score."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from .points import FULL, PathScore, best_path, stake_of
from .rules import Facts, Reason, Row, RuleSet


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


@dataclass(frozen=True, slots=True)
class ReasonWorking:
    """How one reason's score came about: its parts, and every cap below the points of its best path."""

    parts: tuple[Part, ...]
    caps: tuple[Cap, ...]


@dataclass(frozen=True, slots=True)
class Working:
    """All parts at one set of complete answers; answers that moved nothing are left out."""

    reasons: tuple[ReasonWorking, ...]
    cost: tuple[Part, ...]
    stake: tuple[Part, ...]
    bridge: tuple[Part, ...]


def working(facts: Facts, rules: RuleSet) -> Working:
    return Working(
        reasons=tuple(reason_working(reason, facts) for reason in rules.reasons),
        cost=cost_parts(facts, rules),
        stake=stake_parts(facts, rules),
        bridge=bridge_parts(offense_pieces(facts, rules), stake_of(facts, rules)),
    )


def reason_working(reason: Reason, facts: Facts) -> ReasonWorking:
    score = best_path(reason, facts)
    parts = (Part(question, reason.id, points) for question, points in _path_pieces(score, facts))
    return ReasonWorking(_rounded(parts), tuple(_caps(reason.id, score, facts)))


def cost_parts(facts: Facts, rules: RuleSet) -> tuple[Part, ...]:
    return _rounded(Part(q, "cost", p) for q, p in _held(list(_added(rules.cost, facts)), FULL))


def stake_parts(facts: Facts, rules: RuleSet) -> tuple[Part, ...]:
    return _rounded(Part(q, "stake", p) for q, p in _held(list(_added(rules.bridge.stake, facts)), FULL))


Piece = tuple[str, float]


def offense_pieces(facts: Facts, rules: RuleSet) -> tuple[Piece, ...]:
    """The offense by the question that caused it, unrounded."""
    bridge = rules.bridge
    pieces = _multiplied(list(_added(bridge.offense, facts)), bridge.times, facts)
    return tuple(_held([*pieces, *_added(bridge.more, facts)], FULL))


@lru_cache(maxsize=4096)
def bridge_parts(offense: tuple[Piece, ...], stake: float) -> tuple[Part, ...]:
    """What the offense adds to the bridge risk, at this stake."""
    return _rounded(Part(question, "bridge_risk", points * stake / FULL) for question, points in offense)


def _path_pieces(score: PathScore, facts: Facts) -> list[Piece]:
    pieces = _multiplied(list(_added(score.path.points, facts)), score.path.times, facts)
    cap = _binding(score, facts)
    return _held(pieces, score.score, cap.shown_with if cap else "")


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


def _caps(reason: str, score: PathScore, facts: Facts) -> Iterator[Cap]:
    binding = _binding(score, facts)
    for row in score.path.caps:
        cap = row.number(facts)
        if cap is not None and cap < score.before:
            yield Cap(reason, row.shown_with, shown(cap), shown(min(score.before, FULL)), row is binding)


def _rounded(parts: Iterable[Part]) -> tuple[Part, ...]:
    """Rounded to 0.01 so that the rounded parts sum to the rounded total."""
    found, exact, so_far = [], 0.0, 0.0
    for part in parts:
        exact += part.points
        points = round(round(exact, 2) - so_far, 2)
        so_far = round(so_far + points, 2)
        if points:
            found.append(Part(part.question, part.reason, points))
    return tuple(found)


def shown(number: float) -> float:
    """A number as it is shown: rounded to 0.01."""
    return round(number, 2) + 0.0  # no "-0.0"
