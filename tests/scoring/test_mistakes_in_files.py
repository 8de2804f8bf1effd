"""Every mistake that somebody can make with the files themselves is named: form, names, hashes and days."""

import pytest

from decisions.scoring import RuleSetError
from decisions.scoring.ruleset import RELEASED
from tests.library import NAME, Shelf

FILE, QUESTIONS = f"rulesets/{NAME}.toml", f"questions/{NAME}.toml"
LOOK_THERE = "A quotation mark or bracket may be missing in this line or above it."
TWICE = "Keep one of the two. Of rows that repeat, each one begins with its own [[...]]."
A_DAY = "Write a day that exists as 2026-11-01."

# What is replaced, by what, and what to write instead.
UNREADABLE = {
    "bracket left open": (r"\[gain\]", "[gain", LOOK_THERE),
    "decimal comma": (r"\ncost = [\d.]+", "\ncost = 0,35", "Write numbers with a point: 0.35."),
    "decimal comma in a row": (
        "none = 0, under_50",
        "none = 0,5, under_50",
        "Write numbers with a point: 0.35.",
    ),
    "curly quotes": ('money = "down"', "money = “down”", 'Write straight quotation marks: ".'),
    "no quotes": ('money = "down"', "money = down", 'Write texts in quotation marks: "up".'),
    "quote left open": ('money = "down"', 'money = "down', LOOK_THERE),
    "European date": ("effective_on = .*", "effective_on = 01.11.2026", A_DAY),
    "month without a day": ("effective_on = .*", "effective_on = 2026-11", A_DAY),
    "day that does not exist": ("effective_on = .*", "effective_on = 2026-02-30", A_DAY),
    "key twice": (r"(\ncost = [\d.]+.*\n)", r"\1cost = 0.4\n", TWICE),
    "table twice": (r"\[bar\]", "[gain]\n[bar]", TWICE),
    "row not repeated": (
        r"  \[\[cost\.points\]\]\n  question = \"money\"",
        '  [cost.points]\n  question = "money"',
        TWICE,
    ),
    "option twice": ("none = 0, under_50 = ", "none = 0, none = 1, under_50 = ", TWICE),
    "key with a space": ("others_above = ", "others above = ", "A name has no spaces: write others_above."),
    "sign for percent": ("risk_limit = 55", "risk_limit = 55 %", "Write the number without %."),
    "hidden space": (
        "risk_limit = 55",
        "risk_limit = 55\u00a0",
        "There is a space that can't be seen. Type the line anew.",
    ),
}


@pytest.mark.parametrize("mistake", UNREADABLE)
def test_line_that_can_not_be_read_is_named_with_what_to_write(mistake: str, shelf: Shelf) -> None:
    old, new, hint = UNREADABLE[mistake]
    line = shelf.change(FILE, old, new)
    shelf.release()
    [problem] = shelf.problems()
    assert (problem.code, problem.where, problem.hint) == ("E001", FILE, hint)
    # Where something was left open or stands twice, that is noticed a little later.
    assert problem.line is not None
    assert line <= problem.line <= line + 3
    assert str(problem).startswith(f"{FILE}, line {problem.line}: ")


TOO_LONG = "Exceeds the limit (4300 digits) for integer string conversion: value has 4301 digits"
CONTENTS = {
    "UTF-16": ("risk".encode("utf-16"), "is not UTF-8 text.", "Save it as UTF-8."),
    "Windows letters": ("# caf\xe9".encode("latin-1"), "is not UTF-8 text.", "Save it as UTF-8."),
    "byte order mark": (
        b"\xef\xbb\xbfid = 1",
        "begins with a mark that can't be seen.",
        "Save it as UTF-8 without BOM (byte order mark).",
    ),
    "cut off": (b"a = [1", "can't be read: a = [1 (Unclosed array).", LOOK_THERE),
    "very long number": (
        b"a = " + b"1" * 4301,
        f"can't be read ({TOO_LONG}).",
        LOOK_THERE,
    ),
}


@pytest.mark.parametrize("content", CONTENTS)
@pytest.mark.parametrize("file", [FILE, QUESTIONS])
def test_file_that_can_not_be_read_is_named(content: str, file: str, shelf: Shelf) -> None:
    raw, text, hint = CONTENTS[content]
    (shelf.folder / file).write_bytes(raw)
    shelf.release()
    assert [(p.code, p.where, p.text, p.hint) for p in shelf.problems()] == [("E001", file, text, hint)]


@pytest.mark.parametrize("ends", [b"\r\n", b"\n"])
def test_line_ends_of_another_system_are_no_change(ends: bytes, shelf: Shelf) -> None:
    for file in (FILE, QUESTIONS, RELEASED):
        path = shelf.folder / file
        path.write_bytes(path.read_bytes().replace(b"\n", ends))
    assert shelf.problems() == ()


