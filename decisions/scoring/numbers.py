"""The numbers of a rule set by path, so that one can be named, moved and put back.

A path reads "bar.base" or "reason.options.belief.times.open_point.nothing": the keys from the outside in, a
table of a list by its id or question. Works on the parsed TOML, sound or not.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

Leaf = tuple[str, Any]

SILENT = frozenset({"path", "values"})  # keys that a path leaves out
UNSCORED = frozenset(
    {"id", "questions", "effective_on", "review_on", "tunable", "why", "shown_with"}
)  # these move no score

# Beside the usual 0 to 100. The reader of rule sets refuses what lies outside.
_SHARE, _TIMES, _DAYS = (0.0, 1.0), (0.0, 2.0), (0.0, 365.0)
_NARROWER = {
    "slack.": _DAYS,
    "middle.": _DAYS,
    "unknown.at_most": (1.0, 2.0),
    "bridge.times.": _TIMES,
    "gain.others.": _SHARE,
    "gain.matters.": _SHARE,
    "bar.cost": _SHARE,
    "bar.risk": _SHARE,
    "bar.no_risk": _SHARE,
    "rules.message_settles_cost.": (0.0, 1000.0),
}
_WHOLE = ("slack.", "middle.", "unknown.at_most")


def numbers(table: Mapping[str, Any]) -> dict[str, float]:
    """Every number of a rule set's table by path, in file order."""
    return {path: value for path, value in _leaves(table) if _is_number(value)}


def settings(table: Mapping[str, Any]) -> dict[str, Any]:
    """Everything else by path that may move a score: words, and lists of words."""
    return {path: value for path, value in _leaves(table) if not _is_number(value)}


def with_numbers(table: Mapping[str, Any], changes: Mapping[str, float]) -> dict[str, Any]:
    """A copy of the table with these numbers, by path. Raises KeyError for a path that is not there."""
    left = dict(changes)
    copy: dict[str, Any] = {
        key: value if key in UNSCORED else _changed(value, key, left) for key, value in table.items()
    }
    if left:
        raise KeyError(next(iter(left)))
    return copy


def allowed(path: str) -> tuple[float, float]:
    """The lowest and the highest number that may stand there."""
    if path.startswith("reason.") and ".times." in path:
        return _TIMES
    exact = _NARROWER.get(path)
    prefixes = (span for start, span in _NARROWER.items() if start.endswith(".") and path.startswith(start))
    return exact or next(prefixes, (0.0, 100.0))


def is_whole(path: str) -> bool:
    """Whether only a whole number may stand there, such as one of days."""
    return path.startswith(_WHOLE)


def fitted(path: str, number: float) -> float:
    """The nearest number that may stand there: within what is allowed, and whole where days are counted."""
    low, high = allowed(path)
    near = float(round(number)) if is_whole(path) else round(number, 10)
    return min(max(near, low), high)


def _leaves(table: Mapping[str, Any]) -> Iterator[Leaf]:
    for key, value in table.items():
        if key not in UNSCORED:
            yield from _walk(value, key)


def _walk(value: Any, path: str) -> Iterator[Leaf]:
    children = _children(value, path)
    if not children:
        yield path, value
    for inside, child in children:
        yield from _walk(child, inside)


def _children(value: Any, path: str) -> list[Leaf]:
    """The parts of a table, of a list of tables or of a list of numbers, each with its path."""
    if isinstance(value, Mapping):
        keys = [key for key in value if key not in UNSCORED]
        return [(path if key in SILENT else f"{path}.{key}", value[key]) for key in keys]
    if isinstance(value, list) and value and not all(isinstance(item, str) for item in value):
        return list(zip(_names(value, path), value, strict=True))
    return []


def _names(items: list[Any], path: str) -> list[str]:
    """The path of each item: by id or question, by its place where it has neither, a second one marked."""
    found: list[str] = []
    for place, item in enumerate(items):
        named = item if isinstance(item, Mapping) else {}
        name = f"{path}.{named.get('id', named.get('question', place))}"
        found.append(name if name not in found else f"{name}#{place}")
    return found


def _changed(value: Any, path: str, left: dict[str, float]) -> Any:
    """A copy of the value with the numbers found in `left`, which are taken out of it."""
    if _is_number(value):
        return left.pop(path, value)
    inside = [(part, _changed(child, part, left)) for part, child in _children(value, path)]
    if isinstance(value, Mapping):
        kept = iter([child for _, child in inside])
        return {key: old if key in UNSCORED else next(kept) for key, old in value.items()}
    return [child for _, child in inside] if inside else value


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
