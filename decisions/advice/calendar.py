"""The dates as a calendar file (RFC 5545), which a second download updates instead of adding to.

A calendar is often open at work, so nothing in the file tells what the dates are about: no company, no
place, no address of this site, and titles that fit any appointment.
"""

import uuid
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils.translation import gettext_lazy as _
from icalendar import Calendar, Event, Timezone, TimezoneDaylight, TimezoneStandard

from decisions.advice.dates import ASK_BY, INTERVIEW, OFFER_ENDS, REPLY_BY, KeyDate
from decisions.models import Invitation

TITLES = {
    ASK_BY: _("Check for an answer"),
    REPLY_BY: _("Reply due"),
    INTERVIEW: _("Appointment"),
    OFFER_ENDS: _("Last day to answer"),
}


def calendar_file(dates: Sequence[KeyDate], *, invitation: Invitation, now: datetime) -> bytes:
    """One event for each date, in the invitation's time zone."""
    calendar = Calendar()
    calendar.add("prodid", "-//dates//EN")
    calendar.add("version", "2.0")
    for one in dates:
        calendar.add_component(_event(one, invitation, now))
    years = [one.at.year for one in dates]
    calendar.add_missing_timezones(date(min(years) - 1, 1, 1), date(max(years) + 1, 12, 31))
    for zone in calendar.timezones:
        _put_right(zone)
    return bytes(calendar.to_ical())


def _event(one: KeyDate, invitation: Invitation, now: datetime) -> Event:
    """The same name in the same invitation keeps its id; a later file counts as the newer one."""
    event = Event()
    event.add("uid", str(uuid.uuid5(invitation.public_id, one.name)))
    event.add("dtstamp", now.astimezone(UTC))
    event.add("sequence", int((now - invitation.created_at).total_seconds()))
    event.add("summary", str(TITLES[one.name]))
    event.add("dtstart", _start(one, invitation.zone))
    event.add("class", "PRIVATE")
    event.add("transp", "OPAQUE" if one.name == INTERVIEW else "TRANSPARENT")
    return event


def _start(one: KeyDate, zone: ZoneInfo) -> date:
    if one.day:
        return one.day
    local = one.at.astimezone(zone)
    # A local time that comes twice means the first one to a calendar, so the second can be told in UTC alone.
    return one.at.astimezone(UTC) if local.fold else local


def _put_right(zone: Timezone) -> None:
    """Date each change to later hours by the clock before it, as the standard says; the library does not."""
    changes: list[TimezoneStandard | TimezoneDaylight] = [*zone.standard, *zone.daylight]
    for change in changes:
        gained = change.TZOFFSETTO - change.TZOFFSETFROM
        if gained <= timedelta(0):
            continue
        change.DTSTART -= gained
        if "rdate" in change:
            later = [one.dt - gained for one in change.pop("rdate").dts]
            change.add("rdate", later)
