"""A case as the desk shows it: when it is due, in words and in the candidate's zone."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TypedDict
from zoneinfo import ZoneInfo

from django.contrib.auth.models import User
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from decisions.advice.copy_words import look_words, verdict_words
from decisions.models import Case, Office
from decisions.questions import band_words, say_date, say_moment_there

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


class Due(TypedDict):
    """`state` is "reviewed", "overdue", "due" (within a day) or "open"."""

    state: str
    when: str
    text: str
    # For machines.
    at: str


class Row(Due):
    """All in words, and a mapping: what the template looks up is half of the time of the queue's page."""

    ref: str
    tick: str
    name: str
    job: str
    company: str
    office: str
    names_no_date: bool
    looks: list[str]
    verdict: str
    verdict_words: str
    bands: list[str]
    choice: str
    claimed_by_id: int | None
    claimed_by: str
    # Until when its claimer is away, where the reader stands in for them.
    away_until: str


# All that a row needs of a case.
COLUMNS = (
    "ref",
    "candidate_name",
    "job_title",
    "company",
    "time_zone",
    "reply_by",
    "reply_by_given",
    "reviewed_at",
    "office_id",
    "parts",
    "copy",
    "needs_look",
    "verdict",
    "choice",
    "claimed_by__username",
    "claimed_by__first_name",
    "claimed_by__last_name",
)


def row(case: Case, office: Office, *, away_until: date | None = None) -> Row:
    """`office` is the case's, which the caller has already."""
    return {
        **due(case),
        "ref": str(case.ref),
        "tick": _("Tick %(case)s") % {"case": case},
        "name": case.candidate_name or _("No name given"),
        "job": case.job_title or _("A job"),
        "company": case.company,
        "office": office.name,
        "names_no_date": not case.reply_by_given,
        "looks": look_words(case.needs_look),
        "verdict": case.verdict,
        "verdict_words": verdict_words(case.verdict),
        "bands": _bands(case),
        "choice": verdict_words(case.choice),
        "claimed_by_id": case.claimed_by_id,
        "claimed_by": display_name(case.claimed_by) if case.claimed_by else "",
        "away_until": say_date(away_until) if away_until else "",
    }


def _bands(case: Case) -> list[str]:
    if "cost" not in case.parts:
        return []
    return [
        _("Cost: %(band)s") % {"band": band_words(case.copy["cost"])},
        _("Bridge risk: %(band)s") % {"band": band_words(case.copy["bridge_go"])},
    ]


def display_name(user: User) -> str:
    return user.get_full_name() or user.get_username()


def due(case: Case) -> Due:
    zone, left = ZoneInfo(case.time_zone), case.reply_by - timezone.now()
    if case.reviewed_at is not None:
        state = "reviewed"
        text = _("reviewed %(when)s") % {"when": say_date(case.reviewed_at.astimezone(zone).date())}
    elif left < timedelta():
        state, text = "overdue", _("overdue by %(time)s") % {"time": _span(-left)}
    else:
        state = "due" if left < Case.DUE_WITHIN else "open"
        text = _("due in %(time)s") % {"time": _span(left)}
    return {
        "state": state,
        "text": text,
        "when": say_moment_there(case.reply_by, zone),
        "at": case.reply_by.isoformat(),
    }


def _span(span: timedelta) -> str:
    """ "25 minutes", "3 hours", "4 days": cut off, so that nobody counts on time that is not there."""
    if span < HOUR:
        minutes = span // timedelta(minutes=1)
        return ngettext("%(n)d minute", "%(n)d minutes", minutes) % {"n": minutes}
    if span < 2 * DAY:
        hours = span // HOUR
        return ngettext("%(n)d hour", "%(n)d hours", hours) % {"n": hours}
    days = span // DAY
    return ngettext("%(n)d day", "%(n)d days", days) % {"n": days}


def say(moment: datetime, case: Case) -> str:
    """Any moment of a case, as the candidate's clock showed it."""
    return say_moment_there(moment, ZoneInfo(case.time_zone))
