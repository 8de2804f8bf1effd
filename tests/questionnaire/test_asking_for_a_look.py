"""Asking a recruiter to look, and to whom a case goes that is shared for the first time."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from decisions.models import Case, Event, Message, Office
from tests import factories
from tests.actors import CandidateActor, StaffActor
from tests.desk.pages import case_url
from tests.questionnaire.test_share import look, share


@pytest.fixture
def advised(ana: CandidateActor) -> CandidateActor:
    factories.advice(invitation=ana.invitation)
    return ana


def test_nobody_asks_for_a_look_but_the_candidate(
    advised: CandidateActor, rae: StaffActor, home_office: Office
) -> None:
    page = advised.client.get(advised.url("share")).content.decode()
    assert 'name="look" id="id_look">' in page
    share(advised, ["cost"])
    assert (Case.objects.get().asked_for_look, Case.objects.get().needs_look) == (False, [])
    asked = "The candidate asks for a look"
    assert asked in look(advised, ["cost"], look="on").content.decode()
    share(advised, ["cost"], look="on")
    case = Case.objects.get()
    assert (case.asked_for_look, case.needs_look, case.version) == (True, ["candidate_asked"], 2)
    assert asked in rae.client.get(case_url(case)).content.decode()
    page = advised.client.get(advised.url("share")).content.decode()
    assert ('name="look" id="id_look" checked' in page, "The agency still sees" in page) == (True, False)
    share(advised, ["cost"])
    assert Case.objects.get().needs_look == []


def test_office_that_invited_them_is_chosen_beforehand(advised: CandidateActor, home_office: Office) -> None:
    factories.office()
    advised.invitation.office = home_office
    advised.invitation.save()
    page = advised.client.get(advised.url("share")).content.decode()
    assert f'<option value="{home_office.pk}" selected>' in page


def invite(ana: CandidateActor, by: StaffActor) -> None:
    ana.invitation.recruiter = by.person
    ana.invitation.save()


def test_first_share_goes_to_the_recruiter_who_invited_them(
    advised: CandidateActor, rae: StaffActor, ida: StaffActor, home_office: Office
) -> None:
    invite(advised, rae)
    share(advised, ["cost"])
    case = Case.objects.get()
    assert (case.claimed_by, case.claimed_at) == (rae.person, case.shared_at)
    event = Event.objects.get(code=Event.Code.CASE_CLAIMED)
    assert (event.actor_kind, event.subject, event.detail) == (
        "system",
        str(case.ref),
        {"for": rae.person.pk},
    )
    Case.objects.update(claimed_by=ida.person, claimed_at=case.shared_at + timedelta(hours=1))
    share(advised, ["verdict"])
    assert Case.objects.get().claimed_by == ida.person


@pytest.mark.parametrize(
    "gone", [{"is_active": False}, {"groups": []}, {"offices": []}], ids=["left", "no right", "other office"]
)
def test_recruiter_who_is_no_longer_there_gets_no_case(
    advised: CandidateActor, rae: StaffActor, home_office: Office, gone: dict[str, Any]
) -> None:
    invite(advised, rae)
    for name, value in gone.items():
        if isinstance(value, list):
            getattr(rae.person, name).set(value)
        else:
            setattr(rae.person, name, value)
    rae.person.save()
    share(advised, ["cost"])
    assert (Case.objects.get().claimed_by, Event.objects.filter(code="case_claimed").count()) == (None, 0)


def test_case_that_is_due_is_told_at_once(
    advised: CandidateActor, rae: StaffActor, home_office: Office
) -> None:
    invite(advised, rae)
    share(advised, ["cost"])
    assert Message.objects.count() == 0
    advised.invitation.reply_by = timezone.now() + timedelta(hours=5)
    advised.invitation.save()
    share(advised, ["cost"])
    assert [(one.kind, one.user, one.case) for one in Message.objects.all()] == [
        (Message.Kind.CASE_DUE, rae.person, Case.objects.get())
    ]
