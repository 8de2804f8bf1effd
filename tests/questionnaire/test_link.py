import re
from typing import Any

from django.conf import settings
from django.core import mail
from django.test import Client

from decisions.models import Event, Message, ResumeKey
from tests import factories
from tests.actors import CandidateActor
from tests.questionnaire.posting import errors


def mailed_path() -> str:
    found = re.search(r"http\S+", str(mail.outbox[-1].body))
    assert found
    return found[0].removeprefix(settings.SITE_URL)


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


def test_another_address_is_not_taken_as_verified(ana: CandidateActor) -> None:
    ana.person.email, ana.person.email_verified_at = "ana@home.test", ana.person.created_at
    ana.person.save()
    ana.client.post(ana.url("link"), {"email": "ana@home.test"})
    ana.person.refresh_from_db()
    assert ana.person.email_verified_at is not None
    ana.client.post(ana.url("link"), {"email": "new@home.test"})
    ana.person.refresh_from_db()
    assert ana.person.email_verified_at is None


def test_an_address_verified_by_somebody_else_may_be_typed(ana: CandidateActor) -> None:
    factories.candidate(email="bo@home.test", email_verified_at=ana.person.created_at)
    assert ana.client.post(ana.url("link"), {"email": "bo@home.test"}).status_code == 302
