"""The files of rule sets: which are released, which one is in effect, and what is wrong with them."""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

from .problems import (
    CHANGED_FILE,
    NOT_RELEASED,
    UNKNOWN_QUESTION,
    UNREADABLE,
    WRONG_VALUE,
    Problem,
    RuleSetError,
    Table,
)
from .questionnaire import Questionnaire
from .questionnaire_file import read_questionnaire
from .rules import RuleSet
from .rules_file import RuleSetReader
from .soundness import unsound

FOLDER = Path(__file__).parent
RELEASED = "rulesets/released.toml"

# The verdict rules and the wall speak of these questions by name.
NEEDED = (
    "sure",
    "dislikes",
    "open_point",
    "find_out",
    "offer",
    "days_to_answer",
    "days_to_their_offer",
    "more_time",
    "candor",
    "flags",
    "matters",
)


@dataclass(frozen=True)
class Library:
    """The rule sets and questionnaires under one folder, read once."""

    folder: Path = FOLDER

    def names(self) -> tuple[str, ...]:
        """The names of all rule sets, released or not, in order."""
        files = (self.folder / "rulesets").glob("*.toml")
        return tuple(sorted(file.stem for file in files if file.name != Path(RELEASED).name))

    def load(self, name: str) -> RuleSet:
        """The rule set of that name, released or not. Raises KeyError if there is none, and RuleSetError."""
        if name not in self.names():
            raise KeyError(name)
        rules, problems = self._rule_set(name)
        if rules is None or problems:
            raise RuleSetError(problems)
        return rules

    def current(self, on: date) -> RuleSet:
        """The newest released rule set in effect on that day. Raises RuleSetError where there is none."""
        sets = [self.load(name) for name in self.names() if self.is_released(name)]
        in_effect = [rules for rules in sets if rules.effective_on <= on]
        if not in_effect:
            hint = "Release one, or wait for the day that stands under effective_on."
            raise RuleSetError((Problem(NOT_RELEASED, RELEASED, f"no rule set is in effect on {on}.", hint),))
        return max(in_effect, key=lambda rules: (rules.effective_on, rules.id))

    def is_released(self, name: str) -> bool:
        return f"rulesets/{name}.toml" in self._hashes[0]

    def problems(self) -> tuple[Problem, ...]:
        """Every mistake in every file, proposed rule sets too."""
        hashes, found = self._hashes
        for file in hashes:
            if not (self.folder / file).is_file():
                text = "a released file is gone."
                found += (
                    Problem(CHANGED_FILE, file, text, "Bring it back: old advice is recomputed with it."),
                )
        for name in self.names():
            found += self._rule_set(name)[1]
        if not any(self.is_released(name) for name in self.names()):
            hint = "List its file and the file of its questions with their hashes."
            found += (Problem(NOT_RELEASED, RELEASED, "no rule set is released.", hint),)
        return tuple(dict.fromkeys(found))

    @cached_property
    def _hashes(self) -> tuple[Mapping[str, str], tuple[Problem, ...]]:
        found: list[Problem] = []
        files = _parsed(self.folder, RELEASED, found).get("files", {})
        if not isinstance(files, dict) or not all(isinstance(value, str) for value in files.values()):
            hint = 'Write "rulesets/2026-11.toml" = "its sha256" under [files].'
            found.append(Problem(WRONG_VALUE, f"{RELEASED}: files", "this is no list of hashes.", hint))
            files = {}
        return files, tuple(found)

    def _rule_set(self, name: str) -> tuple[RuleSet | None, tuple[Problem, ...]]:
        if name not in self._read_sets:
            self._read_sets[name] = self._read(name)
        return self._read_sets[name]

    @cached_property
    def _read_sets(self) -> dict[str, tuple[RuleSet | None, tuple[Problem, ...]]]:
        return {}

    def _read(self, name: str) -> tuple[RuleSet | None, tuple[Problem, ...]]:
        """The rule set of that name as far as it can be read, and what is wrong with it."""
        file = f"rulesets/{name}.toml"
        found: list[Problem] = []
        data = self._table(file, found)
        if found:
            return None, tuple(found)
        questionnaire = self._questionnaire(data, file, found)
        if questionnaire is None:
            return None, tuple(found)
        table = Table(data, f"{file}: ", found)
        rules = RuleSetReader(table, questionnaire).read()
        if rules.id != name:
            table.note(WRONG_VALUE, "id", f"{rules.id!r} is not the file's name.", f'Write id = "{name}".')
        return rules, tuple(found) or unsound(rules, file)

    def _questionnaire(
        self, data: Mapping[str, Any], file: str, found: list[Problem]
    ) -> Questionnaire | None:
        name = data.get("questions")
        path = f"questions/{name}.toml"
        if not isinstance(name, str) or not (self.folder / path).is_file():
            hint = "Name a file under questions, without .toml."
            found.append(Problem(UNKNOWN_QUESTION, f"{file}: questions", f"there is no file {path}.", hint))
            return None
        before = len(found)
        questionnaire = read_questionnaire(Table(self._table(path, found), f"{path}: ", found))
        missing = [id for id in NEEDED if id not in questionnaire.ids]
        if missing and len(found) == before:
            text = f"the verdict rules need {', '.join(missing)}."
            found.append(Problem(UNKNOWN_QUESTION, path, text, "Keep these questions."))
        return questionnaire if len(found) == before else None

    def _table(self, file: str, found: list[Problem]) -> Mapping[str, Any]:
        """The file's content; a released file must still have its hash."""
        wanted = self._hashes[0].get(file)
        data = _parsed(self.folder, file, found)
        if wanted is not None and not found and digest(self.folder / file) != wanted:
            hint = "Undo the change and write the new numbers into a new file."
            found.append(Problem(CHANGED_FILE, file, "a released file was changed.", hint))
        return data


def digest(file: Path) -> str:
    """The sha256 of a file, the same with Windows line ends."""
    return hashlib.sha256(file.read_bytes().replace(b"\r\n", b"\n")).hexdigest()


def _parsed(folder: Path, file: str, found: list[Problem]) -> dict[str, Any]:
    try:
        return tomllib.loads((folder / file).read_text(encoding="utf-8"))
    except OSError as error:
        found.append(Problem(UNREADABLE, file, f"can't be read: {error.strerror}.", "Check the file's name."))
    except UnicodeDecodeError:
        found.append(Problem(UNREADABLE, file, "is not UTF-8 text.", "Save it as UTF-8."))
    except tomllib.TOMLDecodeError as error:
        found.append(Problem(UNREADABLE, file, f"is no TOML: {error}.", "Look at the line named."))
    return {}


LIBRARY = Library()


def load(name: str) -> RuleSet:
    """The rule set of that name. Raises KeyError where there is none, and RuleSetError."""
    return LIBRARY.load(name)


def current(on: date) -> RuleSet:
    """The newest released rule set in effect on that day. Raises RuleSetError."""
    return LIBRARY.current(on)


def names() -> tuple[str, ...]:
    """The names of all rule sets, released or not, in order."""
    return LIBRARY.names()


def problems() -> tuple[Problem, ...]:
    """Every mistake in the rule sets' files."""
    return LIBRARY.problems()
