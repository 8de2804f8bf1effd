"""Where invitations of the agency are made: all of a form or a file, or none of it."""

from collections.abc import Sequence
from typing import Any

from django.contrib.auth.models import User
from django.db import IntegrityError, transaction

from decisions import mail
from decisions.inviting.guests import Guest
from decisions.models import (
    Candidate,
    Draft,
    Event,
    Invitation,
    InvitationImport,
    JobFact,
    Message,
    Office,
)
from decisions.scoring import current

# How many rows go to the database at once.
TOGETHER = 500


class TakenAlready(Exception):  # noqa: N818 - no error: it has been done
    """The same form or file was taken in before, as `earlier`."""

    def __init__(self, earlier: InvitationImport) -> None:
        super().__init__()
        self.earlier = earlier


def invite(
    *, office: Office, guests: Sequence[Guest], by: User, mark: str, is_file: bool = False
) -> InvitationImport:
    """Store an invitation for each guest and queue its mail. Raises `TakenAlready` where `mark` was there.

    A guest is always a new candidate, whatever the address: whether the agency knows it is nobody's business
    here. Who proves the address later finds both in one place.
    """
    try:
        return _invite(office, guests, by, mark, is_file)
    except IntegrityError:
        earlier = InvitationImport.objects.filter(office=office, sha256=mark).first()
        if earlier is None:
            raise
        raise TakenAlready(earlier) from None


@transaction.atomic
def _invite(office: Office, guests: Sequence[Guest], by: User, mark: str, is_file: bool) -> InvitationImport:
    made = InvitationImport.objects.create(office=office, rows=len(guests), sha256=mark, by=by)
    invitations = _invitations(office, guests, by)
    drafts = [Draft(invitation=one, rules=current(one.today()).id) for one in invitations]
    Draft.objects.bulk_create(drafts, batch_size=TOGETHER)
    facts = [fact for one, guest in zip(invitations, guests, strict=True) for fact in _facts(one, guest, by)]
    JobFact.objects.bulk_create(facts, batch_size=TOGETHER)
    _note(made, by, is_file)
    _queue(made, invitations, [guest.row for guest in guests])
    return made


def _invitations(office: Office, guests: Sequence[Guest], by: User) -> list[Invitation]:
    people = [
        Candidate(
            email=guest.email,
            name=guest.name,
            language=guest.language,
            time_zone=guest.interview["time_zone"],
        )
        for guest in guests
    ]
    Candidate.objects.bulk_create(people, batch_size=TOGETHER)
    rows = [
        Invitation(candidate=person, office=office, recruiter=by, **guest.interview)
        for person, guest in zip(people, guests, strict=True)
    ]
    return Invitation.objects.bulk_create(rows, batch_size=TOGETHER)


def _facts(invitation: Invitation, guest: Guest, by: User) -> list[JobFact]:
    common: dict[str, Any] = {"invitation": invitation, "source": JobFact.Source.AGENCY, "by": by}
    basis = {"basis": guest.basis, "basis_note": guest.basis_note}
    return [JobFact(**vars(fact), **basis, **common) for fact in guest.facts]


def _note(made: InvitationImport, by: User, is_file: bool) -> None:
    """Never by the invitation's own number: under that, the record holds what the candidate does with it."""
    kind, ref = Event.actor_of(by)
    subject, detail = str(made.ref), {"import": made.pk, "office": made.office_id}
    events = [
        Event(code=Event.Code.INVITED, actor_kind=kind, actor_ref=ref, subject=subject, detail=detail)
        for _ in range(made.rows)
    ]
    Event.objects.bulk_create(events, batch_size=TOGETHER)
    if is_file:
        counted = {"rows": made.rows, "office": made.office_id}
        Event.objects.record(Event.Code.IMPORTED, by=by, subject=subject, detail=counted)


def _queue(made: InvitationImport, invitations: Sequence[Invitation], rows: Sequence[int]) -> None:
    """Each mail's cause names its row, so that one which fails can be told from the others."""
    mails = [
        Message(
            kind=Message.Kind.INVITED,
            cause=f"invited {made.pk} {row}",
            candidate=one.candidate,
            invitation=one,
            imported=made,
            language=one.candidate.language,
        )
        for row, one in zip(rows, invitations, strict=True)
    ]
    for message in Message.objects.bulk_create(mails, batch_size=TOGETHER):
        mail.deliver.enqueue(message.pk)
