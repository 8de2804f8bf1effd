"""The figures at the top of the desk. They stop at a ceiling, so that they cost the same on any day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.models import User
from django.utils import timezone

from decisions.models import Case
from decisions.review.filters import DUE_WITHIN

CEILING = 1000


@dataclass(frozen=True)
class Counts:
    overdue: str
    due: str
    open: str
    reviewed: str


def counts(user: User) -> Counts:
    """Of the cases that the user may see; "1000+" past the ceiling."""
    visible = Case.objects.visible_to(user)
    times = list(visible.open().by_urgency().values_list("reply_by", flat=True)[: CEILING + 1])
    reviewed = visible.filter(reviewed_at__isnull=False)[: CEILING + 1].count()
    now = timezone.now()
    overdue = _before(times, now)
    return Counts(
        overdue=_capped(overdue),
        due=_capped(_before(times, now + DUE_WITHIN) - overdue),
        open=_capped(len(times)),
        reviewed=_capped(reviewed),
    )


def _before(times: list[datetime], moment: datetime) -> int:
    return sum(1 for time in times if time < moment)


def _capped(number: int) -> str:
    return f"{CEILING}+" if number > CEILING else str(number)
