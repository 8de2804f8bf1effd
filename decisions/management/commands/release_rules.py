"""Releases a proposed rule set: writes its hash, and that of its questions, into released.toml."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.core.checks import WARNING, run_checks
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from decisions.scoring import ruleset


class Command(BaseCommand):
    """Needs no database. The files must then be committed together."""

    help = "Release a proposed rule set: write its hash and that of its questions into released.toml."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("name", metavar="NAME", help="The rule set's name, such as 2027-01.")

    def handle(self, *args: Any, **options: Any) -> None:
        name, library = options["name"], ruleset.LIBRARY
        if name not in library.names():
            raise CommandError(f"There is no rule set {name!r}. Rule sets: {', '.join(library.names())}.")
        if library.is_released(name):
            raise CommandError(f"{name} is released already. Its file is never edited: propose another one.")
        _refuse_mistakes()
        effective_on = library.load(name).effective_on
        _refuse_the_past(name, effective_on)
        lines = library.release_lines(name)
        _add(lines, library)
        self.stdout.write("Added to decisions/scoring/rulesets/released.toml:")
        for line in _as_text(lines):
            self.stdout.write(f"  {line}")
        self.stdout.write(f"{name} is in use from {effective_on} on, once these files are deployed.")


def _refuse_mistakes() -> None:
    found = [message for message in run_checks(tags=["rules"]) if message.level >= WARNING]
    if found:
        told = "\n".join(f"{message.msg} {message.hint}" for message in found)
        raise CommandError(f"Nothing was released. First correct this:\n{told}")


def _refuse_the_past(name: str, effective_on: date) -> None:
    """People would see new rules on a day that nobody chose: that of the next deployment."""
    if effective_on < timezone.localdate():
        hint = "Write the day from which it is to be used."
        raise CommandError(f"rulesets/{name}.toml: effective_on: {effective_on} is over. {hint}")


def _add(lines: Mapping[str, str], library: ruleset.Library) -> None:
    path = library.folder / ruleset.RELEASED
    before = path.read_text(encoding="utf-8").rstrip("\n")
    path.write_text("\n".join((before, *_as_text(lines), "")), encoding="utf-8")


def _as_text(lines: Mapping[str, str]) -> list[str]:
    return [f'"{file}" = "{value}"' for file, value in lines.items()]
