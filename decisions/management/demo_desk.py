"""The desk's part of the demo: what the recruiters did on the cases, who is away, and whom they invited."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib.auth.models import User
from django.utils import timezone

from decisions import mail
from decisions.inviting.guests import Guest, KnownFact
from decisions.inviting.invite import invite
from decisions.models import Case, Invitation, JobFact, Office
from decisions.questions import say_date
from decisions.review import absences, case_messages, claims, given_facts, opinions

DAYS_AWAY = 4
Staff = Mapping[str, User]


def work_on(case: Case, *, deeds: list[dict[str, Any]], claimed_by: str | None, staff: Staff) -> None:
    """Claim the case and do on it what the story says, each deed on the case as the one before left it."""
    if claimed_by:
        claims.claim(case_ref=case.ref, by=staff[claimed_by])
    for deed in deeds:
        case.refresh_from_db()
        _do(case, dict(deed), staff)


def send_away(*, user: User, cover: User) -> None:
    """From today on, for some days."""
    today = timezone.localdate(timezone=mail.home_zone(user))
    last = today + timedelta(days=DAYS_AWAY)
    absences.note(user=user, first_day=today, last_day=last, cover=cover, by=user)


def invite_jo(*, office: Office, by: User) -> None:
    """A candidate who was invited from the desk, and has not answered yet."""
    zone = ZoneInfo(office.time_zone)
    today = timezone.localdate(timezone=zone)
    decide_on = today + timedelta(days=8)
    facts = (
        KnownFact(JobFact.Name.PAY, "$21 an hour", ""),
        KnownFact(JobFact.Name.DECIDE_ON, say_date(decide_on), decide_on.isoformat()),
        KnownFact(JobFact.Name.INTERVIEWERS, "the shift lead", "the_manager"),
    )
    interview = {
        "company": "Goshen Cabinet Works",
        "job_title": "Finish carpenter",
        "contact_name": "Ray Moss",
        "place": "Goshen",
        "format": Invitation.Format.IN_PERSON,
        "time_zone": office.time_zone,
        "reply_by": _at(today + timedelta(days=2), 12, zone),
        "interview_at": _at(today + timedelta(days=6), 9, zone),
    }
    guest = Guest("Jo W.", "jo@home.example", "en", interview, facts, "job_order", "job order 1184")
    invite(office=office, guests=[guest], by=by, mark="demo")


def _at(day: date, hour: int, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(hour), zone)


def _do(case: Case, deed: dict[str, Any], staff: Staff) -> None:
    kind, by = deed.pop("do"), staff[deed.pop("by")]
    common: dict[str, Any] = {"case_ref": case.ref, "version": case.version, "by": by}
    zone = ZoneInfo(case.time_zone)
    today = timezone.localdate(timezone=zone)
    if kind == "opinion":
        opinions.give(**common, **_with_time(deed, today, zone))
    elif kind == "message":
        case_messages.write(**common, **deed)
    else:
        day = today + timedelta(days=deed.pop("answer_in_days"))
        given_facts.give_fact(**common, value=say_date(day), answer=day.isoformat(), **deed)


def _with_time(deed: dict[str, Any], today: date, zone: ZoneInfo) -> dict[str, Any]:
    """The opinion, with a proposed time where it says in how many days and at what hour."""
    if "proposed_in_days" not in deed:
        return deed
    day, hour = today + timedelta(days=deed.pop("proposed_in_days")), deed.pop("proposed_hour")
    return {**deed, "proposed_at": _at(day, hour, zone)}
