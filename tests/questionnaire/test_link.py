import re
from typing import Any
from urllib.parse import unquote

import pytest
import time_machine
from django.conf import settings
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from decisions.models import Candidate, Event, Message, ResumeKey
from tests import factories
from tests.actors import CandidateActor, signed_in
from tests.questionnaire.posting import errors


def mailed_path() -> str:
    found = re.search(r"http\S+", str(mail.outbox[-1].body))
    assert found
    return found[0].removeprefix(settings.SITE_URL)


def confirm(person: Candidate, email: str) -> None:
    person.email, person.email_verified_at = email, timezone.now()
    person.save()


def listed(page: Any) -> list[str]:
    """The kinds of links on the page, and whether it is this browser's own."""
    text = page.content.decode()
    part = text[text.index('id="links"') :]
    rows = re.findall(r"<li>(.*?)</li>", part, re.S)
    return [" ".join(re.sub(r"<[^>]+>", " ", row).replace("\xa0", " ").split()) for row in rows]


def test_opening_the_page_makes_no_key(ana: CandidateActor) -> None:
    before = ResumeKey.objects.count()
    assert ana.client.get(ana.url("link")).status_code == 200
    assert ResumeKey.objects.count() == before


def test_the_link_is_shown_once_and_opens_the_answers(ana: CandidateActor) -> None:
    page = ana.client.post(ana.url("link")).content.decode()
    found = re.search(rf'readonly value="{settings.SITE_URL}(/r/[^"]+)"', page)
    assert found
    assert "/r/" not in ana.client.get(ana.url("link")).content.decode()
    assert Client().post(found[1])["Location"] == ana.url("invitation")
    assert found[1].split("/")[2] not in str(list(ResumeKey.objects.values()))
    event = Event.objects.get(code=Event.Code.LINK_MADE)
    assert (event.person, event.detail) == (ana.person.ref, {"how": "shown"})


