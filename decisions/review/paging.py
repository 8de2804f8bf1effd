"""Pages by the last row seen, not by number: page 4000 costs as much as page 1, and no row is seen twice."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.contrib.auth.models import User
from django.core.exceptions import BadRequest
from django.db.models import Q

from decisions.models import Case
from decisions.models.case import CaseQuerySet
from decisions.review import lanes
from decisions.review.filters import Filter
from decisions.review.reach import Reach

# What is worked off in one sitting. Each row takes its time to draw, more than to find.
PAGE = 20
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


def page(cases: CaseQuerySet, chosen: Filter, reach: Reach, *, before: str, after: str) -> Page:
    """One page of at most `PAGE` of the cases: after one cursor, before the other, or the first."""
    if before and after:
        raise BadRequest("before and after at once")
    backward = bool(before)
    cursor = Position.read(before or after) if before or after else None
    rising = backward == chosen.newest_first
    found = list(slice_of(cases, chosen, reach, beyond=cursor, rising=rising, size=PAGE + 1))
    more, found = len(found) > PAGE, found[:PAGE]
    if backward:
        found.reverse()
    return Page(
        found,
        before=Position.of(found[0]) if found and (more if backward else cursor) else None,
        after=Position.of(found[-1]) if found and (more or backward) else None,
    )


def beside(case: Case, *, chosen: Filter, by: User) -> tuple[Case | None, Case | None]:
    """The neighbors of a case in the queue: due before it, and due after it."""
    cases, reach, here = Case.objects.all(), Reach.of(by), Position.of(case)
    earlier = slice_of(cases, chosen, reach, beyond=here, rising=False, size=1)
    later = slice_of(cases, chosen, reach, beyond=here, rising=True, size=1)
    return next(iter(earlier), None), next(iter(later), None)


def next_open(case: Case, *, chosen: Filter, by: User) -> Case | None:
    """The open case to go on with after this one: the next that is due, or else the first of all."""
    cases, reach = Case.objects.open().exclude(pk=case.pk), Reach.of(by)
    # Two of each, as the case itself may be the first.
    later = slice_of(cases, chosen, reach, beyond=Position.of(case), rising=True, size=2)
    return next(iter(later), None) or next(iter(slice_of(cases, chosen, reach, rising=True, size=2)), None)


def slice_of(
    cases: CaseQuerySet,
    chosen: Filter,
    reach: Reach,
    *,
    beyond: Position | None = None,
    rising: bool,
    size: int,
) -> CaseQuerySet:
    """The first of the cases in the queue's order, or in the other one, beyond a place in it."""
    within = chosen.bounds
    if beyond is not None:
        within &= beyond.later if rising else beyond.earlier
    if chosen.q:
        numbers = lanes.found(chosen, reach)
        cases = cases.filter(within, lanes.claimed(chosen, reach))
    else:
        numbers = lanes.numbers(lanes.lanes(chosen, reach), within, rising=rising, size=size)
    order = ("reply_by", "id") if rising else ("-reply_by", "-id")
    return cases.filter(pk__in=numbers).order_by(*order)[:size]
