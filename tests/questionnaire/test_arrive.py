import re
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from decisions.models import Candidate, Draft, Event, Invitation, ResumeKey
from tests import factories
from tests.actors import CandidateActor
from tests.factories import ANSWERS
from tests.questionnaire.posting import of_step, submit

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


def test_begin_makes_an_empty_draft_and_lets_the_session_in() -> None:
    client = Client()
    reply = client.post(reverse("begin"))
    draft = Draft.objects.select_related("invitation__candidate").get()
    assert reply["Location"] == reverse("facts", args=[draft.invitation.public_id])
    assert (draft.answers, draft.rules, draft.version) == ({}, "2026-11", 1)
    assert client.get(reply["Location"]).status_code == 200
    events = Event.objects.values_list("code", "person", "subject")
    person, subject = draft.invitation.candidate.ref, str(draft.invitation.public_id)
    assert list(events) == [(Event.Code.INVITATION_STARTED, person, subject)]


def test_begin_needs_a_click() -> None:
    assert Client().get(reverse("begin")).status_code == 405
    assert Candidate.objects.count() == 0


def test_a_second_click_leads_to_the_same_invitation() -> None:
    client = Client()
    assert client.post(reverse("begin"))["Location"] == client.post(reverse("begin"))["Location"]
    assert Invitation.objects.count() == 1


def test_a_later_click_or_one_after_answers_begins_another_invitation() -> None:
    client = Client()
    client.post(reverse("begin"))
    Draft.objects.update(version=2)
    client.post(reverse("begin"))
    with time_machine.travel(timezone.now() + timedelta(seconds=11)):
        client.post(reverse("begin"))
    assert Invitation.objects.count() == 3


def test_the_session_gets_a_new_name_when_it_is_let_in() -> None:
    client = Client()
    client.post(reverse("begin"))
    before = client.session.session_key
    key = factories.resume_key(invitation=factories.invitation())
    client.post(reverse("resume", args=[key]))
    assert client.session.session_key != before


def test_a_link_opens_only_by_its_button(ana: CandidateActor) -> None:
    url = reverse("resume", args=[factories.resume_key(invitation=ana.invitation)])
    stranger = Client()
    assert stranger.get(url).status_code == 200
    assert stranger.head(url).status_code == 200
    assert stranger.get(ana.url("facts")).status_code == 404
    assert not Event.objects.filter(code=Event.Code.LINK_USED).exists()
    assert stranger.post(url)["Location"] == ana.url("invitation")
    assert Event.objects.filter(code=Event.Code.LINK_USED).count() == 1
    assert stranger.get(ana.url("facts")).status_code == 200


def test_a_link_works_again_after_it_was_opened(ana: CandidateActor) -> None:
    url = reverse("resume", args=[factories.resume_key(invitation=ana.invitation)])
    assert [Client().post(url).status_code for _ in range(2)] == [302, 302]


def test_the_page_of_a_link_shows_nothing_of_the_candidate_and_links_to_no_page(ana: CandidateActor) -> None:
    url = reverse("resume", args=[factories.resume_key(invitation=ana.invitation)])
    page = Client().get(url)
    text = page.content.decode()
    assert ana.invitation.company not in text
    assert [
        link
        for link in re.findall(r'<a [^>]*href="([^"]+)"', text)
        if not link.startswith(("#", "tel:", "mailto:"))
    ] == []
    assert page["Referrer-Policy"] == "same-origin"
    assert "no-store" in page["Cache-Control"]


@pytest.mark.parametrize("fault", ["expired", "revoked", "unknown"])
def test_a_link_that_does_not_work_says_how_to_get_a_new_one(ana: CandidateActor, fault: str) -> None:
    key = factories.resume_key(invitation=ana.invitation)
    row = ResumeKey.objects.filter(key_hash=ResumeKey.hashed(key))
    if fault == "expired":
        past = timezone.now() - timedelta(days=90)
        row.update(created_at=past, expires_at=past + timedelta(days=60))
    elif fault == "revoked":
        row.update(revoked_at=timezone.now())
    else:
        key = "x" * 32
    for reply in (Client().get(reverse("resume", args=[key])), Client().post(reverse("resume", args=[key]))):
        assert reply.status_code == 404
        assert "This link does not work" in reply.content.decode()
        assert ana.invitation.company not in reply.content.decode()


@pytest.mark.parametrize("key", ["x" * 31, "x" * 33, "x" * 31 + "%2F", "a b", "x" * 31 + "ä"])
def test_text_that_is_no_key_is_not_found_without_asking_the_database(
    key: str, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    # The agency on the page is the only thing that is read.
    with django_assert_num_queries(1):
        assert Client().get(f"/r/{key}/").status_code == 404


def test_a_revoked_key_closes_the_session_that_it_opened(ana: CandidateActor) -> None:
    ResumeKey.objects.filter(invitation=ana.invitation).update(revoked_at=timezone.now())
    factories.resume_key(invitation=ana.invitation)
    assert ana.client.get(ana.url("facts")).status_code == 404
    assert ana.invitation.company not in ana.client.get(reverse("start")).content.decode()


def test_here_leads_to_the_first_open_place(ana: CandidateActor) -> None:
    here = ana.url("invitation")
    assert ana.client.get(here)["Location"] == ana.url("facts")
    submit(ana.client, ana.url("step", "job"), of_step("job", ANSWERS))
    assert ana.client.get(here)["Location"] == ana.url("step", "practice")
    Draft.objects.update(answers=dict(ANSWERS))
    assert ana.client.get(here)["Location"] == ana.url("check")
    submit(ana.client, ana.url("check"), {})
    assert ana.client.get(here)["Location"] == ana.url("advice")
    changed = {**of_step("practice", ANSWERS), "interview_skill": "very_well"}
    submit(ana.client, ana.url("step", "practice"), changed)
    assert ana.client.get(here)["Location"] == ana.url("check")


def test_the_first_page_offers_to_continue_what_this_session_began(
    ana: CandidateActor, bo: CandidateActor
) -> None:
    page = ana.client.get(reverse("start")).content.decode()
    assert "Line lead, Elkhart Metal Works" in page
    assert f'href="{ana.url("invitation")}"' in page
    assert bo.invitation.company not in page
    assert "Go on where you left off" not in Client().get(reverse("start")).content.decode()


def test_the_first_page_says_the_advice_that_was_given(ana: CandidateActor) -> None:
    advice = factories.advice(invitation=ana.invitation)
    assert str(advice.verdict.label) in ana.client.get(reverse("start")).content.decode()


def test_the_first_page_asks_the_database_the_same_with_many_invitations(
    ana: CandidateActor, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(3):
        # The session, the invitations, their advice, the agency.
        with django_assert_num_queries(4):
            ana.client.get(reverse("start"))
        more = factories.advice().invitation
        ana.client.post(reverse("resume", args=[factories.resume_key(invitation=more)]))


@pytest.mark.parametrize("name", ["privacy", "how"])
def test_the_pages_that_explain_are_open_to_anybody(name: str) -> None:
    assert Client().get(reverse(name)).status_code == 200


def test_beginning_again_and_again_from_one_address_is_stopped_for_a_while(client: Client) -> None:
    statuses = [Client().post(reverse("begin")).status_code for _ in range(61)]
    assert (set(statuses[:60]), statuses[60]) == ({302}, 429)
    assert Invitation.objects.count() == 60
    assert Client(REMOTE_ADDR="198.51.100.7").post(reverse("begin")).status_code == 302