def test_the_link_is_mailed_and_opens_the_answers(
    ana: CandidateActor, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        reply = ana.client.post(ana.url("link"), {"email": "ana@home.test"})
    assert reply["Location"] == ana.url("link")
    assert [sent.to for sent in mail.outbox] == [["ana@home.test"]]
    assert mail.outbox[0].subject == "Your link to come back to your answers"
    assert Client().post(mailed_path())["Location"] == ana.url("invitation")
    ana.person.refresh_from_db()
    assert (ana.person.email, ana.person.email_verified_at) == ("ana@home.test", None)
    assert "The link is on its way to ana@home.test." in ana.client.get(ana.url("link")).content.decode()


def test_the_mail_says_nothing_of_the_job(
    ana: CandidateActor, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        ana.client.post(ana.url("link"), {"email": "ana@home.test"})
    sent = mail.outbox[0]
    html = str(sent.message().get_payload(1))
    assert [ana.invitation.company in text for text in (sent.subject, sent.body, html)] == [False] * 3


def test_an_address_that_is_none_comes_back_with_what_was_typed(ana: CandidateActor) -> None:
    for typed in ("", "ana@", "a@b.test\nBcc: c@d.test", "x" * 250 + "@home.test"):
        page = ana.client.post(ana.url("link"), {"email": typed})
        assert page.status_code == 200
        assert list(errors(page)) == ["email"] or "id_email_error" in page.content.decode()
    assert Message.objects.count() == 0


def test_three_mails_a_day_are_sent_and_no_more(ana: CandidateActor, bo: CandidateActor) -> None:
    for number in range(3):
        assert ana.client.post(ana.url("link"), {"email": f"ana{number}@home.test"}).status_code == 302
    page = ana.client.post(ana.url("link"), {"email": "ana@home.test"})
    assert "We have sent several links today." in page.content.decode()
    assert Message.objects.count() == 3
    assert bo.client.post(bo.url("link"), {"email": "bo@home.test"}).status_code == 302


def test_one_address_gets_three_mails_a_day_whoever_asks(ana: CandidateActor, bo: CandidateActor) -> None:
    for _ in range(3):
        ana.client.post(ana.url("link"), {"email": "target@home.test"})
    page = bo.client.post(bo.url("link"), {"email": "Target@home.test"})
    assert "We have sent several links today." in page.content.decode()
    assert Message.objects.count() == 3


@pytest.mark.parametrize("typed", ["", "eve@evil.test"])
def test_a_confirmed_address_is_the_only_one_that_links_go_to(
    ana: CandidateActor, typed: str, django_capture_on_commit_callbacks: Any
) -> None:
    confirm(ana.person, "ana@home.test")
    with django_capture_on_commit_callbacks(execute=True):
        reply = ana.client.post(ana.url("link"), {"email": typed}, follow=True)
    ana.person.refresh_from_db()
    assert [sent.to for sent in mail.outbox] == [["ana@home.test"]]
    assert (ana.person.email, ana.person.is_confirmed) == ("ana@home.test", True)
    # Who came in by a link may be somebody whom Ana gave it to.
    assert "ana@home.test" not in reply.content.decode()


def test_an_address_verified_by_somebody_else_may_be_typed(ana: CandidateActor) -> None:
    factories.candidate(email="bo@home.test", email_verified_at=ana.person.created_at)
    assert ana.client.post(ana.url("link"), {"email": "bo@home.test"}).status_code == 302


def test_the_link_can_be_texted_by_ones_own_phone(ana: CandidateActor) -> None:
    page = ana.client.post(ana.url("link")).content.decode()
    found = re.search(r'readonly value="([^"]+)"', page)
    text = re.search(r'href="sms:\?&amp;body=([^"]+)"', page)
    assert found
    assert text
    assert unquote(text[1]) == f"My answers: {found[1]}"
    assert Message.objects.count() == 0


def test_links_are_listed_with_what_became_of_them(ana: CandidateActor) -> None:
    with time_machine.travel("2026-11-23 12:00 +0000", tick=False):
        key = factories.resume_key(invitation=ana.invitation)
        ResumeKey.make(ana.invitation, ResumeKey.Origin.MAILED)
    with time_machine.travel("2026-11-25 12:00 +0000", tick=False):
        Client().post(reverse("resume", args=[key]))
        rows = listed(ana.client.get(ana.url("link")))
    made = "Made Mon, Nov 23, 7 am. Works until Fri, Jan 22."
    assert rows[0].startswith(f"A link by e-mail {made} Not used yet. End it")
    assert rows[1].startswith(f"A link that was shown to you {made} Last used Wed, Nov 25, 7 am. End it")
    assert "this one is yours now" in rows[2]
    assert "End it" not in rows[2]


def test_a_revoked_link_lets_nobody_in_and_throws_out_who_is(ana: CandidateActor) -> None:
    key = factories.resume_key(invitation=ana.invitation)
    row = ResumeKey.objects.get(key_hash=ResumeKey.hashed(key))
    other = Client()
    other.post(reverse("resume", args=[key]))
    assert other.get(ana.url("facts")).status_code == 200
    assert ana.client.post(ana.url("revoke_link"), {"which": row.pk})["Location"] == ana.url("link")
    assert other.get(ana.url("facts")).status_code == 404
    assert Client().post(reverse("resume", args=[key])).status_code == 404
    assert ana.client.get(ana.url("facts")).status_code == 200
    event = Event.objects.get(code=Event.Code.LINK_REVOKED)
    assert (event.subject, event.person, event.detail) == (
        str(ana.invitation.public_id),
        ana.person.ref,
        {"how": "one"},
    )


def test_revoking_all_others_leaves_ones_own(ana: CandidateActor) -> None:
    keys = [factories.resume_key(invitation=ana.invitation) for _ in range(3)]
    assert ana.client.post(ana.url("revoke_links"))["Location"] == ana.url("link")
    assert [ResumeKey.objects.find(key) for key in keys] == [None] * 3
    assert ana.client.get(ana.url("facts")).status_code == 200
    assert ResumeKey.objects.alive().count() == 1


def test_who_ends_the_own_link_is_out_and_told_how_to_come_back(ana: CandidateActor) -> None:
    own = ResumeKey.objects.get(invitation=ana.invitation)
    assert ana.client.post(ana.url("revoke_link"), {"which": own.pk})["Location"] == reverse("come_back")
    assert ana.client.get(ana.url("facts")).status_code == 404


def test_who_signed_in_by_a_code_may_end_every_link_and_stays(ana: CandidateActor) -> None:
    client = signed_in(ana.person)
    assert client.post(ana.url("revoke_links"))["Location"] == ana.url("link")
    assert ResumeKey.objects.alive().count() == 0
    assert "No link. You come in with a code." in client.get(ana.url("link")).content.decode()


@pytest.mark.parametrize("which", ["", "x", "-1", "²", "9" * 40])
def test_ending_no_link_at_all_is_refused(ana: CandidateActor, which: str) -> None:
    assert ana.client.post(ana.url("revoke_link"), {"which": which}).status_code == 400


def test_a_link_of_another_invitation_is_left_alone(ana: CandidateActor, bo: CandidateActor) -> None:
    foreign = ResumeKey.objects.get(invitation=bo.invitation)
    ana.client.post(ana.url("revoke_link"), {"which": foreign.pk})
    ana.client.post(ana.url("revoke_links"))
    assert bo.client.get(bo.url("facts")).status_code == 200
    assert Event.objects.filter(code=Event.Code.LINK_REVOKED).count() == 0
