"""Waterfalls: how a score came about, answer by answer, as a list that is also a drawing."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from decisions.advice import drawing
from decisions.advice.drawing import FULL, Bar, Mark, Span
from decisions.advice.reasons import BRIDGE_FLAGS, Line, ReasonView, why_limited
from decisions.advice.told import Told
from decisions.questions import DAY_QUESTIONS, REASONS, WORDINGS, band_words
from decisions.questions.wording import Text

Part = Mapping[str, Any]
Kind = Literal["adds", "takes", "limit"]

MINUS = "\N{MINUS SIGN}"
TITLES: dict[str, Text] = {
    **REASONS,
    "cost": gettext_lazy("What going could cost"),
    "stake": gettext_lazy("Who would mind: the stake"),
    "bridge_risk": gettext_lazy("Risk of burning a bridge if you go"),
}


@dataclass(frozen=True)
class Step:
    """One answer's effect, drawn from the total before it (`start`) to the total after it (`end`).

    `kind`: it adds, it takes away, or it is the limit that cuts the rest off. `points` with its sign and
    `so_far`, the total after it, are rounded to 0.01. `is_open`: not known, counted at the middle. `href` is
    None where no answer is behind it.
    """

    kind: Kind
    short: str
    says: str
    href: str | None
    points: str
    so_far: str
    bar: Bar
    start: Mark
    end: Mark
    is_open: bool


@dataclass(frozen=True)
class Cap:
    """A limit that did not count, since a lower one did."""

    text: str
    href: str


@dataclass(frozen=True)
class Total:
    """The whole range, and where the steps end in it: at the middle of what is not known.

    `band` is the word for it. The stake has none, and no range: with an answer unknown, it `is_middle`.
    """

    text: str
    band: str | None
    span: Span
    middle: str
    middle_mark: Mark
    is_middle: bool


@dataclass(frozen=True)
class Waterfall:
    """`limit` is the line of the limit that counts, if one does. `idle` is why nothing gave points."""

    id: str
    title: str
    steps: tuple[Step, ...]
    idle: tuple[Line, ...]
    limit: Mark | None
    other_caps: tuple[Cap, ...]
    total: Total
    matters: str


def waterfalls(told: Told, result: Mapping[str, Any], reasons: Iterable[ReasonView]) -> tuple[Waterfall, ...]:
    """The four reasons, the best one first, then the cost, the stake and the bridge risk."""
    stake = _sum(result["stake_because"])
    return (
        *(_reason(told, result, reason) for reason in reasons),
        _other(told, result, "cost", result["cost_because"], FULL),
        _stake(told, result),
        _other(told, result, "bridge_risk", result["bridge_because"], stake),
    )


def number(points: float) -> str:
    return f"{round(points, 2) + 0.0:g}".replace("-", MINUS)


def ends_in_words(ends: Sequence[float]) -> str:
    """ "39" or "5 to 79.5"; the two ends of a range."""
    low, high = ends
    if low == high:
        return number(low)
    return _("%(low)s to %(high)s") % {"low": number(low), "high": number(high)}


def _reason(told: Told, result: Mapping[str, Any], reason: ReasonView) -> Waterfall:
    parts = [part for part in result["because"] if part["reason"] == reason.id]
    caps = [cap for cap in result["caps"] if cap["reason"] == reason.id]
    binding = next((cap for cap in caps if cap["binding"]), None)
    return Waterfall(
        id=reason.id,
        title=reason.title,
        steps=tuple(_steps(told, parts, FULL, binding)),
        idle=() if parts else tuple(line for line in reason.lines if line.sign == "minus"),
        limit=drawing.mark(binding["cap"]) if binding else None,
        other_caps=tuple(_cap(told, cap) for cap in caps if cap is not binding),
        total=_total(result["scores"][reason.id], _sum(parts), result["bands"][reason.id]),
        matters=reason.matters,
    )


def _other(told: Told, result: Mapping[str, Any], id: str, parts: Sequence[Part], most: float) -> Waterfall:
    total = _sum(parts)
    return Waterfall(
        id=id,
        title=str(TITLES[id]),
        steps=tuple(_steps(told, parts, most, None)),
        idle=(),
        limit=None,
        other_caps=(),
        total=_total(result.get(id, (total, total)), total, result["bands"].get(id, ())),
        matters="",
    )


def _stake(told: Told, result: Mapping[str, Any]) -> Waterfall:
    drawn = _other(told, result, "stake", result["stake_because"], FULL)
    is_middle = any(step.is_open for step in drawn.steps)
    return replace(drawn, total=replace(drawn.total, is_middle=is_middle))


def _sum(parts: Iterable[Part]) -> float:
    points: list[float] = [part["points"] for part in parts]
    return round(sum(points), 2)


def _steps(told: Told, parts: Sequence[Part], most: float, binding: Part | None) -> Iterator[Step]:
    """The parts one after the other. The last one is the limit's, where a limit cut something off."""
    before = 0.0
    for place, part in enumerate(parts, 1):
        after = round(before + part["points"], 2)
        cuts = place == len(parts) and after < before
        # A limit that cuts off less than is shown has no part of its own.
        if cuts and binding and part["question"] == binding["question"]:
            yield _step(told, part, (before, after), "limit", _limited(told, binding))
        elif cuts and after == most < before:
            yield _ceiling(before, after)
        else:
            kind: Kind = "takes" if after < before else "adds"
            yield _step(told, part, (before, after), kind, _said(told, part))
        before = after


