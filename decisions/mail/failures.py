"""Mails that were given up: the desk shows them, and who reviews the case can have them tried again."""

from uuid import UUID

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from decisions.mail.outbox import deliver
from decisions.models import Case, Message


def given_up(user: User) -> QuerySet[Message]:
    """The mails to candidates that were given up, about the cases that the user may see; the latest first."""
    # Row by row, as a database that began with the cases would go through all of them.
    visible = Exists(Case.objects.visible_to(user).filter(pk=OuterRef("case")))
    failed = Message.objects.filter(state=Message.State.FAILED, case__isnull=False, candidate__isnull=False)
    return failed.filter(visible).order_by("-id")


def failures_of(case: Case) -> list[Message]:
    """Those about one case: `get_kind_display`, `created_at` and `last_fault` are for the page."""
    failed = Message.objects.filter(state=Message.State.FAILED, candidate__isnull=False, case=case)
    return list(failed.order_by("-id"))


@transaction.atomic
def send_again(*, case_ref: UUID, by: User) -> int:
    """Put what was given up about this case back into the outbox. Returns how many mails those are."""
    case = Case.objects.visible_to(by).locked(case_ref)
    failed = failures_of(case)
    for message in failed:
        message.state, message.tries, message.last_fault = Message.State.QUEUED, 0, ""
        message.save(update_fields=["state", "tries", "last_fault"])
        deliver.enqueue(message.pk)
    return len(failed)
