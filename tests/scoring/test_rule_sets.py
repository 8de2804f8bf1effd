"""Rule sets as files: which is in effect, what is released, and that each mistake in them is named."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from django.core.checks import Error

from decisions import checks
from decisions.questions import STEPS, WORDINGS
from decisions.scoring import RuleSetError, names, problems, ruleset
from decisions.scoring.ruleset import FOLDER, Library, digest

NAME = "2026-11"
FILE = f"rulesets/{NAME}.toml"
QUESTIONS = f"questions/{NAME}.toml"
RELEASED = "rulesets/released.toml"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for part in ("rulesets", "questions"):
        shutil.copytree(FOLDER / part, tmp_path / part)
    return tmp_path


def change(folder: Path, file: str, old: str, new: str) -> None:
    text = (folder / file).read_text(encoding="utf-8")
    assert old in text
    (folder / file).write_text(text.replace(old, new, 1), encoding="utf-8")


def release(folder: Path) -> None:
    lines = [f'"{file}" = "{digest(folder / file)}"' for file in (FILE, QUESTIONS)]
    (folder / RELEASED).write_text("[files]\n" + "\n".join(lines), encoding="utf-8")


def found(folder: Path) -> list[tuple[str, str, str]]:
    release(folder)
    return [(problem.code, problem.where, problem.text) for problem in Library(folder).problems()]


def test_the_rule_sets_in_the_project_have_no_problems() -> None:
    assert problems() == ()
    assert names() == (NAME,)


def test_released_files_are_unchanged() -> None:
    hashes = ruleset._parsed(FOLDER, RELEASED, [])["files"]
    assert {file: digest(FOLDER / file) for file in hashes} == hashes


def test_every_released_rule_set_names_released_questions() -> None:
    hashes = ruleset._parsed(FOLDER, RELEASED, [])["files"]
    sets = [ruleset.load(name) for name in names() if ruleset.LIBRARY.is_released(name)]
    assert {f"questions/{rules.questionnaire.id}.toml" for rules in sets} <= set(hashes)


def test_current_is_the_newest_in_effect(folder: Path) -> None:
    newer = (folder / FILE).read_text(encoding="utf-8")
    newer = newer.replace('id = "2026-11"', 'id = "2027-01"', 1).replace("2026-11-01", "2027-01-01", 1)
    (folder / "rulesets/2027-01.toml").write_text(newer, encoding="utf-8")
    released = (folder / RELEASED).read_text(encoding="utf-8")
    proposed = Library(folder)
    assert proposed.current(date(2027, 1, 1)).id == "2026-11"
    assert proposed.load("2027-01").id == "2027-01"
    hash_ = digest(folder / "rulesets/2027-01.toml")
    (folder / RELEASED).write_text(f'{released}"rulesets/2027-01.toml" = "{hash_}"\n', encoding="utf-8")
    both = Library(folder)
    assert [both.current(day).id for day in (date(2026, 12, 31), date(2027, 1, 1))] == ["2026-11", "2027-01"]


def test_no_rule_set_in_effect_is_an_error() -> None:
    with pytest.raises(RuleSetError, match="no rule set is in effect on 2026-10-31"):
        ruleset.current(date(2026, 10, 31))


@pytest.mark.parametrize("name", ["2000-01", "", "../rulesets/2026-11", "released"])
def test_unknown_name_is_a_key_error(name: str) -> None:
    with pytest.raises(KeyError):
        ruleset.load(name)


MISTAKES = {
    "syntax": (FILE, "[gain]", "[gain", "E001", FILE),
    "unknown key": (FILE, "others_above = 30", "others_abov = 30", "E003", f"{FILE}: gain.others_above"),
    "extra key": (FILE, "base = 45 ", "base = 45\nbonus = 3 #", "E002", f"{FILE}: bar.bonus"),
    "extra table": (FILE, "[bar]", "[luck]\nx = 1\n[bar]", "E002", f"{FILE}: luck"),
    "missing reason for a number": (
        FILE,
        '    why = "judgment: the search is over"\n',
        "",
        "E003",
        f"{FILE}: reason[0].path[0].cap[3].why",
    ),
    "text for a number": (FILE, "risk_limit = 55", 'risk_limit = "55"', "E004", f"{FILE}: rules.risk_limit"),
    "cap out of range": (
        FILE,
        "values = { partly = 75, no = 25 }",
        "values = { partly = 175, no = 25 }",
        "E004",
        f"{FILE}: reason[0].path[0].cap[0].values.partly",
    ),
    "not a number": (FILE, "risk = 0.4 ", "risk = nan ", "E004", f"{FILE}: bar.risk"),
    "no date": (FILE, "effective_on = 2026-11-01", 'effective_on = "soon"', "E004", f"{FILE}: effective_on"),
    "wrong id": (FILE, 'id = "2026-11"', 'id = "2026-12"', "E004", f"{FILE}: id"),
    "unknown question": (
        FILE,
        'question = "money"',
        'question = "fee"',
        "E005",
        f"{FILE}: cost.points[1].question",
    ),
    "no such questions": (FILE, 'questions = "2026-11"', 'questions = "2025"', "E005", f"{FILE}: questions"),
    "unknown option": (
        FILE,
        "values = { none = 0, up_to_3_hours = 8, more = 22 }",
        "values = { none = 0, up_to_3_hours = 8, more = 22, much = 30 }",
        "E006",
        f"{FILE}: cost.points[2].values.much",
    ),
    "unknown middle": (FILE, 'money = "under_50"', 'money = "some"', "E006", f"{FILE}: middle.money"),
    "missing option": (
        FILE,
        "values = { none = 0, up_to_3_hours = 8, more = 22 }",
        "values = { none = 0, more = 22 }",
        "E007",
        f"{FILE}: cost.points[2].values",
    ),
    "missing direction": (FILE, 'money = "down"', "", "E007", f"{FILE}: direction.money"),
    "points that fall": (
        FILE,
        "one_or_two = 25, none_in_6_months = 50",
        "one_or_two = 55, none_in_6_months = 50",
        "E008",
        f"{FILE}: practice.points.interviews_lately",
    ),
    "cap that falls": (
        FILE,
        "values = { never = 40, quite_sure = 75 }",
        "values = { never = 80, quite_sure = 75 }",
        "E008",
        f"{FILE}: leverage.cap.sure",
    ),
    "cost that falls": (
        FILE,
        "under_50 = 8, ",
        "under_50 = 28, ",
        "E008",
        f"{FILE}: cost.points.money",
    ),
    "offense that falls": (
        FILE,
        "told_or_will = 0.3, honest_if_asked = 0.65, ",
        "told_or_will = 0.7, honest_if_asked = 0.65, ",
        "E008",
        f"{FILE}: bridge.times.candor",
    ),
    "paid travel that lets the worse through": (
        FILE,
        'keep_to_myself = ["never", "quite_sure", "leaning_no", "on_the_fence"]',
        'keep_to_myself = ["never"]',
        "E008",
        f"{FILE}: rules.paid_travel.keep_to_myself",
    ),
    "condition on a later question": (
        QUESTIONS,
        'question = "open_point", is_one_of = ["maybe", "yes"]',
        'question = "flags", is_one_of = ["last_round"]',
        "E005",
        f"{QUESTIONS}: find_out.asked_when",
    ),
    "private without a stand-in": (
        QUESTIONS,
        '  if_private = "honest_if_asked"\n',
        "",
        "E011",
        f"{QUESTIONS}: step[5].question[2].if_private",
    ),
    "question that the rules need": (
        QUESTIONS,
        'id = "candor"',
        'id = "keenness"',
        "E005",
        QUESTIONS,
    ),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_mistake_is_named_with_its_place(mistake: str, folder: Path) -> None:
    file, old, new, code, where = MISTAKES[mistake]
    change(folder, file, old, new)
    assert (code, where) in [(code, where) for code, where, _ in found(folder)]
    with pytest.raises(RuleSetError):
        Library(folder).load(NAME)


def test_every_mistake_is_found_at_once(folder: Path) -> None:
    change(folder, FILE, "risk_limit = 55", 'risk_limit = "55"')
    change(folder, FILE, 'money = "under_50"', 'money = "some"')
    assert [(code, where) for code, where, _ in found(folder)] == [
        ("E006", f"{FILE}: middle.money"),
        ("E004", f"{FILE}: rules.risk_limit"),
    ]


@pytest.mark.parametrize("file", [FILE, QUESTIONS])
def test_changed_released_file_is_refused(file: str, folder: Path) -> None:
    (folder / file).write_text((folder / file).read_text(encoding="utf-8") + "# later\n", encoding="utf-8")
    assert [(p.code, p.where) for p in Library(folder).problems()] == [("E009", file)]


def test_released_file_with_windows_line_ends_is_the_same(folder: Path) -> None:
    (folder / FILE).write_bytes((folder / FILE).read_bytes().replace(b"\n", b"\r\n"))
    assert Library(folder).problems() == ()


def test_missing_released_file_is_named(folder: Path) -> None:
    (folder / FILE).unlink()
    assert ("E009", FILE) in [(p.code, p.where) for p in Library(folder).problems()]


def test_no_released_rule_set_is_named(folder: Path) -> None:
    (folder / RELEASED).write_text("[files]\n", encoding="utf-8")
    assert [(p.code, p.where) for p in Library(folder).problems()] == [("E010", RELEASED)]


def test_file_that_is_no_text_is_named(folder: Path) -> None:
    (folder / FILE).write_bytes(b"\xff\xfe")
    assert ("E001", FILE) in [(code, where) for code, where, _ in found(folder)]


def test_start_up_check_says_where_and_what_to_do(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    change(folder, FILE, 'money = "under_50"', 'money = "some"')
    release(folder)
    monkeypatch.setattr(ruleset, "LIBRARY", Library(folder))
    assert checks.check_rule_sets(None) == [
        Error(
            f"{FILE}: middle.money: 'some' is not an option of money.",
            hint="Options: none, under_50, 50_to_150, over_150.",
            id="decisions.E006",
        )
    ]


def test_start_up_check_names_what_has_no_words(monkeypatch: pytest.MonkeyPatch) -> None:
    hours = WORDINGS["hours"]
    monkeypatch.delitem(STEPS, "people")
    monkeypatch.delitem(WORDINGS, "money")
    monkeypatch.setitem(WORDINGS, "hours", replace(hours, options=dict(list(hours.options.items())[1:])))
    assert [(error.id, error.msg) for error in checks.check_words(None)] == [
        ("decisions.E101", f"{QUESTIONS}: there are no words for people."),
        ("decisions.E101", f"{QUESTIONS}: there are no words for hours.{next(iter(hours.options))}."),
        ("decisions.E101", f"{QUESTIONS}: there are no words for money."),
    ]


def test_everything_in_the_projects_rule_sets_has_words() -> None:
    assert checks.check_words(None) == []
