"""Being away: noted at the desk, by oneself or by an administrator, and mails go to who stands in."""

import threading
from contextlib import suppress
from datetime import date, timedelta
from typing import Any

import pytest
from django.core import mail as django_mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from decisions import mail
from decisions.models import Absence, Case, Event
from decisions.review import absences
from tests import factories
from tests.actors import StaffActor

pytestmark = pytest.mark.django_db

AWAY = reverse("admin:decisions_case_away")
DAY = timedelta(days=1)


def remove_url(absence: Absence) -> str:
    return reverse("admin:decisions_case_away_remove", args=[absence.pk])


def days(first: date, last: date, cover: StaffActor | None = None) -> dict[str, Any]:
    who = cover.person.pk if cover else ""
    return {"first_day": first.isoformat(), "last_day": last.isoformat(), "cover": who}


@pytest.fixture
def today(home_office: object) -> date:
    """Where the office is."""
    return timezone.localdate(timezone=mail.home_zone(factories.user()))


def test_absence_is_noted_shown_to_both_and_removed(rae: StaffActor, ida: StaffActor, today: date) -> None:
    week = days(today + 7 * DAY, today + 11 * DAY, cover=ida)
    assert rae.client.post(AWAY, week, follow=True).redirect_chain == [(AWAY, 302)]
    rae.client.post(AWAY, week)
    noted = Absence.objects.get()
    assert (noted.user, noted.cover, noted.first_day) == (rae.person, ida.person, today + 7 * DAY)
    assert "<bdi>ida</bdi> covers" in rae.client.get(AWAY).content.decode()
    assert "You cover for" in ida.client.get(AWAY).content.decode()
    assert ida.client.post(remove_url(noted)).status_code == 404
    assert rae.client.get(remove_url(noted)).status_code == 405
    for _tap in range(2):
        assert rae.client.post(remove_url(noted)).status_code == 302
    assert rae.client.post(reverse("admin:decisions_case_away_remove", args=[10**30])).status_code == 302
    events = Event.objects.filter(code="absence_changed").order_by("pk")
    assert [(event.actor_ref, event.subject, event.detail) for event in events] == [
        (str(rae.person.pk), f"user {rae.person.pk}", {"absence": noted.pk, "change": change})
        for change in ("noted", "removed")
    ]


def test_absence_that_can_not_be_is_refused_in_words(
    rae: StaffActor, ida: StaffActor, sol: StaffActor, otto: StaffActor, today: date
) -> None:
    Absence.objects.create(user=rae.person, first_day=today + 20 * DAY, last_day=today + 22 * DAY)
    Absence.objects.create(user=ida.person, first_day=today + 5 * DAY, last_day=today + 5 * DAY)
    refusals = {
        "The last day is before the first.": days(today + DAY, today),
        "That time is over already.": days(today - 3 * DAY, today - DAY),
        "That is longer than a year.": days(today, today + 367 * DAY),
        "is noted already. Remove that first.": days(today, today + 20 * DAY),
        "This colleague is away in that time, too.": days(today, today + 9 * DAY, cover=ida),
        "Choose a colleague from the list, or nobody.": days(today, today, cover=otto),
        "Choose a day, as in 2026-12-24.": {"first_day": "soon", "last_day": "9999-99-99", "cover": "x"},
        "Choose a day.": {},
    }
    for sentence, typed in refusals.items():
        answer = rae.client.post(AWAY, typed)
        assert (answer.status_code, sentence in answer.content.decode()) == (200, True), sentence
    assert rae.client.post(AWAY, {"first_day": "\x00"}).status_code == 400
    for cover in (sol, rae):
        typed = days(today, today, cover=cover)
        assert "Choose a colleague" in rae.client.post(AWAY, typed).content.decode()
    assert Absence.objects.count() == 2


def test_absence_noted_in_two_windows_at_once_is_stored_once(rae: StaffActor, today: date) -> None:
    wanted: dict[str, Any] = {"user": rae.person, "by": rae.person, "cover": None, "first_day": today}
    first = absences.note(**wanted, last_day=today)
    assert absences.note(**wanted, last_day=today) == first
    with pytest.raises(absences.AwayAlready):
        absences.note(**wanted, last_day=today + DAY)


def test_who_stands_in_from_today_learns_at_once_what_is_due(
    rae: StaffActor, ida: StaffActor, sams_case: Case, today: date
) -> None:
    sams_case.claimed_by, sams_case.claimed_at = rae.person, timezone.now()
    sams_case.reply_by = timezone.now() + timedelta(hours=3)
    sams_case.save()
    rae.client.post(AWAY, days(today + DAY, today + DAY, cover=ida))
    assert django_mail.outbox == []
    rae.client.post(AWAY, days(today, today, cover=ida))
    assert [(sent.to, sent.subject) for sent in django_mail.outbox] == [
        (["ida@agency.test"], "Due within 24 hours: 1")
    ]


def test_administrator_notes_and_removes_an_absence_of_another(
    alma: StaffActor, rae: StaffActor, ida: StaffActor, otto: StaffActor, today: date
) -> None:
    add = reverse("admin:decisions_absence_add")
    refused = alma.client.post(add, {"user": rae.person.pk, **days(today, today, cover=otto)})
    assert "Choose somebody else who reviews cases in the same office." in refused.content.decode()
    assert alma.client.post(add, {"user": rae.person.pk, **days(today, today, cover=ida)}).status_code == 302
    noted = Absence.objects.get()
    assert (noted.user, noted.cover) == (rae.person, ida.person)
    listed = reverse("admin:decisions_absence_changelist")
    assert alma.client.get(listed).status_code == 200
    ticked = {"action": "delete_selected", "_selected_action": [noted.pk], "post": "yes"}
    assert alma.client.post(listed, ticked).status_code == 302
    events = Event.objects.filter(code="absence_changed", actor_ref=str(alma.person.pk)).order_by("pk")
    assert [event.detail["change"] for event in events] == ["noted", "removed"]
    assert rae.client.get(listed).status_code == 403


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_two_administrators_who_note_the_same_days_are_both_answered(
    alma: StaffActor, max_: StaffActor, rae: StaffActor, today: date, monkeypatch: pytest.MonkeyPatch
) -> None:
    note, both_checked, replies = absences.note, threading.Barrier(2), []

    def note_after_both_were_checked(**wanted: Any) -> Absence:
        # A database that lets only one begin at all has no second one to wait for.
        with suppress(threading.BrokenBarrierError):
            both_checked.wait(timeout=1)
        return note(**wanted)

    def save(by: StaffActor, last: date) -> None:
        data = {"user": rae.person.pk, **days(today, last)}
        replies.append(by.client.post(reverse("admin:decisions_absence_add"), data))
        connection.close()

    monkeypatch.setattr(absences, "note", note_after_both_were_checked)
    threads = [threading.Thread(target=save, args=one) for one in ((alma, today), (max_, today + DAY))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(reply.status_code for reply in replies) == [200, 302]
    assert any("is noted already" in reply.content.decode() for reply in replies)
    assert Absence.objects.count() == 1


def test_away_page_asks_the_database_little_and_never_for_candidates(
    rae: StaffActor, ida: StaffActor, today: date
) -> None:
    for number in range(3):
        day = today + number * DAY
        Absence.objects.create(user=rae.person, first_day=day, last_day=day, cover=ida.person)
    rae.client.get(AWAY)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        rae.client.get(AWAY)
    asked = [query["sql"] for query in queries.captured_queries]
    assert len(asked) <= 12
    assert [sql for sql in asked if "candidate" in sql or "invitation" in sql] == []
