"""What the record says of who came in at the desk, who failed to, and who was refused."""

from typing import Any
from uuid import uuid4

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import reverse

from decisions.models import Case, Event
from tests import factories
from tests.actors import CandidateActor, StaffActor, signed_in
from tests.desk.pages import case_url, export_url, queue_url

pytestmark = pytest.mark.django_db

Noted = tuple[str, str, str, dict[str, Any]]


def noted(*codes: Event.Code) -> list[Noted]:
    rows = Event.objects.filter(code__in=codes).order_by("id")
    return [(row.code, row.actor_ref, row.subject, row.detail) for row in rows]


def password(visitor: Client, address: str, words: str = factories.PASSWORD) -> None:
    visitor.post(reverse("account_login"), {"login": address, "password": words})


def code(visitor: Client, digits: str) -> None:
    visitor.post(reverse("mfa_authenticate"), {"code": digits})


def test_sign_in_is_noted_once_it_is_complete(client: Client, rae: StaffActor) -> None:
    number = str(rae.person.pk)
    password(client, rae.person.email)
    assert noted(Event.Code.STAFF_SIGNED_IN) == []
    code(client, factories.totp_code(rae.person))
    came_in = ("staff_signed_in", number, f"user {number}", {"second_step": "totp"})
    assert noted(Event.Code.STAFF_SIGNED_IN) == [came_in]


def test_sign_in_before_the_app_is_set_up_says_so(client: Client, nell: StaffActor) -> None:
    password(client, nell.person.email)
    assert noted(Event.Code.STAFF_SIGNED_IN)[0][3] == {"second_step": "not set up"}


def test_failed_sign_in_is_noted_without_what_was_typed(client: Client, rae: StaffActor) -> None:
    whose = f"user {rae.person.pk}"
    password(client, rae.person.email.upper(), "wrong words")
    password(client, "somebody@else.test", "wrong words")
    password(client, rae.person.email)
    code(client, "000000")
    rae.person.is_active = False
    rae.person.save()
    password(Client(), rae.person.email)
    assert noted(Event.Code.SIGN_IN_FAILED) == [
        ("sign_in_failed", "", whose, {"step": "password"}),
        ("sign_in_failed", "", "", {"step": "password"}),
        ("sign_in_failed", "", whose, {"step": "code"}),
        ("sign_in_failed", "", whose, {"step": "deactivated"}),
    ]


def test_sixth_wrong_code_is_refused_and_no_longer_noted(client: Client, rae: StaffActor) -> None:
    password(client, rae.person.email)
    for _ in range(7):
        code(client, "000000")
    assert len(noted(Event.Code.SIGN_IN_FAILED)) == 5


def test_address_of_a_candidate_is_nobodys_at_the_desk(client: Client, ana: CandidateActor) -> None:
    signed_in(ana.person)
    password(client, str(ana.person.email))
    assert noted(Event.Code.SIGN_IN_FAILED)[0][2] == ""


def test_refusal_is_noted_with_door_and_case_and_no_more(
    rae: StaffActor, far_case: Case, ana: CandidateActor
) -> None:
    number, there, nowhere = str(rae.person.pk), str(far_case.ref), str(uuid4())
    rae.client.get(case_url(far_case))
    rae.client.post(reverse("admin:decisions_case_claim", args=[nowhere]))
    rae.client.post(export_url(), {"data_set": "cases"})
    rae.client.get(reverse("admin:auth_user_change", args=[rae.person.pk]))
    rae.client.get("/admin/what/somebody/typed/")
    signed_in(ana.person).get(queue_url())
    assert noted(Event.Code.REFUSED) == [
        ("refused", number, there, {"door": "decisions_case_change", "method": "GET", "status": 404}),
        ("refused", number, nowhere, {"door": "decisions_case_claim", "method": "POST", "status": 404}),
        ("refused", number, "", {"door": "decisions_case_export", "method": "POST", "status": 403}),
        ("refused", number, "", {"door": "auth_user_change", "method": "GET", "status": 403}),
        ("refused", number, "", {"door": "no page", "method": "GET", "status": 404}),
        ("refused", "", "", {"door": "decisions_case_changelist", "method": "GET", "status": 403}),
    ]


def test_refusal_shows_on_the_case_to_who_may_see_it(
    rae: StaffActor, otto: StaffActor, sams_case: Case
) -> None:
    otto.client.get(case_url(sams_case))
    assert "<bdi>otto</bdi> was refused" in rae.client.get(case_url(sams_case)).content.decode()


def test_stranger_at_the_desk_and_candidate_at_a_wrong_page_leave_no_refusal(
    client: Client, ana: CandidateActor, bo: CandidateActor
) -> None:
    client.get(queue_url())
    client.get("/admin/what/somebody/typed/")
    bo.client.get(ana.url("advice"))
    assert noted(Event.Code.REFUSED) == []


def test_sign_in_that_can_not_be_noted_does_not_happen(
    client: Client, rae: StaffActor, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_given: object, **_named: object) -> Event:
        raise OSError("disk full")

    client.raise_request_exception = False
    password(client, rae.person.email)
    monkeypatch.setattr(type(Event.objects), "record", full)
    digits = factories.totp_code(rae.person)
    code(client, digits)
    assert client.get(queue_url()).status_code == 302
    assert Authenticator.objects.filter(user=rae.person).exists()
