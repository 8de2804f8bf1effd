"""Dates and times as people read them: the same words on every page, letter and mail."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from django.utils.formats import date_format, time_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

ZONES = {
    "E": gettext_lazy("Eastern time"),
    "C": gettext_lazy("Central time"),
    "M": gettext_lazy("Mountain time"),
    "P": gettext_lazy("Pacific time"),
}


def say_date(day: date) -> str:
    """ "Wed, Nov 25"."""
    return date_format(day, _("D, M j"))


def say_moment(at: datetime, zone: ZoneInfo) -> str:
    """ "Wed, Nov 25, 5 pm" on the clock of the zone."""
    local = at.astimezone(zone)
    return _("%(date)s, %(time)s") % {"date": say_date(local.date()), "time": say_time(local.time())}


def say_time(at: time) -> str:
    """ "5 pm", "10:30 am", "noon"."""
    if (at.hour, at.minute) == (12, 0):
        return _("noon")
    said = time_format(at, _("g:i A") if at.minute else _("g A")).lower()
    return said.replace(" ", "\N{NO-BREAK SPACE}")


def zone_name(at: datetime, zone: ZoneInfo) -> str:
    """ "Eastern time"; outside the United States the zone's own short name."""
    short = at.astimezone(zone).tzname() or str(zone)
    if len(short) == 3 and short[0] in ZONES and short[1:] in {"ST", "DT"}:
        return str(ZONES[short[0]])
    return short


def say_moment_there(at: datetime, zone: ZoneInfo) -> str:
    """ "Wed, Nov 25, 5 pm Eastern time", for who may sit in another zone."""
    return _("%(moment)s %(zone)s") % {"moment": say_moment(at, zone), "zone": zone_name(at, zone)}