def _step(told: Told, part: Part, ends: tuple[float, float], kind: Kind, says: str) -> Step:
    question = _shown_with(told, part)
    short, href = str(WORDINGS[question].short), told.href(question)
    return Step(kind, short, says, href, *_drawn(*ends), is_open=told.is_open(question))


def _ceiling(before: float, after: float) -> Step:
    """What is over the most that there can be is cut off; no answer is behind that."""
    says = _("No more than %(most)s points count.") % {"most": number(after)}
    return Step("limit", _("The most there can be"), says, None, *_drawn(before, after), is_open=False)


def _drawn(before: float, after: float) -> tuple[str, str, Bar, Mark, Mark]:
    """The points with their sign, the total so far, and the bar with where it starts and ends."""
    sign = MINUS if after < before else "+"
    points = f"{sign}{number(abs(after - before))}"
    return points, number(after), drawing.bar(before, after), drawing.mark(before), drawing.mark(after)


def _said(told: Told, part: Part) -> str:
    return ". ".join(told.sentences(_shown_with(told, part), flags=BRIDGE_FLAGS)) + "."


def _shown_with(told: Told, part: Part) -> str:
    """The question behind the part; of two days that count together, the one that is not known."""
    question: str = part["question"]
    if not told.waits(question):
        return question
    return next(day for day in DAY_QUESTIONS if day != question)


def _limited(told: Told, cap: Part) -> str:
    return _("At most %(most)s, not %(before)s. %(why)s") % {
        "most": number(cap["cap"]),
        "before": number(cap["before"]),
        "why": _why(told, cap),
    }


def _why(told: Told, cap: Part) -> str:
    return why_limited(told, _shown_with(told, cap)) + "."


def _cap(told: Told, cap: Part) -> Cap:
    text = _("At most %(most)s. %(why)s") % {"most": number(cap["cap"]), "why": _why(told, cap)}
    return Cap(text, told.href(_shown_with(told, cap)))


def _total(ends: Sequence[float], middle: float, bands: Sequence[str]) -> Total:
    return Total(
        text=ends_in_words(ends),
        band=band_words(bands) if bands else None,
        span=drawing.span(ends),
        middle=number(middle),
        middle_mark=drawing.mark(middle),
        is_middle=False,
    )
