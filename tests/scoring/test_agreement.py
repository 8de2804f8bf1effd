"""How often the advice is that of careful readers (not licensed career counselors) on the open cases."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from decisions.scoring import score

from .answer_sets import RULES

CASES: list[dict[str, Any]] = [
    json.loads(line)
    for line in (Path(__file__).parents[1] / "data/open-cases.jsonl").read_text(encoding="utf-8").splitlines()
]
READINGS = ["answers", "answers_second_reading"]


@pytest.mark.parametrize("reading", READINGS)
def test_agreement_does_not_fall_below_its_floor(reading: str) -> None:
    verdicts = {case["id"]: score(case[reading], RULES).verdict for case in CASES}
    assert len(verdicts) == 30
    assert sum(verdicts[case["id"]] == case["verdict"] for case in CASES) >= 27
    assert [case["id"] for case in CASES if verdicts[case["id"]] not in case["accept"]] == []


@pytest.mark.parametrize("reading", READINGS)
def test_ask_is_no_dodge(reading: str) -> None:
    asks = sum(score(case[reading], RULES).verdict == "ask" for case in CASES)
    assert asks <= len(CASES) / 4


@pytest.mark.parametrize("reading", READINGS)
def test_leading_reason_does_not_fall_below_its_floor(reading: str) -> None:
    named = [case for case in CASES if case["lead"] != "none"]
    assert sum(score(case[reading], RULES).lead == case["lead"] for case in named) >= 11
