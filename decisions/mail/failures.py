"""Mails that were given up: the desk shows them, and who may act on them can have them tried again."""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from decisions.mail.outbox import deliver
from decisions.models import Case, Event, InvitationImport, Message, Office

# Who could not be reached for so long was asked in another way, or the interview is over.
INVITATIONS_SHOWN = timedelta(days=14)


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


def given_up_invitations(user: User) -> QuerySet[Message]:
    """The agency's own invitations of the last two weeks whose mail was given up, in the user's offices.

    Those that were sent once more are left out: whether they were needed tells who had not answered yet.
    """
    offices = Office.objects.visible_to(user)
    # Of no case: that is a part of the index of what was given up.
    failed = Message.objects.filter(state=Message.State.FAILED, case__isnull=True)
    since = timezone.now() - INVITATIONS_SHOWN
    return failed.filter(imported__office__in=offices, created_at__gte=since).order_by("-id")


@transaction.atomic
def send_invitations_again(*, import_ref: UUID, by: User) -> int:
    """Put what was given up of one import back into the outbox. Returns how many mails those are."""
    offices = Office.objects.visible_to(by)
    made = InvitationImport.objects.select_for_update(of=("self",)).get(ref=import_ref, office__in=offices)
    failed = list(made.messages.filter(state=Message.State.FAILED))
    detail = {"again": True, "import": made.pk, "office": made.office_id}
    Event.objects.record(Event.Code.INVITED, by=by, subject=str(made.ref), detail=detail)
    return _put_back(failed)


@transaction.atomic
def send_again(*, case_ref: UUID, by: User) -> int:
    """Put what was given up about this case back into the outbox. Returns how many mails those are."""
    case = Case.objects.visible_to(by).locked(case_ref)
    return _put_back(failures_of(case))


def _put_back(failed: Sequence[Message]) -> int:
    rows = Message.objects.filter(pk__in=[message.pk for message in failed])
    rows.update(state=Message.State.QUEUED, tries=0, last_fault="")
    for message in failed:
        deliver.enqueue(message.pk)
    return len(failed)
