"""The benchmark of scoring still runs, and what it compares agrees. Nothing is measured here."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings

from benchmarks.answer_sets import open_cases, random_cases
from benchmarks.bench_scoring import IN_ROWS, USUAL, Measured, Size, measure, report
from benchmarks.rounds import Spread, Way, rounds
from benchmarks.scoring_ways import (
    ALONE,
    BATCH,
    FULL,
    PLAIN_ALONE,
    PLAIN_FULL,
    PLAIN_WHOLE,
    VERDICT,
    WHOLE,
    Disagreement,
    check_batch,
    check_zen,
)
from benchmarks.zen_graph import QUICKSTART, forms
from decisions.scoring import NOT_SURE
from decisions.scoring.batch import score_columns

from .answer_sets import QUESTIONNAIRE, RULES, Answers, answer_sets, plain

SMALL = Size(random_cases=4, part=4, thin=2, rounds=1, rows=8, row_rounds=1)
ZEN = forms(RULES)


@pytest.mark.full
def test_every_way_is_measured_on_both_kinds_of_cases() -> None:
    found = measure(RULES, SMALL)
    assert [measured.name for measured in found] == ["open cases", "random cases"]
    lines = list(report(found))
    names = [*found[0].spreads]
    assert [line.split(" | ")[0] for line in lines[4 : 4 + len(names)]] == [f"| {name}" for name in names]
    assert len(lines) == 4 + len(names) + 3 + 2 * len(found[0].ratios())


@settings(max_examples=settings().max_examples // 4)
@given(answers=answer_sets())
def test_zen_engine_agrees_in_every_form(answers: Answers) -> None:
    for form in ZEN:
        check_zen(form, [answers], RULES)


def test_a_form_of_zen_engine_that_gives_something_else_is_found() -> None:
    other = replace(RULES, bar=replace(RULES.bar, base=RULES.bar.base + 1))
    with pytest.raises(Disagreement, match="bar is"):
        check_zen(forms(other)[0], [plain()], RULES)


def test_a_batch_that_gives_something_else_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    other = replace(RULES, bar=replace(RULES.bar, base=RULES.bar.base + 1e-6))
    monkeypatch.setattr(
        "benchmarks.scoring_ways.score_columns", lambda given, rules: score_columns(given, other)
    )
    with pytest.raises(Disagreement, match="bar low is"):
        check_batch([plain()], RULES)


def test_ratios_are_held_against_their_limits() -> None:
    usual, slow = _measured(full=1).ratios(), _measured(full=5).ratios()
    limits = [(ratio.way, ratio.other, ratio.at_most) for ratio in usual if ratio.at_most is not None]
    assert limits == [
        (WHOLE, PLAIN_WHOLE, 1 / 15),
        (FULL, QUICKSTART, 3 / 4),
        (BATCH, ALONE + IN_ROWS, 1 / 10),
    ]
    assert [ratio for ratio in usual if ratio.is_broken] == []
    assert [ratio.other for ratio in slow if ratio.is_broken] == [PLAIN_WHOLE, QUICKSTART]


@pytest.mark.full
def test_rounds_take_turns_and_go_through_all_inputs() -> None:
    seen: list[tuple[str, int]] = []

    def way(name: str) -> Way:
        return Way(name, lambda number: seen.append((name, number)), range(4), 2)

    times = rounds([way("a"), way("b")], 3, lambda found: None)
    turns = [[("a", n), ("a", n + 1), ("b", n), ("b", n + 1)] for n in (0, 0, 2, 0)]
    assert seen == [step for turn in turns for step in turn]
    assert set(times) == {"a", "b"}


def test_random_cases_are_the_same_each_time_and_fit() -> None:
    cases = random_cases(RULES, 20)
    assert cases == random_cases(RULES, 20)
    assert [QUESTIONNAIRE.errors(case) for case in cases] == [{}] * 20
    assert NOT_SURE in [value for case in cases for value in case.values()]
    assert len(open_cases()) == 60


def _measured(full: float) -> Measured:
    """Times within every limit, if the full case takes its usual time once."""
    times = {
        WHOLE: 90 * full,
        FULL: 60 * full,
        PLAIN_FULL: 900,
        PLAIN_WHOLE: 1500,
        "zen": 50,
        QUICKSTART: 200,
        VERDICT: 5,
        BATCH: 1,
        ALONE + IN_ROWS: 20,
        WHOLE + IN_ROWS: 100,
        ALONE: 10,
        PLAIN_ALONE: 50,
    }
    return Measured(USUAL, {name: Spread(time, time, time) for name, time in times.items()}, "zen")
