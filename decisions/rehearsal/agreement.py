"""How far the advice on one reading of the cases is that of their readers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from decisions.scoring import Result, RuleSet, score
from decisions.scoring.verdict import Word

from .cases import AXES, NO_LEAD, WORDS, Case
from .measures import kappa, rank_correlation

GOOD_REASON = 50.0  # the baseline goes where one reason reaches this


@dataclass(frozen=True, slots=True)
class Judged:
    """One reading of a case, and the advice on it."""

    case: Case
    reading: str
    result: Result

    @property
    def agrees(self) -> bool:
        return self.result.verdict == self.case.verdict

    @property
    def lead_agrees(self) -> bool:
        return self.result.lead == self.case.lead

    @property
    def best_reason(self) -> float:
        return max(self.score(reason) for reason in self.result.scores)

    @property
    def gain_and_bar(self) -> tuple[float, float]:
        """What the first verdict rule compared, at the middle of what is unknown."""
        numbers = self.result.checked[0].numbers
        return numbers["gain"], numbers["bar"]

    @property
    def over_bar(self) -> float:
        gain, bar = self.gain_and_bar
        return gain - bar

    def score(self, name: str) -> float:
        """The middle of a reason's range, or of cost or risk."""
        spans = {**self.result.scores, "cost": self.result.cost, "risk": self.result.bridge_risk}
        return sum(spans[name]) / 2


def judge(cases: Sequence[Case], reading: str, rules: RuleSet) -> tuple[Judged, ...]:
    """The advice on each case that has this reading."""
    return tuple(
        Judged(case, reading, score(case.readings[reading], rules))
        for case in cases
        if reading in case.readings
    )


@dataclass(frozen=True, slots=True)
class Figures:
    """Counts over the cases of one reading; `of` what they are counted, where that is not all of them."""

    cases: int
    agreed: int
    kappa: float | None
    accepted: int
    accepted_of: int
    leads: int
    leads_of: int
    no_leads: int
    no_leads_of: int
    asks_found: int
    asks_accepted: int
    asks_of: int
    asks: int
    close: int


def figures(judged: Sequence[Judged]) -> Figures:
    named = [one for one in judged if one.case.lead not in (None, NO_LEAD)]
    weak = [one for one in judged if one.case.lead == NO_LEAD]
    asks = [one for one in judged if one.case.verdict == "ask"]
    known = [one for one in judged if one.case.accept is not None]
    return Figures(
        cases=len(judged),
        agreed=sum(one.agrees for one in judged),
        kappa=kappa([(one.case.verdict, one.result.verdict) for one in judged]),
        accepted=sum(is_accepted(one.case, one.result.verdict) for one in known),
        accepted_of=len(known),
        leads=sum(one.lead_agrees for one in named),
        leads_of=len(named),
        no_leads=sum(one.lead_agrees for one in weak),
        no_leads_of=len(weak),
        asks_found=sum(one.agrees for one in asks),
        asks_accepted=sum(is_accepted(one.case, one.result.verdict) for one in asks),
        asks_of=len(asks),
        asks=sum(one.result.verdict == "ask" for one in judged),
        close=sum(one.result.close for one in judged),
    )


def is_accepted(case: Case, word: str) -> bool:
    """Whether the readers would accept that verdict; their majority alone where nothing more is known."""
    return word == case.verdict or word in (case.accept or ())


def confusion(judged: Sequence[Judged]) -> dict[tuple[Word, Word], int]:
    """How often the readers said the first and the advice the second."""
    pairs = [(one.case.verdict, one.result.verdict) for one in judged]
    return {(theirs, ours): pairs.count((theirs, ours)) for theirs in WORDS for ours in WORDS}


def correlations(judged: Sequence[Judged]) -> dict[str, float | None]:
    """The rank correlation with the readers' own scores, for each reason, cost and risk."""
    found = {}
    for name in (*judged[0].result.scores, *AXES):
        scored = [one for one in judged if name in one.case.scores]
        found[name] = rank_correlation(
            [one.case.scores[name] for one in scored], [one.score(name) for one in scored]
        )
    return found


BASELINES: dict[str, Callable[[Judged], Word]] = {
    "always decline": lambda one: "decline",
    f"take where one reason reaches {GOOD_REASON:g}, else decline": lambda one: (
        "take" if one.best_reason >= GOOD_REASON else "decline"
    ),
}


def baselines(judged: Sequence[Judged]) -> dict[str, tuple[int, int]]:
    """What a naive rule would reach: verdicts agreed, and verdicts accepted."""
    return {
        name: (
            sum(rule(one) == one.case.verdict for one in judged),
            sum(is_accepted(one.case, rule(one)) for one in judged),
        )
        for name, rule in BASELINES.items()
    }
