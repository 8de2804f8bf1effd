"""What is asked for: every page, filter and search of the queue, and the same of the stock list."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urlencode

from django.contrib.auth.models import User
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from benchmarks.desk.names import FEW, LETTER, NOBODY, SOME
from benchmarks.desk.stock import LIST
from decisions.models import Case, Office
from decisions.review.paging import PAGE, Position

ONE, THREE, ALL = "one office", "three offices", "all offices"
QUENTIN, WILHELMINA = (name.split()[0].lower() for name, _ in (FEW, SOME))
Cases = QuerySet[Case]
SEARCHES = {"three cases": QUENTIN, "400 cases": WILHELMINA, "one letter": LETTER, "nobody": NOBODY}


@dataclass(frozen=True, slots=True)
class Visit:
    """One address, as one of the three people calls for it; `stock` where the stock list has the same."""

    who: str
    name: str
    address: str
    stock: str = ""


def people() -> dict[str, User]:
    """A recruiter of the busiest office, one of that and the next two, and who sees every office."""
    first = _busiest()
    return {
        ONE: User.objects.get(username=f"recruiter{first.pk}-0"),
        THREE: User.objects.get(username=f"recruiter{first.pk}-1"),
        ALL: User.objects.get(username="admin"),
    }


def visits() -> list[Visit]:
    return [visit for who, user in people().items() for visit in _visits(who, user)]


def _visits(who: str, user: User) -> Iterator[Visit]:
    office = _busiest().pk
    cases = Case.objects.visible_to(user)
    still_open, reviewed = cases.open(), cases.filter(reviewed_at__isnull=False)
    yield _visit(who, "first page", {}, _open())
    yield from _deep(who, "open", (still_open, still_open), {}, _open())
    yield _visit(who, "overdue", {"state": "overdue"}, {**_open(), "reply_by__lt": _now()})
    yield _visit(who, "due within a day", {"state": "due"}, {**_open(), **_within_a_day()})
    yield _visit(who, "reviewed", {"state": "reviewed"}, {"reviewed_at__isempty": 0, "o": "-1"})
    yield _visit(who, "all states", {"state": "all"}, {})
    # The reviewed ones are the older ones, so all of them end with the open ones.
    yield from _deep(who, "all states", (reviewed, still_open), {"state": "all"}, {})
    yield _visit(who, "mine", {"whose": "mine"}, {**_open(), "claimed_by__id__exact": user.pk})
    yield _visit(who, "unclaimed", {"whose": "unclaimed"}, {**_open(), "claimed_by__isnull": True})
    both = {**_open(), "claimed_by__isnull": True, "reply_by__lt": _now()}
    yield _visit(who, "overdue, unclaimed", {"state": "overdue", "whose": "unclaimed"}, both)
    yield _visit(who, "one office", {"office": office}, {**_open(), "office__id__exact": office})
    for name, q in SEARCHES.items():
        yield _visit(who, f"search: {name}", {"q": q}, {**_open(), "q": q})
    yield _visit(who, "search: 400, all states", {"q": WILHELMINA, "state": "all"}, {"q": WILHELMINA})
    yield _visit(who, "search: 400, mine", {"q": WILHELMINA, "whose": "mine"})


def _deep(
    who: str, name: str, halves: tuple[Cases, Cases], query: dict[str, object], stock: dict[str, object]
) -> Iterator[Visit]:
    """A page in the middle of the first of the halves, and the last one of the second."""
    counts = [half.count() for half in halves]
    rows = sum(counts) if halves[0] is not halves[1] else counts[0]
    for where, half, before, row in (
        ("middle", halves[0], counts[0] // 2, counts[0] // 2),
        ("last", halves[1], counts[1] - PAGE, rows - PAGE),
    ):
        moment, pk = half.order_by("reply_by", "id").values_list("reply_by", "id")[max(before - 1, 0)]
        cursor = {"after": str(Position(moment, pk))}
        yield _visit(who, f"{name}, {where} page", query | cursor, stock | {"p": row // PAGE + 1})


def _visit(who: str, name: str, query: dict[str, object], stock: dict[str, object] | None = None) -> Visit:
    """The stock list knows no offices of one's own: what it shows is what one sees who sees them all."""
    ours = f"{reverse('admin:decisions_case_changelist')}?{urlencode(query)}"
    theirs = f"{LIST}?{urlencode(stock)}" if stock is not None and who == ALL else ""
    return Visit(who, name, ours, theirs)


def _open() -> dict[str, object]:
    return {"reviewed_at__isempty": 1}


def _within_a_day() -> dict[str, object]:
    return {"reply_by__gte": _now(), "reply_by__lt": timezone.now() + timedelta(days=1)}


def _now() -> object:
    return timezone.now()


def _busiest() -> Office:
    return Office.objects.earliest("pk")


def backlog() -> Office:
    """Where all cases wait for a bulk claim."""
    return Office.objects.latest("pk")
