"""Who works on a case. A claim tells the others; it keeps nobody out."""

from uuid import UUID

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from decisions.models import Case, Event


@transaction.atomic
def claim(*, case_ref: UUID, by: User) -> bool:
    """False where somebody else was first. Raises `Case.DoesNotExist` for a case that `by` may not see."""
    case = Case.objects.visible_to(by).locked(case_ref)
    if case.claimed_by_id is not None:
        return case.claimed_by_id == by.pk
    case.claimed_by, case.claimed_at = by, timezone.now()
    case.save(update_fields=["claimed_by", "claimed_at"])
    Event.objects.record(Event.Code.CASE_CLAIMED, by=by, subject=str(case.ref))
    return True


@transaction.atomic
def release(*, case_ref: UUID, by: User) -> bool:
    """False where the claim is not `by`'s own. Raises `Case.DoesNotExist` as `claim` does."""
    case = Case.objects.visible_to(by).locked(case_ref)
    if case.claimed_by_id != by.pk:
        return False
    case.claimed_by = case.claimed_at = None
    case.save(update_fields=["claimed_by", "claimed_at"])
    Event.objects.record(Event.Code.CASE_RELEASED, by=by, subject=str(case.ref))
    return True
