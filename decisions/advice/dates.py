"""The dates that matter to an invitation: one resolver, from which both page and calendar file are made."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

import holidays
from django.utils.translation import gettext_lazy

from decisions.advice.told import Told
from decisions.models import Invitation, Verdict
from decisions.questions import say_date, say_moment

WORK_STARTS, WORK_ENDS = time(8), time(18)
SUNDAY = 6
# Of the whole country; each year is worked out when one of its days is first looked up.
FEDERAL_HOLIDAYS = holidays.country_holidays("US")
DAY = timedelta(days=1)
# What is left to write the reply when no answer came.
TIME_TO_REPLY = timedelta(hours=4)
LITTLE_TIME_TO_REPLY = timedelta(hours=1)
# A time canceled later than this is a late no.
CANCEL_AHEAD = timedelta(hours=48)

ASK_BY, REPLY_BY, INTERVIEW, OFFER_ENDS = "ask_by", "reply_by", "interview", "offer_ends"
LABELS = {
    ASK_BY: gettext_lazy("Have the answer by"),
    REPLY_BY: gettext_lazy("Reply to the invitation by"),
    INTERVIEW: gettext_lazy("Interview"),
    OFFER_ENDS: gettext_lazy("Answer your other offer by"),
}
IF_PAST = {
    REPLY_BY: gettext_lazy("This has passed. Reply today: a late answer is better than none."),
    INTERVIEW: gettext_lazy("This has passed. If you did not go and did not say so, call them today."),
    OFFER_ENDS: gettext_lazy("This has passed. Ask them today if the offer still stands."),
}


@dataclass(frozen=True)
class KeyDate:
    """A moment; or a whole `day`, and then `at` is its last moment in the invitation's zone."""

    name: str
    at: datetime
    day: date | None = None


@dataclass(frozen=True)
class DateLine:
    """`what_now` is empty unless the date has passed and something is left to do."""

    label: str
    text: str
    past: bool
    what_now: str


def key_dates(told: Told, *, now: datetime) -> list[KeyDate]:
    """The dates that are known, the earliest first."""
    invitation = told.advice.invitation
    is_ask = told.advice.verdict == Verdict.ASK
    moments = {
        ASK_BY: ask_by(now=now, invitation=invitation) if is_ask else None,
        REPLY_BY: invitation.reply_by,
        INTERVIEW: invitation.interview_at,
    }
    known = [KeyDate(name, at) for name, at in moments.items() if at is not None]
    day = told.day("days_to_answer")
    if day is not None:
        known.append(KeyDate(OFFER_ENDS, datetime.combine(day, time.max, invitation.zone), day))
    return sorted(known, key=lambda date: date.at)


def date_lines(told: Told, *, now: datetime) -> list[DateLine]:
    """The dates in words, on the clock of the invitation's zone."""
    dates = key_dates(told, now=now)
    past = {date.name for date in dates if date.at < now}
    # Once the hour of the interview has passed, a reply is no longer what is due.
    is_due = past - {REPLY_BY} if INTERVIEW in past else past
    zone = told.advice.invitation.zone
    return [
        DateLine(
            label=str(LABELS[date.name]),
            text=say_date(date.day) if date.day else say_moment(date.at, zone),
            past=date.name in past,
            what_now=str(IF_PAST[date.name]) if date.name in is_due else "",
        )
        for date in dates
    ]


def ask_by(*, now: datetime, invitation: Invitation) -> datetime | None:
    """The working-hours moment by which an answer should be there, to leave time for the reply.

    Nights, Sundays and federal holidays are skipped while there is time enough for that. None where no date
    is known or the date has passed: then within a day.
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
    return _on_the_quarter(max(limit - LITTLE_TIME_TO_REPLY, now + (limit - now) / 2), after=now)


def _on_the_quarter(at: datetime, *, after: datetime) -> datetime:
    """A time that people name, unless it would have passed already."""
    quarter = at.replace(minute=at.minute // 15 * 15, second=0, microsecond=0)
    return quarter if quarter > after else at


def is_working_day(day: date) -> bool:
    return day.weekday() != SUNDAY and day not in FEDERAL_HOLIDAYS


def _back_to_working_hours(at: datetime) -> datetime:
    """This moment, on the full hour, or the last one before it at which an office is open."""
    at = at.replace(minute=0, second=0, microsecond=0)
    if at.time() < WORK_STARTS:
        at = (at - DAY).replace(hour=WORK_ENDS.hour)
    elif at.time() > WORK_ENDS:
        at = at.replace(hour=WORK_ENDS.hour)
    while not is_working_day(at.date()):
        at = (at - DAY).replace(hour=WORK_ENDS.hour)
    return at
