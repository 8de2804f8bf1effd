"""Fills an empty database: offices and recruiters one by one, cases in bulk, and the indexes last."""

from __future__ import annotations

import csv
import io
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import islice

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import Group, User
from django.core.management.color import no_style
from django.db import connection, transaction
from django.utils import timezone

from benchmarks.desk.names import TOWNS
from benchmarks.desk.rows import Copies, Desk, Row, Shape
from benchmarks.desk.samples import samples
from decisions.models import Agency, Candidate, Case, Invitation, Office

OFFICES = 40
RECRUITERS = 5  # in each office
AT_ONCE = 20_000
MODELS = (Candidate, Invitation, Case)
SQLITE_INDEXES = "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql <> '' AND tbl_name = %s"
SQLITE_PLAIN = (
    "foreign_keys=OFF",
    "ignore_check_constraints=ON",
    "synchronous=OFF",
    "cache_size=-400000",
    "wal_autocheckpoint=50000",
)
POSTGRES_INDEXES = """SELECT indexname, indexdef FROM pg_indexes WHERE tablename = %s
    AND indexname NOT IN (SELECT conname FROM pg_constraint)"""


def build(size: int) -> None:
    """So many cases, in a database that has its tables and nothing in them."""
    with _plain_writing(), _indexes_last([model._meta.db_table for model in MODELS]):
        write(size)
    _settle()


def write(size: int) -> None:
    """The offices, the recruiters, and for each case the three rows that belong to it."""
    Agency.objects.create(name="Millrace Staffing", phone="574-555-0100", email="help@agency.test")
    copies = Copies(samples(), _desk(), size, timezone.now())
    rows, done = iter(copies), 0
    while part := list(islice(rows, AT_ONCE)):
        with transaction.atomic():
            for shape, each in zip(copies.shapes, zip(*part, strict=True), strict=True):
                _load(shape, each)
        done += len(part)
        _progress(done, size)


def _desk() -> Desk:
    """The recruiters of each office; the first of the first office works in the next two as well."""
    offices = [_office(number) for number in range(OFFICES)]
    recruiters = {office.pk: [_recruiter(office, n) for n in range(RECRUITERS)] for office in offices}
    for office in offices[1:3]:
        office.staff.add(recruiters[offices[0].pk][1])
    _staff("admin", ["Administrators", "Recruiters"])
    by_office = {pk: [user.pk for user in users] for pk, users in recruiters.items()}
    return Desk([office.pk for office in offices], by_office)


def _office(number: int) -> Office:
    town = TOWNS[number % len(TOWNS)]
    return Office.objects.create(name=f"Office {number + 1:02}, {town}", city=town, state="IN")


def _recruiter(office: Office, number: int) -> User:
    user = _staff(f"recruiter{office.pk}-{number}", ["Recruiters"])
    office.staff.add(user)
    return user


def _staff(name: str, groups: Sequence[str]) -> User:
    user = User.objects.create_user(name, f"{name}@agency.test", is_staff=True, first_name=name.title())
    user.groups.set(Group.objects.filter(name__in=groups))
    EmailAddress.objects.create(user=user, email=user.email, primary=True, verified=True)
    Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={"secret": "none"})
    return user


def _load(shape: Shape, rows: Sequence[Row]) -> None:
    columns = ", ".join(f'"{column}"' for column in shape.places)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            text = io.StringIO()
            csv.writer(text).writerows([["\\N" if v is None else v for v in row] for row in rows])
            text.seek(0)
            cursor.copy_expert(
                f"COPY {shape.table} ({columns}) FROM STDIN WITH (FORMAT csv, NULL '\\N')", text
            )
        else:
            marks = ", ".join(["%s"] * len(shape.places))
            statement = f"INSERT INTO {shape.table} ({columns}) VALUES ({marks})"  # noqa: S608 - our own names
            cursor.executemany(statement, rows)


@contextmanager
def _plain_writing() -> Iterator[None]:
    """Without the checks that take most of the time on SQLite; what is lost in a crash is built again."""
    if connection.vendor == "postgresql":
        yield
        return
    with connection.cursor() as cursor:
        for pragma in SQLITE_PLAIN:
            cursor.execute(f"PRAGMA {pragma}")
    yield
    connection.close()


@contextmanager
def _indexes_last(tables: Sequence[str]) -> Iterator[None]:
    """To fill an index row by row takes several times as long as to make it in the end."""
    query = POSTGRES_INDEXES if connection.vendor == "postgresql" else SQLITE_INDEXES
    found: list[tuple[str, str]] = []
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(query, [table])
            found += cursor.fetchall()
        for name, _ in found:
            cursor.execute(f'DROP INDEX "{name}"')
    yield
    with connection.cursor() as cursor:
        for _, statement in found:
            cursor.execute(statement)


def _settle() -> None:
    """PostgreSQL's own housekeeping does this within minutes; SQLite has none, and nobody does it by hand."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), MODELS):
            cursor.execute(statement)
        if connection.vendor == "postgresql":
            cursor.execute("VACUUM ANALYZE")
            cursor.execute("CHECKPOINT")
        else:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _progress(done: int, size: int) -> None:
    end = "\n" if done == size else "\r"
    if sys.stderr.isatty() or done == size:
        print(f"   {done:,} of {size:,} cases written ", end=end, file=sys.stderr, flush=True)
