"""Where a key of a TOML file stands, by the path that a problem names: "reason[0].path[1].cap[2].why"."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

HEADER = re.compile(r"\s*(\[\[?)\s*([\w.-]+)\s*\]")
ENTRY = re.compile(r"\s*\"?([\w-]+)\"?\s*=")
NAMED = re.compile(r"\s*(?:id|question)\s*=\s*\"([\w-]+)\"")
INDEX = re.compile(r"\[\d+\]")
LAST = re.compile(r"[.\[][^.\[]*$")


def line_of(text: str, path: str) -> int | None:
    """The line of a key, or of the nearest table around it; None where not even that is found.

    Rows are known by place ("cost.points[1]") and by name ("cost.points.money", "belief.cap.sure") alike,
    and questions and steps by their ids alone ("find_out").
    """
    lines: dict[str, int] = {}
    for name, number in _names(text):
        lines.setdefault(name, number)
    while path:
        if path in lines:
            return lines[path]
        shorter = LAST.sub("", path)
        path = shorter if shorter != path else ""
    return None


def _names(text: str) -> Iterator[tuple[str, int]]:
    """Every name of every table and key with its line."""
    seen: Counter[str] = Counter()
    table, began, ids = "", 0, {}
    for number, line in enumerate(text.splitlines(), 1):
        header, entry, named = HEADER.match(line), ENTRY.match(line), NAMED.match(line)
        if header:
            table, began = _place(header[2], header[1] == "[[", seen), number
            yield table, number
        elif entry:
            yield f"{table}.{entry[1]}" if table else entry[1], number
        if named and table.endswith("]"):
            ids[table] = named[1]
            yield _alias(table, ids), began
            yield named[1], began


def _place(name: str, is_row: bool, seen: Counter[str]) -> str:
    """ "reason.path.cap" as "reason[0].path[1].cap[2]": each row lies within the last one around it."""
    place = ""
    *around, last = name.split(".")
    for part in around:
        place += f".{part}" if place else part
        place += f"[{seen[place] - 1}]" if seen[place] else ""
    place += f".{last}" if place else last
    if not is_row:
        return place
    seen[place] += 1
    return f"{place}[{seen[place] - 1}]"


def _alias(table: str, ids: dict[str, str]) -> str:
    """A row by its name, within the last table that has one: "belief.cap.sure", "cost.points.money"."""
    around, _, last = table.rpartition(".")
    kind = INDEX.sub("", last)
    parent = ids.get(around, INDEX.sub("", around))
    return ".".join(part for part in (parent, kind, ids[table]) if part)
