"""Reads one TOML file, and says of a file that can't be read where and why, in words for who edited it."""

from __future__ import annotations

import hashlib
import re
import tomllib
from codecs import BOM_UTF8
from pathlib import Path
from typing import Any

from .problems import UNREADABLE, Problem

LOOK_THERE = "A quotation mark or bracket may be missing in this line or above it."
# What somebody who edits text files gets wrong: what the line looks like, and what to write instead.
SLIPS = (
    (re.compile("[“”„‘’]"), 'Write straight quotation marks: ".'),
    (re.compile(r"\d,\d"), "Write numbers with a point: 0.35."),
    (re.compile("\N{NO-BREAK SPACE}"), "There is a space that can't be seen. Type the line anew."),
    (re.compile(r"=\s*(\d+[./]\d+[./]\d+|\d{4}-\d)"), "Write a day that exists as 2026-11-01."),
    (re.compile(r"\d\s*%"), "Write the number without %."),
    (re.compile(r"^\s*[^#\[\"=]*[A-Za-z]\s+[A-Za-z][^=\"]*="), "A name has no spaces: write others_above."),
    (re.compile(r"=\s*[A-Za-z]"), 'Write texts in quotation marks: "up".'),
)
COMMENT = re.compile(r"[ \t]#.*")
TWICE = re.compile(r"Cannot (overwrite|declare|mutate)|Duplicate")
PLACE = re.compile(r" \(at (?:line (\d+), column \d+|end of document)\)$")


def parsed(folder: Path, file: str, found: list[Problem]) -> dict[str, Any]:
    """The file's content; empty, with a problem noted, where it can't be read."""
    try:
        raw = (folder / file).read_bytes()
        text = raw.decode("utf-8")
    except OSError as error:
        found.append(Problem(UNREADABLE, file, f"can't be read: {error.strerror}.", "Check the file's name."))
        return {}
    except UnicodeDecodeError:
        found.append(Problem(UNREADABLE, file, "is not UTF-8 text.", "Save it as UTF-8."))
        return {}
    if raw.startswith(BOM_UTF8):
        hint = "Save it as UTF-8 without BOM (byte order mark)."
        found.append(Problem(UNREADABLE, file, "begins with a mark that can't be seen.", hint))
        return {}
    return _parsed_text(text, file, found)


def _parsed_text(text: str, file: str, found: list[Problem]) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except (ValueError, RecursionError) as error:  # TOMLDecodeError is a ValueError
        found.append(_explained(str(error), text, file))
        return {}


def _explained(message: str, text: str, file: str) -> Problem:
    """The parser's message with the line that it is about."""
    what, number = _split(message, text)
    if not number:
        return Problem(UNREADABLE, file, f"can't be read ({what}).", LOOK_THERE)
    lines = text.splitlines()
    line = COMMENT.sub("", lines[number - 1]).strip(" \t")[:60] if number <= len(lines) else ""
    if TWICE.search(what):
        hint = "Keep one of the two. Of rows that repeat, each one begins with its own [[...]]."
        return Problem(UNREADABLE, file, f"this stands there twice: {line}", hint, line=number)
    hint = next((hint for slip, hint in SLIPS if slip.search(line)), LOOK_THERE)
    return Problem(UNREADABLE, file, f"can't be read: {line} ({what}).", hint, line=number)


def _split(message: str, text: str) -> tuple[str, int]:
    """The message without its place, and the line that it names; 0 where it names none."""
    place = PLACE.search(message)
    if place is None:
        return message.split("; ")[0], 0
    return message[: place.start()], int(place[1] or len(text.splitlines()))


def digest(file: Path) -> str:
    """The sha256 of a file, the same with Windows line ends."""
    return hashlib.sha256(file.read_bytes().replace(b"\r\n", b"\n")).hexdigest()
