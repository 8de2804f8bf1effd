"""`manage.py rehearse` as it is typed: pages on standard output, exit status, and stored advice."""

from __future__ import annotations

import io
import json
import re
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from unittest.mock import Mock

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError

from decisions.models import Advice
from decisions.rehearsal import stored
from decisions.scoring import ruleset
from decisions.scoring.ruleset import FOLDER, Library
from tests import factories

from .toys import TAKEN, line

ROOT = Path(__file__).resolve().parents[2]
CASES = ROOT / "tests/data/open-cases.jsonl"
PAGE = ROOT / "docs/rules/agreement.md"
NEW = "2027-01"
LOST = "no such table: decisions_advice"
DATABASE_HINT = "DATABASE_URL names it. A copy needs the tables of this version."


def run(*arguments: str) -> str:
    out = io.StringIO()
    call_command("rehearse", *arguments, stdout=out, stderr=io.StringIO())
    return out.getvalue()


def refused(*arguments: str) -> tuple[str, str]:
    """What the command printed before it ended with status 1, and why it did."""
    out = io.StringIO()
    with pytest.raises(CommandError) as caught:
        call_command("rehearse", *arguments, stdout=out, stderr=io.StringIO())
    assert caught.value.returncode == 1
    return out.getvalue(), str(caught.value)


def written(tmp_path: Path, *lines: Mapping[str, Any]) -> str:
    file = tmp_path / "cases.jsonl"
    file.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    return str(file)


def cells(page: str) -> list[list[str]]:
    return [
        [cell.strip() for cell in row.split("|")[1:-1]] for row in page.splitlines() if row.startswith("|")
    ]


