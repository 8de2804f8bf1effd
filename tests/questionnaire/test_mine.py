"""All invitations of a session in one list, the way out of a shared browser, and whose the next one is."""

import re
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape
from pytest_django import DjangoAssertNumQueries

from decisions.models import Candidate, Choice, Draft, Invitation, ResumeKey, Verdict
from tests import factories
from tests.actors import CandidateActor, signed_in
from tests.hostile.payloads import TEXTS, active

pytestmark = pytest.mark.django_db
MINE = "mine"


def let_in(client: Client, invitation: Invitation) -> None:
    client.post(reverse("resume", args=[factories.resume_key(invitation=invitation)]))


def rows(client: Client) -> list[str]:
    """What the list says, line by line."""
    text = client.get(reverse(MINE)).content.decode()
    list_ = text[text.index('<ul class="rows">') : text.index("</ul>")]
    found = re.findall(r"<li>(.*?)</li>", list_, re.S)
    return [" ".join(re.sub(r"<[^>]+>", " ", row).split()) for row in found]


def test_a_browser_that_nobody_let_in_sees_an_empty_list(ana: CandidateActor) -> None:
    page = Client().get(reverse(MINE)).content.decode()
    assert "Nothing here yet" in page
    assert ana.invitation.company not in page


def test_the_list_shows_ones_own_and_nothing_else(ana: CandidateActor, bo: CandidateActor) -> None:
    (row,) = rows(ana.client)
    assert row.startswith("Line lead, Elkhart Metal Works not finished yet Continue")


def test_a_row_says_the_advice_whether_it_is_shared_and_what_was_chosen(ana: CandidateActor) -> None:
    ana.invitation.draft.delete()
    advice = factories.advice(invitation=ana.invitation)
    factories.case(advice=advice)
    Choice.objects.create(invitation=ana.invitation, verdict=Verdict.DECLINE, made_at=timezone.now())
    (row,) = rows(ana.client)
    label = advice.verdict.label
    assert row.startswith(f"Line lead, Elkhart Metal Works {label} shared You chose: Say no, politely.")
    assert "Open : Line lead" in row


def test_a_row_says_that_answers_were_changed_after_the_advice(ana: CandidateActor) -> None:
    ana.invitation.draft.delete()
    factories.advice(invitation=ana.invitation)
    Draft.objects.update(version=7)
    (row,) = rows(ana.client)
    assert "You changed answers after the advice." in row
    assert "Continue : Line lead" in row


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_text_of_any_kind_stays_text(ana: CandidateActor, text: str) -> None:
    Invitation.objects.update(company=text)
    Draft.objects.update(version=2)
    for url in (reverse(MINE), reverse("leave"), reverse("start")):
        html = ana.client.get(url).content.decode()
        assert active(html) == []
        assert escape(f"Line lead, {text}") in html or url == reverse("leave")


def test_what_is_due_soonest_is_on_top_and_what_is_past_due_at_the_end(ana: CandidateActor) -> None:
    now = timezone.now()
    for company, days in (("Late", -1), ("Later", 3), ("Soon", 1)):
        reply_by = now + timedelta(days=days)
        let_in(ana.client, factories.invitation(company=company, job_title="", reply_by=reply_by))
    found = rows(ana.client)
    assert [row.split()[0] for row in found] == ["Soon", "Later", "Line", "Late"]
    assert ["past due" in row for row in found] == [False, False, False, True]


def test_moments_are_on_the_clock_of_the_invitation(ana: CandidateActor) -> None:
    at = datetime.fromisoformat("2026-11-25T23:00:00+00:00")
    Invitation.objects.update(reply_by=at, time_zone="America/Chicago")
    assert "Wed, Nov 25, 5 pm Central time" in rows(ana.client)[0].replace("\xa0", " ")


def test_who_signed_in_sees_all_of_theirs(ana: CandidateActor, bo: CandidateActor) -> None:
    factories.invitation(candidate=ana.person, company="Second")
    client = signed_in(ana.person)
    assert sorted(row.split(",")[1].split()[0] for row in rows(client)) == ["Elkhart", "Second"]


def test_the_list_asks_the_database_the_same_with_many_invitations(
    ana: CandidateActor, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(3):
        # The session, the invitations, their advice, the agency.
        with django_assert_num_queries(4):
            ana.client.get(reverse(MINE))
        let_in(ana.client, factories.case().invitation)


def test_signing_out_shuts_every_door_of_this_browser(ana: CandidateActor, bo: CandidateActor) -> None:
    client = signed_in(ana.person)
    let_in(client, bo.invitation)
    assert client.post(reverse("leave"))["Location"] == reverse("come_back")
    assert [client.get(url).status_code for url in (ana.url("facts"), bo.url("facts"))] == [404, 404]
    assert "Nothing here yet" in client.get(reverse(MINE)).content.decode()


def test_signing_out_needs_a_click(ana: CandidateActor) -> None:
    assert ana.client.get(reverse("leave")).status_code == 200
    assert ana.client.get(ana.url("facts")).status_code == 200


@pytest.mark.parametrize("way_back", ["none", "link", "code"])
def test_signing_out_warns_of_what_nothing_else_would_open(way_back: str) -> None:
    client = Client()
    client.post(reverse("begin"))
    invitation = Invitation.objects.get()
    if way_back == "link":
        ResumeKey.make(invitation, ResumeKey.Origin.MAILED)
    if way_back == "code":
        Candidate.objects.update(email="ana@home.test", email_verified_at=timezone.now())
    page = client.get(reverse("leave")).content.decode()
    assert ("Save a link first" in page) == (way_back == "none")


def begun(client: Client, **data: Any) -> Candidate:
    assert client.post(reverse("begin"), data).status_code == 302
    return Invitation.objects.order_by("-pk")[0].candidate


def test_the_next_invitation_of_who_signed_in_is_theirs(ana: CandidateActor) -> None:
    assert begun(signed_in(ana.person)) == ana.person


def test_the_next_invitation_is_of_whom_the_list_names(ana: CandidateActor) -> None:
    page = ana.client.get(reverse(MINE)).content.decode()
    assert f'name="as" value="{ana.person.ref}"' in page
    assert begun(ana.client, **{"as": str(ana.person.ref)}) == ana.person
    assert Candidate.objects.count() == 1


def test_the_next_invitation_from_the_first_page_is_of_somebody_new(ana: CandidateActor) -> None:
    Draft.objects.update(version=2)
    assert begun(ana.client) != ana.person


def test_the_list_names_nobody_where_links_of_two_people_were_opened(
    ana: CandidateActor, bo: CandidateActor
) -> None:
    let_in(ana.client, bo.invitation)
    assert 'name="as"' not in ana.client.get(reverse(MINE)).content.decode()


@pytest.mark.parametrize("named", ["another", "no one", "nonsense"])
def test_an_invitation_can_not_be_begun_as_somebody_else(
    named: str, ana: CandidateActor, bo: CandidateActor
) -> None:
    refs = {"another": str(bo.person.ref), "no one": str(factories.invitation().public_id)}
    before = Invitation.objects.count()
    assert ana.client.post(reverse("begin"), {"as": refs.get(named, "x' OR 1=1")}).status_code == 404
    assert Invitation.objects.count() == before
