"""Who works on a case. A claim tells the others; it keeps nobody out."""

from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar
from uuid import UUID

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from decisions import mail
from decisions.models import Case, Event, Message
from decisions.models.case import CaseQuerySet

MOST_AT_ONCE = 10_000
BATCH = 1_000
T = TypeVar("T")


class ClaimedByOthers(Exception):  # noqa: N818 - no error: somebody else was first
    """Some of many cases are claimed by others; `number` says how many."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


class TooManyAtOnce(Exception):  # noqa: N818 - no error: a filter narrows them down
    """More than `MOST_AT_ONCE` cases."""


@transaction.atomic
def claim(*, case_ref: UUID, by: User) -> bool:
    """False where somebody else was first. Raises `Case.DoesNotExist` for a case that `by` may not see."""
    return _claim(Case.objects.visible_to(by).locked(case_ref), by)


@transaction.atomic
def release(*, case_ref: UUID, by: User) -> bool:
    """False where the claim is not `by`'s own. Raises `Case.DoesNotExist` as `claim` does."""
    case = Case.objects.visible_to(by).locked(case_ref)
    if case.claimed_by_id != by.pk:
        return False
    _put(case, None)
    Event.objects.record(Event.Code.CASE_RELEASED, by=by, subject=str(case.ref))
    return True


@transaction.atomic
def take_over(*, case_ref: UUID, claimed_by: int, by: User) -> bool:
    """Take the claim from the colleague whom the page named, who is told so by mail.

    False where the claim is another's by now. Raises `Case.DoesNotExist` as `claim` does.
    """
    case = Case.objects.visible_to(by).locked(case_ref)
    former = case.claimed_by
    if former is None or former == by:
        return _claim(case, by)
    if former.pk != claimed_by:
        return False
    _put(case, by)
    event = Event.objects.record(
        Event.Code.CASE_TAKEN_OVER, by=by, subject=str(case.ref), detail={"from": former.pk}
    )
    mail.queue_staff(Message.Kind.TAKEN_OVER, cause=f"taken over {event.pk}", user=former, case=case)
    return True


@transaction.atomic
def claim_many(*, cases: CaseQuerySet, by: User) -> int:
    """Claim all of these cases that `by` may see, or none. Returns how many were nobody's until now.

    Raises `ClaimedByOthers`, or `TooManyAtOnce`.
    """
    found = cases.select_for_update(of=("self",)).order_by("pk").values_list("pk", "ref", "claimed_by")
    rows = list(found[: MOST_AT_ONCE + 1])
    if len(rows) > MOST_AT_ONCE:
        raise TooManyAtOnce
    others = sum(1 for _, _, claimer in rows if claimer not in (None, by.pk))
    if others:
        raise ClaimedByOthers(others)
    free = [(pk, ref) for pk, ref, claimer in rows if claimer is None]
    now = timezone.now()
    for batch in _batches([pk for pk, _ in free]):
        Case.objects.filter(pk__in=batch).update(claimed_by=by, claimed_at=now)
    _record_claims((ref for _, ref in free), by)
    return len(free)


def _claim(case: Case, by: User) -> bool:
    if case.claimed_by_id is not None:
        return case.claimed_by_id == by.pk
    _put(case, by)
    Event.objects.record(Event.Code.CASE_CLAIMED, by=by, subject=str(case.ref))
    return True


def _put(case: Case, claimer: User | None) -> None:
    case.claimed_by, case.claimed_at = claimer, timezone.now() if claimer else None
    case.save(update_fields=["claimed_by", "claimed_at"])


def _record_claims(refs: Iterable[UUID], by: User) -> None:
    kind, actor = Event.actor_of(by)
    Event.objects.bulk_create(
        Event(code=Event.Code.CASE_CLAIMED, actor_kind=kind, actor_ref=actor, subject=str(ref))
        for ref in refs
    )


def _batches(items: Sequence[T]) -> Iterator[Sequence[T]]:
    for start in range(0, len(items), BATCH):
        yield items[start : start + BATCH]
