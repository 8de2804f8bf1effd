"""Scores answer files: one JSON object a line in, one a line out, in the same order."""

from __future__ import annotations

import json
import os
import sys
from argparse import ArgumentParser
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import Any, BinaryIO

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from decisions.scoring import InvalidAnswers, RuleSet, RuleSetError, current, load, names, score

LONGEST_LINE = 1_000_000  # bytes; a full set of answers takes about 1,000

Line = dict[str, Any]


class Command(BaseCommand):
    """Needs no database, no translations and no static files."""

    help = "Score answers: one JSON object a line in, one a line out. Exit status 1 if one can't be scored."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", metavar="FILE.jsonl", help="The file to read, or - for standard input.")
        parser.add_argument(
            "--rules", metavar="NAME", help="The rule set's name. Default: the one in effect today."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        rules = _rule_set(options["rules"])
        with _opened(options["file"]) as file:
            try:
                failed = self._print(_lines(file), rules)
            except BrokenPipeError:
                _silence_standard_output()
                raise SystemExit(1) from None
        if failed:
            raise CommandError(f"Lines that can't be scored: {failed}. Each says why.")

    def _print(self, lines: Iterable[tuple[int, bytes]], rules: RuleSet) -> int:
        """The number of lines that could not be scored."""
        failed = 0
        for number, raw in lines:
            result = score_line(number, raw, rules)
            failed += "error" in result
            self.stdout.write(json.dumps(result, allow_nan=False))
        self.stdout.flush()
        return failed


def score_line(number: int, raw: bytes, rules: RuleSet) -> Line:
    """One line's result, or its errors by question id; `{"line": ...}` where it is no JSON object."""
    if len(raw) > LONGEST_LINE:
        return _no_line(f"Line {number} is longer than {LONGEST_LINE} bytes.")
    try:
        data = json.loads(raw.decode("utf-8-sig" if number == 1 else "utf-8"), object_pairs_hook=_Pairs)
    except UnicodeDecodeError:
        return _no_line(f"Line {number} is not UTF-8 text.")
    except (ValueError, RecursionError):
        return _no_line(f"Line {number} is not JSON.")
    if not isinstance(data, _Pairs):
        return _no_line(f"Line {number} is not a JSON object.")
    return _score_object(data, rules)


def _score_object(data: _Pairs, rules: RuleSet) -> Line:
    id = data.get("id")
    if not isinstance(id, str):
        return {
            "id": None,
            "error": {"id": "Give the id as a text." if "id" in data else "The id is missing."},
        }
    errors = dict.fromkeys(data.repeated, "This is given twice.")
    if "answers" not in data:
        errors["answers"] = "The answers are missing."
    answers = data.get("answers")
    if isinstance(answers, _Pairs):
        errors |= dict.fromkeys(answers.repeated, "This is given twice.")
    if errors:
        return {"id": id, "error": errors}
    try:
        return {"id": id, **score(answers, rules).as_dict()}  # type: ignore[arg-type]
    except InvalidAnswers as error:
        return {"id": id, "error": error.errors}


class _Pairs(dict[str, Any]):
    """A JSON object that remembers the keys that it was given twice."""

    def __init__(self, pairs: list[tuple[str, Any]]) -> None:
        super().__init__(pairs)
        seen: set[str] = set()
        self.repeated = [key for key, _ in pairs if key in seen or seen.add(key)]  # type: ignore[func-returns-value]


def _no_line(text: str) -> Line:
    return {"id": None, "error": {"line": text}}


def _rule_set(name: str | None) -> RuleSet:
    try:
        return load(name) if name else current(timezone.localdate())
    except KeyError:
        raise CommandError(f"There is no rule set {name!r}. Rule sets: {', '.join(names())}.") from None
    except RuleSetError as error:
        found = "\n".join(f"{problem} {problem.hint}" for problem in error.problems)
        raise CommandError(f"The rule set can't be used.\n{found}") from error


def _opened(name: str) -> AbstractContextManager[BinaryIO]:
    if name == "-":
        return nullcontext(sys.stdin.buffer)
    try:
        return Path(name).open("rb")
    except OSError as error:
        raise CommandError(f"{name} can't be read: {error.strerror}.") from error


def _lines(file: BinaryIO) -> Iterator[tuple[int, bytes]]:
    """Each line with its number, blank ones left out; of a line that is too long, only the beginning."""
    number = 0
    while line := file.readline(LONGEST_LINE + 1):
        number += 1
        end = line
        while end and not end.endswith(b"\n") and len(line) > LONGEST_LINE:
            end = file.readline(LONGEST_LINE + 1)
        if line.strip():
            yield number, line


def _silence_standard_output() -> None:
    """Who read the output has left: Python would complain once more while it closes."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
