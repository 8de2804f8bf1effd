"""Hours that do not exist or come twice, days that pass while somebody thinks, moments that have passed."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from decisions.models import Advice, Draft
from tests import factories
from tests.actors import CandidateActor
from tests.factories import answers_with
from tests.questionnaire.posting import errors, submit

OFFER = {
    "offer": "written",
    "offer_room": "fixed",
    "days_to_their_offer": "not_sure",
    "more_time": "not_asked",
    "pay_compared": "same",
}
ZONES = ["America/Indiana/Indianapolis", "America/Chicago", "America/Detroit", "America/Menominee"]


@pytest.fixture
def now(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Sets the clock by which pages, deadlines and advice go."""

    def put(moment: datetime) -> None:
        monkeypatch.setattr("django.utils.timezone.now", lambda: moment)

    return put


def facts(zone: str, day: str, at: str, which: str = "") -> dict[str, str]:
    return {"time_zone": zone, "interview_date": day, "interview_time": at, "interview_which": which}


@pytest.mark.parametrize("zone", ZONES)
def test_hour_that_the_clocks_leave_out_is_asked_back(zone: str, ana: CandidateActor, now: Any) -> None:
    now(datetime(2026, 3, 1, 15, tzinfo=UTC))
    page = submit(ana.client, ana.url("facts"), facts(zone, "2026-03-08", "02:30"))
    ana.invitation.refresh_from_db()
    assert list(errors(page)) == ["interview"]
    assert ana.invitation.interview_at is None


@pytest.mark.parametrize("zone", ZONES)
def test_hour_that_comes_twice_is_asked_and_kept_as_said(zone: str, ana: CandidateActor, now: Any) -> None:
    now(datetime(2026, 10, 20, 15, tzinfo=UTC))
    first_page = submit(ana.client, ana.url("facts"), facts(zone, "2026-11-01", "01:30"))
    assert list(errors(first_page)) == ["interview"]
    kept = []
    for which in ("first", "second"):
        reply = submit(ana.client, ana.url("facts"), facts(zone, "2026-11-01", "01:30", which))
        assert reply.status_code == 302
        ana.invitation.refresh_from_db()
        assert ana.invitation.interview_at is not None
        kept.append(ana.invitation.interview_at)
    assert kept[1] - kept[0] == timedelta(hours=1)
    assert {moment.astimezone(ana.invitation.zone).strftime("%H:%M") for moment in kept} == {"01:30"}


@pytest.mark.parametrize("days_ago", [1, 300])
def test_interview_and_reply_by_in_the_past_are_kept_and_every_page_opens(
    days_ago: int, ana: CandidateActor
) -> None:
    past = timezone.now() - timedelta(days=days_ago)
    ana.invitation.interview_at = ana.invitation.reply_by = past
    ana.invitation.interview_confirmed = True
    ana.invitation.save()
    ana.invitation.draft.delete()
    case = factories.case(advice=factories.advice(invitation=ana.invitation))
    pages = [("facts", ()), ("step", ("people",)), ("check", ()), ("advice", ()), ("share", ())]
    assert {ana.client.get(ana.url(name, *args)).status_code for name, args in pages} == {200}
    assert case.reply_by == past


def test_offer_that_ran_out_overnight_is_asked_again_before_any_advice(ana: CandidateActor, now: Any) -> None:
    now(datetime(2026, 11, 20, 15, tzinfo=UTC))
    answers = answers_with(**OFFER, days_to_answer={"on": "2026-11-20", "chip": None})
    Draft.objects.filter(invitation=ana.invitation).update(answers=answers)
    before = ana.client.get(ana.url("check")).content.decode()
    now(datetime(2026, 11, 21, 15, tzinfo=UTC))
    pages = [("step", ("offers",)), ("step", ("people",)), ("check", ())]
    assert {ana.client.get(ana.url(name, *args)).status_code for name, args in pages} == {200}
    refused = submit(ana.client, ana.url("check"), {})
    assert refused.status_code == 200
    assert "The date is before today" not in before
    assert "The date is before today" in refused.content.decode()
    assert Advice.objects.count() == 0
    assert Draft.objects.get(invitation=ana.invitation).answers == answers


def test_advice_stays_on_the_rules_that_its_draft_began_with(
    ana: CandidateActor, monkeypatch: pytest.MonkeyPatch
) -> None:
    ana.invitation.draft.delete()
    factories.draft(invitation=ana.invitation)
    pinned = Draft.objects.get(invitation=ana.invitation).rules

    def newer(on: date) -> Any:
        raise AssertionError("asked for the newest rules")

    for module in ("decisions.questionnaire.sheet", "decisions.questionnaire.arrive"):
        monkeypatch.setattr(f"{module}.current", newer)
    assert submit(ana.client, ana.url("check"), {}).status_code == 302
    assert Advice.objects.get().rules == pinned
    assert ana.client.get(ana.url("advice")).status_code == 200
