"""What a value becomes in a file. A spreadsheet must never take what somebody typed for a formula.

CSV: a cell that begins with one of `RISKY` gets an apostrophe in front. To read the text back, take one
leading apostrophe away. A cell that begins with an apostrophe of its own gets one too, so nothing is lost.
XLSX: text is stored as text, so nothing is put in front. A cell holds at most 32,767 characters.
"""

from __future__ import annotations

from datetime import UTC, date, datetime

from decisions.reports.columns import Value

RISKY = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠", "'")
XLSX_MAX = 32_767
CUT = " [cut: the cell can hold no more]"


def csv_cell(value: Value) -> str:
    """Moments in ISO form and UTC, yes and no as true and false, nothing as an empty cell."""
    text = _text(value)
    return f"'{text}" if text.startswith(RISKY) else text


def xlsx_cell(value: Value) -> Value:
    """Moments as dates of the spreadsheet (UTC, whole seconds), text as text."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).replace(tzinfo=None, microsecond=0)
    if isinstance(value, str):
        return _cut(value) or None
    return value


def _text(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="seconds")
    if isinstance(value, date):
        return value.isoformat()
    return str(value)


def _cut(text: str) -> str:
    """A spreadsheet counts in 16-bit units, of which an emoji takes two."""
    units = text.encode("utf-16-le", "surrogatepass")
    if len(units) <= 2 * XLSX_MAX:
        return text
    return units[: 2 * (XLSX_MAX - len(CUT))].decode("utf-16-le", "ignore") + CUT
