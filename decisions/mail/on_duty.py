"""Who answers for a case today: whom the desk writes to about it."""

from datetime import date
from zoneinfo import ZoneInfo

from django.contrib.auth.models import User
from django.db.models import Q, QuerySet
from django.utils import timezone

from decisions.models import Absence, Case

REVIEW = "decisions.review_case"


def reviewers() -> QuerySet[User]:
    """The active staff who may review cases and have an address."""
    return User.objects.with_perm(REVIEW).filter(is_staff=True).exclude(email="").order_by("pk")


def away_on(day: date) -> set[int]:
    """The keys of those who are away on that day."""
    return set(Absence.objects.on(day).values_list("user", flat=True))


def uncovered_on(day: date) -> QuerySet[Absence]:
    """The absences of that day for which nobody stands in, or somebody who is not there either."""
    gone = Q(cover=None) | Q(cover__is_active=False) | Q(cover__in=Absence.objects.on(day).values("user"))
    return Absence.objects.on(day).filter(gone)


def on_duty(case: Case) -> list[User]:
    """Who claimed the case; while they are away, who covers for them; otherwise everybody of the office."""
    today = timezone.localdate(timezone=ZoneInfo(case.office.time_zone))
    away = away_on(today)
    claimer = _able(case.claimed_by_id, case)
    if claimer and claimer.pk not in away:
        return [claimer]
    absence = claimer.absences.on(today).first() if claimer else None
    cover = _able(absence.cover_id, case) if absence else None
    if cover and cover.pk not in away:
        return [cover]
    everybody = list(reviewers().filter(offices=case.office))
    return [person for person in everybody if person.pk not in away] or everybody


def _able(key: int | None, case: Case) -> User | None:
    """The person, if they may still review this case: to claim or to cover gives no right."""
    person = reviewers().filter(pk=key).first() if key else None
    if person is None or not Case.objects.visible_to(person).filter(pk=case.pk).exists():
        return None
    return person
