"""A worker that was ended in the middle of a mail: the mail is found again."""

import threading
from datetime import timedelta

import pytest
from django.core import mail as django_mail
from django.core.management import call_command
from django.db import OperationalError
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from decisions.mail import MAX_TRIES, queue
from decisions.mail.lost import LOST_AFTER, take_up_lost
from decisions.management.commands import worker
from decisions.models import Message
from tests import factories
from tests.mail.posting import real_queue, work

__all__ = ["real_queue"]

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("real_queue")]


@pytest.fixture
def waiting() -> Message:
    """A mail that waits for longer than any mail should."""
    ana = factories.candidate(email="ana@example.com")
    message = queue(Message.Kind.RESUME_LINK, cause="link 1", invitation=factories.invitation(candidate=ana))
    assert message is not None
    Message.objects.update(created_at=timezone.now() - LOST_AFTER - timedelta(minutes=1))
    return message


@pytest.mark.postgres
def test_mail_whose_worker_was_ended_is_sent_after_all(waiting: Message) -> None:
    assert take_up_lost() == 0, "its task waits"
    DBTaskResult.objects.update(status="RUNNING", started_at=timezone.now())
    assert take_up_lost() == 0, "a worker is at it"
    DBTaskResult.objects.update(started_at=timezone.now() - LOST_AFTER - timedelta(seconds=1))
    assert [take_up_lost(), take_up_lost()] == [1, 0]
    work()
    waiting.refresh_from_db()
    assert (waiting.state, len(django_mail.outbox)) == ("sent", 1)


def test_mail_that_ends_every_worker_is_given_up(waiting: Message) -> None:
    DBTaskResult.objects.all().delete()
    Message.objects.update(tries=MAX_TRIES)
    take_up_lost()
    waiting.refresh_from_db()
    assert (waiting.state, waiting.last_fault, DBTaskResult.objects.count()) == ("failed", "Interrupted", 0)


@pytest.mark.django_db(transaction=True)
def test_worker_looks_for_lost_mails_and_sends_what_is_due(waiting: Message) -> None:
    DBTaskResult.objects.all().delete()
    call_command("worker", batch=True, interval=0, verbosity=0)
    assert len(django_mail.outbox) == 1


def test_worker_goes_on_after_a_fault_beside_its_tasks(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    stop, rounds = threading.Event(), []

    def upkeep() -> None:
        rounds.append("round")
        if len(rounds) == 1:
            raise OperationalError("the database restarts")
        stop.set()

    monkeypatch.setattr(worker, "upkeep", upkeep)
    monkeypatch.setattr(worker, "EVERY_SECONDS", 0)
    worker.keep_up(stop)
    assert (len(rounds), [record.message for record in caplog.records]) == (2, ["upkeep failed"])
