"""Rule sets that stand in no file: a present one with some numbers moved."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .numbers import numbers
from .problems import Problem, RuleSetError, Table
from .questionnaire import Questionnaire
from .rules import RuleSet
from .rules_file import RuleSetReader
from .soundness import unsound


def read(data: Mapping[str, Any], questionnaire: Questionnaire, *, sound: bool = True) -> RuleSet:
    """The rule set in a table, such as numbers.with_numbers gives. Raises RuleSetError.

    Without `sound`, numbers that contradict a direction are let through: fit for a trial, not for advice.
    """
    found: list[Problem] = []
    where = str(data.get("id"))
    rules = RuleSetReader(Table(data, f"{where}: ", found), questionnaire, numbers(data)).read()
    problems = tuple(found) or (unsound(rules, where) if sound else ())
    if problems:
        raise RuleSetError(problems)
    return rules
