"""What the commands read: files of JSON objects, one a line, and the rule set that is named."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import Any, BinaryIO

from django.core.management.base import CommandError
from django.utils import timezone

from decisions.scoring import RuleSet, RuleSetError, current, load, names

LONGEST_LINE = 1_000_000  # bytes; a full set of answers takes about 1,000


class BadLineError(Exception):
    """A line that is no JSON object; the text says which and why."""


class Pairs(dict[str, Any]):
    """A JSON object that remembers the keys that it was given twice."""

    def __init__(self, pairs: list[tuple[str, Any]]) -> None:
        super().__init__(pairs)
        seen: set[str] = set()
        self.repeated = [key for key, _ in pairs if key in seen or seen.add(key)]  # type: ignore[func-returns-value]


def opened(name: str) -> AbstractContextManager[BinaryIO]:
    """The file of that name, or standard input for "-". Raises CommandError."""
    if name == "-":
        return nullcontext(sys.stdin.buffer)
    try:
        return Path(name).open("rb")
    except OSError as error:
        raise CommandError(f"{name} can't be read: {error.strerror}.") from error


def lines(file: BinaryIO) -> Iterator[tuple[int, bytes]]:
    """Each line with its number, blank ones left out; of a line that is too long, only the beginning."""
    number = 0
    while line := file.readline(LONGEST_LINE + 1):
        number += 1
        end = line
        while end and not end.endswith(b"\n") and len(line) > LONGEST_LINE:
            end = file.readline(LONGEST_LINE + 1)
        if line.strip():
            yield number, line


def json_object(number: int, raw: bytes) -> Pairs:
    """The JSON object on that line. Raises BadLineError."""
    if len(raw) > LONGEST_LINE:
        raise BadLineError(f"Line {number} is longer than {LONGEST_LINE} bytes.")
    try:
        data = json.loads(raw.decode("utf-8-sig" if number == 1 else "utf-8"), object_pairs_hook=Pairs)
    except UnicodeDecodeError:
        raise BadLineError(f"Line {number} is not UTF-8 text.") from None
    except (ValueError, RecursionError):
        raise BadLineError(f"Line {number} is not JSON.") from None
    if not isinstance(data, Pairs):
        raise BadLineError(f"Line {number} is not a JSON object.")
    return data


def rule_set(name: str | None) -> RuleSet:
    """The rule set of that name, or the one in effect today. Raises CommandError."""
    try:
        return current(timezone.localdate()) if name is None else load(name)
    except KeyError:
        raise CommandError(f"There is no rule set {name!r}. Rule sets: {', '.join(names())}.") from None
    except RuleSetError as error:
        raise CommandError(f"The rule set can't be used.\n{error.with_hints}") from error


def silence_standard_output() -> None:
    """Who read the output has left: Python would complain once more while it closes."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
