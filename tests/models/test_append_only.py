"""Some tables may only grow. The database itself says so, on SQLite and on Postgres."""

import pytest
from django.db import DatabaseError, connection, transaction
from django.db.models import Model, QuerySet

from decisions.models import Advice, CaseMessage, Erasure, Event, Opinion
from decisions.models.triggers import TRIGGERS
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


def refused(act: object) -> bool:
    try:
        with transaction.atomic():
            act()  # type: ignore[operator]
    except DatabaseError as error:
        return "append-only" in str(error)
    return False


def changes(rows: "QuerySet[Model]", **values: object) -> object:
    return lambda: rows.update(**values)


def test_triggers_after_all_migrations_are_all_there() -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT tgname FROM pg_trigger WHERE NOT tgisinternal")
        else:
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        there = {row[0] for row in cursor.fetchall()}
    assert {trigger.name for trigger in TRIGGERS} == there


def test_advice_can_not_be_changed() -> None:
    advice = factories.advice()
    assert refused(changes(Advice.objects.filter(pk=advice.pk), result={"verdict": "take"}))


def test_opinion_can_not_be_changed() -> None:
    opinion = factories.opinion(case=factories.case(), by=factories.user(name="rae"))
    assert refused(changes(Opinion.objects.filter(pk=opinion.pk), comment="something else"))


def test_message_to_a_candidate_can_not_be_changed() -> None:
    message = CaseMessage.objects.create(
        case=factories.case(), text="Call me.", language="en", by=factories.user(name="rae")
    )
    assert refused(changes(CaseMessage.objects.filter(pk=message.pk), text="something else"))


def test_event_can_not_be_changed() -> None:
    event = Event.objects.record(Event.Code.EXPORTED, by=None)
    assert refused(changes(Event.objects.filter(pk=event.pk), subject="another"))


def test_event_can_not_be_deleted_without_an_erasure() -> None:
    event = Event.objects.record(Event.Code.EXPORTED, by=None)
    assert refused(lambda: Event.objects.filter(pk=event.pk).delete())
    assert Event.objects.filter(pk=event.pk).exists()


def test_event_can_be_deleted_only_while_an_erasure_of_that_person_is_open() -> None:
    ana, bo = factories.candidate(), factories.candidate()
    of_ana = Event.objects.record(Event.Code.LINK_USED, by=ana, person=ana.ref)
    of_bo = Event.objects.record(Event.Code.LINK_USED, by=bo, person=bo.ref)
    erasure = Erasure.objects.create(person=ana.ref)
    assert refused(lambda: Event.objects.filter(pk=of_bo.pk).delete())
    assert Event.objects.filter(pk=of_ana.pk).delete()[0] == 1

    erasure.closed_at = erasure.opened_at
    erasure.save()
    later = Event.objects.record(Event.Code.LINK_USED, by=ana, person=ana.ref)
    assert refused(lambda: Event.objects.filter(pk=later.pk).delete())
