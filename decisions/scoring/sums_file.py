"""Reads the tables that say how gain, bar and bridge risk are put together, and the bands."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .problems import MISSING_OPTION, WRONG_VALUE, Table
from .rules import Bar, Gain, NoRisk, frozen


def read_gain(table: Table, reasons: tuple[str, ...], levels: tuple[str, ...]) -> Gain:
    others: Any = table.raw("others")
    if not isinstance(others, list) or len(others) != len(reasons) - 1 or not all(map(_is_share, others)):
        hint = "Write a share from 0 to 1 for each reason but the best one, such as [0.2, 0.1, 0.1]."
        table.note(WRONG_VALUE, "others", f"{others!r} are not the shares of the others.", hint)
        others = [0.0]
    if others != sorted(others, reverse=True):
        table.note(WRONG_VALUE, "others", "a weaker reason counts more.", "Let the shares fall.")
    above, lead = table.number("others_above", 0, 100), table.number("lead_at_least", 0, 100)
    matters = table.numbers("matters", 0, 1)
    if tuple(matters) != levels:
        table.note(MISSING_OPTION, "matters", "the levels differ.", f"In this order: {', '.join(levels)}.")
    table.done()
    return Gain(tuple(others), above, lead, frozen(matters))


def _is_share(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= 1


def read_no_risk(table: Table) -> NoRisk:
    numbers = [table.number(key, 0, 100) for key in ("base", "time_confirmed", "within_2_days")]
    table.done()
    return NoRisk(*numbers)


def read_bar(table: Table) -> Bar:
    keys = (("base", 100), ("cost", 1), ("risk", 1), ("risk_from", 100), ("risk_to", 100), ("no_risk", 1))
    numbers = [table.number(key, 0, high) for key, high in keys]
    table.done()
    return Bar(*numbers)


def read_bands(table: Table) -> Mapping[str, Mapping[str, float]]:
    found = {}
    for kind in ("reason", "cost", "risk"):
        words = table.numbers(kind, 0, 100)
        if list(words.values()) != sorted(set(words.values())) or 0 not in words.values():
            table.note(
                WRONG_VALUE, kind, "the bands must begin at 0 and rise.", "Write { low = 0, high = 55 }."
            )
        found[kind] = frozen(words)
    table.done()
    return frozen(found)
