"""Tries a rule set: on cases that careful readers judged, or on all stored advice."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import Error as DatabaseError

from decisions.management.reading import (
    BadLineError,
    Pairs,
    json_object,
    lines,
    opened,
    rule_set,
    silence_standard_output,
)
from decisions.rehearsal.agreement_page import agreement_page
from decisions.rehearsal.cases import Case, UnreadableCasesError, read_cases
from decisions.rehearsal.fit import check_start, fit
from decisions.rehearsal.fit_page import fit_page
from decisions.rehearsal.shake import shake, shake_page
from decisions.rehearsal.stored import rehearse_stored
from decisions.rehearsal.stored_page import stored_page
from decisions.rehearsal.trials import Progress
from decisions.scoring import RuleSet, RuleSetError, table


class Command(BaseCommand):
    """Prints Markdown; progress goes to standard error. A file of cases needs no database."""

    help = "Try a rule set: on a file of judged cases, or on all stored advice."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        add = parser.add_argument
        add("file", nargs="?", metavar="FILE.jsonl", help="Judged cases, or - for standard input.")
        add("--rules", metavar="NAME", help="The rule set's name. Default: the one in effect today.")
        add("--shake", action="store_true", help="With a file: move each number by 20 %% down and up.")
        add("--fit", action="store_true", help="With a file: search the tunable numbers anew.")
        add("--stored", action="store_true", help="Instead of a file: replay all stored advice.")
        add(
            "--limit",
            type=int,
            metavar="N",
            help="With --stored: exit status 1 if more than N verdicts flip.",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        _refuse_mixed(options)
        rules = rule_set(options["rules"])
        try:
            if options["stored"]:
                self._replay(rules, options["limit"])
            else:
                self._rehearse(_cases(options["file"], rules), rules, options)
        except BrokenPipeError:
            silence_standard_output()
            raise SystemExit(1) from None
        except DatabaseError as error:
            hint = "DATABASE_URL names it. A copy needs the tables of this version."
            raise CommandError(f"The database can't be read: {str(error).strip()}\n{hint}") from error
        except KeyboardInterrupt:
            raise CommandError("Stopped. Nothing was changed.", returncode=130) from None

    def _rehearse(self, cases: Sequence[Case], rules: RuleSet, options: dict[str, Any]) -> None:
        data = table(rules.id)
        if options["fit"]:
            _refuse_unfit(rules, data)
        self._print(agreement_page(cases, rules, data))
        if options["shake"]:
            self._print(shake_page(shake(cases, rules, data, self._progress("moves"))))
        if options["fit"]:
            self._print(fit_page(fit(cases, rules, data, self._progress("cases")), cases, rules.tunable))

    def _replay(self, rules: RuleSet, limit: int | None) -> None:
        rehearsal = rehearse_stored(rules, self._progress("advice"), self._progress("flips"))
        self._print(stored_page(rehearsal, rules))
        flips = len(rehearsal.causes)
        if limit is not None and flips > limit:
            raise CommandError(f"Verdicts that flip: {flips:,}. The limit is {limit:,}.")

    def _print(self, page: Iterable[str]) -> None:
        for line in page:
            self.stdout.write(line)
        self.stdout.flush()

    def _progress(self, what: str) -> Progress:
        """A bar that grows by tenths: in place on a terminal, line by line in a log."""
        grown = 0

        def progress(done: int, whole: int) -> None:
            nonlocal grown
            if done * 10 // whole > grown:
                grown = done * 10 // whole
                in_place = self.stderr.isatty() and done < whole
                bar = f"[{'#' * grown:<10}] {done:,} of {whole:,} {what}"
                self.stderr.write(bar, ending="\r" if in_place else "\n")
                self.stderr.flush()

        return progress


def _refuse_mixed(options: dict[str, Any]) -> None:
    if bool(options["file"]) == options["stored"]:
        raise CommandError("Give either a file of judged cases, or --stored.")
    if options["stored"] and (options["shake"] or options["fit"]):
        raise CommandError("--shake and --fit need a file of judged cases.")
    if options["limit"] is not None and (options["limit"] < 0 or not options["stored"]):
        raise CommandError("--limit takes a number from 0 on, and goes with --stored.")


def _refuse_unfit(rules: RuleSet, data: Mapping[str, Any]) -> None:
    """The search needs numbers to move, and a sound rule set to begin with."""
    if not rules.tunable:
        raise CommandError(f"The rule set {rules.id} marks no number as tunable.")
    try:
        check_start(rules, data)
    except RuleSetError as error:
        text = "The search begins in the middle of all bounds, and no rule set may have these numbers."
        raise CommandError(f"{text} Change the bounds.\n{error.with_hints}") from error


def _cases(name: str, rules: RuleSet) -> Sequence[Case]:
    try:
        with opened(name) as file:
            return read_cases(((number, _object(number, raw)) for number, raw in lines(file)), rules)
    except (BadLineError, UnreadableCasesError) as error:
        raise CommandError(str(error)) from error


def _object(number: int, raw: bytes) -> Pairs:
    """The object on that line, which gives nothing twice."""
    data = json_object(number, raw)
    parts = [part for part in (data, *data.values()) if isinstance(part, Pairs)]
    inside = [answer for part in parts for answer in part.values()]
    for part in (*parts, *inside):
        if isinstance(part, Pairs) and part.repeated:
            raise BadLineError(f"Line {number}: {part.repeated[0]} is given twice.")
    return data
