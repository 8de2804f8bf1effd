"""The numbers of a rule set by path: each is found once, can be moved, and has its limits."""

from __future__ import annotations

import pytest

from decisions.scoring import RuleSetError, read, table
from decisions.scoring.numbers import allowed, fitted, numbers, settings, with_numbers

from .answer_sets import QUESTIONNAIRE

NAME = "2026-11"
DATA = {key: value for key, value in table(NAME).items() if key != "tunable"}
SMALL = {
    "id": "x",
    "effective_on": 5,
    "bar": {"base": 45, "cost": 0.5},
    "gain": {"others": [0.2, 0.1], "matters": {"some": 0.8}},
    "reason": [
        {
            "id": "options",
            "path": [
                {
                    "id": "belief",
                    "points": [{"question": "sure", "values": {"never": 0}, "others": 3, "why": "w"}],
                }
            ],
        }
    ],
    "cost": {"points": [{"question": "hours", "values": {"under_2": 4}}]},
    "rules": {"candor_secret": ["stretch_it"], "on": True},
    "tunable": [{"number": "bar.base", "from": 1, "to": 2}],
}


def test_every_number_is_named_in_file_order() -> None:
    assert list(numbers(SMALL).items()) == [
        ("bar.base", 45),
        ("bar.cost", 0.5),
        ("gain.others.0", 0.2),
        ("gain.others.1", 0.1),
        ("gain.matters.some", 0.8),
        ("reason.options.belief.points.sure.never", 0),
        ("reason.options.belief.points.sure.others", 3),
        ("cost.points.hours.under_2", 4),
    ]


def test_everything_else_that_counts_is_a_setting() -> None:
    assert settings(SMALL) == {
        "reason.options.belief.points.sure.question": "sure",
        "cost.points.hours.question": "hours",
        "rules.candor_secret": ["stretch_it"],
        "rules.on": True,
    }


def test_two_rows_for_one_question_have_two_names() -> None:
    rows = [{"question": "hours", "others": 1}, {"question": "hours", "others": 2}]
    assert numbers({"cost": {"points": rows}}) == {
        "cost.points.hours.others": 1,
        "cost.points.hours#1.others": 2,
    }


@pytest.mark.parametrize("path", numbers(SMALL))
def test_number_is_changed_alone_and_in_a_copy(path: str) -> None:
    before = numbers(SMALL)
    changed = with_numbers(SMALL, {path: 7})
    assert numbers(changed) == {**before, path: 7}
    assert settings(changed) == settings(SMALL)
    assert numbers(SMALL) == before


def test_number_that_is_not_there_is_an_error() -> None:
    with pytest.raises(KeyError, match=r"bar\.height"):
        with_numbers(SMALL, {"bar.base": 1, "bar.height": 2})


def test_table_with_no_changes_is_the_same() -> None:
    assert with_numbers(table(NAME), {}) == table(NAME)


def refused(changes: dict[str, float]) -> int:
    """How many of these numbers the reader says may not stand there at all."""
    try:
        read(with_numbers(DATA, changes), QUESTIONNAIRE, sound=False)
    except RuleSetError as error:
        texts = [problem.text for problem in error.problems]
        return sum("is not a number" in text or "is not a whole" in text for text in texts)
    return 0


@pytest.mark.parametrize(("end", "beyond"), [(0, -1), (1, 1)], ids=["lowest", "highest"])
def test_limits_are_those_of_the_reader(end: int, beyond: int) -> None:
    # The shares of the weaker reasons are refused as a whole, and in other words.
    limits = {path: allowed(path)[end] for path in numbers(DATA) if not path.startswith("gain.others.")}
    assert refused(limits) == 0
    assert refused({path: limit + beyond for path, limit in limits.items()}) == len(limits)


@pytest.mark.parametrize("share", [-0.1, 1.1])
def test_shares_are_limited_as_in_the_reader(share: float) -> None:
    assert allowed("gain.others.0") == (0, 1)
    with pytest.raises(RuleSetError, match="are not the shares of the others"):
        read(with_numbers(DATA, {"gain.others.0": share}), QUESTIONNAIRE, sound=False)


@pytest.mark.parametrize(
    ("path", "number", "wanted"),
    [
        ("bar.base", 45.5, 45.5),
        ("bar.base", 120, 100),
        ("bar.cost", 1.2, 1),
        ("reason.options.belief.times.sure.never", 2.4, 2),
        ("slack.enough_days", 5.6, 6),
        ("slack.enough_days", 400, 365),
        ("gain.others.0", 0.1 + 0.2, 0.3),
    ],
)
def test_number_is_brought_to_where_it_may_stand(path: str, number: float, wanted: float) -> None:
    assert fitted(path, number) == wanted