@pytest.mark.parametrize("file", [FILE, QUESTIONS])
def test_released_file_that_was_edited_is_named(file: str, shelf: Shelf) -> None:
    shelf.write(file, shelf.text(file) + "# later\n")
    assert [(p.code, p.where, p.text, p.stops) for p in shelf.problems()] == [
        ("E009", file, "a released file was changed.", True)
    ]
    with pytest.raises(RuleSetError):
        shelf.library().load(NAME)


def test_released_file_that_is_gone_is_named(shelf: Shelf) -> None:
    shelf.propose("2027-01", "2027-01-01")
    shelf.release("rulesets/2027-01.toml")
    (shelf.folder / "rulesets/2027-01.toml").unlink()
    assert [(p.code, p.where, p.stops) for p in shelf.problems()] == [("E009", "rulesets/2027-01.toml", True)]


MISSTATED = {
    "no list": ("files = 3", [("E004", "files"), ("E010", "")]),
    "table misspelled": (f'[file]\n"{FILE}" = "{"0" * 64}"', [("E002", "file"), ("E010", "")]),
    "no hash": (f'[files]\n"{FILE}" = "soon"', [("E004", f"files.{FILE}")]),
    "hash in capitals": (f'[files]\n"{FILE}" = "{"A" * 64}"', [("E004", f"files.{FILE}")]),
    "nothing": ("[files]", [("E010", "")]),
}


@pytest.mark.parametrize("mistake", MISSTATED)
def test_mistake_in_the_list_of_released_files_is_named(mistake: str, shelf: Shelf) -> None:
    text, expected = MISSTATED[mistake]
    shelf.write(RELEASED, text)
    found = [p for p in shelf.problems() if p.file == RELEASED]
    assert [(p.code, p.where.removeprefix(RELEASED).removeprefix(": ")) for p in found] == expected
    assert all(problem.stops for problem in found)


def test_hash_of_another_file_is_named(shelf: Shelf) -> None:
    shelf.change(RELEASED, f'"{QUESTIONS}" = ".*"', f'"{QUESTIONS}" = "{"0" * 64}"')
    assert [(p.code, p.where) for p in shelf.problems()] == [("E009", QUESTIONS)]


def test_released_rule_set_with_questions_that_are_not_released_is_named(shelf: Shelf) -> None:
    shelf.copy("questions", "2027-01")
    shelf.propose("2027-01", "2027-01-01", questions="2027-01")
    shelf.release("rulesets/2027-01.toml")
    assert [(p.code, p.where, p.stops) for p in shelf.problems()] == [
        ("E010", "questions/2027-01.toml", True)
    ]


@pytest.mark.parametrize(
    "name",
    ["2027 01.toml", "Spring.toml", "2027-01.TOML", "2027-01.toml.txt", "2027_01.toml", "x" * 21 + ".toml"],
)
def test_file_whose_name_can_not_be_used_is_named(name: str, shelf: Shelf) -> None:
    shelf.write(f"rulesets/{name}", shelf.text(FILE))
    assert [(p.code, p.where, p.stops) for p in shelf.problems()] == [("E013", f"rulesets/{name}", False)]
    assert shelf.library().names() == (NAME,)


def test_hidden_files_of_an_editor_are_left_alone(shelf: Shelf) -> None:
    shelf.write("rulesets/.2027-01.toml.swp", "")
    assert shelf.problems() == ()


@pytest.mark.parametrize("name", ["2026-10", "2027-01"])
def test_proposal_that_begins_on_a_released_ones_day_is_named(name: str, shelf: Shelf) -> None:
    day = shelf.library().load(NAME).effective_on
    file = shelf.propose(name, day.isoformat())
    assert [(p.code, p.where, p.stops) for p in shelf.problems()] == [
        ("E014", f"{file}: effective_on", False)
    ]


def test_questions_that_no_rule_set_names_are_named(shelf: Shelf) -> None:
    file = shelf.copy("questions", "2027-01")
    assert [(p.code, p.where, p.stops) for p in shelf.problems()] == [("E015", file, False)]


def test_mistake_of_a_proposed_rule_set_does_not_stop_the_site(shelf: Shelf) -> None:
    file = shelf.propose("2027-01", "2027-01-01")
    shelf.change(file, "risk_limit = 55", 'risk_limit = "55"')
    assert [(p.code, p.where, p.stops) for p in shelf.problems()] == [
        ("E004", f"{file}: rules.risk_limit", False)
    ]


def test_mistake_in_questions_that_a_released_and_a_proposed_rule_set_share_stops_the_site(
    shelf: Shelf,
) -> None:
    shelf.propose("2027-01", "2027-01-01")
    shelf.write(QUESTIONS, shelf.text(QUESTIONS) + "# later\n")
    assert [(p.code, p.where, p.stops) for p in shelf.problems()] == [("E009", QUESTIONS, True)]
