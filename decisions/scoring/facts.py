"""Answers made ready for the rules: slack worked out from the two day counts, and what is unknown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from .questionnaire import NOT_SURE
from .rules import SLACK, Facts, RuleSet

NOT_ASKED = "not_asked"
GRANTED = "granted"
REFUSED = "refused"
NO_DEADLINE = "no_deadline"
MORE_TIME = "more_time"
# These act through the time that is left between both days alone.
OTHER_DAYS = {"days_to_answer": "days_to_their_offer", "days_to_their_offer": "days_to_answer"}
TIMES = frozenset((*OTHER_DAYS, MORE_TIME))


@dataclass(frozen=True, slots=True)
class Unknown:
    """An answer that is not known: its values from worst to best, the middle one, and whether to ask."""

    question: str
    values: tuple[Any, ...]
    middle: Any
    askable: bool

    @property
    def worst(self) -> Any:
        return self.values[0]

    @property
    def best(self) -> Any:
        return self.values[-1]


def as_facts(answers: Mapping[str, Any], rules: RuleSet) -> dict[str, Any]:
    """The answers as the rules read them: lists in the order of the options, all of `matters` filled in."""
    facts = dict(answers)
    for id, value in answers.items():
        if isinstance(value, list):
            options = rules.questionnaire.question(id).options
            facts[id] = tuple(option for option in options if option in value)
    question = rules.questionnaire.question("matters")
    given: Mapping[str, str] = answers.get("matters", {})
    facts["matters"] = {part: given.get(part, question.if_left_out) for part in question.each_of}
    return facts


def complete(facts: Facts, values: Mapping[str, Any], rules: RuleSet) -> dict[str, Any]:
    """The facts with these values filled in, and the slack worked out: None where no offer waits."""
    filled = {**facts, **values}
    filled[SLACK] = slack_of(filled, rules)
    return filled


def with_slack(facts: Facts, changes: Facts, rules: RuleSet) -> Facts:
    """Changes of complete facts, with the slack that follows from them."""
    if TIMES.isdisjoint(changes):
        return changes
    return {**changes, SLACK: slack_of({**facts, **changes}, rules)}


def slack_of(facts: Facts, rules: RuleSet) -> str | None:
    """The class of the days between their offer and the answer due; None where no offer waits."""
    until_answer, until_offer = facts.get("days_to_answer"), facts.get("days_to_their_offer")
    if until_answer is None or until_offer is None:
        return None
    too_late, short, granted, just_in_time, enough = rules.slack.classes
    if until_answer == NO_DEADLINE:
        return enough
    days = until_answer - until_offer
    if days >= rules.slack.enough_days:
        return enough
    if days >= 0:
        return just_in_time
    if days < -rules.slack.short_days:
        return too_late
    return granted if facts.get(MORE_TIME) == GRANTED else short


def unknowns(facts: Facts, rules: RuleSet) -> tuple[Unknown, ...]:
    """What is not known, in asking order. More time not asked for yet counts, where it could help."""
    found = {id: _unknown(id, facts, rules) for id, answer in facts.items() if answer == NOT_SURE}
    if _may_get_more_time(facts, rules):
        found[MORE_TIME] = Unknown(MORE_TIME, (REFUSED, GRANTED), REFUSED, askable=True)
    if len(found) < 2:
        return tuple(found.values())
    return tuple(found[id] for id in rules.questionnaire.ids if id in found)


def _may_get_more_time(facts: Facts, rules: RuleSet) -> bool:
    return facts.get(MORE_TIME) == NOT_ASKED and slack_of(facts, rules) == rules.slack.classes[1]


def _unknown(id: str, facts: Facts, rules: RuleSet) -> Unknown:
    middle, askable = rules.middle[id], id in rules.unknown.askable
    if id == "days_to_answer":
        values = (*day_marks(id, facts.get("days_to_their_offer"), rules), NO_DEADLINE)
        return Unknown(id, values, middle, askable)
    if id == "days_to_their_offer":
        return Unknown(
            id, tuple(reversed(day_marks(id, facts.get("days_to_answer"), rules))), middle, askable
        )
    return Unknown(id, rules.order[id], middle, askable)


def day_marks(id: str, other: Any, rules: RuleSet) -> tuple[int, ...]:
    """Day counts that stand for all others: both ends, and each one at which the class of slack changes."""
    low, high = rules.questionnaire.question(id).whole_number or (0, 0)
    enough, short = rules.slack.enough_days, rules.slack.short_days
    edges = (enough, enough - 1, 0, -1, -short, -short - 1)
    if not isinstance(other, int):
        days = {abs(edge) for edge in edges}
    elif id == "days_to_answer":
        days = {other + edge for edge in edges}
    else:
        days = {other - edge for edge in edges}
    return tuple(sorted(day for day in days | {low, high} if low <= day <= high))
