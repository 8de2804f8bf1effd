"""A page says what goes and what stays; after one button it is gone: here, in other windows, at the desk."""

import re
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import IntegrityError
from django.http import Http404
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import timezone

from decisions import access
from decisions.models import Candidate, Case, Draft, Invitation, StandingAnswer
from decisions.questionnaire.arrive import begin_invitation
from tests import factories
from tests.actors import CandidateActor, StaffActor

DONE = "It is deleted"


def words(page: Any) -> str:
    """The text of the page's main part."""
    main = page.content.decode().split("<main")[1].split("</main>")[0]
    joined = re.sub(r"</?(?:a|b|bdi)\b[^>]*>", "", main)
    return " ".join(re.sub(r"<[^>]*>", " ", joined).split())


def page_of(actor: CandidateActor) -> str:
    return reverse("erase", args=[actor.person.ref])


@pytest.fixture
def shared(ana: CandidateActor, rae: StaffActor) -> Case:
    advice = factories.advice(invitation=ana.invitation)
    return factories.case(advice=advice, office=rae.person.offices.get())


def test_opening_the_page_deletes_nothing_and_says_what_would_go(ana: CandidateActor, shared: Case) -> None:
    ana.person.email = "ana@home.test"
    ana.person.save()
    text = words(ana.client.get(page_of(ana)))
    assert [
        part in text
        for part in (
            "Your invitation, with the answers and dates: Line lead, Elkhart Metal Works",
            "Your advice.",
            "The copy that you shared. The agency loses it at once",
            "Your e-mail address. It no longer signs you in.",
            "What stays",
        )
    ] == [True] * 5
    assert Candidate.objects.filter(pk=ana.person.pk).exists()


def test_the_page_names_nothing_that_is_not_there(ana: CandidateActor) -> None:
    text = words(ana.client.get(page_of(ana)))
    assert [part in text for part in ("advice.", "copy that you shared", "Your address")] == [False] * 3


def test_strange_names_stay_apart_on_the_page(ana: CandidateActor) -> None:
    Invitation.objects.update(job_title="\u202e<b>Baker</b>", company="مخبز")
    both = "<bdi>\u202e&lt;b&gt;Baker&lt;/b&gt;</bdi>, <bdi>مخبز</bdi>"
    for page in (page_of(ana), ana.url("erase_invitation"), reverse("privacy")):
        assert both in ana.client.get(page).content.decode()


def test_who_has_the_link_of_one_invitation_reads_the_names_of_no_other(ana: CandidateActor) -> None:
    factories.invitation(candidate=ana.person, company="Secret Works")
    for page in (page_of(ana), reverse("profile", args=[ana.person.ref]), reverse("privacy")):
        assert "Secret Works" not in ana.client.get(page).content.decode()
    text = words(ana.client.get(page_of(ana)))
    assert "Your 2 invitations, with the answers and dates: Line lead, Elkhart Metal Works." in text
    assert "One of them is not open in this browser. It goes, too." in text


def test_one_button_deletes_it_all_and_a_second_click_finds_it_done(
    ana: CandidateActor, shared: Case
) -> None:
    replies = [ana.client.post(page_of(ana)) for _ in range(2)]
    assert [reply["Location"] for reply in replies] == [reverse("erased")] * 2
    assert DONE in words(ana.client.get(reverse("erased")))
    assert not Candidate.objects.filter(pk=ana.person.pk).exists()
    assert not Case.objects.exists()


def test_other_windows_and_links_meet_a_404(ana: CandidateActor) -> None:
    key = factories.resume_key(invitation=ana.invitation)
    elsewhere = Client()
    elsewhere.post(reverse("resume", args=[key]))
    ana.client.post(page_of(ana))
    for client in (ana.client, elsewhere):
        assert client.get(ana.url("facts")).status_code == 404
        assert client.post(ana.url("step", "job"), {"sure": "never"}).status_code == 404
    assert elsewhere.post(page_of(ana)).status_code == 404
    assert Client().post(reverse("resume", args=[key])).status_code == 404
    assert "Elkhart" not in ana.client.get(reverse("start")).content.decode()


def test_the_desk_keeps_no_trace_of_the_case(ana: CandidateActor, shared: Case, rae: StaffActor) -> None:
    queue, case = reverse("admin:decisions_case_changelist"), shared.ref
    assert "Elkhart" in rae.client.get(queue).content.decode()
    ana.client.post(page_of(ana))
    assert "Elkhart" not in rae.client.get(queue).content.decode()
    page = rae.client.get(reverse("admin:decisions_case_change", args=[case]))
    assert "Elkhart" not in page.content.decode()


