"""Every mistake that somebody can make in a questionnaire is named, with its place."""

import pytest

from decisions.scoring import RuleSetError
from tests.library import NAME, Shelf

QUESTIONS = f"questions/{NAME}.toml"

# What is replaced, by what, and all that is found: its number and its place in the file.
MISTAKES = {
    "id of another questionnaire": ('id = "2026-11"', 'id = "2026-12"', ["E004 id"]),
    "empty questions": ("(?s).*", "", ["E003 id", "E003 step"]),
    "condition on a later question": (
        r'question = "open_point", is_one_of = .*\]',
        'question = "flags", is_one_of = ["last_round"]',
        ["E005 find_out.asked_when"],
    ),
    "condition with no option": (
        r'is_one_of = \["maybe", "yes"\]',
        'is_one_of = ["perhaps"]',
        ["E006 find_out.asked_when"],
    ),
    "condition on a list": (
        r'question = "open_point", is_one_of = .*\]',
        'question = "dislikes", is_one_of = ["pay"]',
        ["E011 find_out.asked_when"],
    ),
    "condition without words": (
        r', is_one_of = \["maybe", "yes"\]',
        "",
        ["E011 step[0].question[5].asked_when"],
    ),
    "condition that leaves an open point out": (
        r'is_one_of = \["maybe", "yes"\]',
        'is_one_of = ["yes"]',
        ["E011 find_out.asked_when"],
    ),
    "private without a stand-in": (r"\s+if_private = .*", "", ["E011 step[5].question[2].if_private"]),
    "stand-in that is no option": (
        'if_private = "honest_if_asked"',
        'if_private = "honest"',
        ["E006 step[5].question[2]"],
    ),
    "question that the verdict needs": ('id = "candor"', 'id = "keenness"', [f"E005 {QUESTIONS}"]),
    "question of another kind": (
        r'some_of = \["time_confirmed"',
        'one_of = ["time_confirmed"',
        ["E011 step[5].question[3]"],
    ),
    "option that the verdict needs": (r', "unemployment_benefits"\]', "]", ["E006 step[5].question[3]"]),
    "question not asked of everybody": (
        r'(id = "candor".*\n)',
        '\\1  asked_when = { question = "sure", is_one_of = ["never"] }\n',
        ["E011 candor"],
    ),
    "option that a rule needs": ('"not_asked", ', "", ["E007 more_time"]),
    "question that is no list any more": (
        r'some_of = \["pay"',
        'one_of = ["pay"',
        ["E011 step[0].question[1]"],
    ),
    "question twice": ('id = "want_if_untrue"', 'id = "known_from"', ["E011 known_from"]),
    "id with a capital and a space": ('"very_well"', '"Very well"', ["E011 step[1].question[1]"]),
    "not sure as an option": (r'"guessing"\]', '"guessing", "not_sure"]', ["E011 step[0].question[2]"]),
    "not sure in a list": (
        r'(some_of = \["they_found_me".*\n)',
        r"\1  not_sure = true\n",
        ["E011 step[5].question[0]"],
    ),
    "left out of one answer": (
        r'(one_of = \["under_2".*\n)',
        '\\1  if_left_out = "under_2"\n',
        ["E011 step[4].question[0]"],
    ),
    "nothing for what is left out": (r"\s+if_left_out = .*", "", ["E011 step[6].question[0]"]),
    "two kinds": (
        r'(one_of = \["under_2".*\n)',
        r"\1  whole_number = [0, 24]\n",
        ["E002 step[4].question[0].one_of"],
    ),
    "span the wrong way": (
        r"whole_number = \[0, 365\]",
        "whole_number = [365, 0]",
        ["E011 step[2].question[2].whole_number"],
    ),
    "option removed": (
        r', "over_150"\]',
        "]",
        ["E006 rulesets/2026-11.toml: cost.points[1].values.over_150"],
    ),
    "option added": (
        r', "over_150"\]',
        ', "over_150", "over_500"]',
        ["E007 rulesets/2026-11.toml: cost.points[1].values"],
    ),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_mistake_is_named_with_its_place(mistake: str, shelf: Shelf) -> None:
    old, new, expected = MISTAKES[mistake]
    shelf.change(QUESTIONS, old, new)
    shelf.release()
    assert [f"{p.code} {p.where}".replace(f" {QUESTIONS}:", "") for p in shelf.problems()] == expected
    assert all(problem.text and problem.hint for problem in shelf.problems())
    with pytest.raises(RuleSetError):
        shelf.library().load(NAME)
