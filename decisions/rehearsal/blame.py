"""Which number flipped a verdict, where two rule sets differ in several.

What differs are units: each number that both sets have, and everything else (rows that came or went, words
and lists, the questions) as one. Rule sets between the two are made by applying some of the units to the old
one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Literal

from decisions.scoring import RuleSet
from decisions.scoring.engine import plain_word
from decisions.scoring.facts import as_facts
from decisions.scoring.numbers import numbers, settings

from .replay import Flip
from .trials import NO_VERDICT, changed_rules

STRUCTURE = "structure"
MADE_AT_MOST = 500  # rule sets kept in memory

Kind = Literal["alone", "needed", "together", "program"]


@dataclass(frozen=True, slots=True)
class Cause:
    """Why a verdict flipped.

    "alone": each of the names, applied to the old set by itself, gives the new verdict. "needed": no single
    one does, but taking back any of the names alone restores the old verdict. "together": the names as a
    whole do, and none of them can be left out. "program": the old set itself gives another verdict today.
    """

    kind: Kind
    names: tuple[str, ...] = ()


@dataclass(frozen=True)
class Blame:
    """Two rule sets, each with its parsed file, and what lies between."""

    old: RuleSet
    old_data: Mapping[str, Any]
    new: RuleSet
    new_data: Mapping[str, Any]
    made: dict[frozenset[str], RuleSet | None] = field(default_factory=dict)

    @cached_property
    def changed(self) -> dict[str, tuple[float, float]]:
        """Each number that both sets have and that differs, by path: the old one and the new one."""
        before, after = _scored(numbers(self.old_data)), _scored(numbers(self.new_data))
        both = [name for name in before if name in after]
        return {name: (before[name], after[name]) for name in both if before[name] != after[name]}

    @cached_property
    def structure(self) -> tuple[str, ...]:
        """What else differs, by path."""
        before, after = _shape(self.old_data), _shape(self.new_data)
        names = dict.fromkeys((*before, *after))
        found = [name for name in names if before.get(name, self) != after.get(name, self)]
        questions = self.old.questionnaire.id != self.new.questionnaire.id
        return (*(["questions"] if questions else []), *found)

    @cached_property
    def units(self) -> tuple[str, ...]:
        return (*self.changed, *([STRUCTURE] if self.structure else []))

    def of(self, flip: Flip) -> Cause:
        """Why it flipped, by trying the rule sets in between."""
        answers, before, after = flip.stored.answers, flip.stored.verdict, flip.verdict
        if self._word((), answers) != before:
            return Cause("program")
        alone = tuple(unit for unit in self.units if self._word([unit], answers) == after)
        if alone:
            return Cause("alone", alone)
        needed = tuple(unit for unit in self.units if self._word(self._but([unit]), answers) == before)
        if needed:
            return Cause("needed", needed)
        return Cause("together", self._group(answers, after))

    def _group(self, answers: Mapping[str, Any], after: str) -> tuple[str, ...]:
        """Units that flip it together, of which none can be left out."""
        dropped: list[str] = []
        for unit in self.units:
            if self._word(self._but([*dropped, unit]), answers) == after:
                dropped.append(unit)
        return self._but(dropped)

    def _but(self, units: Iterable[str]) -> tuple[str, ...]:
        without = set(units)
        return tuple(unit for unit in self.units if unit not in without)

    def _word(self, units: Iterable[str], answers: Mapping[str, Any]) -> str | None:
        """The verdict with these units applied to the old set; None where no such rule set can be read."""
        applied = frozenset(units)
        if len(self.made) > MADE_AT_MOST:
            self.made.clear()
        if applied not in self.made:
            self.made[applied] = self._between(applied)
        rules = self.made[applied]
        if rules is None or rules.questionnaire.errors(answers):
            return None
        return plain_word(as_facts(answers, rules), rules)

    def _between(self, applied: frozenset[str]) -> RuleSet | None:
        moved = {name: pair[name in applied] for name, pair in self.changed.items()}
        if STRUCTURE in applied:
            return changed_rules(self.new, self.new_data, moved, sound=False)
        return changed_rules(self.old, self.old_data, moved, sound=False)


def _scored(found: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in found.items() if not name.startswith(NO_VERDICT)}


def _shape(data: Mapping[str, Any]) -> dict[str, Any]:
    """Everything but the worth of the numbers: words by path, and which numbers there are."""
    return {**_scored(settings(data)), **dict.fromkeys(_scored(numbers(data)), "a number")}
