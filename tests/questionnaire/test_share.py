from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.test import Client

from decisions.models import Case, Event, Office, Opinion
from tests import factories
from tests.actors import CandidateActor, StaffActor, candidate_actor
from tests.factories import answers_with
from tests.questionnaire.posting import submit


@pytest.fixture(autouse=True)
def one_office(db: None) -> None:
    factories.office(name="Elkhart Main office")


def text_of(actor: CandidateActor) -> str:
    return actor.client.get(actor.url("share")).content.decode()


def between(text: str, start: str, end: str) -> str:
    return text.split(start, 1)[1].split(end, 1)[0]


def copied(text: str) -> str:
    """The part of the page that shows the copy."""
    return between(text, '<div class="copied">', "</section>\n</div>")


def test_without_advice_there_is_nothing_to_share(ana: CandidateActor) -> None:
    assert ana.client.get(ana.url("share"))["Location"] == ana.url("invitation")
    assert ana.client.post(ana.url("share"))["Location"] == ana.url("invitation")


def test_nothing_is_shared_until_the_candidate_says_so(ana: CandidateActor) -> None:
    factories.advice(invitation=ana.invitation)
    assert "Nothing is shared now." in text_of(ana)
    assert Case.objects.count() == 0


@pytest.mark.postgres
def test_the_preview_is_what_the_agency_gets(ana: CandidateActor) -> None:
    factories.advice(invitation=ana.invitation, answers=answers_with(candor="stretch_it", benefits="yes"))
    before = copied(text_of(ana))
    submit(ana.client, ana.url("share"), {"name": "Ana"})
    after = text_of(ana)
    assert "What the agency has" in after
    assert copied(after) == before


def test_sharing_and_withdrawing_are_recorded(ana: CandidateActor) -> None:
    factories.advice(invitation=ana.invitation)
    assert submit(ana.client, ana.url("share"), {"name": "Ana"})["Location"] == ana.url("share")
    case = Case.objects.get(invitation=ana.invitation)
    assert (case.candidate_name, case.office.name, case.advice_number) == ("Ana", "Elkhart Main office", 1)
    assert "Shared with <bdi>Elkhart Main office</bdi> since" in text_of(ana)
    assert ana.client.post(ana.url("withdraw"))["Location"] == ana.url("share")
    assert Case.objects.count() == 0
    assert "The agency can no longer see it." in text_of(ana)
    codes = list(Event.objects.filter(person=ana.person.ref).order_by("id").values_list("code", flat=True))
    assert codes[-2:] == [Event.Code.CASE_SHARED, Event.Code.CASE_WITHDRAWN]


def test_withdrawing_takes_the_opinions_along(ana: CandidateActor, rae: StaffActor) -> None:
    case = factories.case(invitation=ana.invitation)
    factories.opinion(case=case, by=rae.person)
    assert "opinions on it go too" in text_of(ana)
    ana.client.post(ana.url("withdraw"))
    assert Opinion.objects.count() == 0


def test_withdrawing_nothing_says_so(ana: CandidateActor) -> None:
    factories.advice(invitation=ana.invitation)
    ana.client.post(ana.url("withdraw"))
    assert "Nothing is shared." in text_of(ana)


def test_newer_advice_is_shared_only_by_another_click(ana: CandidateActor) -> None:
    factories.case(invitation=ana.invitation, office=Office.objects.get())
    assert "Update what is shared" not in text_of(ana)
    factories.advice(invitation=ana.invitation, answers=answers_with(sure="never"))
    assert "Update what is shared" in text_of(ana)
    assert Case.objects.get().advice_number == 1
    submit(ana.client, ana.url("share"), {"name": "Ana"})
    assert Case.objects.get().advice_number == 2
    assert "Update what is shared" not in text_of(ana)


def test_a_different_shared_verdict_is_said_with_its_reason(ana: CandidateActor) -> None:
    declined = answers_with(sure="never", dislikes=["pay"], known_from="they_told_me", want_if_untrue="no")
    declined |= {"interviews_lately": "six_or_more", "clear_on_next": "very", "newness": "know_it_well"}
    factories.advice(invitation=ana.invitation, answers={**declined, "benefits": "yes"})
    text = text_of(ana)
    assert (
        "Your advice is “Ask first”. The copy says “Say no, politely”, "
        "because it leaves out what you said about “Also true”."
    ) in text


def test_the_same_shared_verdict_is_said_too(ana: CandidateActor) -> None:
    factories.advice(invitation=ana.invitation)
    assert "The copy gives the same advice as yours" in text_of(ana)


def test_an_office_is_chosen_where_there_are_several(ana: CandidateActor) -> None:
    elkhart = factories.office(name="Elkhart office")
    closed = factories.office(name="Closed office", is_active=False)
    factories.advice(invitation=ana.invitation)
    assert "Closed office" not in text_of(ana)
    assert "Choose an office." in submit(ana.client, ana.url("share"), {"name": ""}).content.decode()
    page = submit(ana.client, ana.url("share"), {"name": "", "office": closed.pk})
    assert "Choose one of the offices shown." in page.content.decode()
    assert Case.objects.count() == 0
    submit(ana.client, ana.url("share"), {"name": "", "office": elkhart.pk})
    assert Case.objects.get().office == elkhart


def test_without_an_office_nothing_can_be_shared_and_it_is_said(ana: CandidateActor) -> None:
    factories.advice(invitation=ana.invitation)
    Office.objects.all().delete()
    assert "No office takes new cases at the moment." in text_of(ana)
    assert submit(ana.client, ana.url("share"), {"name": "Ana", "number": "1"}).status_code == 200
    assert Case.objects.count() == 0


def test_a_name_that_is_too_long_comes_back(ana: CandidateActor) -> None:
    factories.advice(invitation=ana.invitation)
    page = submit(ana.client, ana.url("share"), {"name": "x" * 81}).content.decode()
    assert "This is too long: 81 characters. 80 fit." in page
    assert "x" * 81 in page


def test_a_page_opened_on_older_advice_shares_nothing(ana: CandidateActor) -> None:
    factories.advice(invitation=ana.invitation)
    factories.advice(invitation=ana.invitation, answers=answers_with(sure="never"))
    ana.client.post(ana.url("share"), {"name": "Ana", "number": "1"})
    assert Case.objects.count() == 0
    assert "Your advice changed meanwhile." in text_of(ana)


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_two_clicks_at_once_share_once() -> None:
    ana = candidate_actor(name="Ana", company="Elkhart Metal Works")
    factories.advice(invitation=ana.invitation)

    def press(_: int) -> int:
        client = Client()
        client.cookies = ana.client.cookies
        status = client.post(ana.url("share"), {"name": "Ana", "number": "1"}).status_code
        connection.close()
        return status

    with ThreadPoolExecutor(3) as pool:
        assert list(pool.map(press, range(3))) == [302] * 3
    assert Case.objects.count() == 1
