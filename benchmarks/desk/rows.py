"""So many cases as text for a bulk load: the same ones each time, in any number, on either database."""

from __future__ import annotations

import json
import random
import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any

from django.db.models import Model

from benchmarks.desk.names import COMPANIES, FEW, PEOPLE, SOME
from benchmarks.desk.samples import Sample
from decisions.models.keys import fold

SEED = 20261123
DAY = timedelta(days=1)
# What is due soonest is what the desk is for; most of the rest is history.
OPEN, OVERDUE, DUE = 0.4, 0.15, 0.15  # the last two: of those that are open
CLAIMED = 0.5
MINE = 0.15  # of those claimed in an office: by the first of its recruiters
OPEN_DAYS, OVERDUE_DAYS, PAST_DAYS = 30, 5, 365
# One of a hundred waits in an office of its own, unclaimed: in a million those are a bulk claim's most.
BACKLOG_EVERY = 100

NAMED = [name for name, count in (FEW, SOME) for _ in range(count)]

Row = tuple[Any, ...]
_folded = cache(fold)


@dataclass(frozen=True, slots=True)
class Desk:
    """Where the cases are shared: offices, the busiest first and the backlog last, and who works in each."""

    offices: Sequence[int]
    recruiters: Mapping[int, Sequence[int]]

    def weights(self) -> list[float]:
        """The first office gets about an eighth of all cases."""
        return [1 / (rank + 3) for rank in range(len(self.offices) - 1)]


@dataclass(frozen=True, slots=True)
class Shape:
    """A row that all copies begin from, and where the columns stand in it."""

    table: str
    places: Mapping[str, int]
    values: Row

    @classmethod
    def of(cls, row: Model) -> Shape:
        fields = row._meta.concrete_fields
        values = tuple(as_text(getattr(row, field.attname)) for field in fields)
        return cls(row._meta.db_table, {str(field.column): n for n, field in enumerate(fields)}, values)

    def changed(self, columns: Mapping[str, Any]) -> Row:
        row = list(self.values)
        for column, value in columns.items():
            row[self.places[column]] = value
        return tuple(row)


def as_text(value: Any) -> Any:
    """As both databases read it; numbers and None stay what they are."""
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, datetime):
        return value.isoformat(" ", "microseconds").removesuffix("+00:00")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, uuid.UUID):
        return value.hex
    if isinstance(value, str):
        return str(value)
    return json.dumps(value) if isinstance(value, (dict, list)) else value


class Copies:
    """Rows of `size` shared invitations. Candidate, invitation and case have the same number, from 1."""

    def __init__(self, samples: Sequence[Sample], desk: Desk, size: int, now: datetime) -> None:
        self.size, self._desk, self._now = size, desk, now
        self._shapes = [
            (Shape.of(sample.candidate), Shape.of(sample.invitation), Shape.of(sample.case))
            for sample in samples
        ]

    @property
    def shapes(self) -> tuple[Shape, Shape, Shape]:
        return self._shapes[0]

    def __iter__(self) -> Iterator[tuple[Row, Row, Row]]:
        chance = random.Random(SEED)  # noqa: S311 - nothing secret
        offices = chance.choices(self._desk.offices[:-1], self._desk.weights(), k=self.size)
        for number, by_chance in enumerate(offices, start=1):
            yield self._copy(number, self._where(number, by_chance), chance)

    def _where(self, number: int, by_chance: int) -> int:
        """What is searched for by a rare name is in the busiest office."""
        if number <= FEW[1]:
            return self._desk.offices[0]
        return self._desk.offices[-1] if number % BACKLOG_EVERY == 0 else by_chance

    def _copy(self, number: int, office: int, chance: random.Random) -> tuple[Row, Row, Row]:
        candidate, invitation, case = self._shapes[number % len(self._shapes)]
        name = NAMED[number - 1] if number <= len(NAMED) else chance.choice(PEOPLE)
        company = chance.choice(COMPANIES)
        begun = {"id": number, "candidate_id": number, "public_id": f"{number:032x}", "company": company}
        shared = {"id": number, "invitation_id": number, "ref": f"{number:032x}", "office_id": office}
        named = {"candidate_name": name, "company": company}
        keys = {"name_key": _folded(name), "company_key": _folded(company)}
        return (
            candidate.changed({"id": number, "ref": f"{number:032x}", "name": name}),
            invitation.changed(begun),
            case.changed(shared | named | keys | self._state(number, office, chance)),
        )

    def _state(self, number: int, office: int, chance: random.Random) -> dict[str, Any]:
        """When a reply is due, who works on it, and whether it is done."""
        is_backlog = office == self._desk.offices[-1]
        is_open = is_backlog or number <= FEW[1] or chance.random() < OPEN
        reply_by = self._now + (_until_due(chance) if is_open else -DAY * PAST_DAYS * chance.random())
        shared_at = min(reply_by, self._now) - DAY * (1 + chance.random())
        by = None if is_backlog or (is_open and chance.random() >= CLAIMED) else self._who(office, chance)
        moments = {
            "reply_by": reply_by,
            "interview_at": reply_by + 4 * DAY,
            "shared_at": shared_at,
            "claimed_at": shared_at + DAY / 4 if by else None,
            "reviewed_at": None if is_open else shared_at + DAY / 2,
        }
        return {"claimed_by_id": by, **{name: as_text(moment) for name, moment in moments.items()}}

    def _who(self, office: int, chance: random.Random) -> int:
        first, *others = self._desk.recruiters[office]
        return first if chance.random() < MINE else chance.choice(others)


def _until_due(chance: random.Random) -> timedelta:
    kind, share = chance.random(), chance.random()
    if kind < OVERDUE:
        return -OVERDUE_DAYS * share * DAY
    return DAY * share if kind < OVERDUE + DUE else DAY * (1 + OPEN_DAYS * share)
