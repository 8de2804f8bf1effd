"""Measures the recruiters' queue with ten thousand cases and with a million, on SQLite and on PostgreSQL.

python -m benchmarks.bench_desk; the exit status is 1 where a limit is broken. What was built is kept in
var/bench and used again for two days, or until the tables change.
"""

from __future__ import annotations

import logging
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.test import override_settings

from benchmarks.desk.databases import Database, postgresql, sqlite
from benchmarks.desk.pages import ALL
from benchmarks.desk.report import Line, Measured, report, summary
from benchmarks.desk.timing import Guest, claim, pages, stock_pages
from scripts import postgres
from scripts.console import VAR

FOLDER = VAR / "bench"
# As the site runs, but for files and mails, which nobody gets here.
AS_IT_RUNS = {
    "DEBUG": False,
    "ALLOWED_HOSTS": ["testserver"],
    "STORAGES": {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}},
    "WHITENOISE_AUTOREFRESH": True,
    "TASKS": {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}},
}


@dataclass(frozen=True, slots=True)
class Size:
    few: int = 10_000
    many: int = 1_000_000
    rounds: int = 11
    stock_rounds: int = 1


def main() -> int:
    started, size = time.monotonic(), Size()
    with as_it_runs(), postgres.server(keep=FOLDER / "postgresql") as server:
        found = [measure(*databases, size) for databases in _databases(server, size)]
    print("\n".join(line for measured in found for line in report(measured)))
    print("\n".join(summary(found)))
    broken = sum(len(measured.broken) for measured in found)
    print(f"\n{time.monotonic() - started:.0f} seconds in all.")
    print(f"{broken} limits are broken." if broken else "Every limit was held.")
    return 1 if broken else 0


@contextmanager
def as_it_runs() -> Iterator[None]:
    """Nothing is logged, and nothing watches how pages are made, which Django's own test setup would do."""
    logging.disable(logging.ERROR)
    try:
        with override_settings(**AS_IT_RUNS):
            yield
    finally:
        logging.disable(logging.NOTSET)


def _databases(server: str, size: Size) -> Iterator[tuple[Database, Database]]:
    yield sqlite(FOLDER, size.few), sqlite(FOLDER, size.many)
    yield postgresql(server, size.few), postgresql(server, size.many)


def measure(few: Database, many: Database, size: Size) -> Measured:
    """Raises Unexpected where a page is not the one that was asked for."""
    print(f"   {few.kind}", file=sys.stderr, flush=True)
    guests = Guest.at(few), Guest.at(many)
    own, beside = pages(guests, size.rounds), stock_pages(*guests, size.stock_rounds)
    lines = [Line(*key, each[0], each[1], beside.get(key)) for key, each in own.items()]
    found = Measured(few.kind, (few.size, many.size), lines, claim(guests[1], ALL))
    for database in (few, many):
        database.connection.close()
    return found


if __name__ == "__main__":
    sys.exit(main())
