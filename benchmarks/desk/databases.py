"""Databases with so many cases, on SQLite and PostgreSQL. They are kept and used again while they fit."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any
from unittest.mock import patch

import psycopg2
from django.core.management import call_command
from django.db import DatabaseError, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.utils import load_backend
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from benchmarks.desk.building import build
from staffing import environment

# What is due within a day moves on with the clock.
FRESH = timedelta(days=2)
ROOT = Path(__file__).resolve().parent.parent.parent
# Where one of these changes, what was built before no longer fits.
MAKERS = (
    "benchmarks/desk/building.py",
    "benchmarks/desk/names.*",
    "benchmarks/desk/rows.py",
    "benchmarks/desk/samples.py",
    "decisions/migrations/*.py",
    "decisions/models/case.py",
)
# The stock pages may take longer than ours are allowed to. All work is done where its time can be read.
SERVER_OPTIONS = "-c statement_timeout=300000 -c max_parallel_workers_per_gather=0"


@dataclass(frozen=True, slots=True)
class Database:
    """While `chosen`, all of Django talks to this one."""

    kind: str
    size: int
    connection: BaseDatabaseWrapper

    @contextmanager
    def chosen(self) -> Iterator[BaseDatabaseWrapper]:
        before = connections["default"]
        connections["default"] = self.connection
        try:
            yield self.connection
        finally:
            connections["default"] = before


def sqlite(folder: Path, size: int) -> Database:
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / f"desk-{size}.sqlite3"
    database = Database("SQLite", size, _connection(f"sqlite:///{file}"))
    if not _fits(database):
        database.connection.close()
        for left in folder.glob(f"{file.name}*"):
            left.unlink()
        _fill(database)
    return database


def postgresql(server: str, size: int) -> Database:
    name = f"desk_{size}"
    with closing(psycopg2.connect(server)) as connection:
        connection.autocommit = True
        with connection.cursor() as cursor, suppress(psycopg2.errors.DuplicateDatabase):
            cursor.execute(f"CREATE DATABASE {name}")
        database = Database("PostgreSQL", size, _connection(server.rpartition("/")[0] + f"/{name}"))
        if not _fits(database):
            database.connection.close()
            with connection.cursor() as cursor:
                cursor.execute(f"DROP DATABASE {name} WITH (FORCE)")
                cursor.execute(f"CREATE DATABASE {name}")
            _fill(database)
    return database


def _connection(url: str) -> BaseDatabaseWrapper:
    """As the site itself would open it, but for the time that a statement may take."""
    with patch.dict(os.environ, DATABASE_URL=url):
        found = environment.database(default=Path())
    settings: dict[str, Any] = {**connections["default"].settings_dict, **found}
    if settings["ENGINE"].endswith("postgresql"):
        settings["OPTIONS"] = {**settings["OPTIONS"], "options": SERVER_OPTIONS}
    made: BaseDatabaseWrapper = load_backend(settings["ENGINE"]).DatabaseWrapper(settings, "default")
    return made


def _fill(database: Database) -> None:
    with database.chosen() as connection:
        call_command("migrate", verbosity=0)
        build(database.size)
        with connection.cursor() as cursor:
            cursor.execute("CREATE TABLE bench_built (makers varchar(64), at varchar(40))")
            built = [_makers(), timezone.now().isoformat()]
            cursor.execute("INSERT INTO bench_built (makers, at) VALUES (%s, %s)", built)


def _fits(database: Database) -> bool:
    with database.chosen() as connection, suppress(DatabaseError), connection.cursor() as cursor:
        cursor.execute("SELECT makers, at FROM bench_built")
        makers, at = cursor.fetchone() or ("", "")
        built = parse_datetime(at)
        return makers == _makers() and built is not None and timezone.now() - built < FRESH
    return False


def _makers() -> str:
    files = sorted(file for pattern in MAKERS for file in ROOT.glob(pattern))
    return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()
