"""A rule set small enough to reckon by hand, and cases for it.

Practice is what `interviews_lately` gives: 0, 10, 25, 50 or 65. Nothing else gives points, and the bar is 45
plus what `hours` cost, which is nothing. So 50 (`none_in_6_months`) is taken by 5, and 25 declined by 20.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from decisions.rehearsal.cases import Case
from decisions.scoring import RuleSet, load, read, table
from decisions.scoring.numbers import with_numbers
from tests.scoring.answer_sets import plain

QUESTIONNAIRE = load("2026-11").questionnaire
PRACTICE = "reason.practice.practice.points.interviews_lately"
NUMBERS = {
    "gain.others_above": 100,
    "gain.lead_at_least": 50,
    "gain.matters.a_lot": 1,
    "bar.base": 45,
    "bar.cost": 1,
    "bar.risk": 0,
    "bar.no_risk": 0,
    "rules.close": 5,
}
TAKEN = plain(interviews_lately="none_in_6_months")
DECLINED = plain(interviews_lately="one_or_two")
ASKED = plain(interviews_lately="none_in_6_months", flags=["paid_travel"])  # leaning no, honest if asked


def row(question: str, *values: float) -> dict[str, Any]:
    """A row of points for the options in their order."""
    options = QUESTIONNAIRE.question(question).options
    return {"question": question, "values": dict(zip(options, values, strict=True)), "why": "a toy"}


def flat(question: str, value: float = 0) -> dict[str, Any]:
    return {"question": question, "values": {}, "others": value, "why": "a toy"}


def reason(id: str, points: dict[str, Any]) -> dict[str, Any]:
    return {"id": id, "path": [{"id": id, "points": [points]}]}


def toy_table(
    numbers: Mapping[str, float] | None = None, tunable: list[dict[str, Any]] | None = None, **parts: Any
) -> dict[str, Any]:
    """The toy's table, with other numbers by path, with tunable ones, or with other tables by name."""
    data = {
        **table("2026-11"),
        "id": "toy",
        "reason": [
            reason("practice", {**row("interviews_lately", 0, 10, 25, 50, 65)}),
            reason("leverage", flat("offer")),
            reason("clarity", flat("newness")),
            reason("options", flat("sure")),
        ],
        "cost": {"points": [row("hours", 0, 0, 0, 0)]},
        "bridge": {
            "stake": [flat("meet_again")],
            "offense": [flat("sure")],
            "times": [flat("candor", 1)],
            "more": [flat("flags")],
        },
        "tunable": tunable or [],
        **parts,
    }
    return with_numbers(data, {**NUMBERS, **(numbers or {})})


def toy_rules(
    numbers: Mapping[str, float] | None = None, tunable: list[dict[str, Any]] | None = None, **parts: Any
) -> RuleSet:
    return read(toy_table(numbers, tunable, **parts), QUESTIONNAIRE)


def tunable(number: str, low: float, high: float, step: float) -> dict[str, Any]:
    return {"number": number, "from": low, "to": high, "step": step, "why": "a toy"}


def line(id: str, verdict: str, answers: Mapping[str, Any], **more: Any) -> dict[str, Any]:
    """A line of a file of cases, with the same second reading."""
    given = {"answers": answers, "answers_second_reading": answers, "verdict": verdict, "accept": [verdict]}
    return {"id": id, **given, **more}


def case(id: str, verdict: Any, answers: Mapping[str, Any], **more: Any) -> Case:
    """A case that was read once."""
    given = {"readings": {"answers": answers}, "accept": (verdict,), "lead": None, "scores": {}}
    return Case(id=id, verdict=verdict, **{**given, **more})


def silent(done: int, whole: int) -> None:
    """No progress."""
