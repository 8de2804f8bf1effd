"""Opening a case leaves a trace: who looked at what a candidate shared, and when."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.contrib.auth.models import User
from django.db import transaction
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _

from decisions.models import Case, Event
from decisions.review.rows import display_name, say

# Reloading the page, or coming back to it after saving, is the same reading.
SAME_READING = timedelta(minutes=10)
EVENTS_SHOWN = 30


class Withdrawn(Exception):  # noqa: N818 - no error: it is the candidate's right
    """The candidate took back what they had shared."""


@dataclass(frozen=True)
class Happening:
    when: str
    who: str
    what: str


@transaction.atomic
def open_case(ref: UUID, *, by: User) -> Case:
    """The case, with a read event in the same transaction.

    Raises `Withdrawn` where it was shared once, and `Http404` where it never was or `by` may not see it.
    """
    case = find_case(ref, by=by)
    recent = Event.objects.filter(
        subject=str(ref),
        code=Event.Code.CASE_READ,
        actor_ref=str(by.pk),
        at__gt=timezone.now() - SAME_READING,
    )
    if not recent.exists():
        Event.objects.record(Event.Code.CASE_READ, by=by, subject=str(ref))
    return case


def find_case(ref: UUID, *, by: User) -> Case:
    """As `open_case`, without a trace: for a deed that leaves its own."""
    visible = Case.objects.visible_to(by).select_related("office", "client", "claimed_by")
    case = visible.filter(ref=ref).first()
    if case is not None:
        return case
    if Event.objects.filter(subject=str(ref), code=Event.Code.CASE_WITHDRAWN).exists():
        raise Withdrawn
    raise Http404


def history(case: Case, *, reader: User) -> list[Happening]:
    """The latest events on a case, newest first, in words."""
    events = list(Event.objects.filter(subject=str(case.ref)).order_by("-id")[:EVENTS_SHOWN])
    staff = {event.actor_ref for event in events if event.actor_kind == Event.Actor.STAFF}
    names = {str(user.pk): display_name(user) for user in User.objects.filter(pk__in=staff)}
    names[str(reader.pk)] = _("You")
    return [
        Happening(say(event.at, case), _who(event, case, names), event.get_code_display()) for event in events
    ]


def _who(event: Event, case: Case, names: dict[str, str]) -> str:
    if event.actor_kind == Event.Actor.CANDIDATE:
        return case.candidate_name or _("The candidate")
    return names.get(event.actor_ref) or _("The system")
