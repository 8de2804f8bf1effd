"""How firm the advice is, in words: for each way in which the candidate's own weights could turn it."""

from typing import Any

import pytest

from decisions.advice.firmness import Firmness, firmness
from decisions.advice.told import Told
from tests.advice.stored_nowhere import RULES, advice
from tests.scoring.answer_sets import plain

FAR, NEAR = (62.0, 47.5), (49.0, 47.5)


def of(nearest: Any, *, matters: Any = None, close: bool = False, at: Any = FAR, by: str = "") -> Firmness:
    row = advice(plain(**({"matters": matters} if matters else {})))
    numbers = {"gain": at[0], "bar": at[1]}
    changed = {
        "firmness": nearest,
        "close": close,
        "checked": [{"rule": "gain_below_bar", "fired": False, "numbers": numbers}],
        "decided_by": by or row.result["decided_by"],
    }
    found = firmness(Told(row), {**row.result, **changed})
    assert found is not None
    return found


def moves(count: int, verdict: str = "decline", **matters: str) -> dict[str, Any]:
    return {"moves": count, "matters": matters, "verdict": verdict}


def test_advice_that_no_weights_change_is_firm() -> None:
    found = of(None)
    assert (found.level, found.word) == ("firm", "Firm")
    assert found.text == "The advice stays the same, whatever matters to you."
    assert found.href.endswith("/q/values/#q-matters")


@pytest.mark.parametrize(
    ("now", "to", "words"),
    [
        ("a_lot", "some", "mattered a little less to you"),
        ("some", "not_at_all", "did not matter to you"),
        ("not_at_all", "some", "mattered a little more to you"),
        ("some", "a_lot", "mattered a lot to you"),
    ],
)
def test_one_step_is_close_and_says_which_way(now: str, to: str, words: str) -> None:
    found = of(moves(1, practice=to), matters={"practice": now})
    assert found.level == "close"
    assert found.text == f"It would change if “Sharpen your skills” {words}. Then: say no."


@pytest.mark.parametrize(("now", "to", "words"), [
    ("a_lot", "not_at_all", "did not matter to you"),
    ("not_at_all", "a_lot", "mattered a lot to you"),
])  # fmt: skip
def test_two_steps_of_one_reason_are_fairly_firm(now: str, to: str, words: str) -> None:
    found = of(moves(2, "ask", clarity=to), matters={"clarity": now})
    assert (found.level, found.word) == ("fairly_firm", "Fairly firm")
    assert found.text == f"It would change if “Find clarity” {words}. Then: ask first."


def test_steps_of_several_reasons_are_all_named_in_the_order_of_the_reasons() -> None:
    found = of(moves(3, "take", options="some", practice="not_at_all"))
    assert found.text == (
        "It would change if “Sharpen your skills” did not matter to you and “Explore your options” "
        "mattered a little less to you. Then: go."
    )


def test_gain_next_to_the_bar_is_close_also_where_no_weights_change_it() -> None:
    found = of(None, close=True, at=NEAR)
    assert found.level == "close"
    assert found.text == (
        "What you could gain is nearly the same as what it must reach. "
        "But it stays the same, whatever matters to you."
    )
    assert RULES.verdict.close >= 1.5


def test_close_for_lack_of_time_or_of_knowing_oneself_says_so() -> None:
    hurried = of(moves(2, practice="not_at_all"), close=True, by="no_time_to_ask")
    assert hurried.level == "close"
    assert hurried.text.startswith("There is no time to ask for what you do not know. It would change if ")
    unsure = of(None, close=True)
    assert unsure.text.startswith("It depends on something about yourself that you are not sure of. But ")


def test_close_is_never_called_firm() -> None:
    assert {of(nearest, close=True).level for nearest in (None, moves(1, practice="some"), moves(4))} == {
        "close"
    }
