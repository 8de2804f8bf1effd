"""What a candidate decides is theirs: recorded by them, told to nobody, and a no is a decision like any."""

import re

import pytest

from decisions.models import Choice, Event
from tests import factories
from tests.actors import CandidateActor, StaffActor
from tests.desk.pages import case_url


@pytest.fixture(autouse=True)
def advised(ana: CandidateActor) -> None:
    factories.advice(invitation=ana.invitation)


def choose(actor: CandidateActor, verdict: str) -> str:
    return actor.client.post(actor.url("choice"), {"verdict": verdict}, follow=True).content.decode()


def test_the_record_does_not_say_which_choice_it_was(ana: CandidateActor) -> None:
    choose(ana, "decline")
    event = Event.objects.get(code=Event.Code.CHOICE_MADE)
    assert (event.detail, event.person) == ({}, ana.person.ref)


def test_a_second_click_is_no_second_choice(ana: CandidateActor) -> None:
    choose(ana, "decline")
    before = Choice.objects.values().get()
    choose(ana, "decline")
    assert Choice.objects.values().get() == before
    assert Event.objects.filter(code=Event.Code.CHOICE_MADE).count() == 1


def test_a_shared_choice_that_changes_is_said(ana: CandidateActor) -> None:
    notice = "Your recruiter still sees what you chose before."
    choose(ana, "decline")
    factories.case(invitation=ana.invitation)
    assert notice not in choose(ana, "decline")
    assert notice in choose(ana, "take")


def test_an_unshared_choice_changes_without_a_word(ana: CandidateActor) -> None:
    factories.case(invitation=ana.invitation)
    assert "Your recruiter still sees" not in choose(ana, "take")


def test_choice_is_on_no_page_of_the_desk_until_it_is_shared(ana: CandidateActor, max_: StaffActor) -> None:
    case = factories.case(invitation=ana.invitation)

    def said() -> str:
        main = max_.client.get(case_url(case)).content.decode().split("<main")[1]
        return re.sub(r'csrfmiddlewaretoken" value="[^"]*"', "", main)

    before = said()
    choose(ana, "decline")
    assert said() == before
