"""Pieces of Markdown that also read well in a terminal."""

from __future__ import annotations

from collections.abc import Sequence


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    """A table with its columns lined up, and an empty line after it."""
    widths = [max(3, *(len(row[place]) for row in (head, *rows))) for place in range(len(head))]
    rule = "|" + "|".join("-" * (width + 2) for width in widths) + "|"
    return [_row(head, widths), rule, *(_row(row, widths) for row in rows), ""]


def _row(cells: Sequence[str], widths: Sequence[int]) -> str:
    return "| " + " | ".join(cell.ljust(width) for cell, width in zip(cells, widths, strict=True)) + " |"


def share(part: int, whole: int) -> str:
    """ "5 of 30 (17 %)", "7 of 15,960 (0.044 %)", or "-" of nothing."""
    if not whole:
        return "-"
    percent = 100 * part / whole
    shown = f"{percent:.2g}" if 0 < percent < 1 else f"{percent:.0f}"
    return f"{part:,} of {whole:,} ({shown} %)"


def figure(number: float | None) -> str:
    """Two decimals, or "-" where there is no such figure."""
    return "-" if number is None else f"{number:.2f}"


def number(value: float) -> str:
    """As short as it can be without losing anything that counts."""
    return f"{value:.10g}"
