from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from decisions.advice.copy_words import in_words
from decisions.advice.sharing import withdraw
from decisions.models import Case, CaseMessage, Event, Office
from tests import factories
from tests.actors import StaffActor
from tests.desk.pages import DEEDS, case_url, opinion, queue_url

pytestmark = pytest.mark.django_db

ACTS = [*DEEDS, "claim", "release"]


def reads(case: Case) -> int:
    return Event.objects.filter(code=Event.Code.CASE_READ, subject=str(case.ref)).count()


def knock(visitor: StaffActor, case: Case, act: str) -> Any:
    """Open the case's page, or send the form of a deed on it."""
    if act == "change":
        return visitor.client.get(case_url(case))
    return visitor.client.post(case_url(case, act), DEEDS.get(act, opinion)(case))


def test_case_shows_what_was_shared_in_words(rae: StaffActor, sams_case: Case) -> None:
    content = rae.client.get(case_url(sams_case)).content.decode()
    for words in (
        "Sam W.",
        "Lakeshore RV",
        "Sharpen your skills",
        "Cost of going",
        "How you know",
        "guessing",
        # Whatever a name holds, it does not turn the words around it.
        "A line for <bdi>Sam W.</bdi>, if you like",
        "Write to <bdi>Sam W.</bdi>",
    ):
        assert words in content


def test_case_shows_no_score(rae: StaffActor, sams_case: Case) -> None:
    """Bands only: the numbers of the engine are not even stored on the agency's side."""
    assert not _numbers(sams_case.copy)
    assert "score" not in rae.client.get(case_url(sams_case)).content.decode().replace("without scores", "")


def _numbers(value: object) -> list[object]:
    if isinstance(value, dict):
        return [number for item in value.values() for number in _numbers(item)]
    if isinstance(value, list):
        return [number for item in value for number in _numbers(item)]
    return [value] if isinstance(value, int | float) and not isinstance(value, bool) else []


def test_days_to_another_offer_are_shown_as_dates(rae: StaffActor, home_office: Office) -> None:
    answers = factories.answers_with(
        offer="written",
        offer_room="room",
        days_to_answer={"on": (timezone.localdate() + timedelta(days=40)).isoformat(), "chip": None},
        days_to_their_offer="not_sure",
        pay_compared="more",
    )
    case = factories.case(answers=answers, office=home_office)
    due = case.scored_on + timedelta(days=case.copy["answers"]["days_to_answer"])
    assert f"{due:%a, %b} {due.day}" in rae.client.get(case_url(case)).content.decode()


def test_opening_a_case_leaves_one_read_event_for_each_reading(rae: StaffActor, sams_case: Case) -> None:
    with time_machine.travel("2026-11-23T15:00:00Z", tick=False) as clock:
        rae.client.get(case_url(sams_case))
        rae.client.get(case_url(sams_case))
        assert reads(sams_case) == 1
        clock.shift(timedelta(minutes=11))
        rae.client.get(case_url(sams_case))
    assert reads(sams_case) == 2
    read = Event.objects.filter(code=Event.Code.CASE_READ).first()
    assert read is not None
    assert (read.actor_kind, read.actor_ref) == ("staff", str(rae.person.pk))


def test_case_tells_who_did_what(rae: StaffActor, ida: StaffActor, sams_case: Case) -> None:
    ida.client.post(case_url(sams_case, "claim"))
    content = rae.client.get(case_url(sams_case)).content.decode()
    assert "claimed by <bdi>ida</bdi>" in content
    assert "<bdi>ida</bdi> claimed the case" in content
    assert "<bdi>Sam W.</bdi> shared" in content
    assert "<bdi>You</bdi> opened the case" in content


def test_case_of_another_office_is_not_there(rae: StaffActor, far_case: Case) -> None:
    for act in ("change", *ACTS):
        response = knock(rae, far_case, act)
        assert (act, response.status_code) == (act, 404)
        assert "Far Away Foods" not in response.content.decode()
    far_case.refresh_from_db()
    assert (far_case.claimed_by, far_case.version, far_case.opinions.count()) == (None, 1, 0)
    left = Event.objects.filter(subject=str(far_case.ref), actor_kind="staff")
    assert {event.code for event in left} == {"refused"}


def test_case_that_never_was_is_not_there(rae: StaffActor) -> None:
    for act in ("change", *ACTS):
        method = rae.client.get if act == "change" else rae.client.post
        assert method(reverse(f"admin:decisions_case_{act}", args=[uuid4()])).status_code == 404


