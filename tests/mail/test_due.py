"""A case that is due within a day is told at once: to one who answers for it, in words that name nobody."""

from datetime import timedelta

import pytest
from django.core import mail as django_mail
from django.utils import timezone

from decisions import mail
from decisions.advice.sharing import withdraw
from decisions.models import Absence, Case, Event, Message
from tests import factories
from tests.actors import StaffActor
from tests.mail.posting import everything_in, real_queue, receivers, work

__all__ = ["real_queue"]

pytestmark = pytest.mark.django_db


@pytest.fixture
def due_case(sams_case: Case) -> Case:
    """Sam's case, due in twenty hours, with two reasons to look."""
    sams_case.reply_by = timezone.now() + timedelta(hours=20)
    sams_case.needs_look = ["close", "bridge_high"]
    sams_case.save()
    django_mail.outbox.clear()
    return sams_case


def claim(case: Case, actor: StaffActor) -> Case:
    case.claimed_by, case.claimed_at = actor.person, timezone.now()
    case.save()
    return case


def away(who: StaffActor, cover: StaffActor | None) -> None:
    today, day = timezone.localdate(), timedelta(days=1)
    days = {"first_day": today - day, "last_day": today + day}
    Absence.objects.create(user=who.person, cover=cover.person if cover else None, **days)


def told(case: Case) -> list[str]:
    mail.tell_due(case)
    return receivers()


@pytest.mark.postgres
def test_due_case_is_told_to_who_claimed_it_once_until_the_desk_did_something(
    due_case: Case, rae: StaffActor, ida: StaffActor
) -> None:
    claim(due_case, rae)
    assert [told(due_case), told(due_case)] == [["rae"], []]
    Event.objects.record(Event.Code.OPINION_GIVEN, by=rae.person, subject=str(due_case.ref))
    assert [told(due_case), told(due_case)] == [["rae"], []]


def test_due_case_is_told_to_who_stands_in(
    due_case: Case, rae: StaffActor, ida: StaffActor, sol: StaffActor, otto: StaffActor, max_: StaffActor
) -> None:
    assert told(due_case) == ["ida", "rae"], "nobody claimed it: the reviewers of the office"
    claim(due_case, rae)
    away(rae, cover=ida)
    Message.objects.all().delete()
    assert told(due_case) == ["ida"], "the cover"
    Absence.objects.update(cover=None)
    Message.objects.all().delete()
    assert told(due_case) == ["ida"], "nobody covers: the others of the office"
    Absence.objects.update(cover=otto.person)
    Message.objects.all().delete()
    assert told(due_case) == ["ida"], "to cover gives no right"
    away(ida, cover=None)
    Message.objects.all().delete()
    assert told(due_case) == ["ida", "rae"], "all are away: better all of them than nobody"


@pytest.mark.parametrize("gone", ["is_active", "is_staff", "email"])
def test_due_case_of_who_left_is_told_to_the_office(
    due_case: Case, rae: StaffActor, ida: StaffActor, gone: str
) -> None:
    claim(due_case, rae)
    setattr(rae.person, gone, "" if gone == "email" else False)
    rae.person.save()
    assert told(due_case) == ["ida"]


def test_case_that_is_not_due_or_was_reviewed_waits(due_case: Case, rae: StaffActor) -> None:
    due_case.reviewed_at = timezone.now()
    assert told(due_case) == []
    due_case.reviewed_at, due_case.reply_by = None, timezone.now() + timedelta(hours=24, minutes=1)
    assert told(due_case) == []


def test_mails_to_staff_hold_a_time_and_a_link_and_name_nobody(
    due_case: Case, rae: StaffActor, ida: StaffActor
) -> None:
    factories.agency(name="Byrne Staffing")
    Case.objects.update(candidate_name="Samuel", company="Lakeshore RV", contact_name="Dolores")
    due_case.refresh_from_db()
    mail.tell_due(claim(due_case, rae))
    mail.queue_staff(Message.Kind.TAKEN_OVER, cause="1", user=ida.person, case=due_case)
    mail.queue_digests(at_once=True)
    assert [sent.subject for sent in django_mail.outbox] == [
        "A case is due within 24 hours",
        "A colleague took over a case of yours",
        "Due within 24 hours: 1",
    ]
    for sent in django_mail.outbox:
        words = everything_in(sent)
        assert f"http://localhost/admin/decisions/case/{due_case.ref}/" in words
        named = [
            "Samuel",
            "Sam W.",
            "Lakeshore",
            "Dolores",
            "take",
            "decline",
            "Ida" * (sent.to[0][0] == "r"),
        ]
        assert [name for name in filter(None, named) if name in words] == []
    assert "There are 2 reasons to look." in str(django_mail.outbox[0].body)


def test_mail_about_a_case_that_is_settled_or_withdrawn_by_then_does_not_leave(
    real_queue: None, due_case: Case, rae: StaffActor, ida: StaffActor
) -> None:
    mail.tell_due(due_case)
    claim(due_case, rae)
    work()
    assert receivers() == ["rae"], "Ida need not look any more"
    mail.queue_staff(Message.Kind.TAKEN_OVER, cause="1", user=ida.person, case=due_case)
    withdraw(invitation=due_case.invitation, by=due_case.invitation.candidate)
    work()
    assert (receivers(), Message.objects.count()) == ([], 0)


def test_mail_to_who_was_deactivated_is_not_queued_and_not_sent(
    real_queue: None, due_case: Case, rae: StaffActor
) -> None:
    mail.queue_staff(Message.Kind.TAKEN_OVER, cause="1", user=rae.person, case=due_case)
    rae.person.is_active = False
    rae.person.save()
    assert mail.queue_staff(Message.Kind.TAKEN_OVER, cause="2", user=rae.person, case=due_case) is None
    work()
    assert (receivers(), Message.objects.count()) == ([], 0)


@pytest.mark.parametrize("kind", [Message.Kind.TAKEN_OVER, Message.Kind.DIGEST])
def test_mail_to_who_may_not_review_any_more_is_not_sent(
    real_queue: None, due_case: Case, rae: StaffActor, kind: Message.Kind
) -> None:
    mail.queue_staff(kind, cause="1", user=rae.person, case=due_case)
    rae.person.groups.clear()
    work()
    assert (receivers(), Message.objects.count()) == ([], 0)
