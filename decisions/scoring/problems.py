"""What is wrong with a rule set's files, and a reader of TOML that refuses what it doesn't know."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any


@dataclass(frozen=True, slots=True)
class Problem:
    """One mistake in a file. `code` is stable (E001, ...), `where` reads "file: key.key[0].key".

    `line` is that in the file, where it is known. `stops`: whether the site must not start with it. Nobody
    uses a proposed rule set yet, so its mistakes stop only its release.
    """

    code: str
    where: str
    text: str
    hint: str
    stops: bool = True
    line: int | None = None

    @property
    def file(self) -> str:
        return self.where.split(": ")[0]

    def __str__(self) -> str:
        """ "rulesets/2027-01.toml, line 85: bar.base: 'x' is not a number." """
        place = (
            self.where
            if self.line is None
            else self.where.replace(self.file, f"{self.file}, line {self.line}", 1)
        )
        return f"{place}: {self.text}"


class RuleSetError(Exception):
    """A rule set that can't be used; `problems` says why, at least one of them."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("; ".join(str(problem) for problem in problems))
        self.problems = problems

    @property
    def with_hints(self) -> str:
        """One problem a line, each with what to do about it."""
        return "\n".join(f"{problem} {problem.hint}" for problem in self.problems)


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
UNTUNABLE = "E012"
WRONG_NAME = "E013"
SAME_DAY = "E014"
UNUSED_FILE = "E015"
TOO_LARGE = "E016"

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
        self.note(WRONG_VALUE, key, f"{_short(value)} is not {wanted}.", f"Write {wanted}.")

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

    def whole(self, key: str, low: int, high: int) -> int:
        """A whole number from `low` to `high`, both included."""
        value = self._take(key, _REQUIRED)
        if value is _REQUIRED:
            return low
        is_number = isinstance(value, int | float) and not isinstance(value, bool)
        if not is_number or not low <= value <= high or value != int(value):
            self._wrong(key, value, f"a whole number from {low} to {high}")
            return low
        return int(value)

    def _checked(self, key: str, value: Any, low: float, high: float) -> float:
        # NaN is within no two numbers, and a number too large for a float is never made one.
        is_number = isinstance(value, int | float) and not isinstance(value, bool)
        if not is_number or not low <= value <= high:
            hint = "Write it without quotation marks, with a point and without %: 40 or 0.35."
            text = f"{_short(value)} is not a number from {low:g} to {high:g}."
            self.note(WRONG_VALUE, key, text, hint)
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
        value = self._take(key, None)
        if value is None:
            hint = f"Add a line [{key}], and under it what belongs to it."
            self.note(MISSING_KEY, key, f"{key!r} is missing.", hint)
        elif not isinstance(value, dict):
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
            known = tuple(dict.fromkeys(self._known))
            hint = f"{perhaps(key, known)}Known here: {', '.join(known)}."
            self.note(UNKNOWN_KEY, key, f"nobody reads {key!r}.", hint)


def perhaps(word: str, known: Iterable[str]) -> str:
    """ "Perhaps money. ", or nothing where no known word is like it."""
    near = get_close_matches(word, known, n=1)
    return f"Perhaps {near[0]}. " if near else ""


def _short(value: Any) -> str:
    """The value much as it stands in the file, short enough for a message."""
    text = str(value).lower() if isinstance(value, bool) else repr(value)
    return text if len(text) <= 60 else text[:57] + "..."
