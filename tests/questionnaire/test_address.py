"""Proving an address, and what happens where two rows turn out to be one person."""

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.db import IntegrityError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from decisions.models import Candidate, Event, Invitation, Message, ResumeKey, StandingAnswer
from decisions.questionnaire import joining
from decisions.questionnaire.joining import confirm_address
from tests import factories
from tests.actors import CandidateActor, signed_in
from tests.questionnaire.coded import ANAS, ask, is_in, mailed, work

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("real_queue")]


def page_of(person: Candidate) -> str:
    return reverse("address", args=[person.ref])


def prove(client: Client, person: Candidate, email: str) -> Any:
    """Type the address, get the code, type it in the same browser."""
    assert ask(client, email, page_of(person)).status_code == 302
    return client.post(reverse("address_code", args=[person.ref]), {"code": mailed()})


def test_address_is_proved_by_the_code_and_signs_in_from_then_on(ana: CandidateActor) -> None:
    assert prove(ana.client, ana.person, "Ana@Home.test")["Location"] == reverse("mine")
    ana.person.refresh_from_db()
    assert (ana.person.email, ana.person.is_confirmed) == ("Ana@home.test", True)
    assert mail.outbox[0].to == ["Ana@home.test"]
    assert is_in(ana.client)
    phone = Client()
    ask(phone, ANAS)
    phone.post(reverse("come_back_code"), {"code": mailed()})
    assert phone.get(ana.url("facts")).status_code == 200


def test_typing_an_address_proves_and_opens_nothing(ana: CandidateActor) -> None:
    ask(ana.client, ANAS, page_of(ana.person))
    ana.client.post(ana.url("link"), {"email": ANAS})
    work()
    ana.person.refresh_from_db()
    assert ana.person.is_confirmed is False
    phone = Client()
    before = len(mail.outbox)
    ask(phone, ANAS)
    assert len(mail.outbox) == before


def test_who_types_somebody_elses_address_learns_nothing_and_gets_nothing(
    confirmed: CandidateActor, bo: CandidateActor
) -> None:
    """Bo asks for a code to Ana's address; only Ana's mailbox has it."""
    known = ask(bo.client, ANAS, page_of(bo.person))
    page = bo.client.get(known["Location"]).content.decode()
    assert confirmed.invitation.company not in page
    bo.client.post(known["Location"], {"code": "00000000"})
    bo.person.refresh_from_db()
    assert (bo.person.email, bo.person.is_confirmed) == (None, False)
    assert bo.client.get(confirmed.url("facts")).status_code == 404
    # Nor does the code that Bo asked for open anything in Ana's hands, but in Bo's browser.
    stranger = Client()
    stranger.post(reverse("come_back_code"), {"code": mailed()})
    assert not is_in(stranger)


def test_code_to_prove_an_address_does_not_sign_in_and_the_other_way_round(
    confirmed: CandidateActor, bo: CandidateActor
) -> None:
    ask(bo.client, ANAS, page_of(bo.person))
    to_prove = mailed()
    ask(bo.client, ANAS)
    to_sign_in = mailed()
    bo.client.post(reverse("come_back_code"), {"code": to_prove})
    bo.client.post(reverse("address_code", args=[bo.person.ref]), {"code": to_sign_in})
    bo.person.refresh_from_db()
    assert (is_in(bo.client), bo.person.is_confirmed) == (False, False)


def test_code_asked_for_on_behalf_of_one_candidate_is_not_for_another(
    ana: CandidateActor, bo: CandidateActor
) -> None:
    ana.client.post(reverse("resume", args=[factories.resume_key(invitation=bo.invitation)]))
    ask(ana.client, ANAS, page_of(ana.person))
    reply = ana.client.post(reverse("address_code", args=[bo.person.ref]), {"code": mailed()})
    assert reply["Location"] == page_of(bo.person)
    assert Candidate.objects.filter(email_verified_at__isnull=False).count() == 0


@pytest.mark.postgres
def test_who_proves_the_same_address_again_is_the_same_person(
    confirmed: CandidateActor, bo: CandidateActor
) -> None:
    bo.person.name = "Bo"
    bo.person.save()
    old = bo.person.ref
    prove(bo.client, bo.person, ANAS)
    ana = Candidate.objects.get()
    assert (ana.ref, ana.name, ana.former_refs) == (confirmed.person.ref, "Ana", [str(old)])
    assert set(Invitation.objects.values_list("candidate", flat=True)) == {ana.pk}
    assert [bo.client.get(actor.url("facts")).status_code for actor in (confirmed, bo)] == [200, 200]
    event = Event.objects.get(code=Event.Code.JOINED)
    assert (event.person, event.actor_ref, event.detail) == (ana.ref, str(ana.ref), {"invitations": 1})


def test_joining_ends_the_links_that_somebody_else_may_hold(
    confirmed: CandidateActor, bo: CandidateActor
) -> None:
    key = factories.resume_key(invitation=bo.invitation)
    prove(bo.client, bo.person, ANAS)
    assert Client().post(reverse("resume", args=[key])).status_code == 404
    assert confirmed.client.get(confirmed.url("facts")).status_code == 200


