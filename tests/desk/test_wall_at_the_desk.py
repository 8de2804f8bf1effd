"""What staff pages may touch and show: nothing of the candidate's own tables, and no text as markup."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from decisions.models import (
    Advice,
    Candidate,
    Case,
    CaseMessage,
    Choice,
    Client,
    Draft,
    Event,
    Invitation,
    JobFact,
    Letter,
    Office,
    Opinion,
    Outcome,
    ResumeKey,
    StandingAnswer,
)
from tests import factories
from tests.actors import StaffActor
from tests.desk.pages import case_url, export_url, queue_url

pytestmark = pytest.mark.django_db

CANDIDATES_OWN = (
    Advice,
    Candidate,
    Choice,
    Draft,
    Invitation,
    JobFact,
    Letter,
    Outcome,
    ResumeKey,
    StandingAnswer,
)
PAYLOAD = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>{{7*7}}{% now 'Y' %}%(x)s"
AGENCYS_FACT = {
    "name": "shift",
    "value": PAYLOAD,
    "source": "agency",
    "basis": "other",
    "basis_note": PAYLOAD,
    "answer": "",
    "by": PAYLOAD,
    "at": "2026-11-23T15:00:00+00:00",
}
# With what fits into each.
COPIED_TEXTS = {"candidate_name": 80, "company": 120, "job_title": 120, "contact_name": 80, "place": 160}


def everything_staff_can_open(case: Case) -> list[str]:
    stock = ["agency", "office", "stateoffice", "client", "event", "message", "exportfile", "absence"]
    return [
        queue_url(),
        f"{queue_url()}?state=all",
        case_url(case),
        reverse("admin:decisions_case_columns"),
        reverse("admin:decisions_case_away"),
        reverse("admin:decisions_case_mails"),
        reverse("admin:index"),
        *(reverse(f"admin:decisions_{name}_changelist") for name in stock),
        reverse("admin:auth_user_changelist"),
        reverse("admin:decisions_event_change", args=[Event.objects.latest("id").pk]),
    ]


def tables(queries: CaptureQueriesContext) -> set[str]:
    return {
        name for query in queries for name in re.findall(r'(?:FROM|JOIN|UPDATE|INTO) "(\w+)"', query["sql"])
    }


def test_desk_reads_none_of_the_candidates_tables(rae: StaffActor, max_: StaffActor, sams_case: Case) -> None:
    factories.opinion(case=sams_case, by=rae.person)
    with CaptureQueriesContext(connection) as queries:
        for url in everything_staff_can_open(sams_case):
            assert max_.client.get(url).status_code == 200
        for data_set in ("cases", "opinions"):
            b"".join(max_.client.post(export_url(), {"data_set": data_set, "format": "csv"}))
    assert tables(queries) & {model._meta.db_table for model in CANDIDATES_OWN} == set()
    assert Case._meta.db_table in tables(queries)


@pytest.fixture
def hostile_case(home_office: Office, rae: StaffActor) -> Case:
    """Every text that a person can type, as markup, template code and format string at once."""
    case = factories.case(office=home_office)
    texts = {name: PAYLOAD[:length] for name, length in COPIED_TEXTS.items()}
    facts = [{"name": "pay", "value": PAYLOAD, "source": "candidate"}, AGENCYS_FACT]
    Case.objects.filter(pk=case.pk).update(job_facts=facts, **texts)
    Office.objects.filter(pk=home_office.pk).update(name=PAYLOAD[:80], city=PAYLOAD[:80])
    case.client = Client.objects.create(name=PAYLOAD[:120], office=home_office)
    case.save(update_fields=["client"])
    factories.opinion(
        case=case,
        by=rae.person,
        kind=Opinion.Kind.DIFFER,
        verdict="decline" if case.verdict != "decline" else "take",
        code=Opinion.Code.OTHER,
        comment=PAYLOAD,
        private_note=PAYLOAD,
    )
    CaseMessage.objects.create(case=case, by=rae.person, text=PAYLOAD, language="en")
    rae.person.first_name = PAYLOAD[:150]
    rae.person.save()
    case.refresh_from_db()
    return case


def test_no_text_becomes_markup_on_any_staff_page(
    rae: StaffActor, max_: StaffActor, hostile_case: Case
) -> None:
    rae.client.post(case_url(hostile_case, "claim"))
    for visitor in (rae, max_):
        for url in everything_staff_can_open(hostile_case):
            content = visitor.client.get(
                url, {"q": PAYLOAD[:80]} if url == queue_url() else {}
            ).content.decode()
            assert ("<script>alert" in content, "<img src=x" in content) == (False, False)


def test_text_is_shown_as_it_was_typed(rae: StaffActor, hostile_case: Case) -> None:
    content = rae.client.get(case_url(hostile_case)).content.decode()
    shown = "{{7*7}}{% now &#x27;Y&#x27; %}%(x)s"
    assert content.count(shown) >= 3


def test_desk_sends_no_page_to_a_shared_cache(rae: StaffActor, sams_case: Case) -> None:
    for url in (queue_url(), case_url(sams_case)):
        response = rae.client.get(url)
        assert response["Cache-Control"] == "no-store"
        assert "Cookie" in response["Vary"]


@pytest.mark.parametrize(
    "name", ["cost", "gain", "copy", "copy__cost", "bridge_go", "lead", "o", "order", "sort", "close"]
)
def test_nobody_can_sort_or_filter_people_by_a_score(max_: StaffActor, sams_case: Case, name: str) -> None:
    assert max_.client.get(queue_url(), {name: "low"}).status_code == 400
