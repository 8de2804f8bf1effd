"""The gain against the bar that it must reach, and where the gain comes from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from decisions.advice import drawing
from decisions.advice.drawing import Bar, Mark, Span
from decisions.advice.waterfalls import ends_in_words, number
from decisions.questions import REASONS

# A share narrower than this has no room for its number.
ROOM_FOR_A_NUMBER = 4.0
AT_THE_MIDDLE = gettext_lazy("What is not known counts at its middle here.")


@dataclass(frozen=True)
class Against:
    """Gain and bar on one scale. The bar is a line, or a strip where it is a range (`bar_strip`)."""

    gain: str
    gain_span: Span
    gain_mark: Mark
    bar: str
    bar_strip: Bar
    bar_mark: Mark
    says: str


@dataclass(frozen=True)
class Share:
    """What one reason brings to the gain, drawn after the shares before it."""

    id: str
    title: str
    points: str
    bar: Bar
    middle: Mark
    has_room: bool


@dataclass(frozen=True)
class Shares:
    """The shares that are more than nothing, the largest first."""

    items: tuple[Share, ...]
    says: str


def against(result: Mapping[str, Any]) -> Against:
    gain, bar = result["gain"], result["bar"]
    return Against(
        gain=ends_in_words(gain),
        gain_span=drawing.span(gain),
        gain_mark=drawing.mark(gain[1]),
        bar=ends_in_words(bar),
        bar_strip=drawing.bar(*bar),
        bar_mark=drawing.mark(bar[1]),
        says=_reaches(gain, bar),
    )


def _reaches(gain: Sequence[float], bar: Sequence[float]) -> str:
    if gain[0] == gain[1] and bar[0] == bar[1]:
        apart = {"points": number(abs(gain[0] - bar[0]))}
        if gain[0] < bar[0]:
            return _("The gain stays under the bar. It would need %(points)s more.") % apart
        return _("The gain reaches the bar, with %(points)s to spare.") % apart
    if gain[0] >= bar[1]:
        return _("Even the lowest gain reaches the bar.")
    if gain[1] < bar[0]:
        return _("Even the highest gain stays under the bar.")
    return _("Whether the gain reaches the bar depends on what you do not know yet.")


def shares(result: Mapping[str, Any]) -> Shares | None:
    """None for advice of a time when the shares were not worked out yet."""
    if "shares" not in result:
        return None
    points = {id: result["shares"][id] for id in REASONS}
    items, before = [], 0.0
    for id in sorted((id for id in REASONS if points[id] > 0), key=lambda id: -points[id]):
        items.append(_share(id, before, points[id]))
        before += points[id]
    is_range = result["gain"][0] != result["gain"][1]
    return Shares(tuple(items), _adds_up(number(before), items, is_range=is_range))


def _share(id: str, before: float, points: float) -> Share:
    return Share(
        id=id,
        title=str(REASONS[id]),
        points=number(points),
        bar=drawing.bar(before, before + points),
        middle=drawing.mark(before + points / 2),
        has_room=points >= ROOM_FOR_A_NUMBER,
    )


def _adds_up(total: str, items: Sequence[Share], *, is_range: bool) -> str:
    """ "Together they make the gain of 62 points."; the shares themselves stand in the list."""
    if not items:
        return _("The four reasons give you nothing to gain.")
    if len(items) == 1:
        says = _("All %(total)s points come from “%(reason)s”.")
    else:
        says = _("Together they make the gain of %(total)s points.")
    said = says % {"total": total, "reason": items[0].title}
    return f"{said} {AT_THE_MIDDLE}" if is_range else said
