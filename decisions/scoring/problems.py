"""What is wrong with a rule set's files, and a reader of TOML that refuses what it doesn't know."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Problem:
    """One mistake in a file. `code` is stable (E001, ...), `where` reads "file: key.key[0].key"."""

    code: str
    where: str
    text: str
    hint: str

    def __str__(self) -> str:
        return f"{self.where}: {self.text}"


class RuleSetError(Exception):
    """A rule set that can't be used; `problems` says why, at least one of them."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("; ".join(str(problem) for problem in problems))
        self.problems = problems


UNREADABLE = "E001"
UNKNOWN_KEY = "E002"
MISSING_KEY = "E003"
WRONG_VALUE = "E004"
UNKNOWN_QUESTION = "E005"
UNKNOWN_OPTION = "E006"
MISSING_OPTION = "E007"
WRONG_DIRECTION = "E008"
CHANGED_FILE = "E009"
NOT_RELEASED = "E010"
WRONG_QUESTION = "E011"

_REQUIRED: Any = object()


class Table:
    """One TOML table. Each key is taken once; `done` reports the keys that nobody took.

    A missing or wrong value is noted in `problems` and replaced by a harmless one, so that one reading
    finds every mistake of a file.
    """

    def __init__(self, data: Mapping[str, Any], where: str, problems: list[Problem]) -> None:
        self.where = where
        self.problems = problems
        self._data = dict(data)
        self._known: list[str] = []

    def __contains__(self, key: str) -> bool:
        return key in self._data

    def note(self, code: str, key: str, text: str, hint: str) -> None:
        self.problems.append(Problem(code, self.at(key), text, hint))

    def at(self, key: str) -> str:
        glue = "" if self.where.endswith(": ") else "."
        return f"{self.where}{glue}{key}" if key else self.where.removesuffix(": ")

    def _take(self, key: str, default: Any) -> Any:
        self._known.append(key)
        if key in self._data:
            return self._data.pop(key)
        if default is _REQUIRED:
            self.note(MISSING_KEY, key, f"{key!r} is missing.", f"Add a line that begins with {key} = ")
        return default

    def _wrong(self, key: str, value: Any, wanted: str) -> None:
        self.note(WRONG_VALUE, key, f"{value!r} is not {wanted}.", f"Write {wanted}.")

    def text(self, key: str, default: Any = _REQUIRED) -> str:
        value = self._take(key, default)
        if value is default:
            return "" if default is _REQUIRED else default
        if not isinstance(value, str) or not value.strip():
            self._wrong(key, value, "a text in quotation marks")
            return ""
        return value

    def flag(self, key: str) -> bool:
        value = self._take(key, False)
        if not isinstance(value, bool):
            self._wrong(key, value, "true or false")
        return value is True

    def number(self, key: str, low: float, high: float, default: Any = _REQUIRED) -> float:
        """A number from `low` to `high`, both included."""
        value = self._take(key, default)
        if value is default:
            return low if default is _REQUIRED else default
        return self._checked(key, value, low, high)

    def _checked(self, key: str, value: Any, low: float, high: float) -> float:
        if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
            self._wrong(key, value, "a number")
            return low
        if not low <= value <= high:
            self._wrong(key, value, f"a number from {low:g} to {high:g}")
            return low
        return float(value)

    def numbers(self, key: str, low: float, high: float) -> dict[str, float]:
        """A table of numbers, by name."""
        value = self._take(key, _REQUIRED)
        if value is _REQUIRED:
            return {}
        if not isinstance(value, dict):
            self._wrong(key, value, "a table such as { yes = 10, no = 0 }")
            return {}
        return {name: self._checked(f"{key}.{name}", number, low, high) for name, number in value.items()}

    def texts(self, key: str, default: Any = _REQUIRED) -> tuple[str, ...]:
        value = self._take(key, default)
        if value is default:
            return () if default is _REQUIRED else default
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            self._wrong(key, value, 'a list of texts such as ["yes", "no"]')
            return ()
        if len(set(value)) != len(value):
            self._wrong(key, value, "a list in which nothing stands twice")
        return tuple(value)

    def table(self, key: str) -> Table:
        value = self._take(key, _REQUIRED)
        if value is not _REQUIRED and not isinstance(value, dict):
            self._wrong(key, value, f"a table that begins with [{key}]")
        return Table(value if isinstance(value, dict) else {}, self.at(key), self.problems)

    def tables(self, key: str, default: Any = _REQUIRED) -> list[Table]:
        value = self._take(key, default)
        if value is default:
            return []
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            self._wrong(key, value, f"a list of tables that begin with [[{key}]]")
            return []
        return [Table(item, f"{self.at(key)}[{index}]", self.problems) for index, item in enumerate(value)]

    def raw(self, key: str, default: Any = _REQUIRED) -> Any:
        value = self._take(key, default)
        return None if value is _REQUIRED else value

    def done(self) -> None:
        for key in self._data:
            known = ", ".join(dict.fromkeys(self._known))
            self.note(UNKNOWN_KEY, key, f"nobody reads {key!r}.", f"Known here: {known}. Check the spelling.")
