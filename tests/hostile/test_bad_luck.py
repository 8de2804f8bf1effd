"""What was typed outlives an ended session and a database that is away: the page sends it once more."""

from typing import Any

import pytest
from django.core.mail import EmailMultiAlternatives
from django.db import OperationalError
from django.test import Client, override_settings
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from decisions.models import Candidate, Draft, Invitation
from decisions.questionnaire import sheet
from tests import factories
from tests.actors import CandidateActor
from tests.questionnaire.posting import hidden, of_step
from tests.site.test_errors import OURS, form_in


@pytest.fixture
def strict(ana: CandidateActor) -> Client:
    """Ana's, with the checks that a real one meets."""
    browser = Client(enforce_csrf_checks=True, raise_request_exception=False, headers=OURS)
    browser.cookies = ana.client.cookies
    return browser


def field_of(browser: Client, url: str, name: str = "csrfmiddlewaretoken") -> str:
    return hidden(browser.get(url), name)


def test_session_that_ended_meanwhile_costs_nothing(ana: CandidateActor, strict: Client) -> None:
    url = ana.url("facts")
    typed = {"company": "<b>typed</b> for an hour", "job_title": "Welder", "go": "later"}
    typed |= {name: field_of(strict, url, name) for name in ("opened", "csrfmiddlewaretoken")}
    ana.client.session.delete()
    lost = strict.post(url, typed)
    resent = form_in(lost.content)

    back = reverse("resume", args=[factories.resume_key(invitation=ana.invitation)])
    strict.post(back, {"csrfmiddlewaretoken": field_of(strict, back)})
    again = strict.post(url, resent)

    assert [lost.status_code, again.status_code] == [404, 302]
    assert "Your visit has ended" in lost.content.decode()
    assert Invitation.objects.get(pk=ana.invitation.pk).company == "<b>typed</b> for an hour"


def test_stranger_who_posts_to_it_again_still_gets_nothing(ana: CandidateActor, bo: CandidateActor) -> None:
    lost = bo.client.post(ana.url("facts"), {"company": "Bo was here"}, headers=OURS)
    again = bo.client.post(ana.url("facts"), form_in(lost.content))

    assert [lost.status_code, again.status_code] == [404, 404]
    assert Invitation.objects.get(pk=ana.invitation.pk).company == "Elkhart Metal Works"


def test_answers_given_while_the_database_was_away_arrive_later(
    ana: CandidateActor, strict: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*args: Any, **kwargs: Any) -> None:
        raise OperationalError("database is locked")

    url = ana.url("step", "practice")
    token = field_of(strict, url)
    typed = {**of_step("practice", factories.ANSWERS), "go": "continue", "csrfmiddlewaretoken": token}
    with monkeypatch.context() as patched:
        patched.setattr(sheet.AnswerSheet, "store", away)
        refused = strict.post(url, typed)
    again = strict.post(url, form_in(refused.content))

    assert [refused.status_code, refused["Retry-After"], again.status_code] == [503, "30", 302]
    stored = Draft.objects.get(invitation=ana.invitation).answers
    assert stored == {name: factories.ANSWERS[name] for name in of_step("practice", factories.ANSWERS)}


def test_page_that_is_left_and_come_back_to_shows_what_is_stored_now(ana: CandidateActor) -> None:
    """A browser that kept the old page would show old answers after "Back"."""
    for name, args in (("facts", ()), ("step", ("job",)), ("check", ()), ("link", ())):
        assert ana.client.get(ana.url(name, *args))["Cache-Control"] == "no-store", name


@override_settings(TASKS={"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}})
def test_mail_server_that_hangs_keeps_nobody_waiting(
    ana: CandidateActor, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The worker talks to it. Every page that sends mail answers before, and the mail waits its turn."""

    def hangs(*args: Any, **kwargs: Any) -> None:
        pytest.fail("a request waited for the mail server")

    monkeypatch.setattr(EmailMultiAlternatives, "send", hangs)
    proof = {"email": "ana@example.test"}
    replies = [ana.client.post(reverse("address", args=[ana.person.ref]), proof, follow=True)]
    Candidate.objects.filter(pk=ana.person.pk).update(**proof, email_verified_at=timezone.now())
    replies += [ana.client.post(url, proof, follow=True) for url in (ana.url("link"), reverse("come_back"))]

    assert [reply.status_code for reply in replies] == [200, 200, 200]
    assert DBTaskResult.objects.ready().count() == 3
