"""Scores answer files: one JSON object a line in, one a line out, in the same order."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from collections.abc import Iterable
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from decisions.management.reading import (
    BadLineError,
    Pairs,
    json_object,
    lines,
    opened,
    rule_set,
    silence_standard_output,
)
from decisions.scoring import InvalidAnswers, RuleSet, flip_pairs, score

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
        parser.add_argument(
            "--pairs",
            action="store_true",
            help="Also list the pairs of answers that would change a verdict which no single one changes.",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        rules = rule_set(options["rules"])
        with opened(options["file"]) as file:
            try:
                failed = self._print(lines(file), rules, options["pairs"])
            except BrokenPipeError:
                silence_standard_output()
                raise SystemExit(1) from None
        if failed:
            raise CommandError(f"Lines that can't be scored: {failed}. Each says why.")

    def _print(self, numbered: Iterable[tuple[int, bytes]], rules: RuleSet, pairs: bool) -> int:
        """The number of lines that could not be scored."""
        failed = 0
        for number, raw in numbered:
            result = score_line(number, raw, rules, pairs=pairs)
            failed += "error" in result
            self.stdout.write(json.dumps(result, allow_nan=False))
        self.stdout.flush()
        return failed


def score_line(number: int, raw: bytes, rules: RuleSet, *, pairs: bool = False) -> Line:
    """One line's result, or its errors by question id; `{"line": ...}` where it is no JSON object."""
    try:
        return _score_object(json_object(number, raw), rules, pairs)
    except BadLineError as error:
        return {"id": None, "error": {"line": str(error)}}


def _score_object(data: Pairs, rules: RuleSet, pairs: bool) -> Line:
    id = data.get("id")
    if not isinstance(id, str):
        return {
            "id": None,
            "error": {"id": "Give the id as a text." if "id" in data else "The id is missing."},
        }
    errors = dict.fromkeys(data.repeated, "This is given twice.")
    if "answers" not in data:
        errors["answers"] = "The answers are missing."
    answers: Any = data.get("answers")
    if isinstance(answers, Pairs):
        errors |= _given_twice(answers)
    if errors:
        return {"id": id, "error": errors}
    try:
        line = {"id": id, **score(answers, rules).as_dict()}
    except InvalidAnswers as error:
        return {"id": id, "error": error.errors}
    return line | {"flip_pairs": _pairs(answers, rules)} if pairs else line


def _given_twice(answers: Pairs) -> dict[str, str]:
    """By question id: one answered twice, or a part of its answer given twice."""
    inside = {
        id: part.repeated[0] for id, part in answers.items() if isinstance(part, Pairs) and part.repeated
    }
    errors = {id: f"{key} is given twice." for id, key in inside.items()}
    return errors | dict.fromkeys(answers.repeated, "This is given twice.")


def _pairs(answers: Any, rules: RuleSet) -> list[dict[str, Any]]:
    return [
        {
            "changes": [{"question": question, "to": to} for question, to in pair.changes],
            "verdict": pair.verdict,
        }
        for pair in flip_pairs(answers, rules)
    ]
