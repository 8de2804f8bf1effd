"""Whose address this is. One person may have begun in several browsers; the address tells that it is one."""

from django.db import IntegrityError, transaction
from django.utils import timezone

from decisions.models import Candidate, Event, Invitation, Message, ResumeKey, StandingAnswer


def confirm_address(*, by: Candidate, email: str) -> Candidate:
    """Note that this candidate proved the address. Whoever proved it before is the same person, and is the
    one that stays and is returned.
    """
    try:
        return _confirm(by=by, email=email)
    except IntegrityError:
        # Another browser was faster with the same address: now there is somebody to join.
        return _confirm(by=by, email=email)


@transaction.atomic
def _confirm(*, by: Candidate, email: str) -> Candidate:
    rows = Candidate.objects.select_for_update().order_by("pk")
    person = rows.get(pk=by.pk)
    owner = rows.with_address(email).exclude(pk=person.pk).first()
    if owner is not None:
        _join(kept=owner, other=person)
        return owner
    person.email, person.email_verified_at = email, timezone.now()
    person.save(update_fields=["email", "email_verified_at"])
    Event.objects.record(
        Event.Code.PROFILE_CHANGED, by=person, person=person.ref, detail={"what": "email_confirmed"}
    )
    return person


def _join(*, kept: Candidate, other: Candidate) -> None:
    """All of `other` goes to `kept`. Links made before end: who has one may have been somebody else."""
    moved = Invitation.objects.filter(candidate=other)
    ResumeKey.objects.alive().filter(invitation__in=moved).update(revoked_at=timezone.now())
    count = moved.update(candidate=kept)
    Message.objects.filter(candidate=other).update(candidate=kept)
    _keep_newer_answers(kept=kept, other=other)
    kept.name, kept.phone = kept.name or other.name, kept.phone or other.phone
    kept.former_refs = [*kept.former_refs, str(other.ref), *other.former_refs]
    kept.save(update_fields=["name", "phone", "former_refs"])
    Event.objects.record(Event.Code.JOINED, by=kept, person=kept.ref, detail={"invitations": count})
    user = other.user
    other.delete()
    if user is not None:
        user.delete()


def _keep_newer_answers(*, kept: Candidate, other: Candidate) -> None:
    mine = {answer.question: answer for answer in kept.standing_answers.all()}
    for answer in other.standing_answers.all():
        before = mine.get(answer.question)
        if before is not None and before.answered_at >= answer.answered_at:
            continue
        if before is not None:
            before.delete()
        StandingAnswer.objects.filter(pk=answer.pk).update(candidate=kept)
