"""Asks for the pages as a signed-in person would, by turns on each database, and takes the time.

Measured is the time of the processor, in this process and in PostgreSQL's own, so that other programs hardly
count. Where the server's can't be read (it is elsewhere, or this is no Linux), it is the time on the clock.
"""

from __future__ import annotations

import gc
import statistics
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.test import Client, override_settings
from django.urls import reverse

from benchmarks.desk import stock
from benchmarks.desk.databases import Database
from benchmarks.desk.pages import Visit, backlog, people, visits
from decisions.models import Case

OK, FOUND = 200, 302
SPENT = "/proc/{}/schedstat"
ROW = b'<li class="case '
MILLISECONDS = 1000
TIMES_BESIDE = 5


Key = tuple[str, str]  # who looks, and at what


class Unexpected(Exception):  # noqa: N818 - the name says what is wrong
    """A page is not the one that was asked for."""


@dataclass(slots=True)
class Counter:
    """Counts what the database is asked."""

    queries: int = 0

    def __call__(self, execute: Callable[..., Any], *args: Any) -> Any:
        self.queries += 1
        return execute(*args)


@dataclass(slots=True)
class Figures:
    """Of one page: rows and queries once, milliseconds each time."""

    rows: int
    queries: int
    times: list[float] = field(default_factory=list)

    @property
    def median(self) -> float:
        return statistics.median(self.times)


@dataclass(frozen=True, slots=True)
class Beside:
    """A page of ours among few cases and the stock list's among many, timed within the same seconds.

    The speed of a machine swings by half from minute to minute, and so would a share of times that lie apart.
    """

    ours: Figures
    stock: Figures


@dataclass(frozen=True, slots=True)
class Guest:
    """Everybody's browser at one database."""

    database: Database
    clients: Mapping[str, Client]
    visits: Mapping[Key, Visit]

    @classmethod
    def at(cls, database: Database) -> Guest:
        with database.chosen():
            ContentType.objects.clear_cache()
            clients = {who: _signed_in(user) for who, user in people().items()}
            return cls(database, clients, {(visit.who, visit.name): visit for visit in visits()})

    def look(self, visit: Visit) -> Figures:
        """Once before it counts: what the page holds, and how often it asks the database."""
        counter = Counter()
        with self.database.chosen() as connection, connection.execute_wrapper(counter):
            response = self.clients[visit.who].get(visit.address)
        if response.status_code != OK or b"<html" not in response.content:
            raise Unexpected(f"{visit.address} gave {response.status_code}")
        return Figures(response.content.count(ROW), counter.queries)

    def seconds(self, who: str, address: str) -> float:
        client = self.clients[who]
        with self.database.chosen() as connection:
            started = busy(connection)
            response = client.get(address)
            taken = busy(connection) - started
        if response.status_code != OK:
            raise Unexpected(f"{address} gave {response.status_code}")
        return taken


@dataclass(frozen=True, slots=True)
class Claim:
    """A bulk claim of all that a filter shows."""

    cases: int
    queries: int
    seconds: float


def busy(connection: BaseDatabaseWrapper) -> float:
    """Seconds of the processor so far."""
    if connection.vendor != "postgresql":
        return time.process_time()
    spent = SPENT.format(connection.connection.info.backend_pid)
    try:
        nanoseconds = int(Path(spent).read_text(encoding="ascii").split()[0])
    except OSError:
        return time.perf_counter()
    return time.process_time() + nanoseconds / 1e9


def pages(guests: Sequence[Guest], rounds: int) -> dict[Key, list[Figures]]:
    """Of each page, at one database after the other, in turn."""
    found = {key: [guest.look(guest.visits[key]) for guest in guests] for key in guests[0].visits}
    for number in range(rounds):
        with _no_collecting():
            for key, figures in found.items():
                for guest, each in zip(guests, figures, strict=True):
                    taken = guest.seconds(key[0], guest.visits[key].address)
                    each.times.append(taken * MILLISECONDS)
        _progress(number + 1, rounds)
    return found


def stock_pages(few: Guest, many: Guest, rounds: int) -> dict[Key, Beside]:
    """The stock list's pages among many cases, where it has the same, beside ours among few."""
    found: dict[Key, Beside] = {}
    asked = {key: visit for key, visit in many.visits.items() if visit.stock}
    with override_settings(ROOT_URLCONF=stock.__name__), _no_indexes_of_ours(many.database):
        for key, visit in asked.items():
            ours, times = few.look(few.visits[key]), []
            for _ in range(rounds):
                with _no_collecting():
                    ours.times += _again(few, key)
                    times.append(many.seconds(visit.who, visit.stock) * MILLISECONDS)
                    ours.times += _again(few, key)
            found[key] = Beside(ours, Figures(0, 0, times))
            _progress(len(found), len(asked))
    return found


def _again(guest: Guest, key: Key) -> list[float]:
    visit = guest.visits[key]
    return [guest.seconds(visit.who, visit.address) * MILLISECONDS for _ in range(TIMES_BESIDE)]


@contextmanager
def _no_indexes_of_ours(database: Database) -> Iterator[None]:
    """For a while only those that Django makes of itself: of keys, of unique columns and of foreign keys."""
    with database.chosen() as connection, transaction.atomic():
        with connection.cursor() as cursor:
            for index in Case._meta.indexes:
                cursor.execute(f'DROP INDEX "{index.name}"')
        yield
        transaction.set_rollback(True)


def claim(guest: Guest, who: str) -> Claim:
    """All of the backlog at once, as one click does it; undone afterwards, so that it can be done again."""
    counter, client = Counter(), guest.clients[who]
    with guest.database.chosen() as connection, transaction.atomic():
        office = backlog().pk
        cases = Case.objects.filter(office=office, claimed_by__isnull=True)
        before = cases.count()
        with connection.execute_wrapper(counter):
            started = time.perf_counter()
            asked = {"which": "filtered", "office": office}
            response = client.post(reverse("admin:decisions_case_bulk_claim"), asked)
            taken = time.perf_counter() - started
        claimed = before - cases.count()
        transaction.set_rollback(True)
    if response.status_code != FOUND or claimed != before:
        raise Unexpected(f"{claimed} of {before} cases were claimed ({response.status_code})")
    return Claim(claimed, counter.queries, taken)


def _signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


@contextmanager
def _no_collecting() -> Iterator[None]:
    gc.collect()
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def _progress(done: int, count: int) -> None:
    if sys.stderr.isatty() or done == count:
        end = "\n" if done == count else "\r"
        print(f"   round {done} of {count} ", end=end, file=sys.stderr, flush=True)
