"""A recruiter's opinion beside the engine's verdict, or the offer to talk."""

from datetime import datetime
from uuid import UUID

from django.contrib.auth.models import User
from django.db import transaction

from decisions import mail
from decisions.models import Event, Message, Opinion
from decisions.review.deeds import CaseChanged, finish, is_sent_twice, take_up

__all__ = ["CaseChanged", "give"]


@transaction.atomic
def give(
    *,
    case_ref: UUID,
    version: int,
    by: User,
    kind: str,
    verdict: str = "",
    code: str = "",
    comment: str = "",
    private_note: str = "",
    talk: str = "",
    proposed_at: datetime | None = None,
    language: str = "",
) -> Opinion:
    """Store an opinion beside the engine's verdict, note the event, and queue the mail to the candidate.

    `language` is the comment's; empty, it is the candidate's own. Raises `Case.DoesNotExist` where the case
    was withdrawn or `by` may not see it, and `CaseChanged` where `version` is not the present one. Both leave
    everything as it was. The same opinion sent twice is one.
    """
    case = take_up(case_ref=case_ref, by=by)
    opinion = Opinion(
        case=case,
        kind=kind,
        advice_number=case.advice_number,
        engine_verdict=case.verdict,
        verdict=verdict,
        code=code,
        comment=comment,
        private_note=private_note,
        talk=talk,
        proposed_at=proposed_at,
        language=language or case.language,
        by=by,
    )
    if case.version != version:
        return _the_same(opinion, version)
    opinion.save()
    _settle(opinion)
    return opinion


def _settle(opinion: Opinion) -> None:
    case = opinion.case
    finish(case, by=opinion.by)
    detail = {"opinion": opinion.pk, "kind": opinion.kind, "number": opinion.advice_number}
    Event.objects.record(Event.Code.OPINION_GIVEN, by=opinion.by, subject=str(case.ref), detail=detail)
    mail.queue(Message.Kind.OPINION, cause=f"opinion {opinion.pk}", invitation=case.invitation, case=case)


def _the_same(opinion: Opinion, version: int) -> Opinion:
    """The stored one that says just this, where a second click sent it again; otherwise `CaseChanged`."""
    last = opinion.case.opinions.first() if is_sent_twice(opinion.case, version) else None
    names = [field.attname for field in Opinion._meta.concrete_fields if field.name not in ("id", "at")]
    if last is None or any(getattr(last, name) != getattr(opinion, name) for name in names):
        raise CaseChanged
    return last
