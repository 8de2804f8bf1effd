"""The verdicts on many answer sets under one rule set: at once where numpy is installed, else one by one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from decisions.scoring import RuleSet
from decisions.scoring.engine import verdict_word
from decisions.scoring.facts import as_facts

try:
    from decisions.scoring.batch import score_columns
except ImportError:
    AT_ONCE = False
else:
    AT_ONCE = True

Verdicts = list[str | None]  # None where the rule set can't read the answers


def verdicts(answer_sets: Sequence[Mapping[str, Any]], rules: RuleSet) -> Verdicts:
    """The verdict on each answer set, in order."""
    return at_once(answer_sets, rules) if AT_ONCE else one_by_one(answer_sets, rules)


def at_once(answer_sets: Sequence[Mapping[str, Any]], rules: RuleSet) -> Verdicts:
    """Needs numpy."""
    return [word or None for word in score_columns(answer_sets, rules).verdict.tolist()]


def one_by_one(answer_sets: Sequence[Mapping[str, Any]], rules: RuleSet) -> Verdicts:
    return [_verdict(answers, rules) for answers in answer_sets]


def _verdict(answers: Mapping[str, Any], rules: RuleSet) -> str | None:
    if rules.questionnaire.errors(answers):
        return None
    return verdict_word(as_facts(answers, rules), rules)
