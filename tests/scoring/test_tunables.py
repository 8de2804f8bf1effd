"""`[[tunable]]`: the values that a number may take, and every mistake in naming one."""

from __future__ import annotations

from typing import Any

import pytest

from decisions.scoring import RuleSetError, Tunable, load, read, table
from decisions.scoring.numbers import numbers, with_numbers

from .answer_sets import QUESTIONNAIRE

NAME = "2026-11"
DATA = with_numbers(table(NAME), {"bar.base": 45, "bar.cost": 0.35})
GOOD = {"number": "bar.base", "from": 35, "to": 55, "step": 5, "why": "a test"}


def tunables(*blocks: dict[str, Any]) -> tuple[Tunable, ...]:
    return read({**DATA, "tunable": list(blocks)}, QUESTIONNAIRE).tunable


def test_values_run_from_the_lowest_to_the_highest() -> None:
    share = {"number": "bar.cost", "from": 0.2, "to": 0.5, "step": 0.05, "why": "a test"}
    found = tunables(GOOD, share)
    assert found[0] == Tunable("bar.base", 35, 55, 5, "a test")
    assert [list(one.values) for one in found] == [
        [35, 40, 45, 50, 55],
        [0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5],
    ]


def test_rule_set_without_any_is_fine() -> None:
    assert tunables() == ()


MISTAKES: dict[str, tuple[dict[str, Any], str, str, str]] = {
    "no such number": (
        {"number": "bar.bass"},
        "number",
        "there is no number 'bar.bass'.",
        "Write it like bar.base or gain.others.0.",
    ),
    "number whose last part is known": (
        {"number": "base"},
        "number",
        "there is no number 'base'.",
        "Perhaps no_risk.base or bar.base.",
    ),
    "number below its bounds": (
        {"from": 50, "to": 60},
        "number",
        "bar.base is 45: not from 50 to 60.",
        "Change the number, or its bounds.",
    ),
    "number above its bounds": (
        {"from": 30, "to": 40},
        "number",
        "bar.base is 45: not from 30 to 40.",
        "Change the number, or its bounds.",
    ),
    "number off its step": (
        {"from": 36, "to": 56},
        "number",
        "bar.base is 45: steps of 5 from 36 miss it.",
        "Write 46 there, or change from or step here.",
    ),
    "bounds that the steps miss": (
        {"to": 57},
        "to",
        "steps of 5 from 35 miss 57.",
        "Write to = 55, or another step.",
    ),
    "no step": (
        {"step": 0},
        "step",
        "no step of 0 leads from 35 to 55.",
        "For instance from = 35, to = 55, step = 5.",
    ),
    "step that is too long": (
        {"step": 25},
        "step",
        "no step of 25 leads from 35 to 55.",
        "For instance from = 35, to = 55, step = 5.",
    ),
    "bounds the wrong way round": (
        {"from": 55, "to": 35},
        "from",
        "55 to 35 is more than bar.base may be.",
        "Stay within 0 to 100, from being the lower one.",
    ),
    "step that is too fine": (
        {"step": 0.01},
        "step",
        "steps of 0.01 from 35 to 55 are too fine.",
        "Take 100 steps at most.",
    ),
    "half days": (
        {"number": "slack.enough_days", "from": 5, "to": 9, "step": 0.5},
        "step",
        "slack.enough_days counts whole things.",
        "Write from and step without a point.",
    ),
    "days from a half one on": (
        {"number": "slack.enough_days", "from": 5.5, "to": 9.5, "step": 1},
        "step",
        "slack.enough_days counts whole things.",
        "Write from and step without a point.",
    ),
    "number that chooses words": (
        {"number": "bands.reason.some"},
        "number",
        "bands.reason.some moves words alone.",
        "Leave it out: no case can judge it.",
    ),
    "bounds beyond what the number may be": (
        {"to": 105},
        "from",
        "35 to 105 is more than bar.base may be.",
        "Stay within 0 to 100, from being the lower one.",
    ),
}


def mistakes(*blocks: dict[str, Any]) -> list[tuple[str, str, str, str]]:
    with pytest.raises(RuleSetError) as caught:
        tunables(*blocks)
    return [(problem.code, problem.where, problem.text, problem.hint) for problem in caught.value.problems]


@pytest.mark.parametrize("mistake", MISTAKES)
def test_mistake_is_explained(mistake: str) -> None:
    change, key, text, hint = MISTAKES[mistake]
    assert mistakes(GOOD | change) == [("E012", f"{NAME}: tunable[0].{key}", text, hint)]


def test_number_named_twice_is_explained() -> None:
    assert mistakes(GOOD, GOOD) == [
        ("E012", f"{NAME}: tunable[1].number", "bar.base is named twice.", "Keep one of them.")
    ]


def test_more_than_ten_are_explained() -> None:
    paths = [path for path, number in numbers(DATA).items() if number == 0 and path.startswith("reason.")][
        :11
    ]
    blocks = [{"number": path, "from": 0, "to": 1, "step": 1, "why": "a test"} for path in paths]
    assert len(tunables(*blocks[:10])) == 10
    assert mistakes(*blocks) == [
        ("E012", f"{NAME}: tunable", "11 numbers are tunable.", "Keep the 10 that matter most.")
    ]


@pytest.mark.parametrize("key", ["number", "from", "to", "step", "why"])
def test_missing_part_is_explained_once(key: str) -> None:
    block = {name: value for name, value in GOOD.items() if name != key}
    assert [(code, where) for code, where, _, _ in mistakes(block)] == [("E003", f"{NAME}: tunable[0].{key}")]


def test_the_projects_rule_set_marks_at_most_ten() -> None:
    assert 1 <= len(load(NAME).tunable) <= 10
