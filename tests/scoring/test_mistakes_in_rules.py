"""Every mistake that somebody can make in the numbers of a rule set is named, with its place."""

import pytest

from decisions.scoring import RuleSetError
from tests.library import NAME, Shelf

FILE = f"rulesets/{NAME}.toml"

# What is replaced, by what, and all that is found: its number and its place in the file.
MISTAKES = {
    "typo in a key": (
        "others_above = ",
        "others_abov = ",
        ["E003 gain.others_above", "E002 gain.others_abov"],
    ),
    "extra key": (r"(\[bar\]\n)", r"\1bonus = 3\n", ["E002 bar.bonus"]),
    "extra table": (r"\[bar\]", "[luck]\nx = 1\n[bar]", ["E002 luck"]),
    "key under the wrong table": (r"(\[no_risk\]\n)", r"\1close = 5\n", ["E002 no_risk.close"]),
    "missing why": (
        r'(question = "money".*\n\s+values.*\n)\s+why = .*\n',
        r"\1",
        ["E003 cost.points[1].why"],
    ),
    "empty why": (
        r'(question = "money".*\n\s+values.*\n)\s+why = .*\n',
        '\\1  why = " "\n',
        ["E004 cost.points[1].why"],
    ),
    "number as text": ("risk_limit = 55", 'risk_limit = "55"', ["E004 rules.risk_limit"]),
    "yes for a number": ("risk_limit = 55", "risk_limit = true", ["E004 rules.risk_limit"]),
    "negative": (r"close = \d+", "close = -5", ["E004 rules.close"]),
    "too large": ("base = 3 ", "base = 300 ", ["E004 no_risk.base"]),
    "much too large": (r"close = \d+", "close = 1" + "0" * 400, ["E004 rules.close"]),
    "nan": (r"risk = [\d.]+", "risk = nan", ["E004 unknown.cheap_risk"]),
    "inf": (r"risk = [\d.]+", "risk = inf", ["E004 unknown.cheap_risk"]),
    "share as a percentage": (r"\nrisk = [\d.]+", "\nrisk = 40", ["E004 bar.risk"]),
    "cap above 100": (
        r"(values = \{ accepted = )\d+( \})",
        r"\g<1>175\2",
        ["E004 reason[0].path[0].cap[3].values.accepted"],
    ),
    "half a day": ("enough_days = 7", "enough_days = 7.5", ["E004 slack.enough_days"]),
    "half a day in the middle": (
        "days_to_answer = 7",
        "days_to_answer = 6.5",
        ["E004 middle.days_to_answer"],
    ),
    "date in quotes": ("effective_on = .*", 'effective_on = "2026-11-01"', ["E004 effective_on"]),
    "date with a time": ("effective_on = .*", "effective_on = 2026-11-01T00:00:00", ["E004 effective_on"]),
    "date missing": ("effective_on = .*", "", ["E003 effective_on"]),
    "review missing": ("review_on = .*", "", ["E003 review_on"]),
    "review in quotes": ("review_on = .*", 'review_on = "2027-05-01"', ["E004 review_on"]),
    "review before the start": ("review_on = .*", "review_on = 2026-11-01", ["E004 review_on"]),
    "id of another file": ('id = "2026-11"', 'id = "2026-12"', ["E004 id"]),
    "questions file missing": ('questions = "2026-11"', 'questions = "2026-12"', ["E005 questions"]),
    "questions not named": (r'questions = "2026-11"\n', "", ["E003 questions"]),
    "typo in a question": ('question = "money"', 'question = "mony"', ["E005 cost.points[1].question"]),
    "points for days": (
        'question = "money"',
        'question = "days_to_answer"',
        ["E005 cost.points[1].question"],
    ),
    "points for a level of each reason": (
        'question = "money"',
        'question = "matters"',
        ["E005 cost.points[1].question"],
    ),
    "typo in an option": (
        "none = 0, under_50 = ",
        "none = 0, under_5 = ",
        ["E006 cost.points[1].values.under_5", "E007 cost.points[1].values"],
    ),
    "option left out": (r"none = 0, under_50 = [\d.]+, ", "none = 0, ", ["E007 cost.points[1].values"]),
    "same row twice": (
        r"(?s)(\[\[cost\.points\]\].*?)(\[\[cost\.points\]\])",
        r"\1\1\2",
        ["E004 cost.points[1].question"],
    ),
    "middle that is no option": ('money = "under_50"', 'money = "some"', ["E006 middle.money"]),
    "middle missing": (r'money = "under_50".*\n', "", ["E003 middle.money"]),
    "middle of what is always known": (r"(\[middle\]\n)", '\\1offer = "none"\n', ["E002 middle.offer"]),
    "direction missing": (r'money = "down"\n', "", ["E007 direction.money", "E007 direction.money"]),
    "direction misspelled": ('money = "down"', 'money = "downwards"', ["E004 direction.money"]),
    "direction that misses an option": (r'offer = \["accepted", ', "offer = [", ["E004 direction.offer"]),
    "direction of no question": (r"(\[direction\]\n)", '\\1fee = "up"\n', ["E002 direction.fee"]),
    "no direction for what may be unknown": (
        'find_out = "up"',
        'find_out = "neither"',
        ["E007 direction.find_out"],
    ),
    "points that fall": (
        r"one_or_two = [\d.]+",
        "one_or_two = 0",
        ["E008 practice.points.interviews_lately"],
    ),
    "cap that falls": (
        r"(?s)(cap\]\]\s+question = \"can_prepare\"\s+values = \{ partly = )[\d.]+, no = [\d.]+",
        r"\g<1>20, no = 30",
        ["E008 practice.cap.can_prepare"],
    ),
    "cost that falls": (
        r"under_50 = [\d.]+, 50|under_50 = [\d.]+",
        "under_50 = 100",
        ["E008 cost.points.money"],
    ),
    "offense that falls": (
        r"told_or_will = [\d.]+, honest",
        "told_or_will = 2, honest",
        ["E008 bridge.times.candor"],
    ),
    "what matters more counts less": (r"  a_lot = [\d.]+", "  a_lot = 0.1", ["E008 gain.matters"]),
    "levels in another order": (
        r"(?s)(  not_at_all = [^\n]*\n)(  some = [^\n]*\n)",
        r"\2\1",
        ["E007 gain.matters"],
    ),
    "confirmed time costs less": (
        r"time_confirmed = \d+",
        "time_confirmed = 1",
        ["E008 no_risk.time_confirmed"],
    ),
    "too few shares": (r"others = \[.*\]", "others = [0.2, 0.1]", ["E004 gain.others"]),
    "shares with decimal commas": (r"others = \[.*\]", "others = [0,2, 0,1, 0,1]", ["E004 gain.others"]),
    "shares that rise": (r"others = \[.*\]", "others = [0.1, 0.1, 0.2]", ["E004 gain.others"]),
    "bands that fall": (
        r"(\[bands\]\nreason = ).*",
        r"\1{ little = 0, some = 50, good = 25 }",
        ["E004 bands.reason"],
    ),
    "bands not from 0": (r"(\ncost = )\{ low = 0", r"\1{ low = 5", ["E004 bands.cost"]),
    "asking what is always known": (r"askable = \[", 'askable = ["offer", ', ["E004 unknown.askable"]),
    "asking a number of days between": (r"askable = \[", 'askable = ["slack", ', ["E005 unknown.askable"]),
    "asking first what nobody is asked": (
        'ask_first = "more_time"',
        'ask_first = "boss_finds_out"',
        ["E004 unknown.ask_first"],
    ),
    "asking first what is no question": (
        'ask_first = "more_time"',
        'ask_first = "fee"',
        ["E004 unknown.ask_first"],
    ),
    "telling of doubts by keeping them back": (
        'candor_told = "told_or_will"',
        'candor_told = "keep_to_myself"',
        ["E008 rules.candor_told"],
    ),
    "heading left out": (
        r"\[flips\]\nmay_change = .*",
        "",
        ["E003 flips", "E003 flips.may_change"],
    ),
    "asked twice": (r"askable = \[", 'askable = ["hours", ', ["E004 unknown.askable"]),
    "asking three questions": ("at_most = 2", "at_most = 3", ["E004 unknown.at_most"]),
    "flips of a list": (r"may_change = \[", 'may_change = ["flags", ', ["E005 flips.may_change"]),
    "flips of no question": (r"may_change = \[", 'may_change = ["fee", ', ["E005 flips.may_change"]),
    "limits that fall": (r"risk_from = \d+", "risk_from = 60", ["E004 bar.risk_from"]),
    "limit for keeping quiet above the other": (
        r"secret_risk_limit = \d+",
        "secret_risk_limit = 56",
        ["E004 rules.secret_risk_limit"],
    ),
    "message worth more where it is harder": (
        "one_message = 0",
        "one_message = 50",
        ["E008 rules.message_settles_cost"],
    ),
    "paid travel that lets the worse through": (
        r"keep_to_myself = \[.*\]",
        'keep_to_myself = ["never"]',
        ["E008 rules.paid_travel.keep_to_myself"],
    ),
    "reasons in another order": (r'id = "practice"\n  \[\[', 'id = "training"\n  [[', ["E004 reason"]),
    "four classes of slack": (
        '"just_in_time", ',
        "",
        ["E004 slack.classes", "E006 reason[1].path[0].points[3].values.just_in_time"],
    ),
    "reason named but not there": (
        r'(?s)(\[\[reason\]\]\nid = "clarity".*?)(# Options)',
        r"\2",
        ["E004 reason"],
    ),
    "empty file": ("(?s).*", "", ["E003 questions"]),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_mistake_is_named_with_its_place(mistake: str, shelf: Shelf) -> None:
    old, new, expected = MISTAKES[mistake]
    shelf.without_tunables()
    shelf.change(FILE, old, new)
    shelf.release()
    assert [f"{p.code} {p.where}".replace(f" {FILE}:", "") for p in shelf.problems()] == expected
    assert all(problem.text and problem.hint for problem in shelf.problems())
    with pytest.raises(RuleSetError):
        shelf.library().load(NAME)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("risk_limit = 55", 'risk_limit = "55"'),
        ('question = "money"', 'question = "mony"'),
        ('money = "down"', 'money = "downwards"'),
        ('    question = "can_prepare"', '    question = "can_prepare"\n    bonus = 1'),
        (r"\ncost = [\d.]+", "\ncost = 0,35"),
    ],
)
def test_mistake_is_named_with_its_line(old: str, new: str, shelf: Shelf) -> None:
    line = shelf.change(FILE, old, new) + new.count("\n")
    shelf.release()
    assert [problem.line for problem in shelf.problems()] == [line]


