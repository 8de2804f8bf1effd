"""The dates that matter: which there are, and by when an answer should be there, early enough to reply."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from decisions.advice.dates import ask_by, date_lines, is_working_day, key_dates
from decisions.advice.told import Told
from decisions.models import Invitation
from decisions.questions import say_moment, zone_name
from tests.advice.stored_nowhere import NOW, advice
from tests.scoring.answer_sets import OFFER, plain

INDIANA = ZoneInfo("America/Indiana/Indianapolis")
# 2026-11-23 is a Monday.
MONDAY_10 = datetime(2026, 11, 23, 10, tzinfo=INDIANA)


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=INDIANA)


def moment(year: int, month: int, day: int, hour: int) -> datetime:
    return datetime(year, month, day, hour, tzinfo=INDIANA)


@pytest.mark.parametrize(
    ("reply_by", "expected"),
    [
        (at(25, 17), at(25, 13)),
        (at(25, 17, 45), at(25, 13)),
        (at(25, 9), at(24, 18)),
        (at(25, 23, 30), at(25, 18)),
        (at(29, 17), at(28, 18)),
        (at(30, 9), at(28, 18)),
        (at(26, 17), at(25, 18)),
        (at(27, 9), at(25, 18)),
        (at(27, 13), at(27, 9)),
    ],
    ids=[
        "afternoon",
        "full hour",
        "morning",
        "night",
        "a Sunday",
        "Monday morning",
        "Thanksgiving",
        "the morning after it",
        "the afternoon after it",
    ],
)
def test_answer_is_due_in_working_hours_before_the_reply(reply_by: datetime, expected: datetime) -> None:
    assert ask_by(now=MONDAY_10, invitation=Invitation(reply_by=reply_by)) == expected


@pytest.mark.parametrize(
    ("reply_by", "expected"),
    [
        (moment(2026, 12, 25, 17), moment(2026, 12, 24, 18)),
        (moment(2026, 12, 28, 9), moment(2026, 12, 26, 18)),
        (moment(2027, 1, 1, 12), moment(2026, 12, 31, 18)),
        (moment(2027, 1, 2, 9), moment(2026, 12, 31, 18)),
        # The 4th is a Sunday, so the 5th is off as well.
        (moment(2027, 7, 6, 9), moment(2027, 7, 3, 18)),
        (moment(2027, 11, 11, 12), moment(2027, 11, 10, 18)),
    ],
    ids=["Christmas", "Monday after it", "New Year", "Saturday after it", "a day in lieu", "Veterans Day"],
)
def test_nobody_is_asked_to_answer_on_a_holiday(reply_by: datetime, expected: datetime) -> None:
    assert ask_by(now=MONDAY_10, invitation=Invitation(reply_by=reply_by)) == expected


@given(
    since=st.integers(0, 2 * 365 * 24 * 60),
    minutes=st.integers(-600, 60 * 24 * 12),
    zone=st.sampled_from(["America/Indiana/Indianapolis", "America/Indiana/Tell_City", "Pacific/Honolulu"]),
)
def test_answer_is_due_between_now_and_the_reply_and_if_there_is_time_while_people_work(
    since: int, minutes: int, zone: str
) -> None:
    now = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=since)
    invitation = Invitation(reply_by=now + timedelta(minutes=minutes), time_zone=zone)
    due = ask_by(now=now, invitation=invitation)
    if due is None:
        assert minutes <= 0
        return
    local = due.astimezone(ZoneInfo(zone))
    assert now < due < invitation.reply_by  # type: ignore[operator]
    # Two holidays in a row with a Sunday do not occur: four days always hold a working hour.
    if minutes > 60 * 24 * 4:
        assert (is_working_day(local.date()), 8 <= local.hour <= 18) == (True, True)


def test_reply_by_noon_tomorrow_asked_late_at_night_leaves_an_hour() -> None:
    found = ask_by(now=at(23, 23), invitation=Invitation(reply_by=at(24, 8)))
    assert found == at(24, 7)


def test_hardly_any_time_left_is_halved() -> None:
    found = ask_by(now=MONDAY_10, invitation=Invitation(reply_by=MONDAY_10 + timedelta(hours=1)))
    assert found == MONDAY_10 + timedelta(minutes=30)


def test_little_time_is_named_by_the_quarter_of_an_hour() -> None:
    found = ask_by(now=at(24, 10, 37), invitation=Invitation(reply_by=at(24, 12)))
    assert found == at(24, 11, 15)
    found = ask_by(now=at(24, 10, 37), invitation=Invitation(reply_by=at(24, 10, 45)))
    assert found == at(24, 10, 41)


def test_without_a_reply_by_the_interview_counts_two_days_ahead() -> None:
    assert ask_by(now=MONDAY_10, invitation=Invitation(interview_at=at(30, 10))) == at(28, 10)


@pytest.mark.parametrize("reply_by", [None, at(23, 9)])
def test_without_a_date_to_come_there_is_none(reply_by: datetime | None) -> None:
    assert ask_by(now=MONDAY_10, invitation=Invitation(reply_by=reply_by)) is None


def test_dates_are_in_order_and_an_offer_lasts_until_its_day_ends() -> None:
    row = advice(plain(**OFFER), reply_by=at(25, 17), interview_at=at(27, 9))
    found = [(one.name, one.day) for one in key_dates(Told(row), now=NOW)]
    assert found == [("reply_by", None), ("interview", None), ("offer_ends", date(2026, 12, 13))]


def test_ask_by_is_a_date_only_where_the_advice_is_to_ask() -> None:
    practiced = {"interviews_lately": "six_or_more", "interview_skill": "very_well"}
    unsure = advice(plain(**{**OFFER, "days_to_their_offer": "not_sure", **practiced}), reply_by=at(25, 17))
    assert unsure.verdict == "ask"
    assert [one.name for one in key_dates(Told(unsure), now=NOW)] == ["ask_by", "reply_by", "offer_ends"]
    sure = advice(plain(), reply_by=at(25, 17))
    assert [one.name for one in key_dates(Told(sure), now=NOW)] == ["reply_by"]


def test_date_that_has_passed_says_what_to_do_now() -> None:
    ends_soon = {**OFFER, "days_to_answer": 1, "days_to_their_offer": 0}
    row = advice(plain(**ends_soon), reply_by=at(20, 17))
    lines = date_lines(Told(row), now=NOW + timedelta(days=3))
    assert [(line.label, line.past, line.what_now.split(". ")[-1]) for line in lines] == [
        ("Reply to the invitation by", True, "Reply today: a late answer is better than none."),
        ("Answer your other offer by", True, "Ask them today if the offer still stands."),
    ]


def test_after_the_hour_of_the_interview_no_reply_is_called_for() -> None:
    row = advice(plain(), reply_by=at(20, 17), interview_at=at(21, 9))
    assert [line.what_now[:30] for line in date_lines(Told(row), now=NOW)] == [
        "",
        "This has passed. If you did no",
    ]


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
