"""The agency's link opens the facts alone, and ends with the candidate's first answer."""

import re
from threading import Barrier, Thread
from typing import Any

import pytest
from django.conf import settings
from django.core import mail
from django.db import connections
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from decisions.mail import queue
from decisions.models import Candidate, Draft, Event, Invitation, Message, ResumeKey
from decisions.questionnaire import steps
from tests import factories
from tests.access.doors import doors
from tests.actors import StaffActor, holding
from tests.factories import ANSWERS
from tests.inviting.inviting import invite, links_mailed, opened
from tests.questionnaire.posting import of_step, submit

pytestmark = pytest.mark.django_db
FACTS, STEP = "facts", "step"
FIRST, SECOND = of_step("job", ANSWERS), of_step("practice", ANSWERS)
ANSWERS_TO_SURE = "quite_sure", "leaning_no"
MORE = {"step": "practice", "number": 1, "kind": "decline", "question": "offer"}


@pytest.fixture
def link(rae: StaffActor) -> str:
    """The link in the mail to Sam, whom Rae invited."""
    rae.person.first_name, rae.person.last_name = "Rae", "Miller"
    rae.person.save()
    invite(rae, pay="$21 an hour", basis="job_order", basis_note="job order 1184")
    return links_mailed()[0]


def url(name: str, *args: object) -> str:
    return reverse(name, args=[Invitation.objects.get(recruiter__isnull=False).public_id, *args])


def address(name: str, arguments: tuple[str, ...]) -> str:
    row = Invitation.objects.select_related("candidate").get()
    values: dict[str, Any] = {"public_id": row.public_id, "ref": row.candidate.ref, **MORE}
    return reverse(name, kwargs={argument: values[argument] for argument in arguments})


def test_the_link_says_who_invites_and_shows_what_they_filled_in(link: str) -> None:
    button = Client().get(link).content.decode()
    assert ("You are invited to look" in button, "Lakeshore RV" in button) == (True, False)
    sam = Client()
    assert sam.post(link)["Location"] == url("invitation")
    assert sam.get(url("invitation"))["Location"] == url(FACTS)
    page = sam.get(url(FACTS)).content.decode()
    assert "<bdi>Rae Miller</bdi> at" in page
    assert "They see nothing of your answers until you share them." in page
    assert ('value="Lakeshore RV"' in page, "$21 an hour" in page, "job order 1184" in page) == (True,) * 3
    assert f'href="{url("invitation")}"' in sam.get(reverse("start")).content.decode()


def test_the_link_opens_the_facts_and_the_first_step_and_no_other_door(link: str) -> None:
    sam, row = opened(link), Invitation.objects.get()
    own = [door for door in doors() if door.access in {"candidate", "person", "invited"}]
    statuses = {door.name: sam.get(address(door.name, door.arguments)).status_code for door in own}
    assert {name for name, status in statuses.items() if status not in {404, 405}} == {"facts", "invitation"}
    assert [sam.get(url(STEP, step)).status_code for step in ("job", "practice")] == [200, 404]
    assert sam.post(url(STEP, "practice"), SECOND).status_code == 404
    assert sam.post(reverse("begin"), {"as": str(row.candidate.ref)}).status_code == 404
    mine, privacy = (sam.get(reverse(name)).content.decode() for name in ("mine", "privacy"))
    assert ("Quality technician, Lakeshore RV" in mine, str(row.candidate.ref) in mine) == (True, False)
    assert [url(name) in mine for name in ("link", "erase_invitation")] == [False, False]
    assert str(row.public_id) not in privacy
    assert (Draft.objects.get().answers, Candidate.objects.count()) == ({}, 1)


def test_facts_can_be_corrected_by_the_link_and_left_for_later(link: str) -> None:
    sam = opened(link)
    facts = {"company": "Lakeshore", "confirmed": "open", "format": "unknown"}
    assert submit(sam, url(FACTS), facts, go="later")["Location"] == url(FACTS)
    assert Invitation.objects.get().company == "Lakeshore"
    assert submit(sam, url(FACTS), facts)["Location"] == url(STEP, "job")
    assert submit(sam, url(STEP, "job"), {}, go="later")["Location"] == url(FACTS)
    assert submit(sam, url(STEP, "job"), FIRST, go="refresh").status_code == 200
    assert sorted(ResumeKey.objects.values_list("origin", flat=True)) == [ResumeKey.Origin.DESK]


