"""How the queue is read in the same short time whether it holds ten cases or a million.

A lane is a part of the table that one index holds in the order of the queue: an office's open cases, a
person's reviewed ones. What somebody sees is a few lanes side by side. Of each only the first rows are read,
up to a limit, and those few are put in order. A search reads the index of beginnings, up to a limit as well.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.db.models import Q
from django.db.models.expressions import RawSQL

from decisions.models import Case
from decisions.models.keys import fold
from decisions.review.filters import Filter
from decisions.review.reach import Reach

# More parts than this are read as one, which is slower but never more than a database takes at once.
MANY = 40
SEARCH_CEILING = 500
KEYS = ("name_key", "company_key")
# Stands for the number of an office in a statement that is written once for several. None has it.
EACH = -1
Statement = tuple[str, tuple[object, ...]]


@dataclass(frozen=True)
class Lane:
    """`where` begins an index that goes on in the order of the queue.

    `first` is said of the order on top, as PostgreSQL does not see that "is nobody's" leaves one value only.
    A short lane is read whole. `offices` are the numbers for which `EACH` stands, one lane for each of them.
    """

    where: Q
    first: tuple[str, ...] = ()
    is_short: bool = False
    offices: Sequence[int] = ()

    def slices(self, within: Q, *, rising: bool, size: int) -> list[Statement]:
        """One for each office. Django takes longer to write a statement than a database to answer it."""
        sql, values = self._slice(within, rising=rising, size=size)
        return [
            (sql, tuple(office if value == EACH else value for value in values))
            for office in self.offices or (EACH,)
        ]

    def _slice(self, within: Q, *, rising: bool, size: int) -> Statement:
        """The numbers of the first cases in the queue's order; of a short lane those of all."""
        cases = Case.objects.filter(self.where, within).values("pk")
        if self.is_short:
            return cases.query.sql_with_params()
        columns = (*self.first, "reply_by", "id")
        order = columns if rising else tuple(f"-{column}" for column in columns)
        return cases.order_by(*order)[:size].query.sql_with_params()


def lanes(chosen: Filter, reach: Reach) -> list[Lane]:
    """What this person sees with this filter, apart from a search and from bounds in time."""
    ids, each = reach.chosen(chosen.office), list[int]()
    if reach.sees_every_office and chosen.office is None:
        office = Q()
    elif not ids:
        return []
    elif len(ids) > MANY:
        office = Q(office__in=ids)
    else:
        office, each = Q(office=EACH), ids
    return [
        replace(lane, where=half & office & lane.where, offices=each)
        for is_open in chosen.halves
        for half in [Q(reviewed_at__isnull=is_open)]
        for lane in _claims(chosen, reach, is_open=is_open)
    ]


def _claims(chosen: Filter, reach: Reach, *, is_open: bool) -> list[Lane]:
    if chosen.whose == "unclaimed":
        return [Lane(Q(claimed_by__isnull=True), first=("claimed_by",))]
    if chosen.whose != "mine":
        return [Lane(Q())]
    own = Lane(Q(claimed_by=reach.user))
    covered = Lane(Q(claimed_by__in=reach.away.values("user")), is_short=True)
    return [own, covered] if is_open else [own]


def numbers(parts: Sequence[Lane], within: Q, *, rising: bool, size: int) -> RawSQL:
    """The numbers of the cases among which the first `size` of all lanes are."""
    return together([one for lane in parts for one in lane.slices(within, rising=rising, size=size)])


def found(chosen: Filter, reach: Reach) -> RawSQL:
    """The numbers of the cases whose name or company begins like this: of each, one beyond the ceiling."""
    beginning, ids = fold(chosen.q), reach.chosen(chosen.office)
    halves = [Q(reviewed_at__isnull=is_open) for is_open in chosen.halves]
    cases = [
        Case.objects.filter(half, Q(office__in=ids), Q((f"{key}__begins", beginning))).values("pk")
        for half in halves
        for key in KEYS
        if beginning and ids
    ]
    return together([part[: SEARCH_CEILING + 1].query.sql_with_params() for part in cases])


def claimed(chosen: Filter, reach: Reach) -> Q:
    return {"mine": reach.mine, "unclaimed": Q(claimed_by__isnull=True)}.get(chosen.whose, Q())


def together(parts: Sequence[Statement]) -> RawSQL:
    """All rows of all parts. (SQLite takes a limit inside only where the part is a table of its own.)"""
    if not parts:
        return RawSQL("SELECT 0 WHERE 1 = 0", ())
    # Made of statements that Django wrote, with every value as a parameter.
    tables = (f"SELECT * FROM ({sql}) part{number}" for number, (sql, _) in enumerate(parts))  # noqa: S608
    return RawSQL(" UNION ALL ".join(tables), tuple(value for _, values in parts for value in values))  # noqa: S611
