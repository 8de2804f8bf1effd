"""Mails that were given up: seen at the desk by who may see the case, and tried again."""

import pytest
from django.core import mail as django_mail
from django.urls import reverse

from decisions import mail
from decisions.models import Case, Message
from tests.actors import StaffActor
from tests.desk.pages import case_url
from tests.mail.posting import real_queue, work

__all__ = ["real_queue"]

pytestmark = pytest.mark.django_db

MAILS = reverse("admin:decisions_case_mails")


def given_up(case: Case, cause: str) -> Message:
    row = {"candidate": case.invitation.candidate, "invitation": case.invitation, "language": "en"}
    return Message.objects.create(kind="opinion", cause=cause, case=case, state="failed", tries=8, **row)


def again(case: Case) -> str:
    return reverse("admin:decisions_case_mail_again", args=[case.ref])


@pytest.mark.postgres
def test_mails_given_up_are_seen_by_the_case_s_office_and_tried_again(
    real_queue: None, rae: StaffActor, sol: StaffActor, otto: StaffActor, sams_case: Case, far_case: Case
) -> None:
    assert "Every mail went out" in rae.client.get(MAILS).content.decode()
    message = given_up(sams_case, "1")
    given_up(far_case, "2")
    due = {"user": rae.person, "case": sams_case, "state": "failed", "language": "en"}
    Message.objects.create(kind="case_due", cause="3", **due)
    assert [mail.given_up(actor.person).count() for actor in (rae, sol, otto)] == [1, 1, 0]
    assert mail.failures_of(sams_case) == [message]
    page = rae.client.get(MAILS).content.decode()
    assert ("<bdi>Sam W.</bdi>" in page, "sam@example.test" in page, page.count("Try again")) == (
        True,
        False,
        1,
    )
    assert "Try again" not in sol.client.get(MAILS).content.decode()
    assert [
        sol.client.post(again(sams_case)).status_code,
        otto.client.post(again(sams_case)).status_code,
    ] == [
        403,
        404,
    ]
    assert rae.client.post(again(sams_case), {"then": "case"}).headers["Location"] == case_url(sams_case)
    assert "No mail about this case waits" in rae.client.post(again(sams_case), follow=True).content.decode()
    work()
    message.refresh_from_db()
    assert (message.state, message.tries, len(django_mail.outbox), mail.given_up(rae.person).count()) == (
        "sent",
        1,
        1,
        0,
    )


def test_mails_about_one_case_are_tried_again_by_one_button(rae: StaffActor, sams_case: Case) -> None:
    for number in range(2):
        given_up(sams_case, str(number))
    page = rae.client.get(MAILS).content.decode()
    assert (page.count("A recruiter gave an opinion"), page.count(again(sams_case))) == (2, 1)


def test_mails_page_lists_the_latest_and_says_that_there_are_more(
    rae: StaffActor, sams_case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("decisions.review.mails_page.SHOWN", 2)
    Case.objects.update(candidate_name="<script>alert(1)</script>")
    for number in range(3):
        given_up(sams_case, str(number))
    page = rae.client.get(MAILS).content.decode()
    assert page.count("A recruiter gave an opinion") == 2
    assert ("There are more." in page, "<script>alert" in page) == (True, False)
