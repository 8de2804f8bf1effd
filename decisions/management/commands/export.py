"""The desk's export for a scheduled job: the same columns, the same record of it."""

import shutil
import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db.models import QuerySet

from decisions.models import Case, Office
from decisions.reports.columns import DATA_SETS
from decisions.reports.export import Export, export
from decisions.reports.writers import WRITERS
from decisions.review.filters import STATES, Filter


class Command(BaseCommand):
    help = "Write cases, or the opinions on them, to a file. The export is recorded."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("data_set", choices=list(DATA_SETS))
        parser.add_argument("--format", choices=list(WRITERS), default="csv")
        parser.add_argument("--out", help="a file to write, or - for standard output")
        parser.add_argument("--office", help="only the cases of the office with this name")
        parser.add_argument("--state", choices=list(STATES), default="all")
        parser.add_argument("--describe", action="store_true", help="only say what the columns mean")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["describe"]:
            self._describe(options["data_set"])
            return
        if not options["out"]:
            raise CommandError("Say where to: --out FILE, or --out - for standard output.")
        done = export(
            data_set=options["data_set"],
            cases=_cases(options["office"], options["state"]),
            format=options["format"],
            filters={name: options[name] for name in ("office", "state") if options[name]},
            by=None,
            progress=lambda rows: self.stderr.write(f"{rows} rows"),
        )
        _put(done, options["out"])
        self.stderr.write(f"{done.manifest.rows} rows, SHA-256 {done.manifest.sha256}")

    def _describe(self, data_set: str) -> None:
        for column in DATA_SETS[data_set].columns:
            self.stdout.write(f"{column.name}: {column.description}")


def _cases(office: str | None, state: str) -> QuerySet[Case]:
    place = Office.objects.filter(name=office).first() if office else None
    if office and place is None:
        raise CommandError(f"There is no office named {office!r}.")
    return Filter(state=state, office=place.pk if place else None).of(Case.objects.all(), None)


def _put(done: Export, out: str) -> None:
    with done.file:
        if out == "-":
            shutil.copyfileobj(done.file, sys.stdout.buffer)
            return
        try:
            with Path(out).open("wb") as file:
                shutil.copyfileobj(done.file, file)
        except OSError as fault:
            raise CommandError(f"Can't write {out}: {fault.strerror}.") from fault