def test_row_whose_numbers_fall_is_named_with_the_line_at_which_it_begins(shelf: Shelf) -> None:
    shelf.change(FILE, r"one_or_two = [\d.]+", "one_or_two = 0")
    shelf.release()
    [problem] = shelf.problems()
    lines = shelf.text(FILE).splitlines()
    assert problem.line is not None
    assert "one_or_two = 0" in "".join(lines[problem.line - 1 : problem.line + 2])


def test_reason_that_hangs_on_too_many_answers_is_named(shelf: Shelf) -> None:
    rows = "".join(
        f'\n    [[reason.path.times]]\n    question = "{question}"\n    values = {values}\n    why = "a try"'
        for question, values in {
            "meet_again": "{ unlikely = 1, maybe = 0.9, very_likely = 0.8 }",
            "money": "{ none = 1, under_50 = 0.9, 50_to_150 = 0.8, over_150 = 0.7 }",
            "extra_tasks": "{ none = 1, up_to_3_hours = 0.9, more = 0.8 }",
        }.items()
    )
    shelf.change(FILE, r'(id = "practice"\n)(?=    \[\[)', rf"\1{rows}\n")
    shelf.release()
    [problem] = shelf.problems()
    assert (problem.code, problem.where) == ("E016", f"{FILE}: practice")
    assert problem.text.endswith(" combinations of answers apart; at most 50,000 can be.")


def test_every_mistake_is_found_at_once(shelf: Shelf) -> None:
    shelf.change(FILE, r"risk_limit = 55", 'risk_limit = "55"')
    shelf.change(FILE, 'money = "under_50"', 'money = "some"')
    shelf.release()
    assert [str(problem).split(": ", 1)[1] for problem in shelf.problems()] == [
        "middle.money: 'some' is not an option of money.",
        "rules.risk_limit: '55' is not a number from 0 to 100.",
    ]


def test_misspelled_word_comes_with_the_one_that_may_be_meant(shelf: Shelf) -> None:
    shelf.change(FILE, "others_above = ", "others_abov = ")
    shelf.release()
    hints = [problem.hint.partition(". ")[0] for problem in shelf.problems()]
    assert hints == ["Add a line that begins with others_above = ", "Perhaps others_above"]
