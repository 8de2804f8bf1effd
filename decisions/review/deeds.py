"""What every deed on a case has in common: it is done on what the recruiter saw, or not at all."""

from uuid import UUID

from django.contrib.auth.models import User
from django.utils import timezone

from decisions.models import Case, Event


class CaseChanged(Exception):  # noqa: N818 - no error: somebody else was first
    """Somebody did something on the case, or the candidate shared again, since the form was opened."""


def take_up(*, case_ref: UUID, by: User) -> Case:
    """The case, locked until the caller's transaction ends: two who save at once meet here.

    Raises `Case.DoesNotExist` where it was withdrawn or `by` may not see it.
    """
    return Case.objects.visible_to(by).locked(case_ref)


def is_sent_twice(case: Case, version: int) -> bool:
    """Whether exactly one deed was done since that version: a second click may have sent it again."""
    return case.version == version + 1


def finish(case: Case, *, by: User) -> None:
    """The deed settles the case for now: it leaves the open ones, and a case of nobody becomes `by`'s."""
    now = timezone.now()
    case.reviewed_at = now
    if case.claimed_by is None:
        case.claimed_by, case.claimed_at = by, now
        Event.objects.record(Event.Code.CASE_CLAIMED, by=by, subject=str(case.ref))
    note(case)


def note(case: Case) -> None:
    """Store what the deed changed on the case, as its next version."""
    case.version += 1
    case.save(update_fields=["reviewed_at", "claimed_by", "claimed_at", "job_facts", "version"])
