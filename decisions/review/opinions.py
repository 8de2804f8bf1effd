"""A recruiter's opinion, the one thing that the desk writes on what a candidate shared."""

from uuid import UUID

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language

from decisions import mail
from decisions.models import Case, Event, Message, Opinion


class CaseChanged(Exception):  # noqa: N818 - no error: somebody else was first
    """Somebody gave an opinion, or the candidate shared again, since the form was opened."""


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
) -> Opinion:
    """Store an opinion beside the engine's verdict, note the event, and queue the mail to the candidate.

    Raises `Case.DoesNotExist` where the case was withdrawn or `by` may not see it, and `CaseChanged` where
    `version` is not the present one. Both leave everything as it was.
    """
    # Two recruiters who save at once meet at this lock; the second finds a newer version.
    case = Case.objects.visible_to(by).locked(case_ref)
    if case.version != version:
        raise CaseChanged
    opinion = Opinion.objects.create(
        case=case,
        kind=kind,
        advice_number=case.advice_number,
        engine_verdict=case.verdict,
        verdict=verdict,
        code=code,
        comment=comment,
        private_note=private_note,
        language=get_language() or "en",
        by=by,
    )
    case.reviewed_at = timezone.now()
    case.version += 1
    case.save(update_fields=["reviewed_at", "version"])
    detail = {"opinion": opinion.pk, "kind": kind, "number": case.advice_number}
    Event.objects.record(Event.Code.OPINION_GIVEN, by=by, subject=str(case.ref), detail=detail)
    mail.queue(Message.Kind.OPINION, cause=f"opinion {opinion.pk}", invitation=case.invitation)
    return opinion
