"""Fits the tunable numbers to cases, and leaves each case out in turn to see what that is worth.

The search begins in the middle of each number's bounds and not at its present value: that was chosen with
all cases in view, so that a search from there would already know the case left out. What it compares, in this
order: verdicts as the readers' majority; verdicts that they accept; leading reasons as they name them;
verdicts as the majority that are not marked close, since what is right by a hair is wrong on the next case;
and last the fewest steps from the middle, since a number that explains nothing has no reason to leave it. All
of it over both readings of each case.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from decisions.scoring import RuleSet, Tunable, read
from decisions.scoring.engine import leading_reason, plain_decision
from decisions.scoring.numbers import numbers, with_numbers
from decisions.scoring.ranges import Decision
from decisions.scoring.rules import Facts

from .agreement import is_accepted
from .cases import Case
from .search import Place, middle, search
from .trials import Progress, changed_rules, facts_of


class Counts(NamedTuple):
    """Of so many readings: what the search compares, in the order of its weight."""

    agreed: int = 0
    accepted: int = 0
    leads: int = 0
    firm: int = 0

    def __add__(self, other: tuple[int, ...]) -> Counts:  # type: ignore[override]
        return Counts(*(one + more for one, more in zip(self, other, strict=True)))


REFUSED = Counts(-1, -1, -1, -1)  # worth less than any rule set that may be used


class Outcome(NamedTuple):
    """How one reading of a case came out."""

    case: str
    reading: str
    counts: Counts


@dataclass(frozen=True)
class Trials:
    """What comes of each place of the tunable numbers; each place is tried once."""

    rules: RuleSet
    data: Mapping[str, Any]
    facts: Sequence[tuple[Case, str, Facts]]
    tried: dict[Place, list[Outcome]] = field(default_factory=dict)

    @property
    def sizes(self) -> list[int]:
        return [len(tunable.values) for tunable in self.rules.tunable]

    def values(self, place: Place) -> dict[str, float]:
        """The numbers that the place stands for, by path."""
        chosen = zip(self.rules.tunable, place, strict=True)
        return {tunable.number: tunable.values[value] for tunable, value in chosen}

    def at(self, place: Place) -> list[Outcome]:
        """The outcome of each reading; none where no rule set may have these numbers."""
        if place not in self.tried:
            rules = changed_rules(self.rules, self.data, self.values(place), sound=True)
            self.tried[place] = [_outcome(*one, rules) for one in self.facts] if rules else []
        return self.tried[place]

    def worth(self, without: str | None = None) -> Callable[[Place], Counts]:
        """What a place is worth over all cases but one."""

        def worth(place: Place) -> Counts:
            found = self.at(place)
            return total(one for one in found if one.case != without) if found else REFUSED

        return worth


@dataclass(frozen=True, slots=True)
class Fit:
    """The search over all cases, and once without each: how it came out under the numbers of the others.

    `start`, `fitted` and `now` are numbers by path, and `by` names the outcomes that each gave.
    """

    start: Mapping[str, float]
    fitted: Mapping[str, float]
    now: Mapping[str, float]
    by: Mapping[str, Sequence[Outcome]]
    left_out: Mapping[str, Mapping[str, float]]
    tried: int


def check_start(rules: RuleSet, data: Mapping[str, Any]) -> None:
    """Raises RuleSetError where no rule set may have the numbers in the middle of all bounds."""
    trials = Trials(rules, data, ())
    numbers_there = trials.values(middle(trials.sizes))
    read(with_numbers({**data, "tunable": []}, numbers_there), rules.questionnaire)


def fit(cases: Sequence[Case], rules: RuleSet, data: Mapping[str, Any], progress: Progress) -> Fit:
    """Searches `rules.tunable`, of which there must be some. `data` is the rule set's parsed file."""
    trials = Trials(rules, data, facts_of(cases, rules))
    sizes = trials.sizes
    start, best = middle(sizes), search(trials.worth(), sizes)
    now = _present(rules, numbers(data))
    without: dict[str, Place] = {}
    for done, case in enumerate(cases, start=1):
        without[case.id] = search(trials.worth(case.id), sizes)
        progress(done, len(cases))
    alone = [one for id, place in without.items() for one in trials.at(place) if one.case == id]
    return Fit(
        start=trials.values(start),
        fitted=trials.values(best),
        now=trials.values(now),
        by={
            "middle": trials.at(start),
            "fitted to all": trials.at(best),
            "now": trials.at(now),
            "each left out": alone,
        },
        left_out={id: trials.values(place) for id, place in without.items()},
        tried=len(trials.tried),
    )


def total(outcomes: Iterable[Outcome]) -> Counts:
    return sum((one.counts for one in outcomes), Counts())


def _present(rules: RuleSet, now: Mapping[str, float]) -> Place:
    """The place nearest to the present numbers."""

    def nearest(tunable: Tunable) -> int:
        return min(
            range(len(tunable.values)), key=lambda step: abs(tunable.values[step] - now[tunable.number])
        )

    return tuple(map(nearest, rules.tunable))


def _outcome(case: Case, reading: str, facts: Facts, rules: RuleSet) -> Outcome:
    decision = plain_decision(facts, rules)
    word = decision.verdict.word
    agreed = word == case.verdict
    lead = case.lead is not None and lead_of(decision, rules) == case.lead
    counts = Counts(agreed, is_accepted(case, word), lead, agreed and not decision.close)
    return Outcome(case.id, reading, counts)


def lead_of(decision: Decision, rules: RuleSet) -> str:
    """The leading reason as a result names it."""
    ends = zip(rules.reasons, decision.worst.scores, decision.best.scores, strict=True)
    return leading_reason({reason.id: (worst, best) for reason, worst, best in ends}, rules)
