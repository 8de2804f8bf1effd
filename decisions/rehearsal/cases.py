"""Cases that careful readers have judged, each with one or two readings of its story as answers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, get_args

from decisions.scoring import RuleSet
from decisions.scoring.verdict import Word

WORDS: tuple[Word, ...] = get_args(Word)
READINGS = {"answers": "first reading", "answers_second_reading": "second reading"}
NO_LEAD = "none"
AXES = ("cost", "risk")  # what readers give a number to, beside the reasons


class UnreadableCasesError(Exception):
    """A file of cases that can't be used; `errors` name the line and the question."""

    def __init__(self, errors: Sequence[str]) -> None:
        super().__init__("\n".join(errors))
        self.errors = tuple(errors)


@dataclass(frozen=True, slots=True)
class Case:
    """One story: answers by reading, and what the readers made of it.

    `verdict` is the readers' majority. None and empty for what the file doesn't say: `accept`, the verdicts
    that would do as well; `lead`, the strongest reason or "none"; `scores`, 0-100 for reasons, cost and risk.
    """

    id: str
    readings: Mapping[str, Mapping[str, Any]]
    verdict: Word
    accept: tuple[str, ...] | None
    lead: str | None
    scores: Mapping[str, float]


def read_cases(lines: Iterable[tuple[int, Mapping[str, Any]]], rules: RuleSet) -> tuple[Case, ...]:
    """The cases on these numbered lines. Raises UnreadableCasesError with all that is wrong."""
    cases: list[Case] = []
    errors: list[str] = []
    for number, data in lines:
        wrong = list(_errors(data, rules))
        if data.get("id") in [case.id for case in cases]:
            wrong.append("id: it is given twice.")
        name = f" ({data['id']})" if isinstance(data.get("id"), str) else ""
        errors += [f"Line {number}{name}: {text}" for text in wrong]
        if not wrong:
            cases.append(_case(data))
    if not cases and not errors:
        errors = ["There are no cases."]
    if errors:
        raise UnreadableCasesError(errors)
    return tuple(cases)


def not_given(cases: Sequence[Case]) -> dict[str, int]:
    """In how many cases a part that may be missing is missing."""
    missing = {
        "answers_second_reading": sum(len(case.readings) < len(READINGS) for case in cases),
        "accept": sum(case.accept is None for case in cases),
        "lead": sum(case.lead is None for case in cases),
        "readers_scores": sum(not case.scores for case in cases),
    }
    return {field: count for field, count in missing.items() if count}


def _case(data: Mapping[str, Any]) -> Case:
    return Case(
        id=data["id"],
        readings={field: data[field] for field in READINGS if data.get(field) is not None},
        verdict=data["verdict"],
        accept=None if data.get("accept") is None else tuple(data["accept"]),
        lead=data.get("lead"),
        scores=data.get("readers_scores") or {},
    )


def _errors(data: Mapping[str, Any], rules: RuleSet) -> Iterator[str]:
    reasons = [reason.id for reason in rules.reasons]
    if not isinstance(data.get("id"), str):
        yield "id: give a text."
    for field in READINGS:
        if field == "answers" or data.get(field) is not None:
            found = rules.questionnaire.errors(data.get(field))
            yield from (f"{field}, {question}: {text}" for question, text in found.items())
    if data.get("verdict") not in WORDS:
        yield f"verdict: give the readers' majority, one of: {', '.join(WORDS)}."
    accept = data.get("accept")
    if accept is not None and not (isinstance(accept, list) and all(word in WORDS for word in accept)):
        yield f"accept: give a list out of: {', '.join(WORDS)}."
    if data.get("lead") not in (None, NO_LEAD, *reasons):
        yield f"lead: give one of: {', '.join((*reasons, NO_LEAD))}."
    if not _are_scores(data.get("readers_scores"), (*reasons, *AXES)):
        yield f"readers_scores: give numbers from 0 to 100 for: {', '.join((*reasons, *AXES))}."


def _are_scores(scores: Any, known: Sequence[str]) -> bool:
    if not isinstance(scores, Mapping):
        return scores is None
    return all(_is_score(number) for name, number in scores.items() if name in known)


def _is_score(number: Any) -> bool:
    return isinstance(number, int | float) and not isinstance(number, bool) and 0 <= number <= 100