@pytest.mark.postgres
def test_the_first_answer_makes_it_the_candidates_own(link: str) -> None:
    sam, elsewhere = opened(link), opened(link)
    other_tab = sam.get(url(FACTS))
    assert other_tab.status_code == 200
    assert submit(sam, url(STEP, "job"), FIRST)["Location"] == url(STEP, "practice")
    # This browser may do everything now, and says where their own link goes, so that they see if it is wrong.
    assert "on its way to sam@home.test" in sam.get(url(STEP, "practice")).content.decode()
    assert [sam.get(url(name)).status_code for name in ("link", "erase_invitation", FACTS)] == [200] * 3
    # The agency's link is over, for those too whom it let in; a new one came, which the agency never had.
    assert [Client().get(link).status_code, Client().post(link).status_code] == [410, 410]
    for reply in (elsewhere.get(url(FACTS)), elsewhere.post(url(STEP, "job"), FIRST), Client().get(link)):
        assert "You have begun, so this link has ended" in reply.content.decode()
        assert (reply.status_code, "Lakeshore" in reply.content.decode()) == (410, False)
    assert elsewhere.get(url("check")).status_code == 404
    assert (len(links_mailed()), mail.outbox[1].to) == (2, ["sam@home.test"])
    newer = opened(links_mailed()[1])
    assert newer.get(url(STEP, "practice")).status_code == 200
    keys = ResumeKey.objects.alive().order_by("pk").values_list("origin", flat=True)
    assert set(keys) == {ResumeKey.Origin.BEGUN, ResumeKey.Origin.MAILED}
    ended = Event.objects.get(code=Event.Code.LINK_REVOKED)
    assert (ended.detail, ended.actor_kind) == ({"how": "first_answer"}, "candidate")


def test_a_link_of_the_agencys_that_comes_too_late_opens_nothing(link: str) -> None:
    submit(opened(link), url(STEP, "job"), FIRST)
    row = Invitation.objects.get()
    key, late = ResumeKey.make(row, ResumeKey.Origin.DESK)
    assert "You have begun" in Client().post(f"/r/{late}/").content.decode()
    assert holding(key).get(url(FACTS)).status_code == 410
    assert "Lakeshore" not in holding(key).get(reverse("start")).content.decode()


def test_a_mail_of_the_agencys_that_still_waits_does_not_leave_after_the_first_answer(link: str) -> None:
    submit(opened(link), url(STEP, "job"), FIRST)
    queue(Message.Kind.INVITED, cause="still waits", invitation=Invitation.objects.get())
    assert (len(links_mailed()), Message.objects.filter(cause="still waits").count()) == (2, 0)
    assert not ResumeKey.objects.alive().of_desk().exists()


def test_the_agencys_link_does_not_let_its_own_staff_in(link: str, rae: StaffActor) -> None:
    """Who helps a candidate over the first step would hold the key that comes of it."""
    page = rae.client.post(link, follow=True)
    assert "This link is for the candidate alone." in page.content.decode()
    assert (rae.client.get(url(FACTS)).status_code, ResumeKey.objects.get().used_at) == (404, None)
    assert opened(link).get(url(FACTS)).status_code == 200


def test_the_agencys_link_leads_who_began_in_this_browser_back(link: str) -> None:
    sam = opened(link)
    submit(sam, url(STEP, "job"), FIRST)
    assert [sam.get(link)["Location"], sam.post(link)["Location"]] == [url("invitation")] * 2
    assert sam.get(url("check")).status_code == 200


def test_a_link_of_the_agencys_opens_no_other_invitation(link: str, rae: StaffActor) -> None:
    other = factories.invitation(company="Niles Bakery")
    sam = opened(link)
    assert [sam.get(reverse(name, args=[other.public_id])).status_code for name in (FACTS, "check")] == [
        404,
        404,
    ]
    ResumeKey.objects.of_desk().update(revoked_at=other.created_at)
    assert (sam.get(url(FACTS)).status_code, Client().get(link).status_code) == (404, 404)


def test_second_click_on_the_first_answer_costs_nothing(link: str) -> None:
    sam, step = opened(link), url(STEP, "job")
    cookie = sam.cookies[settings.SESSION_COOKIE_NAME].value
    submit(sam, step, FIRST)
    # A browser that sends the form again drops the first reply, with what that says of the session.
    sam.cookies[settings.SESSION_COOKIE_NAME] = cookie
    assert submit(sam, step, FIRST)["Location"] == url(STEP, "practice")


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_of_two_first_answers_at_once_one_is_taken(rae: StaffActor, monkeypatch: pytest.MonkeyPatch) -> None:
    invite(rae)
    link = links_mailed()[0]
    browsers = [opened(link), opened(link)]
    step, inside, replies, save = url(STEP, "job"), Barrier(2), [], steps._leave
    pages = [
        re.findall(r'name="opened" value="([^"]*)"', one.get(step).content.decode())[0] for one in browsers
    ]

    def save_once_both_are_inside(*args: Any) -> HttpResponse:
        inside.wait()
        return save(*args)

    def answer(client: Client, opened_on: str, sure: str) -> None:
        data = {**FIRST, "sure": sure, "opened": opened_on, "go": "continue"}
        try:
            replies.append(client.post(step, data).status_code)
        finally:
            connections.close_all()

    monkeypatch.setattr(steps, "_leave", save_once_both_are_inside)
    threads = [Thread(target=answer, args=one) for one in zip(browsers, pages, ANSWERS_TO_SURE, strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    # The later one is led to where it was, and there told that somebody has begun.
    assert replies == [302, 302]
    assert sorted(one.get(step).status_code for one in browsers) == [200, 410]
    assert (ResumeKey.objects.filter(origin=ResumeKey.Origin.BEGUN).count(), len(links_mailed())) == (1, 2)
