"""The calendar file: the dates of the page on the right clock, updated by a later file, telling nothing."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from io import StringIO
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from dateutil.tz import tzical  # type: ignore[import-untyped]
from icalendar import Calendar

from decisions.advice.calendar import calendar_file
from decisions.advice.dates import INTERVIEW, OFFER_ENDS, REPLY_BY, KeyDate
from decisions.models import Invitation
from decisions.questions import say_date, say_moment
from tests import factories
from tests.actors import CandidateActor
from tests.scoring.answer_sets import OFFER, plain

NOW = datetime(2026, 11, 23, 15, tzinfo=UTC)
ZONES = (
    "America/Indiana/Indianapolis",
    "America/Indiana/Tell_City",
    "America/Indiana/Knox",
    "America/Indiana/Vincennes",
    "America/Chicago",
    "America/Detroit",
    "America/Menominee",
    "America/Phoenix",
    "Europe/Dublin",
)
SECRET = ("Elkhart", "interview", "offer", "job", "recruit", "Dana", "http", "Millrace", "Line lead", "Suite")


@pytest.fixture(autouse=True)
def frozen_clock() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


def sent(zone: str = "America/Indiana/Indianapolis") -> Invitation:
    return Invitation(time_zone=zone, created_at=NOW - timedelta(days=2))


def events(file: bytes) -> dict[str, Any]:
    return {str(event["SUMMARY"]): event for event in Calendar.from_ical(file).walk("VEVENT")}


def only(at: datetime, zone: str) -> tuple[Any, bytes]:
    """The start of the one event of a file, as written there."""
    file = calendar_file([KeyDate(INTERVIEW, at)], invitation=sent(zone), now=NOW)
    return events(file)["Appointment"]["DTSTART"], file


@pytest.mark.parametrize("zone", ZONES)
def test_the_rules_of_the_zone_in_the_file_give_the_moment_that_was_meant(zone: str) -> None:
    """As a program reads it that knows no time zones but those in the file, hour by hour at each change."""
    days = [(1, 15), (3, 8), (3, 29), (7, 4), (10, 25), (11, 1)]
    moments = [datetime(2026, month, day, hour, 30, tzinfo=UTC) for month, day in days for hour in range(12)]
    dates = [KeyDate(INTERVIEW, moment) for moment in moments]
    file = calendar_file(dates, invitation=sent(zone), now=NOW)
    rules = tzical(StringIO(file.decode())).get(zone)
    starts: list[Any] = [event["DTSTART"] for event in Calendar.from_ical(file).walk("VEVENT")]
    named = [start.dt.replace(tzinfo=rules) if "TZID" in start.params else start.dt for start in starts]
    assert [start.astimezone(UTC) for start in named] == moments


@pytest.mark.parametrize("zone", ZONES)
def test_the_clocks_change_in_the_file_when_they_do(zone: str) -> None:
    """As a program reads it that puts each change, told by the clock before it, into world time."""
    _, file = only(NOW, zone)
    rules = Calendar.from_ical(file).timezones
    changes: list[Any] = [change for one in rules for change in one.subcomponents]
    begins = changes[0].DTSTART
    for change in changes:
        lists = change.get("rdate")
        onsets = [change.DTSTART, *((one.dt for one in lists.dts) if lists else ())]
        for onset in onsets:
            at = (onset - change.TZOFFSETFROM).replace(tzinfo=UTC).astimezone(ZoneInfo(zone))
            before = (at.astimezone(UTC) - timedelta(seconds=1)).astimezone(ZoneInfo(zone))
            assert (before.utcoffset(), at.utcoffset()) == (change.TZOFFSETFROM, change.TZOFFSETTO)
    assert begins <= datetime(2025, 1, 1)  # noqa: DTZ001 - on the clock of the zone


@pytest.mark.parametrize("zone", ZONES[:7])
def test_hour_that_comes_twice_stays_the_one_that_was_meant(zone: str) -> None:
    for fold in (0, 1):
        meant = datetime(2026, 11, 1, 1, 30, fold=fold, tzinfo=ZoneInfo(zone)).astimezone(UTC)
        start, _ = only(meant, zone)
        assert start.dt.astimezone(UTC) == meant
        assert start.to_ical() == (f"{meant:%Y%m%dT%H%M%SZ}".encode() if fold else b"20261101T013000")


def test_offer_ends_with_a_whole_day() -> None:
    last = datetime(2026, 12, 4, 23, 59, 59, tzinfo=sent().zone)
    file = calendar_file([KeyDate(OFFER_ENDS, last, date(2026, 12, 4))], invitation=sent(), now=NOW)
    assert b"DTSTART;VALUE=DATE:20261204" in file


def test_second_file_updates_the_first() -> None:
    one = [KeyDate(REPLY_BY, NOW), KeyDate(INTERVIEW, NOW + timedelta(days=1))]
    other = [KeyDate(REPLY_BY, NOW + timedelta(hours=5)), one[1]]
    invitation = sent()
    first = events(calendar_file(one, invitation=invitation, now=NOW))
    later = events(calendar_file(other, invitation=invitation, now=NOW + timedelta(minutes=1)))
    for title in ("Reply due", "Appointment"):
        assert first[title]["UID"] == later[title]["UID"]
        assert first[title]["SEQUENCE"] < later[title]["SEQUENCE"]
        assert first[title]["DTSTAMP"].dt < later[title]["DTSTAMP"].dt
    assert first["Reply due"]["UID"] != first["Appointment"]["UID"]
    strange = events(calendar_file(one, invitation=sent(), now=NOW))
    assert strange["Reply due"]["UID"] != first["Reply due"]["UID"]


@pytest.fixture
def dated(ana: CandidateActor) -> CandidateActor:
    """Ana, advised to ask, with each of the dates."""
    ana.invitation.reply_by = datetime(2026, 11, 25, 22, tzinfo=UTC)
    ana.invitation.interview_at = datetime(2026, 11, 27, 15, tzinfo=UTC)
    ana.invitation.contact_name, ana.invitation.place = "Dana", "Suite 4"
    ana.invitation.save()
    ana.invitation.draft.delete()
    practiced = {"interviews_lately": "six_or_more", "interview_skill": "very_well"}
    answers = plain(**{**OFFER, "days_to_answer": 11, "days_to_their_offer": "not_sure", **practiced})
    web = factories.web_answers(answers, on=NOW.date())
    assert factories.advice(invitation=ana.invitation, answers=web).verdict == "ask"
    return ana


def test_page_and_file_tell_the_same_dates(dated: CandidateActor) -> None:
    text = dated.client.get(dated.url("advice")).content.decode().split('<h2 id="dates">')[1]
    page = re.findall(r"<dt>([^<]*)</dt><dd>([^<]*)", text.split("</dl>")[0])
    zone = dated.invitation.zone
    names = {
        "Check for an answer": "Have the answer by",
        "Reply due": "Reply to the invitation by",
        "Appointment": "Interview",
        "Last day to answer": "Answer your other offer by",
    }
    starts = {title: event["DTSTART"].dt for title, event in events(_download(dated)).items()}
    said = [
        (names[title], say_moment(start, zone) if isinstance(start, datetime) else say_date(start))
        for title, start in starts.items()
    ]
    assert (said, len(said)) == (page, 4)


def _download(actor: CandidateActor) -> bytes:
    response = actor.client.get(actor.url("dates_file"))
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert response["Content-Disposition"] == 'attachment; filename="dates.ics"'
    assert (response["X-Content-Type-Options"], response["Cache-Control"]) == ("nosniff", "no-store")
    return response.content


def test_file_tells_nobody_what_the_dates_are_about(dated: CandidateActor) -> None:
    file = _download(dated).decode()
    assert [word for word in SECRET if word.lower() in file.lower()] == []
    ids = (dated.invitation.public_id, dated.person.ref)
    assert [one for one in ids if str(one) in file or one.hex in file] == []
    assert file.count("CLASS:PRIVATE") == 4


@pytest.mark.parametrize("advised", [False, True])
def test_without_a_date_there_is_no_file_and_it_is_said(ana: CandidateActor, advised: bool) -> None:
    if advised:
        factories.advice(invitation=ana.invitation)
    response = ana.client.get(ana.url("dates_file"), follow=True)
    assert (response.status_code, "There is no date yet" in response.content.decode()) == (200, True)
    if advised:
        assert "dates.ics" not in ana.client.get(ana.url("advice")).content.decode()
