"""The files of rule sets: which are released, which one is in effect, and what is wrong with them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

from .lines import line_of
from .needed import OF_THE_RULES, unmet
from .numbers import numbers
from .problems import (
    CHANGED_FILE,
    NOT_RELEASED,
    SAME_DAY,
    UNKNOWN_QUESTION,
    UNUSED_FILE,
    WRONG_NAME,
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
from .toml_file import digest, parsed

FOLDER = Path(__file__).parent
RELEASED = "rulesets/released.toml"

# Drafts and advice keep the name of their rule set, in a column of this length.
NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,19}")
HASH = re.compile(r"[0-9a-f]{64}")
RELEASE = "Run: python manage.py release_rules NAME"


@dataclass(frozen=True)
class Library:
    """The rule sets and questionnaires under one folder, read once."""

    folder: Path = FOLDER

    def names(self) -> tuple[str, ...]:
        """The names of all rule sets, released or not, in order."""
        files = (self.folder / "rulesets").glob("*.toml")
        return tuple(sorted(file.stem for file in files if _is_rule_set(file)))

    def load(self, name: str) -> RuleSet:
        """The rule set of that name, released or not. Raises KeyError if there is none, and RuleSetError."""
        if name not in self.names():
            raise KeyError(name)
        rules, problems = self._rule_set(name)
        if rules is None or problems:
            raise RuleSetError(problems)
        return rules

    def table(self, name: str) -> Mapping[str, Any]:
        """The parsed file of a rule set that can be loaded. Raises as `load` does."""
        self.load(name)
        return parsed(self.folder, f"rulesets/{name}.toml", [])

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
        """Every mistake in every file. Those of proposed rule sets do not stop the site."""
        released = [name for name in self.names() if self.is_released(name)]
        found = [*self._hashes[1], *self._lost(), *self._half_released(released)]
        found += [problem for name in released for problem in self._rule_set(name)[1]]
        if not released:
            found.append(Problem(NOT_RELEASED, RELEASED, "no rule set is released.", RELEASE))
        proposed = [problem for name in self.names() for problem in self._rule_set(name)[1]]
        later = [*self._misnamed(), *proposed, *self._same_days(), *self._unused()]
        harmless = [replace(problem, stops=False) for problem in later if problem not in found]
        return tuple(dict.fromkeys((*found, *harmless)))

    def release_lines(self, name: str) -> dict[str, str]:
        """What must be added to released.toml to release a sound rule set: {file: hash}."""
        files = (f"rulesets/{name}.toml", f"questions/{self.load(name).questionnaire.id}.toml")
        return {file: digest(self.folder / file) for file in files if file not in self._hashes[0]}

    def _lost(self) -> Iterator[Problem]:
        for file in self._hashes[0]:
            if not (self.folder / file).is_file():
                text = f"{RELEASED} names this file, and it is gone."
                hint = "Bring it back: old advice is recomputed with it. Or correct the name here."
                yield Problem(CHANGED_FILE, file, text, hint)

    def _half_released(self, released: list[str]) -> Iterator[Problem]:
        for name in released:
            rules = self._rule_set(name)[0]
            file = f"questions/{rules.questionnaire.id}.toml" if rules else ""
            if file and file not in self._hashes[0]:
                text = f"rulesets/{name}.toml is released, and its questions are not."
                hint = f'Add to {RELEASED}: "{file}" = "{digest(self.folder / file)}"'
                yield Problem(NOT_RELEASED, file, text, hint)

    def _misnamed(self) -> Iterator[Problem]:
        """Files that are taken for no rule set, because of their names."""
        for folder in ("rulesets", "questions"):
            for file in sorted((self.folder / folder).iterdir()):
                if not _is_rule_set(file) and file.name != Path(RELEASED).name and file.name[0] != ".":
                    text = "this name can't be used, so nobody reads the file."
                    hint = "At most 20 small letters, digits and hyphens, then .toml: 2027-01.toml."
                    yield Problem(WRONG_NAME, f"{folder}/{file.name}", text, hint)

    def _same_days(self) -> Iterator[Problem]:
        """Of two rule sets that begin on one day, only the one named later would ever be used."""
        seen: dict[date, str] = {}
        for name in sorted(self.names(), key=self.is_released, reverse=True):
            rules = self._rule_set(name)[0]
            if rules is None or rules.effective_on == date.max:
                continue
            other = seen.setdefault(rules.effective_on, name)
            if other != name:
                text = f"{other} takes effect on that day, too."
                where = f"rulesets/{name}.toml: effective_on"
                yield self._with_line(Problem(SAME_DAY, where, text, "Choose another day."))

    def _unused(self) -> Iterator[Problem]:
        """Questions that no rule set names: a proposed set may have kept the old ones by mistake."""
        named = {rules.questionnaire.id for rules, _ in map(self._rule_set, self.names()) if rules}
        broken = not all(self._rule_set(name)[0] for name in self.names())
        for file in sorted((self.folder / "questions").glob("*.toml")):
            if _is_rule_set(file) and file.stem not in named and not broken:
                text = "no rule set names these questions."
                hint = f'Write questions = "{file.stem}" in the rule set that it is for.'
                yield Problem(UNUSED_FILE, f"questions/{file.name}", text, hint)

    @cached_property
    def _hashes(self) -> tuple[Mapping[str, str], tuple[Problem, ...]]:
        """The hashes in released.toml by file, and what is wrong with that file itself."""
        found: list[Problem] = []
        data = parsed(self.folder, RELEASED, found)
        table = Table(data, f"{RELEASED}: ", found)
        files = table.raw("files", {})
        if not isinstance(files, dict) or not all(isinstance(value, str) for value in files.values()):
            table.note(WRONG_VALUE, "files", "this is no list of hashes.", RELEASE)
            files = {}
        for file, value in files.items():
            if not HASH.fullmatch(value):
                table.note(WRONG_VALUE, f"files.{file}", "this is no sha256 hash.", RELEASE)
        table.done()
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
        rules, problems = (None, tuple(found)) if found else self._built(data, name)
        return rules, tuple(map(self._with_line, problems))

    def _with_line(self, problem: Problem) -> Problem:
        _, _, path = problem.where.partition(": ")
        if not path or problem.line is not None:
            return problem
        text = (self.folder / problem.file).read_text(encoding="utf-8")
        return replace(problem, line=line_of(text, path))

    def _built(self, data: Mapping[str, Any], name: str) -> tuple[RuleSet | None, tuple[Problem, ...]]:
        """The rule set of a parsed file as far as it can be built, and what is wrong with it."""
        file = f"rulesets/{name}.toml"
        found: list[Problem] = []
        questionnaire = self._questionnaire(data, file, found)
        if questionnaire is None:
            return None, tuple(found)
        table = Table(data, f"{file}: ", found)
        rules = RuleSetReader(table, questionnaire, numbers(data)).read()
        if rules.id not in (name, ""):
            table.note(WRONG_VALUE, "id", f"{rules.id!r} is not the file's name.", f'Write id = "{name}".')
        return rules, tuple(found) or unsound(rules, file)

    def _questionnaire(
        self, data: Mapping[str, Any], file: str, found: list[Problem]
    ) -> Questionnaire | None:
        name = Table(data, f"{file}: ", found).text("questions")
        path = f"questions/{name}.toml"
        if name and not (self.folder / path).is_file():
            hint = "Name a file under questions, without .toml."
            found.append(Problem(UNKNOWN_QUESTION, f"{file}: questions", f"there is no file {path}.", hint))
        content = {} if found else self._table(path, found)
        if found:
            return None
        questionnaire = read_questionnaire(Table(content, f"{path}: ", found))
        if questionnaire.id not in (name, ""):
            text = f"{questionnaire.id!r} is not the file's name."
            found.append(Problem(WRONG_VALUE, f"{path}: id", text, f'Write id = "{name}".'))
        if not found:
            found += unmet(questionnaire, OF_THE_RULES.items(), path, "the verdict rules")
        return None if found else questionnaire

    def _table(self, file: str, found: list[Problem]) -> Mapping[str, Any]:
        """The file's content; a released file must still have its hash."""
        wanted = self._hashes[0].get(file)
        data = parsed(self.folder, file, found)
        if wanted is not None and not found and digest(self.folder / file) != wanted:
            hint = "Undo the change: old advice is recomputed with it. New numbers go into a new file."
            found.append(Problem(CHANGED_FILE, file, "a released file was changed.", hint))
        return data


def _is_rule_set(file: Path) -> bool:
    """Whether the name is that of a rule set or a questionnaire; case counts on every system."""
    return file.suffix == ".toml" and bool(NAME.fullmatch(file.stem)) and file.name != Path(RELEASED).name


LIBRARY = Library()


def load(name: str) -> RuleSet:
    """The rule set of that name. Raises KeyError where there is none, and RuleSetError."""
    return LIBRARY.load(name)


def table(name: str) -> Mapping[str, Any]:
    """The parsed file of that rule set. Raises KeyError where there is none, and RuleSetError."""
    return LIBRARY.table(name)


def current(on: date) -> RuleSet:
    """The newest released rule set in effect on that day. Raises RuleSetError."""
    return LIBRARY.current(on)


def names() -> tuple[str, ...]:
    """The names of all rule sets, released or not, in order."""
    return LIBRARY.names()


def problems() -> tuple[Problem, ...]:
    """Every mistake in the rule sets' files."""
    return LIBRARY.problems()