@pytest.mark.postgres
def test_joining_keeps_the_newer_of_two_answers(ana: CandidateActor, bo: CandidateActor) -> None:
    now = timezone.now()
    days = {"mine_newer": (1, 2), "theirs_newer": (2, 1), "only_mine": (1, None), "only_theirs": (None, 1)}
    for question, ages in days.items():
        for person, age in zip((ana.person, bo.person), ages, strict=True):
            if age is not None:
                at = now - timedelta(days=age)
                StandingAnswer.objects.create(
                    candidate=person, question=question, value=person.name, answered_at=at
                )
    confirm_address(by=ana.person, email=ANAS)
    confirm_address(by=bo.person, email=ANAS)
    kept = dict(StandingAnswer.objects.values_list("question", "value"))
    assert kept == {"mine_newer": "Ana", "theirs_newer": "Bo", "only_mine": "Ana", "only_theirs": "Bo"}
    assert set(StandingAnswer.objects.values_list("candidate", flat=True)) == {ana.person.pk}


def test_joining_takes_everything_that_hangs_on_a_candidate() -> None:
    """A new table with a foreign key to candidates needs a line in joining.py."""
    hanging = {field.related_model for field in Candidate._meta.related_objects}
    assert hanging == {Invitation, Message, StandingAnswer}


def test_joining_twice_keeps_all_former_references(
    ana: CandidateActor, bo: CandidateActor, confirmed: CandidateActor
) -> None:
    cy = factories.candidate(former_refs=["x"])
    factories.invitation(candidate=cy)
    for person in (bo.person, cy):
        confirm_address(by=person, email=ANAS)
    row = Candidate.objects.get()
    assert row.former_refs == [str(bo.person.ref), str(cy.ref), "x"]


def test_two_browsers_that_prove_one_address_at_once_are_joined(
    ana: CandidateActor, bo: CandidateActor, monkeypatch: pytest.MonkeyPatch
) -> None:
    once = joining._confirm
    confirm_address(by=ana.person, email=ANAS)

    def late(**given: Any) -> Candidate:
        monkeypatch.setattr(joining, "_confirm", once)
        raise IntegrityError

    monkeypatch.setattr(joining, "_confirm", late)
    assert confirm_address(by=bo.person, email=ANAS) == ana.person


def test_who_signed_in_can_change_the_address(confirmed: CandidateActor) -> None:
    client = signed_in(confirmed.person)
    prove(client, confirmed.person, "new@home.test")
    confirmed.person.refresh_from_db()
    assert (confirmed.person.email, is_in(client)) == ("new@home.test", True)


def test_who_changes_to_an_address_that_they_proved_elsewhere_becomes_one_person(
    confirmed: CandidateActor, bo: CandidateActor
) -> None:
    client = signed_in(bo.person)
    prove(client, bo.person, ANAS)
    assert client.get(confirmed.url("facts")).status_code == 200
    assert client.get(bo.url("facts")).status_code == 200
    assert Candidate.objects.get().user_id == int(client.session["_auth_user_id"])


def test_a_link_alone_does_not_change_a_proved_address(confirmed: CandidateActor) -> None:
    """Ana gave her link to a friend: the friend must not get at her other invitations by an own address."""
    before = len(mail.outbox)
    page = ask(confirmed.client, "friend@home.test", page_of(confirmed.person))
    assert (page.status_code, len(mail.outbox)) == (200, before)
    assert "To change it, sign in with it first." in page.content.decode()
    assert ANAS not in page.content.decode()


def test_an_address_proved_in_another_browser_meanwhile_stays(ana: CandidateActor) -> None:
    ask(ana.client, "friend@home.test", page_of(ana.person))
    code = mailed()
    confirm_address(by=ana.person, email=ANAS)
    ana.client.post(reverse("address_code", args=[ana.person.ref]), {"code": code})
    ana.person.refresh_from_db()
    assert (ana.person.email, is_in(ana.client)) == (ANAS, False)


def test_a_link_to_one_invitation_does_not_take_over_the_others(ana: CandidateActor) -> None:
    other = factories.invitation(candidate=ana.person)
    key = factories.resume_key(invitation=other)
    page = ask(ana.client, ANAS, page_of(ana.person))
    assert "another invitation that this browser can" in page.content.decode()
    assert mail.outbox == []
    ana.client.post(reverse("resume", args=[key]))
    assert prove(ana.client, ana.person, ANAS).status_code == 302


def test_an_invitation_whose_links_all_ended_stands_in_nobodys_way(ana: CandidateActor) -> None:
    other = factories.invitation(candidate=ana.person)
    factories.resume_key(invitation=other)
    ResumeKey.objects.filter(invitation=other).update(revoked_at=timezone.now())
    assert prove(ana.client, ana.person, ANAS).status_code == 302


def test_addresses_that_look_alike_are_not_the_same(confirmed: CandidateActor, bo: CandidateActor) -> None:
    """Upper and lower case of some letters meet: that must not make another's mailbox one's own."""
    Candidate.objects.filter(pk=confirmed.person.pk).update(email="ana@kite.test")
    prove(bo.client, bo.person, "ana@k\u0131te.test")
    assert Candidate.objects.count() == 2
    assert mail.outbox[-1].to == ["ana@xn--kte-jua.test"]
