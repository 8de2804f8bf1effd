"""The outbox: once per cause, tried again after a fault, and no readable key stored anywhere."""

import re
from collections.abc import Iterator
from email.header import decode_header, make_header
from email.utils import parseaddr
from smtplib import SMTPServerDisconnected

import pytest
from django.conf import settings
from django.core import mail as django_mail
from django.core.management import call_command
from django.db import connection, transaction
from django.test import override_settings
from django_tasks_db.models import DBTaskResult

from decisions.mail import MAX_TRIES, deliver, queue
from decisions.models import Candidate, Invitation, Message, ResumeKey
from tests import factories

pytestmark = [pytest.mark.django_db]


@pytest.fixture(autouse=True)
def real_queue() -> Iterator[None]:
    with override_settings(TASKS={"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}):
        yield


@pytest.fixture
def invitation() -> Invitation:
    return factories.invitation(candidate=factories.candidate(email="ana@example.com", name="Ana"))


def work() -> None:
    """What the worker does with the mails that are due."""
    for task in DBTaskResult.objects.ready():
        task.status = "SUCCESSFUL"
        task.save()
        deliver.call(*task.args_kwargs["args"])


@pytest.mark.postgres
def test_mail_queued_is_stored_with_its_task_and_not_sent_yet(invitation: Invitation) -> None:
    message = queue(Message.Kind.RESUME_LINK, cause="link 1", invitation=invitation)
    assert message is not None
    assert (message.state, DBTaskResult.objects.count(), django_mail.outbox) == ("queued", 1, [])


@pytest.mark.postgres
def test_mail_of_a_deed_that_is_rolled_back_does_not_exist(invitation: Invitation) -> None:
    with transaction.atomic():
        queue(Message.Kind.RESUME_LINK, cause="link 1", invitation=invitation)
        transaction.set_rollback(True)
    assert (Message.objects.count(), DBTaskResult.objects.count()) == (0, 0)


@pytest.mark.postgres
def test_mail_for_the_same_cause_is_queued_once(invitation: Invitation) -> None:
    queue(Message.Kind.RESUME_LINK, cause="link 1", invitation=invitation)
    assert queue(Message.Kind.RESUME_LINK, cause="link 1", invitation=invitation) is None
    assert (Message.objects.count(), DBTaskResult.objects.count()) == (1, 1)


def test_mail_without_an_address_is_not_queued() -> None:
    assert queue(Message.Kind.OPINION, cause="opinion 1", invitation=factories.invitation()) is None
    assert Message.objects.count() == 0


def test_mail_whose_address_was_taken_away_by_then_is_dropped(invitation: Invitation) -> None:
    queue(Message.Kind.RESUME_LINK, cause="link 1", invitation=invitation)
    Candidate.objects.update(email=None)
    work()
    assert (django_mail.outbox, Message.objects.count(), ResumeKey.objects.count()) == ([], 0, 0)


def test_mail_sent_holds_a_link_that_opens_the_invitation(invitation: Invitation) -> None:
    message = queue(Message.Kind.RESUME_LINK, cause="link 1", invitation=invitation)
    work()
    (sent,) = django_mail.outbox
    (key,) = re.findall(r"http://localhost/r/([\w-]{32})/", str(sent.body))
    found = ResumeKey.objects.find(key)
    assert message is not None
    message.refresh_from_db()
    assert (message.state, message.tries, sent.to) == ("sent", 1, ["ana@example.com"])
    assert found is not None
    assert found.invitation == invitation


def test_link_of_the_agencys_invitation_opens_less_than_the_candidates_own(invitation: Invitation) -> None:
    queue(Message.Kind.INVITED, cause="invited 1", invitation=invitation)
    work()
    assert ResumeKey.objects.get().origin == ResumeKey.Origin.DESK
    queue(Message.Kind.FACT, cause="fact 1", invitation=invitation)
    work()
    assert ResumeKey.objects.latest("pk").origin == ResumeKey.Origin.MAILED


def test_mail_comes_from_the_agency_and_is_answered_there(invitation: Invitation) -> None:
    factories.agency(name='Müller, "Best" & Sons', email="help@agency.test")
    queue(Message.Kind.RESUME_LINK, cause="link 1", invitation=invitation)
    work()
    sent = django_mail.outbox[0]
    name, address = parseaddr(sent.from_email)
    assert str(make_header(decode_header(name))) == 'Müller, "Best" & Sons'
    assert address == settings.DEFAULT_FROM_EMAIL
    assert sent.reply_to == ["help@agency.test"]
    assert b"help@agency.test" in sent.message().as_bytes()


def test_mail_sent_is_not_sent_again(invitation: Invitation) -> None:
    message = queue(Message.Kind.RESUME_LINK, cause="link 1", invitation=invitation)
    work()
    assert message is not None
    deliver.call(message.pk)
    assert len(django_mail.outbox) == 1


def test_mail_key_stands_in_no_table(invitation: Invitation) -> None:
    queue(Message.Kind.RESUME_LINK, cause="link 1", invitation=invitation)
    work()
    (key,) = re.findall(r"/r/([\w-]{32})/", str(django_mail.outbox[0].body))
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608 - names come from the database itself
            assert key not in str(cursor.fetchall()), table


def test_mail_server_down_keeps_the_mail_and_tries_again_later(
    invitation: Invitation, monkeypatch: pytest.MonkeyPatch
) -> None:
    def down(*args: object, **kwargs: object) -> int:
        raise SMTPServerDisconnected("ana@example.com refused")

    monkeypatch.setattr("django.core.mail.EmailMultiAlternatives.send", down)
    message = queue(Message.Kind.RESUME_LINK, cause="link 1", invitation=invitation)
    work()
    assert message is not None
    message.refresh_from_db()
    assert (message.state, message.tries, message.last_fault) == ("queued", 1, "SMTPServerDisconnected")
    later = DBTaskResult.objects.get(status="READY")
    assert later.run_after > message.created_at
    assert ResumeKey.objects.count() == 0

    for _ in range(MAX_TRIES - 1):
        deliver.call(message.pk)
    message.refresh_from_db()
    assert (message.state, message.tries) == ("failed", MAX_TRIES)


@pytest.mark.django_db(transaction=True)
def test_worker_sends_what_is_due(invitation: Invitation) -> None:
    queue(Message.Kind.RESUME_LINK, cause="link 1", invitation=invitation)
    call_command("db_worker", batch=True, interval=0, verbosity=0)
    assert len(django_mail.outbox) == 1
