"""When one of the staff is away, and who covers. It decides to whom mails go, and gives nobody a right."""

from datetime import date

from django.contrib.auth.models import User
from django.db import transaction

from decisions import mail
from decisions.models import Absence, Event


class AwayAlready(Exception):  # noqa: N818 - no error: another window was first
    """An absence that overlaps was stored since the form was looked at."""


def overlapping(user: User, first_day: date, last_day: date) -> "list[Absence]":
    """The user's absences that share a day with this time."""
    return list(user.absences.filter(first_day__lte=last_day, last_day__gte=first_day))


@transaction.atomic
def note(*, user: User, first_day: date, last_day: date, cover: User | None, by: User) -> Absence:
    """Store an absence. If it holds today, who stands in learns at once what is due.

    The same one sent twice is stored once; one that overlaps another raises `AwayAlready`.
    """
    # Two windows that save at once meet at this lock.
    User.objects.select_for_update(no_key=True).get(pk=user.pk)
    for stored in overlapping(user, first_day, last_day):
        if (stored.first_day, stored.last_day, stored.cover) == (first_day, last_day, cover):
            return stored
        raise AwayAlready
    absence = Absence.objects.create(user=user, first_day=first_day, last_day=last_day, cover=cover)
    _record(absence, "noted", by)
    mail.tell_stand_ins(absence)
    return absence


@transaction.atomic
def remove(*, absence: Absence, by: User) -> None:
    _record(absence, "removed", by)
    absence.delete()


def _record(absence: Absence, change: str, by: User) -> None:
    detail = {"absence": absence.pk, "change": change}
    Event.objects.record(Event.Code.ABSENCE_CHANGED, by=by, subject=f"user {absence.user_id}", detail=detail)
