"""The figures of agreement as Markdown."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from decisions.scoring import RuleSet
from decisions.scoring.numbers import numbers, settings

from .agreement import Figures, Judged, baselines, confusion, correlations, figures, is_accepted, judge
from .cases import READINGS, WORDS, Case, not_given
from .markdown import figure, share, table

NEAREST = 6
MISSING = {
    "answers_second_reading": "no second reading of the answers",
    "accept": "not which verdicts the readers would accept (there, only their majority is)",
    "lead": "not which reason leads",
    "readers_scores": "no scores of the readers",
}

Readings = Mapping[str, Sequence[Judged]]


def agreement_page(cases: Sequence[Case], rules: RuleSet, data: Mapping[str, Any]) -> Iterator[str]:
    """The lines of the page, without line ends. `data` is the rule set's parsed file."""
    found = {name: judge(cases, field, rules) for field, name in READINGS.items()}
    readings = {name: judged for name, judged in found.items() if judged}
    yield from ("# How often the advice is that of careful readers", "")
    yield f"{len(cases)} cases under the rule set {rules.id} (its contents: {fingerprint(data)}), as printed"
    yield "by `manage.py rehearse`. The advice is held against the majority of those who read the stories:"
    yield from ("careful readers, **not licensed career counselors**.", "")
    yield from _missing(cases)
    yield from _figures(readings)
    yield from _confusion(readings)
    yield from _correlations(readings)
    yield from _baselines(readings)
    yield from _missed_verdicts(readings)
    yield from _missed_leads(readings)
    yield from _nearest(readings)


def fingerprint(data: Mapping[str, Any]) -> str:
    """The same for two rule sets that score alike: of all that counts, but not of the words beside it."""
    text = json.dumps([numbers(data), settings(data)], default=str)
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def _missing(cases: Sequence[Case]) -> Iterator[str]:
    for field, count in not_given(cases).items():
        yield f"- {share(count, len(cases))} cases say {MISSING[field]}: `{field}`."
    if not_given(cases):
        yield ""


def _figures(readings: Readings) -> Iterator[str]:
    found = [_figure_rows(figures(judged)) for judged in readings.values()]
    yield from ("## Agreement", "")
    yield from table(["", *readings], [[name, *(one[name] for one in found)] for name in found[0]])


def _figure_rows(one: Figures) -> dict[str, str]:
    return {
        "verdict as the readers' majority": share(one.agreed, one.cases),
        "the same beyond chance (Cohen's kappa)": figure(one.kappa),
        "verdict within what they accept": share(one.accepted, one.accepted_of),
        "leading reason, where they name one": share(one.leads, one.leads_of),
        "no leading reason, where all are weak to them": share(one.no_leads, one.no_leads_of),
        '"ask" found, where they would ask': share(one.asks_found, one.asks_of),
        "a verdict that they accept, where they would ask": share(one.asks_accepted, one.asks_of),
        'share of "ask"': share(one.asks, one.cases),
        "marked close": share(one.close, one.cases),
    }


def _confusion(readings: Readings) -> Iterator[str]:
    yield from ("## Readers (rows) and advice (columns)", "")
    for name, judged in readings.items():
        counts = confusion(judged)
        rows = [[theirs, *(str(counts[theirs, ours]) for ours in WORDS)] for theirs in WORDS]
        yield from table([name, *WORDS], rows)


def _correlations(readings: Readings) -> Iterator[str]:
    found = [correlations(judged) for judged in readings.values()]
    yield from ("## Rank correlation with the readers' own scores (Spearman)", "")
    yield from table(["", *readings], [[name, *(figure(one[name]) for one in found)] for name in found[0]])


def _baselines(readings: Readings) -> Iterator[str]:
    found = [baselines(judged) for judged in readings.values()]
    yield from ("## Naive rules, to compare with", "")
    rows = []
    for name in found[0]:
        counts = zip((one[name] for one in found), readings.values(), strict=True)
        rows.append([name, *(f"{agreed} of {len(judged)}, {ok} accepted" for (agreed, ok), judged in counts)])
    yield from table(["", *readings], rows)


def _missed_verdicts(readings: Readings) -> Iterator[str]:
    yield from ("## Verdicts missed", "")
    rows = [_missed_row(name, one) for name, judged in readings.items() for one in judged if not one.agrees]
    head = ["case", "reading", "readers", "advice", "accepted", "decided by", "gain", "bar", "risk"]
    head += ["strongest", "ask"]
    yield from table(head, rows) if rows else ("None.", "")


def _missed_row(name: str, one: Judged) -> list[str]:
    result = one.result
    gain, bar = one.gain_and_bar
    strongest = sorted(result.scores, key=one.score, reverse=True)[:2]
    asked = ", ".join((*result.ask, *result.conditions))
    said = [one.case.id, name, one.case.verdict, result.verdict]
    said += ["yes" if is_accepted(one.case, result.verdict) else "no", result.decided_by]
    said += [f"{number:.0f}" for number in (gain, bar, one.score("risk"))]
    return [*said, ", ".join(f"{reason} {one.score(reason):.0f}" for reason in strongest), asked or "-"]


def _missed_leads(readings: Readings) -> Iterator[str]:
    yield from ("## Leading reasons missed", "")
    rows = [
        [one.case.id, name, _with_score(one, one.case.lead), _with_score(one, one.result.lead)]
        for name, judged in readings.items()
        for one in judged
        if one.case.lead is not None and not one.lead_agrees
    ]
    yield from table(["case", "reading", "readers say", "we say"], rows) if rows else ("None.", "")


def _with_score(one: Judged, reason: str) -> str:
    """The reason with our score of it and theirs: "options (ours 80, theirs 58)"."""
    if reason not in one.result.scores:
        return reason
    theirs = one.case.scores.get(reason)
    return f"{reason} (ours {one.score(reason):.0f}, theirs {'-' if theirs is None else f'{theirs:.0f}'})"


def _nearest(readings: Readings) -> Iterator[str]:
    """Where gain and bar lie closest together: these would tip first."""
    yield from ("## Nearest to the bar", "")
    yield from ("These would tip first if a number moved.", "")
    rows = [(one, name) for name, judged in readings.items() for one in judged]
    rows.sort(key=lambda row: (abs(row[0].over_bar), row[0].case.id, row[1]))
    head = ["case", "reading", "readers", "advice", "gain", "bar", "gain - bar"]
    yield from table(head, [_nearest_row(one, name) for one, name in rows[:NEAREST]])


def _nearest_row(one: Judged, name: str) -> list[str]:
    gain, bar = one.gain_and_bar
    said = [one.case.id, name, one.case.verdict, one.result.verdict]
    return [*said, f"{gain:.1f}", f"{bar:.1f}", f"{one.over_bar:+.1f}"]
