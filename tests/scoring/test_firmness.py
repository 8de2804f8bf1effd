"""How far the candidate's own weights must move before the verdict is another."""

from __future__ import annotations

from itertools import product

from hypothesis import given, settings

from decisions.scoring import score
from decisions.scoring.engine import plain_word
from decisions.scoring.facts import as_facts
from decisions.scoring.firmness import Firmness

from .answer_sets import QUESTIONNAIRE, RULES, Answers, answer_sets, plain

MATTERS = QUESTIONNAIRE.question("matters")


def levels(answers: Answers) -> dict[str, str]:
    return {reason: answers.get("matters", {}).get(reason, MATTERS.if_left_out) for reason in MATTERS.each_of}


def steps(answers: Answers, matters: dict[str, str]) -> int:
    now = levels(answers)
    return sum(abs(MATTERS.options.index(now[id]) - MATTERS.options.index(matters[id])) for id in now)


@settings(max_examples=settings().max_examples // 4)
@given(answers=answer_sets() | answer_sets(unsure=False))
def test_no_nearer_weights_flip_the_verdict(answers: Answers) -> None:
    now = plain_word(as_facts(answers, RULES), RULES)
    flipping = []
    for chosen in product(MATTERS.options, repeat=len(MATTERS.each_of)):
        matters = dict(zip(MATTERS.each_of, chosen, strict=True))
        then = plain_word(as_facts({**answers, "matters": matters}, RULES), RULES)
        if then != now:
            moved = [reason for reason in matters if matters[reason] != levels(answers)[reason]]
            flipping.append((steps(answers, matters), len(moved)))
    firmness = score(answers, RULES).firmness
    if not flipping:
        assert firmness is None
        return
    assert firmness is not None
    matters = {**levels(answers), **firmness.matters}
    assert (firmness.moves, len(firmness.matters)) == min(flipping)
    assert steps(answers, matters) == firmness.moves
    changed = plain_word(as_facts({**answers, "matters": matters}, RULES), RULES)
    assert changed == firmness.verdict != now


def test_what_rests_on_one_reason_falls_with_it() -> None:
    result = score(plain(), RULES)
    assert result.verdict == "take"
    assert result.firmness == Firmness(2, {"practice": "not_at_all"}, "decline")
    assert result.as_dict()["firmness"] == {
        "moves": 2,
        "matters": {"practice": "not_at_all"},
        "verdict": "decline",
    }


def test_what_no_weights_change_is_firm() -> None:
    result = score(plain(interviews_lately="six_or_more"), RULES)
    assert (result.verdict, result.firmness) == ("decline", None)
    assert result.as_dict()["firmness"] is None


def test_the_first_reason_in_rule_order_is_named_where_two_would_do() -> None:
    nothing = dict.fromkeys(MATTERS.each_of, "not_at_all")
    result = score(plain(clear_on_next="not_at_all", newness="very_new", matters=nothing), RULES)
    assert (result.verdict, result.firmness) == ("decline", Firmness(1, {"practice": "some"}, "take"))
