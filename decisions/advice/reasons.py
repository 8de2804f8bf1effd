"""The four reasons to go, the cost and both bridge risks, each with the answers that it rests on."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import Any, Literal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from decisions.advice.told import Told
from decisions.questions import REASONS, WORDINGS, band_words
from decisions.scoring import NOT_SURE
from decisions.scoring.rules import Row

Sign = Literal["plus", "minus", "open"]
Parts = Iterable[Mapping[str, Any]]

MATTERS_LESS = {
    "some": gettext_lazy("It matters some to you, so it counts a little less."),
    "not_at_all": gettext_lazy("It does not matter to you right now, so it counts for nothing."),
}
# Why a point that is still open is held down, though it speaks for going.
HOPE = gettext_lazy("What is still open is a hope and not a fact")
BRIDGE_FLAGS = frozenset({"last_round", "paid_travel", "cancelled_before"})
LATE_NO_FLAGS = frozenset({"time_confirmed", "within_2_days"})
LITTLE, NEARLY_ALL = 0.35, 0.85
COST_FACTS = ("hours", "money", "extra_tasks", "boss_finds_out", "can_prepare")


@dataclass(frozen=True)
class Line:
    """What one answer says for ("plus"), against ("minus") or leaves open, and where to change it."""

    sign: Sign
    text: str
    href: str
    question: str


@dataclass(frozen=True)
class ReasonView:
    """One reason: its range of 0-100, the band in words, the limit that holds it down, and its answers."""

    id: str
    title: str
    low: int
    high: int
    band: str
    held: str
    held_href: str
    matters: str
    lines: tuple[Line, ...]

    @property
    def is_range(self) -> bool:
        return self.low != self.high


@dataclass(frozen=True)
class FactRow:
    label: str
    value: str
    href: str


@dataclass(frozen=True)
class CostView:
    low: int
    high: int
    band: str
    facts: tuple[FactRow, ...]
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class BridgeView:
    band: str
    is_high: bool
    lines: tuple[Line, ...]


def reasons(told: Told, result: Mapping[str, Any]) -> tuple[ReasonView, ...]:
    """The strongest first, as the lead is chosen: by the sum of both ends."""
    ids = sorted(REASONS, key=lambda id: -sum(result["scores"][id]))
    return tuple(_reason(told, result, id) for id in ids)


def cost(told: Told, result: Mapping[str, Any]) -> CostView:
    low, high = (round(end) for end in result["cost"])
    rows = (FactRow(str(WORDINGS[id].short), told.label(id), told.href(id)) for id in COST_FACTS)
    lines = (_line(told, id, -points) for id, points in _by_question(result["cost_because"]).items())
    return CostView(low, high, band_words(result["bands"]["cost"]), tuple(rows), tuple(lines))


def bridge_if_going(told: Told, result: Mapping[str, Any]) -> BridgeView:
    """Who would mind, and what they would mind. What raises the risk counts against going."""
    points = _by_question(chain(result["stake_because"], result["bridge_because"]))
    lines = [_line(told, id, -number) for id, number in points.items()]
    return _bridge(result["bands"]["bridge_risk"], lines)


def bridge_if_declining(told: Told, result: Mapping[str, Any]) -> BridgeView:
    lines = [_line(told, "flags", -1, flags=LATE_NO_FLAGS)] if "time_confirmed" in told.flags else []
    return _bridge(result["bands"]["no_risk"], lines)


def _bridge(ends: Iterable[str], lines: Iterable[Line]) -> BridgeView:
    words = list(ends)
    return BridgeView(band_words(words), "high" in words, tuple(lines))


def _reason(told: Told, result: Mapping[str, Any], id: str) -> ReasonView:
    low, high = result["scores"][id]
    held = _held(told, result["caps"], id, high)
    matters = told.answers.get("matters", {}).get(id, "a_lot")
    return ReasonView(
        id=id,
        title=str(REASONS[id]),
        low=round(low),
        high=round(high),
        band=band_words(result["bands"][id]),
        held=_held_words(told, held, is_range=low != high) if held else "",
        held_href=told.href(held["question"]) if held else "",
        matters=str(MATTERS_LESS.get(matters, "")),
        lines=tuple(_reason_lines(told, result, id, held)),
    )


def _held(told: Told, caps: Parts, reason: str, high: float) -> Mapping[str, Any] | None:
    """The limit that holds the reason down whatever the unknown answers turn out to be, if there is one."""
    for cap in caps:
        if cap["reason"] == reason and cap["binding"] and high <= cap["cap"]:
            return cap
    return None


def _held_words(told: Told, held: Mapping[str, Any], *, is_range: bool) -> str:
    why = why_limited(told, held["question"])
    numbers = {"before": round(held["before"]), "cap": round(held["cap"]), "why": why}
    if is_range:
        return _("Held down to %(cap)d at most: %(why)s.") % numbers
    return _("Could have been %(before)d, but is held down to %(cap)d: %(why)s.") % numbers


def why_limited(told: Told, question: str) -> str:
    """Why this answer limits what a reason can reach, without the full stop at the end."""
    if _is_hope(told, question):
        return str(HOPE)
    return ". ".join(told.sentences(question, flags=BRIDGE_FLAGS))


def _is_hope(told: Told, question: str) -> bool:
    """Something still open speaks for going, and yet counts for less than a fact."""
    return question == "open_point" and told.answers[question] != "nothing"


def _reason_lines(
    told: Told, result: Mapping[str, Any], id: str, held: Mapping[str, Any] | None
) -> Iterator[Line]:
    parts = [part for part in result["because"] if part["reason"] == id]
    if any(cap["reason"] == id and cap["binding"] for cap in result["caps"]):
        # The last part is what the limit took away; the limit is said by itself.
        parts = parts[:-1]
    points = _by_question(parts)
    for row in _rows_of(told, id):
        if _share(told, row) <= LITTLE and points.get(row.shown_with, 0.0) >= 0:
            points[row.shown_with] = -1.0
    for row in _multipliers_of(told, id):
        if _share(told, row) >= NEARLY_ALL:
            points[row.shown_with] = max(points.get(row.shown_with, 0.0), 1.0)
    for question in _open_questions(told, id):
        points.setdefault(question, 0.0)
    if held and not _is_hope(told, held["question"]):
        points.pop(held["question"], None)
    lines = [_line(told, question, number) for question, number in points.items() if not told.waits(question)]
    order = ("plus", "open", "minus")
    yield from sorted(lines, key=lambda line: order.index(line.sign))


def _line(told: Told, question: str, points: float, *, flags: frozenset[str] = BRIDGE_FLAGS) -> Line:
    sign: Sign = "open" if told.is_open(question) else "plus" if points > 0 else "minus"
    text = ". ".join(told.sentences(question, flags=flags))
    return Line(sign, text, told.href(question), question)


def _by_question(parts: Parts) -> dict[str, float]:
    """Points by question, in the order of the rules."""
    points: dict[str, float] = {}
    for part in parts:
        points[part["question"]] = points.get(part["question"], 0.0) + part["points"]
    return points


def _rows_of(told: Told, reason: str) -> list[Row]:
    found = next(one for one in told.rules.reasons if one.id == reason)
    return [row for path in found.paths for row in path.points]


def _multipliers_of(told: Told, reason: str) -> list[Row]:
    found = next(one for one in told.rules.reasons if one.id == reason)
    return [row for path in found.paths for row in path.times]


def _share(told: Told, row: Row) -> float:
    """What the answer gets of the most that any answer would get; half where the row has no number for it.

    An answer that gets little speaks against the reason, though it adds points; a multiplier that leaves
    nearly all speaks for it, though it takes some.
    """
    answer = told.answers.get(row.question)
    number = row.values.get(answer) if isinstance(answer, str) else None
    return 0.5 if number is None else number / max(row.values.values())


def _open_questions(told: Told, reason: str) -> Iterator[str]:
    found = next(one for one in told.rules.reasons if one.id == reason)
    for path in found.paths:
        for row in chain(path.points, path.times, path.caps):
            if told.answers.get(row.shown_with) == NOT_SURE:
                yield row.shown_with
    if reason == "leverage" and told.is_open("more_time"):
        yield "more_time"