def test_it_works_behind_the_sign_in_too_and_signs_out(ana: CandidateActor, client: Client) -> None:
    ana.person.user = User.objects.create(username="a-random-name")
    ana.person.email, ana.person.email_verified_at = "ana@home.test", timezone.now()
    ana.person.save()
    client.force_login(ana.person.user)
    assert client.post(page_of(ana))["Location"] == reverse("erased")
    assert client.post(page_of(ana))["Location"] == reverse("erased")
    assert not User.objects.filter(username="a-random-name").exists()
    assert "_auth_user_id" not in client.session
    assert client.get(reverse("start")).status_code == 200


def test_the_session_forgets_the_address(ana: CandidateActor) -> None:
    ana.client.post(reverse("address", args=[ana.person.ref]), {"email": "ana@home.test"})
    assert "ana@home.test" in str(dict(ana.client.session))
    ana.client.post(page_of(ana))
    assert "ana@home.test" not in str(dict(ana.client.session))


def test_what_the_session_opens_of_somebody_else_stays_open(ana: CandidateActor, bo: CandidateActor) -> None:
    ana.client.post(reverse("resume", args=[factories.resume_key(invitation=bo.invitation)]))
    ana.client.post(page_of(ana))
    assert ana.client.get(bo.url("facts")).status_code == 200
    assert Invitation.objects.get() == bo.invitation


def test_one_invitation_goes_and_the_others_and_the_profile_stay(ana: CandidateActor, shared: Case) -> None:
    kept, _key = begin_invitation(ana.person)
    ana.client.post(reverse("resume", args=[factories.resume_key(invitation=kept)]))
    text = words(ana.client.get(ana.url("erase_invitation")))
    assert "Your profile and your other invitations stay." in text
    assert "Your profile, too" not in text
    replies = [ana.client.post(ana.url("erase_invitation")) for _ in range(2)]
    assert [reply["Location"] for reply in replies] == [reverse("erased")] * 2
    assert list(ana.person.invitations.all()) == [kept]
    assert StandingAnswer.objects.filter(candidate=ana.person).exists()
    assert not Case.objects.exists()
    assert ana.client.get(ana.url("facts")).status_code == 404
    assert ana.client.get(reverse("facts", args=[kept.public_id])).status_code == 200


def test_the_last_invitation_takes_along_a_profile_that_nothing_else_opens(ana: CandidateActor) -> None:
    assert "Your profile, too" in words(ana.client.get(ana.url("erase_invitation")))
    ana.client.post(ana.url("erase_invitation"))
    assert not Candidate.objects.exists()


def test_the_last_invitation_leaves_a_profile_that_can_be_signed_in_to(ana: CandidateActor) -> None:
    ana.person.user = User.objects.create(username="a-random-name")
    ana.person.email, ana.person.email_verified_at = "ana@home.test", timezone.now()
    ana.person.save()
    ana.client.post(ana.url("erase_invitation"))
    assert list(Candidate.objects.all()) == [ana.person]
    assert not Invitation.objects.exists()


def test_the_privacy_page_leads_who_is_known_to_the_button(ana: CandidateActor, client: Client) -> None:
    links = [reverse("profile", args=[ana.person.ref]), page_of(ana)]
    assert [link in ana.client.get(reverse("privacy")).content.decode() for link in links] == [True, True]
    assert [link in client.get(reverse("privacy")).content.decode() for link in links] == [False, False]


@pytest.mark.django_db
def test_the_privacy_page_names_the_days(client: Client, settings: Any) -> None:
    settings.RETENTION_DAYS = 90
    text = words(client.get(reverse("privacy")))
    assert "after 90 days in which you did nothing here" in text
    assert "stops working after 60 days" in text


@pytest.mark.parametrize("fault", [Draft.DoesNotExist, IntegrityError])
def test_a_page_at_work_while_another_window_deletes_is_not_found(
    fault: type[Exception], ana: CandidateActor, monkeypatch: pytest.MonkeyPatch
) -> None:
    deleted = [False]

    @access.candidate
    def view(request: Any, invitation: Invitation) -> Any:
        if deleted[0]:
            invitation.delete()
        raise fault

    request = RequestFactory().get("/")
    monkeypatch.setattr(access, "granted", lambda *_: ana.invitation)
    with pytest.raises(fault):
        view(request, ana.invitation.public_id)
    deleted[0] = True
    with pytest.raises(Http404):
        view(request, ana.invitation.public_id)
