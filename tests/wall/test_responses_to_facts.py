"""What a candidate did with a fact of the agency stays theirs: the desk sees the same, whatever it was."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from decisions.advice import sharing
from decisions.models import Case, Event, JobFact, Verdict
from decisions.questionnaire.choice import keep
from decisions.review.given_facts import give_fact
from tests import factories
from tests.actors import CandidateActor, StaffActor
from tests.desk.pages import case_url, queue_url
from tests.questionnaire.test_given_facts import tap

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(ana: CandidateActor, rae: StaffActor) -> Case:
    """Ana's case, with a fact that the desk gave after it was shared."""
    ana.invitation.draft.delete()
    factories.job_fact(invitation=ana.invitation, value="$19 an hour")
    shared = factories.case(invitation=ana.invitation, office=rae.person.offices.get())
    factories.job_fact(invitation=ana.invitation, name="shift", value="kept for later")
    give_fact(
        case_ref=shared.ref,
        version=shared.version,
        by=rae.person,
        name="interviewers",
        value="Dana and the team",
        basis="employer",
        answer="manager_and_team",
    )
    return Case.objects.get()


def desk_sees(client: Client, case: Case) -> list[str]:
    urls = [case_url(case), f"{queue_url()}?state=all", reverse("admin:decisions_event_changelist")]
    pages = [client.get(url).content.decode() for url in urls]
    return [re.sub(r'csrfmiddlewaretoken" value="[^"]*"', "", page) for page in pages]


@pytest.mark.postgres
def test_fact_of_the_desk_makes_no_older_copy_and_shares_no_other_fact(
    ana: CandidateActor, case: Case
) -> None:
    values = [(entry["value"], entry["source"]) for entry in case.job_facts]
    assert values == [("$19 an hour", "candidate"), ("Dana and the team", "agency")]
    JobFact.objects.filter(name="shift").delete()
    advice = ana.invitation.advice.get()
    assert sharing.has(case, sharing.preview(advice, case.parts))


def test_desk_sees_the_same_whatever_the_candidate_does_with_a_fact(
    ana: CandidateActor, max_: StaffActor, case: Case
) -> None:
    before, stored = desk_sees(max_.client, case), Case.objects.values().get()
    seen = Event.objects.latest("id").pk
    tap(ana, "leave")
    assert Event.objects.get(id__gt=seen).code == Event.Code.FACT_LEFT
    assert (desk_sees(max_.client, case), Case.objects.values().get()) == (before, stored)
    page = reverse("admin:decisions_event_change", args=[Event.objects.latest("id").pk])
    assert max_.client.get(page).status_code == 302
    assert "The agency still sees" in ana.client.get(ana.url("share")).content.decode()


def test_desk_does_not_learn_that_a_choice_was_made_which_is_not_shared(
    ana: CandidateActor, max_: StaffActor, case: Case
) -> None:
    before = desk_sees(max_.client, case)
    keep(invitation=ana.invitation, verdict=Verdict.DECLINE, by=ana.person)
    assert Event.objects.latest("id").code == Event.Code.CHOICE_MADE
    assert desk_sees(max_.client, case) == before
