"""Promise 8: nothing that could serve the agency moves the advice, and neither does any name or free text."""

import json
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from hypothesis import given, settings
from hypothesis import strategies as st

from decisions.advice.sharing import preview
from decisions.models import Advice, Client, Invitation, JobFact, StandingAnswer
from tests import factories
from tests.scoring.answer_sets import answer_sets

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 23, 15, tzinfo=UTC)


@pytest.fixture(autouse=True)
def frozen_clock() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


def result_of(answers: Mapping[str, Any], invitation: Invitation) -> bytes:
    web = factories.web_answers(answers, on=invitation.today())
    return json.dumps(factories.advice(invitation=invitation, answers=web).result).encode()


def plain() -> Invitation:
    """Of which nothing is known."""
    return factories.invitation(company="", job_title="")


def dressed(text: str) -> Invitation:
    """Everything that an invitation, its candidate and the agency can hold beside answers."""
    rae = factories.user(group="Recruiters")
    office = factories.office(city=text or "Elkhart", staff=[rae])
    person = factories.candidate(name=text, email="zoe@example.test", phone="574-555-0100", language="es")
    StandingAnswer.objects.create(candidate=person, question="offer", value="written", answered_at=NOW)
    invitation = factories.invitation(
        candidate=person,
        client=Client.objects.create(name=f"{text} {office.name}", office=office),
        company=text,
        job_title=text,
        contact_name=rae.first_name,
        place=text,
        format=Invitation.Format.IN_PERSON,
        reply_by=NOW + timedelta(days=3),
    )
    agency_fact = {"source": JobFact.Source.AGENCY, "by": rae, "basis": JobFact.Basis.EMPLOYER}
    factories.job_fact(invitation=invitation, value=f"$90 an hour {text}", **agency_fact)
    factories.job_fact(invitation=invitation, name=JobFact.Name.OTHER, value=text)
    return invitation


@settings(max_examples=max(10, settings().max_examples // 10))
@given(answers=answer_sets(), text=st.text("abcXYZ <>&'\"é$%0", max_size=40))
def test_advice_on_the_same_answers_is_the_same_whoever_asks_and_for_whatever_job(
    answers: dict[str, Any], text: str
) -> None:
    assert result_of(answers, dressed(text)) == result_of(answers, plain())


def test_nothing_but_the_answers_reaches_the_engine() -> None:
    factories.advice(invitation=dressed("Elkhart Metal Works"))
    advice = Advice.objects.get()
    assert set(advice.answers) == set(factories.ANSWERS) - {"benefits"}


def test_shared_verdict_is_the_same_whoever_asks_and_for_whatever_job() -> None:
    one, other = (preview(factories.advice(invitation=made)) for made in (dressed("Niles Bakery"), plain()))
    assert (one.verdict, one.copy) == (other.verdict, other.copy)
