"""Many verdicts at once are those of one answer set after the other, with numpy and without."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from decisions.rehearsal.verdicts import at_once, one_by_one, verdicts
from tests.scoring.answer_sets import PLAIN, RULES, answer_sets

ROOT = Path(__file__).resolve().parents[2]
UNREADABLE = [{}, {**PLAIN, "money": "much"}, {**PLAIN, "mood": "good"}]


@settings(max_examples=settings().max_examples // 4)
@given(st.lists(answer_sets() | st.sampled_from(UNREADABLE), max_size=4))
def test_at_once_is_one_by_one(some: list[dict[str, Any]]) -> None:
    assert at_once(some, RULES) == one_by_one(some, RULES) == verdicts(some, RULES)


def test_answers_that_can_not_be_read_have_none() -> None:
    assert one_by_one([*UNREADABLE, PLAIN], RULES)[:3] == [None, None, None]


def test_without_numpy_they_are_worked_out_one_by_one() -> None:
    code = (
        "import sys; sys.modules['numpy'] = None\n"
        "from decisions.rehearsal import verdicts as module\n"
        "from tests.scoring.answer_sets import PLAIN, RULES\n"
        "print(module.AT_ONCE, *module.verdicts([PLAIN, {}], RULES))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", *(str(word) for word in one_by_one([PLAIN, {}], RULES))]
