"""What can't wait for the morning: a case that is due within a day is told at once."""

from django.utils import timezone

from decisions.mail.digest import home_zone
from decisions.mail.on_duty import on_duty
from decisions.mail.outbox import queue_staff
from decisions.models import Absence, Case, Event, Message

DEEDS = (Event.Code.OPINION_GIVEN, Event.Code.FACT_GIVEN, Event.Code.FACT_CORRECTED)


def tell_due(case: Case) -> None:
    """If the case is open and due within 24 hours, write to who answers for it.

    Each is told once, and once more after the desk did something and the candidate shared again.
    """
    if case.reviewed_at is not None or case.reply_by - timezone.now() >= Case.DUE_WITHIN:
        return
    deeds = Event.objects.filter(subject=str(case.ref), code__in=DEEDS)
    last = deeds.order_by("-id").values_list("pk", flat=True).first() or 0
    for person in on_duty(case):
        cause = f"due {case.pk} {person.pk} after {last}"
        queue_staff(Message.Kind.CASE_DUE, cause=cause, user=person, case=case)


def tell_stand_ins(absence: Absence) -> None:
    """For an absence that holds today: who stands in gets one mail with all that is open, if any is due.

    This morning's mail did not know.
    """
    today = timezone.localdate(timezone=home_zone(absence.user))
    if not absence.first_day <= today <= absence.last_day:
        return
    soon = timezone.now() + Case.DUE_WITHIN
    due = Case.objects.open().filter(claimed_by=absence.user, reply_by__lt=soon).select_related("office")
    # One of each office: who stands in is the same for all of its cases.
    one_each = {case.office_id: case for case in due.order_by("-reply_by")}
    people = {person.pk: person for case in one_each.values() for person in on_duty(case)}
    for person in people.values():
        cause = f"absence {absence.pk} {person.pk}"
        queue_staff(Message.Kind.DIGEST, cause=cause, user=person)
