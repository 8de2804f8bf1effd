"""Each kind of visitor at every door: candidates at their own and others', staff with and without a right."""

from typing import Any

import pytest
from django.apps import apps
from django.test import Client
from django.urls import reverse

from decisions.models import Case
from tests import factories
from tests.access.doors import ACCOUNT, Door, doors
from tests.actors import CandidateActor, StaffActor, signed_in

pytestmark = pytest.mark.django_db

OURS = [door for door in doors() if not door.is_foreign]
OF_CANDIDATES = [door for door in OURS if door.access in {"candidate", "person"}]
OF_STAFF = [door for door in OURS if str(door.access).startswith("staff:")]
# Public, and no view of the app: the probe for load balancers.
PROBE = "healthz"


@pytest.fixture
def case(ana: CandidateActor, rae: StaffActor) -> Case:
    """Ana's invitation, answered, advised and shared with Rae's office."""
    ana.invitation.draft.delete()
    advice = factories.advice(invitation=ana.invitation)
    office = rae.person.offices.get()
    return factories.case(advice=advice, office=office)


def address(door: Door, ana: CandidateActor, case: Case | None = None) -> str:
    values: dict[str, Any] = {
        "public_id": ana.invitation.public_id,
        "step": "job",
        "number": 1,
        "kind": "decline",
        "key": "x" * 32,
        "ref": case.ref if case else ana.person.ref,
        "question": "offer",
    }
    return reverse(door.name, kwargs={name: values[name] for name in door.arguments})


def row_counts() -> dict[str, int]:
    return {model.__name__: model._base_manager.count() for model in apps.get_models()}


def named(door: Door) -> str:
    return door.name


def test_every_view_declares_who_may_enter() -> None:
    undeclared = [door.name for door in OURS if door.access is None and door.name != PROBE]
    assert undeclared == []


def test_the_walk_finds_doors_of_each_kind() -> None:
    kinds = {"None", "public", "candidate", "person", "staff"}
    assert {str(door.access).split(":")[0] for door in OURS} == kinds


@pytest.mark.parametrize("door", OF_CANDIDATES, ids=named)
def test_candidate_door_opens_for_its_own_candidate(door: Door, ana: CandidateActor, case: Case) -> None:
    assert ana.client.get(address(door, ana)).status_code in {200, 302, 405}


def test_candidate_doors_open_for_who_signed_in_by_a_code(ana: CandidateActor, case: Case) -> None:
    visitor = signed_in(ana.person)
    shut = [
        door.name
        for door in OF_CANDIDATES
        if visitor.get(address(door, ana)).status_code not in {200, 302, 405}
    ]
    assert shut == []


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("door", OF_CANDIDATES, ids=named)
def test_candidate_door_is_not_there_for_anybody_else(
    door: Door,
    method: str,
    ana: CandidateActor,
    bo: CandidateActor,
    rae: StaffActor,
    max_: StaffActor,
    case: Case,
) -> None:
    bo_by_code = signed_in(bo.person)
    before = row_counts()
    for visitor in (Client(), bo.client, bo_by_code, rae.client, max_.client):
        response = getattr(visitor, method)(address(door, ana))
        assert response.status_code == 404
        assert "Elkhart Metal Works" not in response.content.decode()
    assert row_counts() == before


@pytest.mark.parametrize("door", OF_STAFF, ids=named)
def test_staff_door_leads_strangers_to_the_sign_in_page(door: Door, ana: CandidateActor, case: Case) -> None:
    before = row_counts()
    for visitor in (Client(), ana.client):
        for method in ("get", "post"):
            response = getattr(visitor, method)(address(door, ana, case))
            assert response.status_code == 302
            assert response["Location"].startswith(reverse("account_login"))
    assert row_counts() == before


@pytest.mark.parametrize("door", OF_STAFF, ids=named)
def test_staff_door_opens_by_right_alone(
    door: Door, ana: CandidateActor, rae: StaffActor, sol: StaffActor, max_: StaffActor, case: Case
) -> None:
    right = str(door.access).removeprefix("staff:")
    for visitor in (rae, sol, max_):
        status = visitor.client.get(address(door, ana, case)).status_code
        allowed = status in {200, 302, 405}
        assert (allowed, status == 403) == (
            visitor.person.has_perm(right),
            not visitor.person.has_perm(right),
        )


@pytest.mark.parametrize("door", OF_STAFF, ids=named)
def test_staff_door_leads_who_lacks_the_authenticator_to_set_it_up(
    door: Door, ana: CandidateActor, case: Case
) -> None:
    newcomer = Client()
    newcomer.force_login(factories.user(name="newcomer", is_superuser=True, totp=False))
    for method in ("get", "post"):
        response = getattr(newcomer, method)(address(door, ana, case))
        assert (response.status_code, response["Location"]) == (302, reverse("mfa_activate_totp"))


@pytest.mark.parametrize("door", OF_STAFF, ids=named)
def test_staff_door_is_shut_at_once_for_a_deactivated_reviewer(
    door: Door, ana: CandidateActor, rae: StaffActor, case: Case
) -> None:
    rae.person.is_active = False
    rae.person.save()
    assert rae.client.get(address(door, ana, case)).status_code == 302


# Without a name are only the admin's own redirects to a page that is tested here.
FOREIGN = [
    door
    for door in doors()
    if door.is_foreign and door.name.startswith("admin:") and not door.name.startswith("admin:admin/")
]


def foreign_address(door: Door, max_: StaffActor) -> str:
    values: dict[str, Any] = {
        "object_id": max_.person.pk,
        "app_label": "decisions",
        "content_type_id": 1,
        "id": max_.person.pk,
        "url": "x",
    }
    return reverse(door.name, kwargs={name: values[name] for name in door.arguments})


@pytest.mark.parametrize("door", FOREIGN, ids=named)
def test_admin_door_is_shut_for_whoever_has_no_authenticator(door: Door, max_: StaffActor) -> None:
    newcomer = Client()
    newcomer.force_login(factories.user(name="newcomer", is_superuser=True, totp=False))
    for visitor in (Client(), newcomer):
        status = visitor.get(foreign_address(door, max_)).status_code
        assert status in {302, 404, 405}


def test_no_door_of_staff_opens_for_a_candidate_who_signed_in(
    ana: CandidateActor, max_: StaffActor, case: Case
) -> None:
    visitor = signed_in(ana.person)
    account = [door for door in doors() if door.is_foreign and door.name.startswith(ACCOUNT)]
    urls = {door.name: address(door, ana, case) for door in OF_STAFF}
    urls |= {door.name: foreign_address(door, max_) for door in (*FOREIGN, *account)}
    # Anybody may sign out, and read that an account is closed.
    for name in ("account_logout", "account_inactive"):
        del urls[name]
    for name, url in urls.items():
        reply = visitor.get(url)
        assert reply.status_code in {403, 404} or reply["Location"] == reverse("mine"), name


@pytest.mark.parametrize("door", FOREIGN, ids=named)
def test_admin_door_without_the_right_is_shut_for_recruiters(
    door: Door, rae: StaffActor, max_: StaffActor
) -> None:
    about_oneself = {"admin:logout", "admin:jsi18n", "admin:password_change_done"}
    open_to_all_staff = {"admin:index", "admin:app_list", *about_oneself}
    status = rae.client.get(foreign_address(door, max_)).status_code
    if door.name not in open_to_all_staff:
        assert status in {302, 403, 404, 405}
