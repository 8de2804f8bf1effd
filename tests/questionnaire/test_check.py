import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from decisions.models import Advice, Draft, Event, StandingAnswer
from tests import factories
from tests.actors import CandidateActor, candidate_actor
from tests.factories import ANSWERS, answers_with
from tests.questionnaire.posting import hidden, of_step, submit, title


def keep(actor: CandidateActor, **changes: object) -> Draft:
    draft = Draft.objects.get(invitation=actor.invitation)
    draft.answers = answers_with(**changes)
    draft.save()
    return draft


def rows(page: Any) -> dict[str, str]:
    """The answers on the page in words, by question."""
    found = re.findall(r'<div id="a-(\w+)">.*?<dd><span>(.*?)</span>\s*<a', page.content.decode(), re.S)
    return {question: " ".join(re.sub(r"<[^>]+>", "", text).split()) for question, text in found}


def links(page: Any) -> dict[str, str]:
    found = re.findall(r'<div id="a-(\w+)">.*?<a href="([^"]+)"', page.content.decode(), re.S)
    return dict(found)


def test_all_answers_are_shown_with_a_link_to_change_each(ana: CandidateActor) -> None:
    keep(ana)
    page = ana.client.get(ana.url("check"))
    assert list(rows(page)) == list(ANSWERS)
    assert rows(page)["sure"] == "Leaning toward no"
    assert rows(page)["flags"] == "None of these"
    assert links(page)["sure"] == ana.url("step", "job") + "?change=1#q-sure"
    assert links(page)["benefits"] == ana.url("step", "people") + "?change=1#q-benefits"


def test_what_is_missing_is_marked_and_asked_for_when_submitted(ana: CandidateActor) -> None:
    keep(ana, hours=None)
    page = ana.client.get(ana.url("check"))
    assert rows(page)["hours"] == "Not answered yet."
    assert title(page) == "Check your answers - Worth the Interview"
    page = submit(ana.client, ana.url("check"), {})
    assert title(page) == "Error: Check your answers - Worth the Interview"
    assert "Time, all in: Not answered yet." in page.content.decode()
    assert Advice.objects.count() == 0


def test_a_date_that_passed_meanwhile_is_asked_for_again(ana: CandidateActor) -> None:
    yesterday = (ana.invitation.today() - timedelta(days=1)).isoformat()
    offer = {
        "offer": "written",
        "offer_room": "room",
        "pay_compared": "more",
        "days_to_their_offer": "not_sure",
    }
    keep(ana, **offer, days_to_answer={"on": yesterday, "chip": "1_week"})
    page = submit(ana.client, ana.url("check"), {})
    assert page.status_code == 200
    assert "The date is before today. Which day is it?" in rows(page)["days_to_answer"]
    assert Advice.objects.count() == 0


def test_the_facts_are_shown_in_words(ana: CandidateActor) -> None:
    submit(ana.client, ana.url("facts"), {"company": "Niles Bakery", "confirmed": "yes", "format": "phone"})
    page = ana.client.get(ana.url("check")).content.decode()
    wanted = ("Niles Bakery", "Phone call", "Time confirmed")
    assert [text in page for text in wanted] == [True] * 3


def test_who_pays_is_said_before_the_advice(ana: CandidateActor) -> None:
    factories.agency(name="Testing Staffing")
    page = ana.client.get(ana.url("check")).content.decode()
    assert "<bdi>Testing Staffing</bdi> is paid by employers when people get hired." in page


def test_submitting_makes_the_advice_and_keeps_the_standing_answers(ana: CandidateActor) -> None:
    keep(ana)
    assert submit(ana.client, ana.url("check"), {})["Location"] == ana.url("advice")
    advice = Advice.objects.get(invitation=ana.invitation)
    assert (advice.number, advice.draft_answers) == (1, ANSWERS)
    assert StandingAnswer.objects.filter(candidate=ana.person).count() == 6
    assert Event.objects.filter(code=Event.Code.ADVICE_ISSUED, person=ana.person.ref).count() == 1


def test_submitting_twice_makes_one_advice(ana: CandidateActor) -> None:
    keep(ana)
    replies = [submit(ana.client, ana.url("check"), {})["Location"] for _ in range(2)]
    assert replies == [ana.url("advice")] * 2
    assert Advice.objects.count() == 1


def test_a_changed_answer_makes_the_second_advice(ana: CandidateActor) -> None:
    keep(ana)
    submit(ana.client, ana.url("check"), {})
    changed = {**of_step("practice", ANSWERS), "interview_skill": "very_well"}
    submit(ana.client, ana.url("step", "practice") + "?change=1", changed)
    submit(ana.client, ana.url("check"), {})
    assert list(Advice.objects.values_list("number", flat=True)) == [2, 1]


def test_a_changed_fact_makes_the_second_advice(ana: CandidateActor) -> None:
    keep(ana)
    submit(ana.client, ana.url("check"), {})
    submit(
        ana.client,
        ana.url("facts") + "?change=1",
        {"company": "Niles Bakery", "set_up_by": ["past_colleague"]},
    )
    submit(ana.client, ana.url("check"), {})
    newest = Advice.objects.filter(invitation=ana.invitation)[0]
    assert (newest.number, newest.answers["set_up_by"]) == (2, ["past_colleague"])


def test_answers_changed_in_another_window_are_shown_before_they_are_scored(ana: CandidateActor) -> None:
    keep(ana)
    old = hidden(ana.client.get(ana.url("check")), "version")
    submit(
        ana.client,
        ana.url("step", "practice"),
        {**of_step("practice", ANSWERS), "interview_skill": "very_well"},
    )
    page = ana.client.post(ana.url("check"), {"version": old})
    assert page.status_code == 409
    assert rows(page)["interview_skill"] == "Very well"
    assert Advice.objects.count() == 0


def test_a_submit_without_a_version_makes_no_advice(ana: CandidateActor) -> None:
    keep(ana)
    assert ana.client.post(ana.url("check")).status_code == 409
    assert Advice.objects.count() == 0


def test_the_page_asks_the_database_the_same_with_all_answers(
    ana: CandidateActor, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    # The session, the key with its invitation and candidate, the draft, the facts twice, the agency.
    for answers in ({}, dict(ANSWERS)):
        Draft.objects.filter(invitation=ana.invitation).update(answers=answers)
        with django_assert_num_queries(6):
            ana.client.get(ana.url("check"))


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_submits_at_the_same_time_make_one_advice() -> None:
    ana = candidate_actor(name="Ana", company="Elkhart Metal Works")
    version = str(keep(ana).version)

    def press(_: int) -> tuple[int, str]:
        client = Client()
        client.cookies = ana.client.cookies
        reply = client.post(ana.url("check"), {"version": version})
        connection.close()
        return reply.status_code, reply["Location"]

    with ThreadPoolExecutor(4) as pool:
        replies = list(pool.map(press, range(4)))
    assert replies == [(302, ana.url("advice"))] * 4
    assert Advice.objects.count() == 1
