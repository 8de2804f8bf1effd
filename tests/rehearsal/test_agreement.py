"""The figures of agreement, worked out by hand on a handful of made-up results."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from decisions.rehearsal.agreement import (
    Figures,
    Judged,
    baselines,
    confusion,
    correlations,
    figures,
    judge,
)
from decisions.scoring import score
from decisions.scoring.verdict import Word

from .toys import ASKED, DECLINED, TAKEN, case, toy_rules

RULES = toy_rules()
RESULT = score(TAKEN, RULES)


def judged(theirs: Word, ours: Word, *, lead: str = "none", best: float = 0, **more: Any) -> Judged:
    """A case of which the readers say the first, and we the second, with this score for practice."""
    scores = {**RESULT.scores, "practice": (best, best)}
    result = replace(RESULT, verdict=ours, lead=lead, scores=scores, close=False)
    return Judged(case("x", theirs, TAKEN, **more), "answers", result)


HANDFUL = [
    judged("take", "take", lead="practice", best=80, accept=("take",)),
    judged("take", "ask", lead="practice", best=50, accept=("take", "ask")),
    judged("ask", "ask", lead="options", best=60, accept=("ask",)),
    judged("ask", "take", best=70, accept=("ask", "take")),
    judged("decline", "decline", best=0, accept=("decline",)),
    judged("decline", "ask", best=49, accept=("decline",)),
]


def test_figures_as_counted_by_hand() -> None:
    found = figures(HANDFUL)
    wanted = Figures(
        cases=6,
        agreed=3,
        kappa=found.kappa,
        accepted=5,
        accepted_of=6,
        leads=0,
        leads_of=0,
        no_leads=0,
        no_leads_of=0,
        asks_found=1,
        asks_accepted=2,
        asks_of=2,
        asks=3,
        close=0,
    )
    assert found == wanted
    # By chance 2/6 x 2/6 (take) + 2/6 x 3/6 (ask) + 2/6 x 1/6 (decline) = 1/3.
    assert found.kappa == pytest.approx((1 / 2 - 1 / 3) / (1 - 1 / 3))


def test_leading_reasons_are_counted_apart_from_none() -> None:
    named = [
        Judged(case("a", "take", TAKEN, lead=theirs), "answers", replace(RESULT, lead=ours))
        for theirs, ours in [
            ("practice", "practice"),
            ("options", "practice"),
            ("none", "none"),
            ("none", "clarity"),
            ("none", "none"),
        ]
    ]
    found = figures(named)
    assert (found.leads, found.leads_of, found.no_leads, found.no_leads_of) == (1, 2, 2, 3)


def test_confusion_table_as_counted_by_hand() -> None:
    assert confusion(HANDFUL) == {
        ("take", "take"): 1,
        ("take", "ask"): 1,
        ("take", "decline"): 0,
        ("ask", "take"): 1,
        ("ask", "ask"): 1,
        ("ask", "decline"): 0,
        ("decline", "take"): 0,
        ("decline", "ask"): 1,
        ("decline", "decline"): 1,
    }


def test_baselines_as_counted_by_hand() -> None:
    assert baselines(HANDFUL) == {
        "always decline": (2, 2),
        # take take take take decline decline: 80, 50, 60 and 70 reach it, 0 and 49 do not
        "take where one reason reaches 50, else decline": (4, 5),
    }


def test_correlation_takes_only_cases_with_scores() -> None:
    found = correlations(
        [
            judged("take", "take", best=10, scores={"practice": 1}),
            judged("take", "take", best=20, scores={"practice": 2}),
            judged("take", "take", best=0),
        ]
    )
    assert found["practice"] == pytest.approx(1)
    assert found["leverage"] is None


def test_advice_is_that_of_the_engine() -> None:
    cases = [case("a", "take", TAKEN), case("b", "take", DECLINED), case("c", "ask", ASKED)]
    found = judge(cases, "answers", RULES)
    assert [(one.result.verdict, one.gain_and_bar) for one in found] == [
        ("take", (50, 45)),
        ("decline", (25, 45)),
        ("ask", (50, 45)),
    ]
    assert judge(cases, "answers_second_reading", RULES) == ()