@pytest.fixture
def proposed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A proposed rule set beside the present one, which no gain satisfies."""
    for part in ("rulesets", "questions"):
        shutil.copytree(FOLDER / part, tmp_path / part)
    text = (tmp_path / "rulesets/2026-11.toml").read_text(encoding="utf-8").split("[[tunable]]")[0]
    text = text.replace('id = "2026-11"', f'id = "{NEW}"', 1)
    text = re.sub(r"effective_on = \S+", "effective_on = 2027-01-01", text, count=1)
    text, changed = re.subn(r"^base = (?=.*fair reason)\S+", "base = 100", text, flags=re.MULTILINE)
    assert changed == 1
    file = tmp_path / f"rulesets/{NEW}.toml"
    file.write_text(text, encoding="utf-8")
    monkeypatch.setattr(ruleset, "LIBRARY", Library(tmp_path))
    return file


def test_saved_page_is_what_the_command_prints() -> None:
    """Shaking and fitting take too long here; the page names the contents of the rule set that they saw."""
    saved = PAGE.read_text(encoding="utf-8")
    named = re.search(r"under the rule set (\S+) ", saved)
    assert named is not None
    assert saved.startswith(run(str(CASES), "--rules", named[1]))


def test_page_says_that_readers_are_no_counselors() -> None:
    assert "**not licensed career counselors**" in run(str(CASES))


def test_page_says_what_the_file_does_not(tmp_path: Path) -> None:
    page = run(written(tmp_path, {"id": "a", "answers": TAKEN, "verdict": "take"}))
    assert "- 1 of 1 (100 %) cases say no second reading of the answers: `answers_second_reading`." in page
    assert ["", "first reading"] in cells(page)


def test_missed_case_is_shown_with_what_decided_it(tmp_path: Path) -> None:
    answers = {**TAKEN, "wanted_interview": "not_looking", "interviews_lately": "six_or_more"}
    rows = cells(run(written(tmp_path, line("a", "take", answers))))
    missed = [row for row in rows if row[:4] == ["a", "first reading", "take", "decline"]]
    assert missed[0][4:6] == ["no", "gain_below_bar"]


def test_shake_and_fit_add_their_parts(tmp_path: Path) -> None:
    page = run(written(tmp_path, line("a", "take", TAKEN)), "--shake", "--fit")
    assert re.findall(r"^## .*$", page, re.MULTILINE)[-2:] == [
        "## Each number 20 % down and up",
        "## The tunable numbers, searched anew",
    ]


def test_progress_goes_to_standard_error(tmp_path: Path) -> None:
    err = io.StringIO()
    file = written(tmp_path, line("a", "take", TAKEN))
    call_command("rehearse", file, "--fit", stdout=io.StringIO(), stderr=err)
    assert err.getvalue() == "[##########] 1 of 1 cases\n"


def test_progress_stays_in_place_on_a_terminal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    err = io.StringIO()
    monkeypatch.setattr(err, "isatty", lambda: True)
    file = written(tmp_path, line("a", "take", TAKEN), line("b", "take", TAKEN))
    call_command("rehearse", file, "--fit", stdout=io.StringIO(), stderr=err)
    assert err.getvalue() == "[#####     ] 1 of 2 cases\r[##########] 2 of 2 cases\n"


def test_bad_line_ends_it_with_the_line_and_the_question(tmp_path: Path) -> None:
    out, why = refused(written(tmp_path, line("a", "take", {**TAKEN, "money": 7})))
    assert out == ""
    assert why.startswith("Line 1 (a): answers, money: Give one text out of:")


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("{", "Line 1 is not JSON."),
        ('{"id": "a", "id": "b"}', "Line 1: id is given twice."),
        ('{"id": "a", "answers": {"money": 1, "money": 2}}', "Line 1: money is given twice."),
        ('{"answers": {"matters": {"options": 1, "options": 2}}}', "Line 1: options is given twice."),
    ],
)
def test_line_that_is_no_sound_object_ends_it(text: str, why: str, tmp_path: Path) -> None:
    file = tmp_path / "cases.jsonl"
    file.write_text(text, encoding="utf-8")
    assert refused(str(file)) == ("", why)


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        ([], "Give either a file of judged cases, or --stored."),
        ([str(CASES), "--stored"], "Give either a file of judged cases, or --stored."),
        (["--stored", "--fit"], "--shake and --fit need a file of judged cases."),
        ([str(CASES), "--limit", "3"], "--limit takes a number from 0 on, and goes with --stored."),
        (["--stored", "--limit", "-1"], "--limit takes a number from 0 on, and goes with --stored."),
    ],
)
def test_arguments_that_do_not_go_together_are_refused(arguments: list[str], why: str) -> None:
    assert refused(*arguments) == ("", why)


def test_fit_without_tunable_numbers_is_refused(proposed: Path) -> None:
    assert refused(str(CASES), "--rules", NEW, "--fit") == (
        "",
        f"The rule set {NEW} marks no number as tunable.",
    )


def test_fit_that_would_begin_with_a_contradiction_is_refused(proposed: Path) -> None:
    block = '\n[[tunable]]\nnumber = "rules.risk_limit"\nfrom = 0\nto = 100\nstep = 1\nwhy = "a test"\n'
    proposed.write_text(proposed.read_text(encoding="utf-8") + block, encoding="utf-8")
    out, why = refused(str(CASES), "--rules", NEW, "--fit")
    assert out == ""
    begins, contradiction = why.splitlines()
    assert begins.startswith("The search begins in the middle of all bounds, and no rule set may have these")
    assert contradiction.startswith(
        f"{NEW}: bar.risk_from: risk_from, risk_to and rules.risk_limit must rise."
    )


def taken() -> Advice:
    row = factories.advice(answers=factories.answers_with(interviews_lately="none_in_2_years_or_never"))
    assert row.result["verdict"] == "take"
    return row


@pytest.mark.django_db
@pytest.mark.postgres
def test_flips_of_stored_advice_are_listed_with_the_number_that_did_it(proposed: Path) -> None:
    rows = [taken(), taken()]
    page = cells(run("--rules", NEW, "--stored"))
    assert [row for row in page if row[0] in [str(row.pk) for row in rows]] == [
        [str(row.pk), "2026-11", "take", "decline", "`bar.base`"] for row in rows
    ]
    assert ["take", "decline", "2"] in page
    assert [row[1:] for row in page if row[0] == "2026-11"] == [
        ["`bar.base`", page_number("2026-11"), "100", "2", "0", "0"]
    ]


def page_number(name: str) -> str:
    return f"{ruleset.load(name).bar.base:g}"


@pytest.mark.django_db
def test_stored_advice_under_its_own_set_does_not_flip() -> None:
    taken()
    page = cells(run("--rules", "2026-11", "--stored", "--limit", "0"))
    assert ["verdict as before", "1 of 1 (100 %)"] in page


@pytest.mark.django_db
@pytest.mark.parametrize("count", [4, 5])
def test_stored_advice_in_several_pieces_is_read_once_each(
    count: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stored, "CHUNK", 2)
    rows = [taken() for _ in range(count)]
    assert [one.id for one in stored.stored_advice()] == [row.pk for row in rows]


@pytest.mark.django_db
@pytest.mark.parametrize("limit", ["0", "1"])
def test_more_flips_than_the_limit_end_it_with_status_1(limit: str, proposed: Path) -> None:
    taken(), taken()
    out, why = refused("--rules", NEW, "--stored", "--limit", limit)
    assert why == f"Verdicts that flip: 2. The limit is {limit}."
    assert out.startswith(f"# Stored advice under the rule set {NEW}\n")


@pytest.mark.django_db
@pytest.mark.parametrize("limit", [["--limit", "2"], []])
def test_flips_within_the_limit_are_no_failure(limit: list[str], proposed: Path) -> None:
    taken(), taken()
    assert ["verdict flips", "2 of 2 (100 %)"] in cells(run("--rules", NEW, "--stored", *limit))


@pytest.mark.django_db
def test_advice_that_the_set_can_not_read_is_counted(proposed: Path) -> None:
    folder = proposed.parents[1]
    questions = (folder / "questions/2026-11.toml").read_text(encoding="utf-8")
    more = f'{questions}\n[[step.question]]\nid = "mood"\none_of = ["good", "bad"]\n'
    (folder / f"questions/{NEW}.toml").write_text(
        more.replace('id = "2026-11"', f'id = "{NEW}"', 1), encoding="utf-8"
    )
    text = proposed.read_text(encoding="utf-8")
    proposed.write_text(text.replace('questions = "2026-11"', f'questions = "{NEW}"', 1), encoding="utf-8")
    taken()
    page = cells(run("--rules", NEW, "--stored"))
    assert ["can't be read under this set", "1 of 1 (100 %)"] in page
    assert ["`mood` is asked here, and is not answered", "1"] in page


@pytest.mark.django_db
def test_advice_whose_own_set_is_gone_says_so(proposed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    taken()
    (proposed.parent / "2026-11.toml").unlink()
    monkeypatch.setattr(ruleset, "LIBRARY", Library(proposed.parents[1]))
    page = cells(run("--rules", NEW, "--stored"))
    assert page[-1][1:] == ["2026-11", "take", "decline", "its own rule set can't be read any more"]


@pytest.mark.parametrize(
    ("error", "why", "status"),
    [
        (
            OperationalError(LOST),
            f"The database can't be read: {LOST}\n{DATABASE_HINT}",
            1,
        ),
        (KeyboardInterrupt(), "Stopped. Nothing was changed.", 130),
    ],
)
def test_replay_that_can_not_go_on_says_why(
    error: BaseException, why: str, status: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Advice.objects, "count", Mock(side_effect=error))
    with pytest.raises(CommandError) as caught:
        call_command("rehearse", "--stored", stdout=io.StringIO())
    assert (str(caught.value), caught.value.returncode) == (why, status)


@pytest.mark.django_db
def test_no_advice_is_no_failure() -> None:
    assert ["stored", "0"] in cells(run("--rules", "2026-11", "--stored", "--limit", "0"))


@pytest.mark.django_db
def test_replay_prints_nothing_of_a_person(proposed: Path) -> None:
    row = taken()
    page = run("--rules", NEW, "--stored")
    invitation = row.invitation
    assert [
        word for word in (invitation.company, invitation.job_title, str(invitation.public_id)) if word in page
    ] == []
