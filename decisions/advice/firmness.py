"""How firm the advice is: how far the candidate's own weights would have to move before it is another."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from decisions.advice.changes import SHORT_VERDICTS
from decisions.advice.told import Told
from decisions.questions import REASONS

FIRM, FAIRLY_FIRM, CLOSE = "firm", "fairly_firm", "close"
WORDS = {
    FIRM: gettext_lazy("Firm"),
    FAIRLY_FIRM: gettext_lazy("Fairly firm"),
    CLOSE: gettext_lazy("Close"),
}
# From the least to the most.
LEVELS = ("not_at_all", "some", "a_lot")
LESS = gettext_lazy("“%(reason)s” mattered a little less to you")
MORE = gettext_lazy("“%(reason)s” mattered a little more to you")
NOT_AT_ALL = gettext_lazy("“%(reason)s” did not matter to you")
A_LOT = gettext_lazy("“%(reason)s” mattered a lot to you")


@dataclass(frozen=True)
class Firmness:
    """`level` is "firm", "fairly_firm" or "close", and `word` is the word for it."""

    level: str
    word: str
    text: str
    href: str


def firmness(told: Told, result: Mapping[str, Any]) -> Firmness | None:
    """None for advice of a time when this was not worked out yet."""
    if "firmness" not in result:
        return None
    nearest = result["firmness"]
    level = _level(nearest, is_close=result["close"])
    said = [_why_close(told, result)] if result["close"] else []
    said.append(_moved(told, nearest) if nearest else _unmoved(is_close=result["close"]))
    return Firmness(level, str(WORDS[level]), " ".join(said), told.href("matters"))


def _level(nearest: Mapping[str, Any] | None, *, is_close: bool) -> str:
    if is_close:
        return CLOSE
    if nearest is None:
        return FIRM
    return CLOSE if nearest["moves"] == 1 else FAIRLY_FIRM


def _why_close(told: Told, result: Mapping[str, Any]) -> str:
    numbers = result["checked"][0]["numbers"]
    if result["decided_by"] == "no_time_to_ask":
        return _("There is no time to ask for what you do not know.")
    if abs(numbers["gain"] - numbers["bar"]) <= told.rules.verdict.close:
        return _("What you could gain is nearly the same as what it must reach.")
    return _("It depends on something about yourself that you are not sure of.")


def _unmoved(*, is_close: bool) -> str:
    if is_close:
        return _("But it stays the same, whatever matters to you.")
    return _("The advice stays the same, whatever matters to you.")


def _moved(told: Told, nearest: Mapping[str, Any]) -> str:
    moves = [_move(told, id, nearest["matters"][id]) for id in REASONS if id in nearest["matters"]]
    return _("It would change if %(moves)s. Then: %(verdict)s.") % {
        "moves": get_text_list(moves, _("and")),
        "verdict": SHORT_VERDICTS[nearest["verdict"]],
    }


def _move(told: Told, reason: str, to: str) -> str:
    now = told.answers.get("matters", {}).get(reason, "a_lot")
    if to == "some":
        words = LESS if LEVELS.index(to) < LEVELS.index(now) else MORE
    else:
        words = A_LOT if to == "a_lot" else NOT_AT_ALL
    return str(words) % {"reason": REASONS[reason]}
