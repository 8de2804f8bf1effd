"""Dates and times as people read them: the same words on every page, letter and mail."""

from datetime import date, datetime, time
from functools import lru_cache
from zoneinfo import ZoneInfo

from django.utils.formats import date_format, time_format
from django.utils.translation import get_language, gettext_lazy, override
from django.utils.translation import gettext as _

ZONES = {
    "E": gettext_lazy("Eastern time"),
    "C": gettext_lazy("Central time"),
    "M": gettext_lazy("Mountain time"),
    "P": gettext_lazy("Pacific time"),
}


def say_date(day: date) -> str:
    """ "Wed, Nov 25"."""
    return _date_words(day, get_language())


def say_moment(at: datetime, zone: ZoneInfo) -> str:
    """ "Wed, Nov 25, 5 pm" on the clock of the zone."""
    local = at.astimezone(zone)
    return _("%(date)s, %(time)s") % {"date": say_date(local.date()), "time": say_time(local.time())}


def say_time(at: time) -> str:
    """ "5 pm", "10:30 am", "noon"."""
    return _time_words(at.hour, at.minute, get_language())


# One page of the desk says dozens of moments, most of them on the same few days and at full hours.
@lru_cache(maxsize=1024)
def _date_words(day: date, language: str | None) -> str:
    with override(language):
        return date_format(day, _("D, M j"))


@lru_cache(maxsize=1024)
def _time_words(hour: int, minute: int, language: str | None) -> str:
    with override(language):
        if (hour, minute) == (12, 0):
            return _("noon")
        said = time_format(time(hour, minute), _("g:i A") if minute else _("g A")).lower()
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
