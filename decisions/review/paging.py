"""Pages by the last row seen, not by number: page 4000 costs as much as page 1, and no row is seen twice."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.core.exceptions import BadRequest
from django.db.models import Q

from decisions.models import Case
from decisions.models.case import CaseQuerySet

PAGE = 25
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
CURSOR = re.compile(r"(-?[0-9]{1,17})-([0-9]{1,18})", re.ASCII)


@dataclass(frozen=True)
class Position:
    """Where a case stands in the queue."""

    reply_by: datetime
    id: int

    @classmethod
    def of(cls, case: Case) -> Position:
        return cls(case.reply_by, case.pk)

    @classmethod
    def read(cls, text: str) -> Position:
        """From an address; BadRequest where it can't be one."""
        match = CURSOR.fullmatch(text)
        if match is None:
            raise BadRequest("not a place in the queue")
        try:
            return cls(EPOCH + timedelta(microseconds=int(match[1])), int(match[2]))
        except OverflowError as fault:
            raise BadRequest("not a place in the queue") from fault

    def __str__(self) -> str:
        return f"{(self.reply_by - EPOCH) // timedelta(microseconds=1)}-{self.id}"

    @property
    def later(self) -> Q:
        # The plain bound lets the index find the start; the pair decides between equal times.
        return Q(reply_by__gte=self.reply_by) & (Q(reply_by__gt=self.reply_by) | Q(id__gt=self.id))

    @property
    def earlier(self) -> Q:
        return Q(reply_by__lte=self.reply_by) & (Q(reply_by__lt=self.reply_by) | Q(id__lt=self.id))


@dataclass(frozen=True)
class Page:
    """`before` and `after` are the cursors of the neighbor pages, or None at the ends."""

    cases: list[Case]
    before: Position | None
    after: Position | None


def page(cases: CaseQuerySet, *, before: str, after: str, newest_first: bool = False) -> Page:
    """One page of at most `PAGE` cases: after one cursor, before the other, or the first.

    `newest_first` turns the queue around.
    """
    if before and after:
        raise BadRequest("before and after at once")
    backward = bool(before)
    cursor = Position.read(before or after) if before or after else None
    rising = backward == newest_first
    if cursor is not None:
        cases = cases.filter(cursor.later if rising else cursor.earlier)
    order = ("reply_by", "id") if rising else ("-reply_by", "-id")
    found = list(cases.order_by(*order)[: PAGE + 1])
    more, found = len(found) > PAGE, found[:PAGE]
    if backward:
        found.reverse()
    return Page(
        found,
        before=Position.of(found[0]) if found and (more if backward else cursor) else None,
        after=Position.of(found[-1]) if found and (more or backward) else None,
    )


def beside(cases: CaseQuerySet, case: Case) -> tuple[Case | None, Case | None]:
    """The neighbors of a case in the queue: due before it, and due after it."""
    here = Position.of(case)
    earlier = cases.filter(here.earlier).order_by("-reply_by", "-id").first()
    return earlier, cases.filter(here.later).by_urgency().first()
