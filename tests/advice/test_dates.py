"""The moment by which an answer should be there: in working hours, and early enough to reply."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from decisions.advice.dates import ask_by
from decisions.models import Invitation
from decisions.questions import say_moment, zone_name

INDIANA = ZoneInfo("America/Indiana/Indianapolis")
# 2026-11-23 is a Monday.
MONDAY_10 = datetime(2026, 11, 23, 10, tzinfo=INDIANA)


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=INDIANA)


@pytest.mark.parametrize(
    ("reply_by", "expected"),
    [
        (at(25, 17), at(25, 13)),
        (at(25, 17, 45), at(25, 13)),
        (at(25, 9), at(24, 18)),
        (at(25, 23, 30), at(25, 18)),
        (at(29, 17), at(28, 18)),
        (at(30, 9), at(28, 18)),
    ],
    ids=["afternoon", "full hour", "morning", "night", "a Sunday", "Monday morning"],
)
def test_answer_is_due_in_working_hours_before_the_reply(reply_by: datetime, expected: datetime) -> None:
    assert ask_by(now=MONDAY_10, invitation=Invitation(reply_by=reply_by)) == expected


def test_reply_by_noon_tomorrow_asked_late_at_night_leaves_an_hour() -> None:
    found = ask_by(now=at(23, 23), invitation=Invitation(reply_by=at(24, 8)))
    assert found == at(24, 7)


def test_hardly_any_time_left_is_halved() -> None:
    found = ask_by(now=MONDAY_10, invitation=Invitation(reply_by=MONDAY_10 + timedelta(hours=1)))
    assert found == MONDAY_10 + timedelta(minutes=30)


def test_without_a_reply_by_the_interview_counts_two_days_ahead() -> None:
    assert ask_by(now=MONDAY_10, invitation=Invitation(interview_at=at(30, 10))) == at(28, 10)


@pytest.mark.parametrize("reply_by", [None, at(23, 9)])
def test_without_a_date_to_come_there_is_none(reply_by: datetime | None) -> None:
    assert ask_by(now=MONDAY_10, invitation=Invitation(reply_by=reply_by)) is None


@pytest.mark.parametrize(
    ("moment", "said"),
    [
        (datetime(2026, 11, 25, 22, tzinfo=UTC), "Wed, Nov 25, 5 pm"),
        (datetime(2026, 11, 25, 17, tzinfo=UTC), "Wed, Nov 25, noon"),
        (datetime(2026, 11, 26, 5, 30, tzinfo=UTC), "Thu, Nov 26, 12:30 am"),
    ],
)
def test_moment_is_said_on_the_clock_of_the_zone(moment: datetime, said: str) -> None:
    assert say_moment(moment, INDIANA).replace("\N{NO-BREAK SPACE}", " ") == said


@pytest.mark.parametrize(
    ("zone", "name"),
    [
        ("America/Indiana/Indianapolis", "Eastern time"),
        ("America/Indiana/Tell_City", "Central time"),
        ("America/Los_Angeles", "Pacific time"),
        ("Europe/Berlin", "CET"),
    ],
)
def test_zone_has_the_name_that_people_use(zone: str, name: str) -> None:
    assert zone_name(MONDAY_10, ZoneInfo(zone)) == name
