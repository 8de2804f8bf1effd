"""The morning's mails: one a person and day, at seven on the clock of their office."""

from collections.abc import Iterator
from datetime import datetime, time, timedelta

from django.contrib.auth.models import User
from django.core.cache import cache
from django.db import transaction
from django.utils import timezone

from decisions.mail.digest import digest, home_zone
from decisions.mail.on_duty import away_on, reviewers
from decisions.mail.outbox import queue_staff
from decisions.models import Message

MORNING = time(7)
# A worker that was down in the morning sends later, but nobody gets a morning's mail at night.
EVENING = time(18)
WORKING_DAYS = range(5)
REMEMBERED = timedelta(days=2)


def queue_digests(*, now: datetime | None = None, at_once: bool = False) -> int:
    """Queue the mail of everybody whose morning it is, or with `at_once` of everybody. Returns how many.

    Safe to call at any time, as often as you like, and by several workers at once.
    """
    now = now or timezone.now()
    waiting = list(_waiting(now, at_once=at_once))
    return sum(_queue_one(user, local, at_once=at_once) for user, local in waiting)


def _waiting(now: datetime, *, at_once: bool) -> Iterator[tuple[User, datetime]]:
    """Who is at work, with the time on their clock, and was not looked at today."""
    staff = reviewers().prefetch_related("offices")
    people = [(user, timezone.localtime(now, home_zone(user))) for user in staff]
    if not at_once:
        people = [(user, local) for user, local in people if MORNING <= local.time() < EVENING]
        seen = cache.get_many([_mark(user, local) for user, local in people])
        people = [(user, local) for user, local in people if _mark(user, local) not in seen]
    away = {local.date(): away_on(local.date()) for _user, local in people}
    yield from ((user, local) for user, local in people if user.pk not in away[local.date()])


def _mark(user: User, local: datetime) -> str:
    """Notes that a person was looked at today, so that who had nothing to read gets no mail at noon."""
    return f"digest-{local:%Y-%m-%d}-{user.pk}"


@transaction.atomic
def _queue_one(user: User, local: datetime, *, at_once: bool) -> bool:
    first = cache.add(_mark(user, local), True, REMEMBERED.total_seconds())
    if not first and not at_once:
        return False
    found = digest(user, local)
    is_worth_it = bool(found.groups) if at_once or local.weekday() in WORKING_DAYS else found.has_due
    cause = f"digest {local:%Y-%m-%d} {user.pk}"
    return is_worth_it and queue_staff(Message.Kind.DIGEST, cause=cause, user=user) is not None
