"""Each number a fifth down and up, and the verdicts that move."""

from __future__ import annotations

from decisions.rehearsal.shake import Move, shake, shake_page
from decisions.scoring import read

from .toys import DECLINED, PRACTICE, QUESTIONNAIRE, TAKEN, case, silent, toy_table

DATA = toy_table()
RULES = read(DATA, QUESTIONNAIRE)
CASES = [
    case("a", "take", TAKEN, readings={"answers": TAKEN, "answers_second_reading": TAKEN}),
    case("b", "decline", DECLINED),
]
SHAKEN = shake(CASES, RULES, DATA, silent)


def moved(name: str) -> list[Move]:
    return [move for move in SHAKEN.moves if move.number == name]


def test_verdict_that_a_number_moves_is_counted_for_each_reading() -> None:
    # A gain of 50: a bar of 54 declines it, one of 36 does not; 40 points instead of 50 do not reach 45.
    assert moved("bar.base") == [Move("bar.base", 45, 36, ()), Move("bar.base", 45, 54, ("a", "a"))]
    name = f"{PRACTICE}.none_in_6_months"
    assert moved(name) == [Move(name, 50, 40, ("a", "a")), Move(name, 50, 60, ())]


def test_number_stays_within_what_is_allowed() -> None:
    assert moved("gain.matters.a_lot") == [
        Move("gain.matters.a_lot", 1, 0.8, ("a", "a"))
    ]  # 40 points are left


def test_number_of_nothing_and_words_for_numbers_are_not_moved() -> None:
    assert moved("gain.matters.not_at_all") == []
    assert [move.number for move in SHAKEN.moves if move.number.startswith("bands.")] == []
    assert moved("gain.lead_at_least") == []


def test_days_are_moved_to_whole_days() -> None:
    assert [move.to for move in moved("slack.enough_days")] == [6, 8]


def test_move_that_is_refused_is_left_out() -> None:
    # The shares are 0.2, 0.1 and 0.1: the second below the third is refused, and the third above the second.
    refused = [(move.number, move.to) for move in SHAKEN.moves if move.cases is None]
    assert refused == [("gain.others.1", 0.08), ("gain.others.2", 0.12)]


def test_tunable_number_is_moved_off_its_step() -> None:
    data = toy_table(tunable=[{"number": "bar.base", "from": 35, "to": 55, "step": 5, "why": "a toy"}])
    again = shake(CASES, read(data, QUESTIONNAIRE), data, silent)
    assert again == SHAKEN


def test_page_counts_the_moves_and_names_the_number_that_moves_most() -> None:
    page = list(shake_page(SHAKEN))
    changed, tried = SHAKEN.changed, len(SHAKEN.made) * 3
    assert any(f"Verdicts that changed: {changed} of {tried}" in line for line in page)
    rows = [line for line in page if line.startswith("| `")]
    assert all("a (twice)" in row for row in rows)
    assert len(rows) == len([move for move in SHAKEN.made if move.cases])
