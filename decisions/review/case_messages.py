"""A few lines from a recruiter to the candidate, shown on the candidate's page."""

from uuid import UUID

from django.contrib.auth.models import User
from django.db import transaction

from decisions import mail
from decisions.models import CaseMessage, Event, Message
from decisions.review.deeds import CaseChanged, is_sent_twice, note, take_up


@transaction.atomic
def write(*, case_ref: UUID, version: int, by: User, text: str, language: str = "") -> CaseMessage:
    """Store a message, note the event, and queue a mail that says that it is there. The case stays open.

    `language` is the text's; empty, it is the candidate's own. Raises as `opinions.give` does, and the same
    message sent twice is one.
    """
    case = take_up(case_ref=case_ref, by=by)
    message = CaseMessage(case=case, text=text, language=language or case.language, by=by)
    if case.version != version:
        last = case.messages.first() if is_sent_twice(case, version) else None
        if last is None or (last.by, last.text, last.language) != (by, text, message.language):
            raise CaseChanged
        return last
    message.save()
    note(case)
    Event.objects.record(
        Event.Code.MESSAGE_WRITTEN, by=by, subject=str(case.ref), detail={"message": message.pk}
    )
    mail.queue(
        Message.Kind.CASE_MESSAGE, cause=f"message {message.pk}", invitation=case.invitation, case=case
    )
    return message
