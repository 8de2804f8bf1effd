"""Deleting what is stored of a person: all of it, one invitation, or the address they sign in with.

What the agency's staff did (who opened a case, who gave an opinion) stays as a line of codes whose numbers
lead nowhere any more. So does one line that says that something was erased.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from uuid import UUID

from django.contrib.auth.models import User
from django.core.cache import cache
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from decisions.models import (
    Advice,
    Candidate,
    Case,
    Draft,
    Erasure,
    Event,
    Invitation,
    Letter,
    Message,
    ResumeKey,
)

ALL, INVITATION, EMAIL = "all", "invitation", "email"


@transaction.atomic
def erase(*, person: Candidate, by: Candidate | None, idle_since: datetime | None = None) -> bool:
    """Everything of this person; False where there is nothing (left) to erase.

    With `idle_since` only if they have not come back since: somebody may just have done so.
    """
    _lock(Invitation.objects.filter(candidate=person))
    found = Candidate.objects.select_for_update().filter(pk=person.pk).first()
    _shut(Invitation.objects.filter(candidate=person))
    if found is None or (idle_since and not idle(since=idle_since).filter(pk=found.pk).exists()):
        return False
    refs = [found.ref, *(UUID(ref) for ref in found.former_refs)]
    account = User.objects.filter(candidate=found, is_staff=False)
    accounts = list(account.values_list("pk", flat=True))
    _drop_codes(found)
    found.delete()
    User.objects.filter(pk__in=accounts).delete()
    with _erasing(refs):
        Event.objects.filter(person__in=refs).delete()
    cause = {"what": ALL, "why": "asked" if by else "idle"}
    Event.objects.record(Event.Code.ERASED, by=None, detail=cause)
    return True


@transaction.atomic
def erase_invitation(*, invitation: Invitation, by: Candidate) -> bool:
    """One invitation with its advice, letters, links and shared copy; False where it is gone already."""
    own = Invitation.objects.filter(pk=invitation.pk)
    _lock(own)
    _shut(own)
    found = own.first()
    if found is None:
        return False
    cases = Case.objects.filter(invitation=found)
    subjects = [str(found.public_id), *(str(ref) for ref in cases.values_list("ref", flat=True))]
    found.delete()
    refs = [by.ref, *(UUID(ref) for ref in by.former_refs)]
    with _erasing(refs):
        Event.objects.filter(person__in=refs, subject__in=subjects).delete()
    Event.objects.record(Event.Code.ERASED, by=by, person=by.ref, detail={"what": INVITATION})
    return True


@transaction.atomic
def erase_email(*, person: Candidate, by: Candidate) -> None:
    """The address, the sign-in that goes with it, and mails that still wait to be sent there."""
    _drop_codes(person)
    Message.objects.filter(candidate=person, state=Message.State.QUEUED).delete()
    accounts = list(User.objects.filter(candidate=person, is_staff=False).values_list("pk", flat=True))
    Candidate.objects.filter(pk=person.pk).update(email=None, email_verified_at=None, user=None)
    User.objects.filter(pk__in=accounts).delete()
    Event.objects.record(Event.Code.ERASED, by=by, person=by.ref, detail={"what": EMAIL})


def _lock(invitations: QuerySet[Invitation]) -> None:
    """Wait for whoever is writing there, in the order in which they lock, so that no two wait for each other.

    (`no_key`: who holds the case or the candidate must still be able to point a mail at the invitation.)
    """
    list(Draft.objects.select_for_update().filter(invitation__in=invitations.values("pk")))
    list(invitations.select_for_update(no_key=True))
    list(Case.objects.select_for_update(of=("self",)).filter(invitation__in=invitations.values("pk")))
    list(Advice.objects.select_for_update(of=("self",)).filter(invitation__in=invitations.values("pk")))


def _shut(invitations: QuerySet[Invitation]) -> None:
    """From here on nothing can be added to them, such as a link, while their rows are counted and deleted."""
    list(invitations.select_for_update())


def _drop_codes(person: Candidate) -> None:
    """While the code of a mail waits to be sent, the cache holds the address, under the cause of the mail."""
    causes = Message.objects.filter(candidate=person, kind=Message.Kind.SIGN_IN_CODE).values_list("cause")
    cache.delete_many([cause for (cause,) in causes])


@contextmanager
def _erasing(refs: Iterable[UUID]) -> Iterator[None]:
    """Opens the record of events for these people's rows; it lets nobody else's go."""
    opened = [Erasure.objects.get_or_create(person=ref, closed_at=None)[0] for ref in refs]
    yield
    for one in opened:
        one.closed_at = timezone.now()
        one.save(update_fields=["closed_at"])


def idle(*, since: datetime) -> QuerySet[Candidate]:
    """Those who did nothing since then and have nothing ahead: no interview, no day to reply by."""
    now = timezone.now()
    ahead = Q(interview_at__gte=now) | Q(reply_by__gte=now)
    own = Invitation.objects.filter(candidate=OuterRef("pk"))
    of_own = {"invitation__candidate": OuterRef("pk")}
    signs_of_life = (
        own.filter(ahead | Q(updated_at__gte=since)),
        Draft.objects.filter(updated_at__gte=since, **of_own),
        ResumeKey.objects.filter(Q(used_at__gte=since) | Q(created_at__gte=since), **of_own),
        Letter.objects.filter(updated_at__gte=since, advice__invitation__candidate=OuterRef("pk")),
        Event.objects.filter(person=OuterRef("ref"), at__gte=since),
        User.objects.filter(candidate=OuterRef("pk"), last_login__gte=since),
    )
    rows = Candidate.objects.filter(created_at__lt=since)
    for sign in signs_of_life:
        rows = rows.filter(~Exists(sign))
    return rows
