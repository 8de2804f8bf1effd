"""Answers scored again under another rule set: what can't be read, and whose verdict flips."""

from __future__ import annotations

from typing import Any

import pytest

from decisions.rehearsal import replay as module
from decisions.rehearsal.replay import Flip, Stored, replay, unread_because
from decisions.scoring import score

from .toys import ASKED, DECLINED, TAKEN, silent, toy_rules

RULES = toy_rules()
HIGHER = toy_rules({"bar.base": 60})


def stored(id: int, answers: Any, verdict: str = "") -> Stored:
    return Stored(id, "toy", answers, verdict or score(answers, RULES).verdict)


def test_verdicts_that_differ_are_flips() -> None:
    advice = [stored(1, TAKEN), stored(2, DECLINED), stored(3, ASKED)]
    found = replay(advice, 3, HIGHER, silent)
    assert (found.seen, found.unreadable, found.flips) == (
        3,
        0,
        [Flip(advice[0], "decline"), Flip(advice[2], "decline")],
    )
    assert replay(advice, 3, RULES, silent).flips == []


def test_answers_that_can_not_be_read_are_counted_by_reason() -> None:
    without = {id: value for id, value in TAKEN.items() if id not in ("money", "hours")}
    advice = [stored(1, TAKEN), stored(2, without, "take"), stored(3, {**TAKEN, "mood": "x"}, "take")]
    found = replay(advice, 3, RULES, silent)
    assert (found.seen, found.unreadable, found.flips) == (3, 2, [])
    assert found.unread == {
        "`hours` is asked here, and is not answered": 1,
        "`money` is asked here, and is not answered": 1,
        "`mood` is answered, and is no question here": 1,
    }


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"money": "a secret"}, "`money` has an answer that is not known here"),
        ({"offer_room": "room"}, "`offer_room` is answered, and is not asked here after the other answers"),
    ],
)
def test_reason_never_repeats_an_answer(change: dict[str, Any], reason: str) -> None:
    assert list(unread_because({**TAKEN, **change}, RULES)) == [reason]


def test_progress_is_told_after_each_piece(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "CHUNK", 2)
    told: list[tuple[int, int]] = []
    advice = [stored(number, TAKEN) for number in range(5)]
    found = replay(advice, 5, HIGHER, lambda done, whole: told.append((done, whole)))
    assert told == [(2, 5), (4, 5), (5, 5)]
    assert [flip.stored.id for flip in found.flips] == [0, 1, 2, 3, 4]
