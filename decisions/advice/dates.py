"""Moments as a candidate reads them, and the moment by which an answer should be there."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.utils.translation import gettext as _

from decisions.advice.told import Told
from decisions.models import Invitation
from decisions.questions import say_date, say_moment

WORK_STARTS, WORK_ENDS = time(8), time(18)
SUNDAY = 6
# What is left to write the reply when no answer came.
TIME_TO_REPLY = timedelta(hours=4)
LITTLE_TIME_TO_REPLY = timedelta(hours=1)
# A time canceled later than this is a late no.
CANCEL_AHEAD = timedelta(hours=48)


@dataclass(frozen=True)
class DateLine:
    label: str
    text: str
    past: bool


def ask_by(*, now: datetime, invitation: Invitation) -> datetime | None:
    """The working-hours moment by which an answer should be there, to leave time for the reply.

    Nights and Sundays are skipped. None where no date is known or the date has passed: "within a day".
    """
    if invitation.reply_by is not None:
        limit, target = invitation.reply_by, invitation.reply_by - TIME_TO_REPLY
    elif invitation.interview_at is not None:
        limit, target = invitation.interview_at, invitation.interview_at - CANCEL_AHEAD
    else:
        return None
    moment = _back_to_working_hours(target.astimezone(invitation.zone))
    if moment > now:
        return moment
    if limit <= now:
        return None
    return max(limit - LITTLE_TIME_TO_REPLY, now + (limit - now) / 2)


def _back_to_working_hours(at: datetime) -> datetime:
    """This moment, on the full hour, or the last one before it at which an office is open."""
    at = at.replace(minute=0, second=0, microsecond=0)
    if at.time() < WORK_STARTS:
        at = (at - timedelta(days=1)).replace(hour=WORK_ENDS.hour)
    elif at.time() > WORK_ENDS:
        at = at.replace(hour=WORK_ENDS.hour)
    if at.weekday() == SUNDAY:
        at = (at - timedelta(days=1)).replace(hour=WORK_ENDS.hour)
    return at


def date_lines(told: Told, *, now: datetime, answer_by: datetime | None) -> list[DateLine]:
    """The dates that matter, in the invitation's zone, the earliest first; an offer's deadline is a day."""
    invitation = told.advice.invitation
    moments = [
        (_("Have their answer by"), answer_by),
        (_("Reply to the invitation by"), invitation.reply_by),
        (_("Interview"), invitation.interview_at),
    ]
    zone = invitation.zone
    known = [(at, label, say_moment(at, zone), at < now) for label, at in moments if at is not None]
    days = told.answers.get("days_to_answer")
    if isinstance(days, int):
        day = told.scored_on + timedelta(days=days)
        end = datetime.combine(day, time.max, zone)
        known.append((end, _("Answer your other offer by"), say_date(day), end < now))
    return [DateLine(label, text, past) for _at, label, text, past in sorted(known)]
