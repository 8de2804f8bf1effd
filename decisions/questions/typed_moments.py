"""A date and a time as typed, put into the time zone of the interview."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

PARTS = ("date", "time", "which")
FIRST, SECOND = "first", "second"
DOUBLED = "doubled_hour"
WHICH = ((FIRST, _("The first one (summer time)")), (SECOND, _("The second one (winter time)")))
# Farther away than this, the year is a slip of the hand.
EARLIEST, LATEST = timedelta(days=366), timedelta(days=2 * 366)


@dataclass(frozen=True)
class Typed:
    day: date
    at: time
    which: str


def read_day(text: str) -> date:
    """From "2026-12-04"; ValidationError (code "unreadable") for anything else."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        message = _("We can't read this date. Write it as year-month-day, such as 2026-12-04.")
        raise ValidationError(message, code="unreadable") from None


def read_time(text: str) -> time:
    """From "14:30"; ValidationError (code "unreadable") for anything else."""
    try:
        return time.fromisoformat(text).replace(second=0, microsecond=0, tzinfo=None)
    except ValueError:
        message = _("We can't read this time. Write it as hours and minutes, such as 14:30.")
        raise ValidationError(message, code="unreadable") from None


def resolve(typed: Typed, zone: ZoneInfo, *, today: date) -> datetime:
    """The moment meant, in UTC.

    Raises ValidationError for a year out of reach, for an hour that the change to summer time leaves out, and
    for one that comes twice when it is not said which is meant (code "doubled_hour").
    """
    if not today - EARLIEST <= typed.day <= today + LATEST:
        raise ValidationError(_("Check the year of this date."), code="year")
    local = datetime.combine(typed.day, typed.at, tzinfo=zone)
    if local.astimezone(UTC).astimezone(zone).replace(tzinfo=None) != local.replace(tzinfo=None):
        message = _("This time does not exist: the clocks go forward in that hour. Check the time.")
        raise ValidationError(message, code="missing_hour")
    if is_doubled(local) and typed.which not in (FIRST, SECOND):
        message = _("The clocks go back that night, so this time comes twice. Say which one it is.")
        raise ValidationError(message, code=DOUBLED)
    return local.replace(fold=1 if typed.which == SECOND else 0).astimezone(UTC)


def is_doubled(local: datetime) -> bool:
    return local.replace(fold=0).utcoffset() != local.replace(fold=1).utcoffset()


def as_typed(moment: datetime | None, zone: ZoneInfo) -> dict[str, str]:
    """A stored moment as the form would send it."""
    if moment is None:
        return dict.fromkeys(PARTS, "")
    local = moment.astimezone(zone)
    which = (SECOND if local.fold else FIRST) if is_doubled(local) else ""
    return {"date": local.date().isoformat(), "time": local.strftime("%H:%M"), "which": which}
