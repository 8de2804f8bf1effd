"""What the readings of the cases come to under rule sets whose numbers change all the time.

Each rule set is used for a few dozen readings, so that the plain interpreter is faster than compiling it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from decisions.scoring import RuleSet, RuleSetError, read
from decisions.scoring.facts import as_facts
from decisions.scoring.numbers import with_numbers
from decisions.scoring.rules import Facts

from .cases import Case

Progress = Callable[[int, int], None]  # how many are done, and of how many
NO_VERDICT = ("bands.", "flips.", "gain.lead_at_least")  # these change words on the page, never a verdict


def facts_of(cases: Sequence[Case], rules: RuleSet) -> list[tuple[Case, str, Facts]]:
    """Each reading of each case, named, as the rules read it; numbers don't change that."""
    return [
        (case, reading, as_facts(answers, rules))
        for case in cases
        for reading, answers in case.readings.items()
    ]


def changed_rules(
    rules: RuleSet, data: Mapping[str, Any], changes: Mapping[str, float], *, sound: bool
) -> RuleSet | None:
    """The rule set with these numbers, or None where it would be refused. It marks none as tunable."""
    kept = {key: value for key, value in data.items() if key != "tunable"}
    try:
        return read(with_numbers(kept, changes), rules.questionnaire, sound=sound)
    except RuleSetError:
        return None
