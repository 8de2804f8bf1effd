"""`manage.py score`: a line in, a line out; a bad line is named and the rest is scored."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from .answer_sets import OFFER, PLAIN, RULES, plain

ROOT = Path(__file__).resolve().parents[2]
CASES = ROOT / "tests/data/open-cases.jsonl"
KEYS = [
    "id",
    "rules",
    "verdict",
    "close",
    "scores",
    "gain",
    "cost",
    "bridge_risk",
    "bar",
    "ask",
    "conditions",
]
KEYS += ["because", "flips"]
GOOD = json.dumps({"id": "good", "answers": PLAIN})
UNSURE = plain(interviews_lately="six_or_more", **OFFER | {"pay_compared": "not_sure"})


def run(content: bytes | str, tmp_path: Path, *options: str) -> list[dict[str, Any]]:
    file = tmp_path / "answers.jsonl"
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    out = io.StringIO()
    call_command("score", str(file), *options, stdout=out)
    return [json.loads(line) for line in out.getvalue().splitlines()]


def run_bad(content: bytes | str, tmp_path: Path) -> list[dict[str, Any]]:
    """The lines printed, and that the command ends with an error."""
    file = tmp_path / "answers.jsonl"
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    out = io.StringIO()
    with pytest.raises(CommandError, match="can't be scored") as caught:
        call_command("score", str(file), stdout=out)
    assert caught.value.returncode == 1
    return [json.loads(line) for line in out.getvalue().splitlines()]


def test_every_line_is_scored_in_order(tmp_path: Path) -> None:
    lines = run(f"{GOOD}\n\n  \r\n{GOOD.replace('good', 'other')}\r\n", tmp_path)
    assert [line["id"] for line in lines] == ["good", "other"]
    assert list(lines[0])[: len(KEYS)] == KEYS
    assert {**lines[0], "id": ""} == {**lines[1], "id": ""}


def test_what_came_later_stands_at_the_end(tmp_path: Path) -> None:
    [line] = run(GOOD, tmp_path)
    assert list(line)[-4:] == ["shares", "settles", "unknown", "firmness"]
    [asked] = run(json.dumps({"id": "a", "answers": UNSURE}), tmp_path)
    assert asked["ask"] == ["pay_compared"]
    assert asked["settles"] == [{"question": "pay_compared", "share": 1.0}]
    assert asked["unknown"] == ["pay_compared"]


def test_pairs_are_listed_on_demand(tmp_path: Path) -> None:
    plainly, with_pairs = run(CASES.read_bytes(), tmp_path), run(CASES.read_bytes(), tmp_path, "--pairs")
    assert [list(line)[-1] for line in with_pairs] == ["flip_pairs"] * len(plainly)
    pairs = [pair for line in with_pairs for pair in line.pop("flip_pairs")]
    assert with_pairs == plainly
    assert pairs
    for pair in pairs:
        assert list(pair) == ["changes", "verdict"]
        assert [list(change) for change in pair["changes"]] == [["question", "to"]] * 2


def test_bad_line_is_named_with_pairs_too(tmp_path: Path) -> None:
    file = tmp_path / "answers.jsonl"
    file.write_text(json.dumps({"id": "a", "answers": plain(hours=3)}), encoding="utf-8")
    out = io.StringIO()
    with pytest.raises(CommandError):
        call_command("score", str(file), "--pairs", stdout=out)
    assert list(json.loads(out.getvalue())["error"]) == ["hours"]


def test_same_file_gives_the_same_bytes() -> None:
    outs = [io.StringIO(), io.StringIO()]
    for out in outs:
        call_command("score", str(CASES), "--rules", RULES.id, stdout=out)
    assert outs[0].getvalue() == outs[1].getvalue()


def test_last_line_without_end_and_first_with_byte_order_mark_are_read(tmp_path: Path) -> None:
    assert [line["id"] for line in run(b"\xef\xbb\xbf" + GOOD.encode(), tmp_path)] == ["good"]


def test_empty_file_gives_nothing(tmp_path: Path) -> None:
    assert run("", tmp_path) == []


LINES: dict[str, tuple[bytes, dict[str, Any]]] = {
    "no JSON": (b"{oops", {"id": None, "error": {"line": "Line 1 is not JSON."}}),
    "a list": (b"[1]", {"id": None, "error": {"line": "Line 1 is not a JSON object."}}),
    "not UTF-8": (b'{"id": "\xff"}', {"id": None, "error": {"line": "Line 1 is not UTF-8 text."}}),
    "endless": (b"[" * 100_000, {"id": None, "error": {"line": "Line 1 is not JSON."}}),
    "huge number": (b"9" * 5000, {"id": None, "error": {"line": "Line 1 is not JSON."}}),
    "too long": (b"x" * 2_500_000, {"id": None, "error": {"line": "Line 1 is longer than 1000000 bytes."}}),
    "no id": (b'{"answers": {}}', {"id": None, "error": {"id": "The id is missing."}}),
    "wrong id": (b'{"id": 7}', {"id": None, "error": {"id": "Give the id as a text."}}),
    "no answers": (b'{"id": "a"}', {"id": "a", "error": {"answers": "The answers are missing."}}),
    "wrong answers": (
        b'{"id": "a", "answers": []}',
        {"id": "a", "error": {"answers": "Give an object with an answer for each question id."}},
    ),
    "given twice": (
        b'{"id": "a", "answers": {"sure": "never", "sure": "quite_sure"}}',
        {"id": "a", "error": {"sure": "This is given twice."}},
    ),
    "part given twice": (
        b'{"id": "a", "answers": {"matters": {"options": "some", "options": "a_lot"}}}',
        {"id": "a", "error": {"matters": "options is given twice."}},
    ),
    "half a character": (
        json.dumps({"id": "\ud800", "answers": plain(sure="\ud800")}).encode(),
        {
            "id": "\ud800",
            "error": {
                "sure": "'\\ud800' is not an option. "
                "Options: never, quite_sure, leaning_no, on_the_fence, might_want_it."
            },
        },
    ),
    "no number": (
        GOOD.replace('"hours": "under_2"', '"hours": NaN').encode(),
        {
            "id": "good",
            "error": {"hours": "Give one text out of: under_2, 2_to_4, 4_to_8, 8_or_more, not_sure."},
        },
    ),
}


@pytest.mark.parametrize("line", LINES)
def test_bad_line_is_named_and_the_rest_is_scored(line: str, tmp_path: Path) -> None:
    raw, expected = LINES[line]
    bad, good = run_bad(raw + b"\n" + GOOD.encode(), tmp_path)
    assert bad == expected
    assert (good["id"], good["verdict"]) == ("good", "take")


def test_each_wrong_answer_is_named(tmp_path: Path) -> None:
    answers = plain(sure="perhaps", shoe_size=44)
    del answers["hours"]
    [line] = run_bad(json.dumps({"id": "a", "answers": answers}), tmp_path)
    assert list(line["error"]) == ["sure", "hours", "shoe_size"]


def test_standard_input_is_read_for_a_dash(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(GOOD.encode())))
    out = io.StringIO()
    call_command("score", "-", stdout=out)
    assert json.loads(out.getvalue())["id"] == "good"


def test_missing_file_and_unknown_rule_set_are_said_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=r"can't be read: No such file or directory\."):
        call_command("score", str(tmp_path / "none.jsonl"))
    with pytest.raises(CommandError, match=r"There is no rule set 'x'\. Rule sets: 2026-11"):
        call_command("score", str(CASES), "--rules", "x")
    with pytest.raises(CommandError, match=r"There is no rule set ''\."):
        call_command("score", str(CASES), "--rules", "")


def process(arguments: list[str], **options: Any) -> subprocess.CompletedProcess[bytes]:
    """The command as a user runs it: nothing but SECRET_KEY and DEBUG, and no database."""
    environment = {"PATH": os.environ["PATH"], "SECRET_KEY": "x", "DEBUG": "1"}
    command = [sys.executable, str(ROOT / "manage.py"), "score", *arguments]
    return subprocess.run(command, env=environment, capture_output=True, check=False, timeout=60, **options)


def test_real_process_scores_good_lines_and_ends_with_one(tmp_path: Path) -> None:
    done = process(["-"], input=b"{oops\n" + GOOD.encode(), cwd=tmp_path)
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert [line["id"] for line in lines] == [None, "good"]
    assert (done.returncode, done.stderr) == (
        1,
        b"CommandError: Lines that can't be scored: 1. Each says why.\n",
    )


def test_reader_that_leaves_early_gets_no_traceback(tmp_path: Path) -> None:
    file = tmp_path / "many.jsonl"
    file.write_text((GOOD + "\n") * 200, encoding="utf-8")
    environment = {"PATH": os.environ["PATH"], "SECRET_KEY": "x", "DEBUG": "1"}
    script = f'"{sys.executable}" "{ROOT / "manage.py"}" score "{file}" | head -c 10'
    done = subprocess.run(
        ["/bin/sh", "-c", script], env=environment, capture_output=True, check=False, timeout=60
    )
    assert (done.stdout, done.stderr) == (b'{"id": "go', b"")