def test_withdrawn_case_says_so_and_shows_nothing(rae: StaffActor, sams_case: Case) -> None:
    withdraw(invitation=sams_case.invitation, by=sams_case.invitation.candidate)
    for act in ("change", *ACTS):
        response = knock(rae, sams_case, act)
        content = response.content.decode()
        assert (act, response.status_code) == (act, 410)
        assert "This case is no longer shared" in content
        assert ("Sam W." in content, "Lakeshore" in content) == (False, False)


def test_case_names_its_neighbors_in_the_filtered_queue(rae: StaffActor, home_office: Office) -> None:
    cases = [factories.case(office=home_office) for _ in range(3)]
    for hours, case in enumerate(cases):
        Case.objects.filter(pk=case.pk).update(reply_by=timezone.now() + timedelta(hours=hours + 1))
    context = rae.client.get(case_url(cases[1])).context
    assert (context["before"], context["after"]) == (cases[0], cases[2])
    Case.objects.filter(pk=cases[2].pk).update(reviewed_at=timezone.now())
    assert rae.client.get(case_url(cases[1])).context["after"] is None
    assert rae.client.get(case_url(cases[1]), {"state": "all"}).context["after"] == cases[2]


def test_claim_and_release_are_noted(rae: StaffActor, sams_case: Case) -> None:
    rae.client.post(case_url(sams_case, "claim"))
    assert Case.objects.get().claimed_by == rae.person
    rae.client.post(case_url(sams_case, "release"))
    assert Case.objects.get().claimed_by is None
    codes = Event.objects.filter(actor_ref=str(rae.person.pk)).order_by("id").values_list("code", flat=True)
    assert list(codes) == ["case_claimed", "case_released"]


def test_claim_of_a_claimed_case_changes_nothing(rae: StaffActor, ida: StaffActor, sams_case: Case) -> None:
    ida.client.post(case_url(sams_case, "claim"))
    content = rae.client.post(case_url(sams_case, "claim"), follow=True).content.decode()
    assert "Somebody else claimed this case before you." in content
    rae.client.post(case_url(sams_case, "release"))
    sams_case.refresh_from_db()
    assert sams_case.claimed_by == ida.person


def test_deed_by_get_or_without_the_sites_own_form_changes_nothing(rae: StaffActor, sams_case: Case) -> None:
    forger = Client(enforce_csrf_checks=True)
    forger.force_login(rae.person)
    for act in ACTS:
        assert rae.client.get(case_url(sams_case, act)).status_code == 405
        assert forger.post(case_url(sams_case, act), DEEDS.get(act, opinion)(sams_case)).status_code == 403
    sams_case.refresh_from_db()
    assert (sams_case.claimed_by, sams_case.version) == (None, 1)


def test_agency_staff_may_look_and_not_act(sol: StaffActor, sams_case: Case) -> None:
    page = sol.client.get(case_url(sams_case))
    assert page.status_code == 200
    assert [
        name for name in ("comment", "text", "value", "basis") if f'name="{name}"' in page.content.decode()
    ] == []
    assert {knock(sol, sams_case, act).status_code for act in ACTS} == {403}
    sams_case.refresh_from_db()
    assert (sams_case.claimed_by, sams_case.version) == (None, 1)


def test_case_asks_the_database_the_same_few_times(
    rae: StaffActor,
    ida: StaffActor,
    sams_case: Case,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    rae.client.get(case_url(sams_case))
    for _ in range(2):
        factories.opinion(case=sams_case, by=ida.person)
        CaseMessage.objects.create(case=sams_case, by=ida.person, text="Hello.", language="en")
        Event.objects.record(Event.Code.CASE_READ, by=ida.person, subject=str(sams_case.ref))
        with django_assert_num_queries(21):
            rae.client.get(case_url(sams_case))


def test_queue_of_a_case_without_a_name_still_links_it(rae: StaffActor, home_office: Office) -> None:
    case = factories.case(office=home_office)
    assert f'href="{case_url(case)}?state=open"' in rae.client.get(queue_url()).content.decode()


def test_case_names_what_the_question_to_ask_is_about(rae: StaffActor, home_office: Office) -> None:
    asked = {
        "open_point": "yes",
        "find_out": "one_message",
        "sure": "leaning_no",
        "known_from": "they_told_me",
        "dislikes": ["hours_or_shift", "pay"],
        "interviews_lately": "six_or_more",
        "clear_on_next": "very",
    }
    case = factories.case(answers=factories.answers_with(**asked), office=home_office)
    content = rae.client.get(case_url(case)).content.decode()
    assert "To ask first: Something still open (The hours or the shift; The pay)" in content


def test_days_to_ask_for_are_named_as_questions() -> None:
    case = factories.case()
    case.copy = {**case.copy, "ask": ["days_to_their_offer", "days_to_answer", "pay_compared"]}
    assert in_words(case).ask == [
        "When they could make an offer",
        "By when the other offer needs an answer",
        "Pay compared",
    ]
