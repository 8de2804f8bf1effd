"""The figures at the top of the desk. They stop at a ceiling, so that they cost the same on any day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import User
from django.db import connections

from decisions.mail import given_up, given_up_invitations
from decisions.models import Case
from decisions.review import lanes
from decisions.review.filters import Filter
from decisions.review.lanes import Statement
from decisions.review.reach import Reach

CEILING = 99

FIGURES = {
    "overdue": Filter(state="overdue"),
    "due": Filter(state="due"),
    "open": Filter(),
    "mine": Filter(whose="mine"),
}


@dataclass(frozen=True)
class Counts:
    """Of the cases that somebody sees; "99+" past the ceiling."""

    overdue: str
    due: str
    open: str
    mine: str


def counts(user: User) -> Counts:
    reach = Reach.of(user)
    found = counted({name: rows_of(chosen, reach) for name, chosen in FIGURES.items()})
    return Counts(**{name: capped(number) for name, number in found.items()})


def rows_of(chosen: Filter, reach: Reach) -> Statement:
    """The cases that a filter shows, as far as they are counted."""
    found = lanes.numbers(lanes.lanes(chosen, reach), chosen.bounds, rising=True, size=CEILING + 1)
    return found.sql, tuple(found.params)


def unsent(user: User) -> Statement:
    """The mails to candidates that were given up, as far as they are counted."""
    failed = [given_up(user)]
    if user.has_perm("decisions.invite_candidate"):
        failed.append(given_up_invitations(user))
    parts = [found.order_by().values("pk")[: CEILING + 1].query.sql_with_params() for found in failed]
    both = lanes.together(parts)
    return both.sql, tuple(both.params)


def counted(parts: Mapping[str, Statement]) -> dict[str, int]:
    """How many rows each part has, all asked at once."""
    # Made of statements that Django wrote, with every value as a parameter.
    asked = [f"(SELECT COUNT(*) FROM ({sql}) few)" for sql, _ in parts.values()]  # noqa: S608
    params: list[Any] = [value for _, values in parts.values() for value in values]
    with connections[Case.objects.db].cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(asked)}", params)
        return dict(zip(parts, cursor.fetchone(), strict=True))


def capped(number: int) -> str:
    return f"{CEILING}+" if number > CEILING else str(number)
