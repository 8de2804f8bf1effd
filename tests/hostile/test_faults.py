"""Two clicks at once, a database that is locked, and what the log says of private links."""

import logging
import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import psycopg2
import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from decisions.models import Advice, Case, Event, Invitation
from staffing.logs import JSONFormatter
from tests import factories
from tests.actors import CandidateActor
from tests.questionnaire.posting import hidden


def at_once(*acts: Callable[[], Any]) -> list[int]:
    """Do all acts at the same moment, each in a thread of its own; the statuses."""
    barrier, statuses = threading.Barrier(len(acts)), []

    def run(act: Callable[[], Any]) -> None:
        barrier.wait(10)
        try:
            statuses.append(act().status_code)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[act]) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return statuses


def browser_of(actor: CandidateActor) -> Client:
    same = Client(raise_request_exception=False)
    same.cookies = actor.client.cookies
    return same


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_two_clicks_at_once_make_one_advice_and_one_case(ana: CandidateActor) -> None:
    factories.office()
    ana.invitation.draft.delete()
    factories.draft(invitation=ana.invitation)
    version = hidden(ana.client.get(ana.url("check")), "version")
    clicks = [browser_of(ana) for _ in range(3)]
    got = at_once(*(lambda b=b: b.post(ana.url("check"), {"version": version}) for b in clicks))
    ticked = {"part": ["verdict"], "name": "Ana"}
    shown = hidden(ana.client.post(ana.url("share"), {**ticked, "go": "show"}), "shown")
    shared = at_once(*(lambda b=b: b.post(ana.url("share"), {**ticked, "shown": shown}) for b in clicks))
    assert (got, shared) == ([302] * 3, [302] * 3)
    assert (Advice.objects.count(), Case.objects.count()) == (1, 1)
    assert Event.objects.filter(code=Event.Code.ADVICE_ISSUED).count() == 1


@contextmanager
def written_by_somebody_else() -> Iterator[None]:
    """Another program writes for longer than anybody waits, which is a moment here."""
    options = connection.get_connection_params()
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA busy_timeout = 50")
            other: Any = sqlite3.connect(options["database"], isolation_level=None)
            lock = "BEGIN EXCLUSIVE"
        else:
            cursor.execute("SET statement_timeout = 200")
            wanted = {name: options[name] for name in ("dbname", "user", "host", "port") if name in options}
            other = psycopg2.connect(**wanted)
            lock = "LOCK TABLE decisions_draft, decisions_invitation IN EXCLUSIVE MODE"
    try:
        other.cursor().execute(lock)
        yield
    finally:
        other.rollback()
        other.close()
        connection.close()


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_database_locked_for_long_says_so_and_hands_the_text_back(ana: CandidateActor) -> None:
    browser = Client(raise_request_exception=False, enforce_csrf_checks=True)
    browser.cookies = ana.client.cookies
    browser.get(ana.url("facts"))
    token = browser.cookies["csrf"].value
    data = {"company": "<b>typed for an hour</b>", "csrfmiddlewaretoken": token, "opened": "", "go": "later"}
    with written_by_somebody_else():
        reply = browser.post(ana.url("facts"), data)
        reading = browser.get(ana.url("facts"))
    assert (reply.status_code, reply["Retry-After"], reading.status_code) == (503, "30", 200)
    assert b"&lt;b&gt;typed for an hour" in reply.content
    assert Invitation.objects.get(pk=ana.invitation.pk).company == "Elkhart Metal Works"
    assert browser.post(ana.url("facts"), data).status_code in {302, 409}


def test_log_never_holds_a_private_key(ana: CandidateActor, caplog: pytest.LogCaptureFixture) -> None:
    key = factories.resume_key(invitation=ana.invitation)
    address = reverse("resume", args=[key])
    visitor = Client(raise_request_exception=False)
    with caplog.at_level(logging.DEBUG):
        visitor.get(address)
        visitor.post(address)
        visitor.put(address)
        visitor.get(address + "x/")
        visitor.get(address, {"q": "\0"})
        visitor.get(address, HTTP_HOST="evil.test")
        visitor.get(address, HTTP_REFERER=f"http://localhost{address}")
        Client(enforce_csrf_checks=True).post(address)
    written = [JSONFormatter().format(record) for record in caplog.records if record.levelno >= logging.INFO]
    assert len(written) >= 8
    assert [line for line in written if key in line or "\n" in line] == []
