"""Every door, by every method, for every kind of visitor: as docs/rights.md promises, cell by cell."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.utils import is_mfa_enabled
from django.contrib.auth import get_user
from django.contrib.auth.models import Group, User
from django.http import HttpRequest, HttpResponse
from django.test import Client

from decisions.models import (
    Absence,
    Case,
    Event,
    ExportFile,
    InvitationImport,
    Message,
    ResumeKey,
)
from decisions.models import Client as Employer
from decisions.models.agency import PNG_SIGNATURE
from staffing import errors
from tests import factories
from tests.access.doors import doors
from tests.access.rights import ERROR_PAGE, METHODS, SHUT, Cells, Visitor, address, columns, promised
from tests.actors import CandidateActor, StaffActor, candidate_actor, holding, signed_in, staff_actor

pytestmark = pytest.mark.django_db

COMPANY = "Elkhart Metal Works"
# Each with what goes by its hand in the address: their own invitation, or Ana's.
ROLES = (
    ("stranger", "candidate, own link", "candidate, own code", "another candidate", "invited, not begun"),
    ("recruiter", "recruiter elsewhere"),
    ("agency staff", "administrator"),
    ("no app yet", "deactivated"),
)
# The probe for load balancers is public, and no view of the app.
PROBE = "healthz"


@pytest.fixture
def case(ana: CandidateActor, rae: StaffActor) -> Case:
    """Ana's invitation, answered, advised and shared with Rae's office."""
    ana.invitation.draft.delete()
    advice = factories.advice(invitation=ana.invitation)
    return factories.case(advice=advice, office=rae.person.offices.get())


@pytest.fixture
def invited(home_office: Any, rae: StaffActor) -> CandidateActor:
    """Ivy, whom Rae invited. She has opened the agency's link, and answered nothing."""
    ivy = candidate_actor(name="Ivy", company=COMPANY)
    ivy.invitation.recruiter, ivy.invitation.office = rae.person, home_office
    ivy.invitation.save()
    ResumeKey.objects.filter(invitation=ivy.invitation).delete()
    key, _text = ResumeKey.make(ivy.invitation, ResumeKey.Origin.DESK)
    return CandidateActor(ivy.person, ivy.invitation, holding(key))


@pytest.fixture
def values(ana: CandidateActor, rae: StaffActor, case: Case) -> dict[str, Any]:
    """One row of each kind that an address can name."""
    imported = InvitationImport.objects.create(office=case.office, rows=1, sha256="a" * 64, by=rae.person)
    day = date(2026, 11, 23)
    rows = {
        "office": case.office,
        "client": Employer.objects.create(name="Elkhart", office=case.office),
        "stateoffice": factories.state_office(),
        "agency": factories.agency(logo=PNG_SIGNATURE),
        "event": Event.objects.create(code="exported", actor_kind="system"),
        "message": Message.objects.create(kind="digest", cause="x", user=rae.person, language="en"),
        "exportfile": ExportFile.objects.create(data_set="cases", format="csv", rows=1, sha256="a" * 64),
        "user": rae.person,
        "group": Group.objects.get(name="Recruiters"),
        "absence": Absence.objects.create(user=rae.person, first_day=day, last_day=day),
        "invitationimport": imported,
    }
    return {
        "public_id": ana.invitation.public_id,
        "person": ana.person.ref,
        "ref": case.ref,
        "import": imported.ref,
        "key": factories.resume_key(invitation=ana.invitation),
        "step": "job",
        "number": 1,
        "kind": "decline",
        "question": "offer",
        "app_label": "decisions",
        "content_type_id": 1,
        "id": rae.person.pk,
        "pk": rows["absence"].pk,
        "url": "what/somebody/typed/",
        **{f"object_id {name}": row.pk for name, row in rows.items()},
    }


@pytest.fixture
def visitor(request: pytest.FixtureRequest, ana: CandidateActor) -> Callable[[str], Client]:
    def browser(name: str) -> Client:
        found: Client = request.getfixturevalue(name).client
        return found

    def gone() -> Client:
        actor = staff_actor(factories.user(name="dee", group="Recruiters", is_superuser=True))
        actor.person.is_active = False
        actor.person.save()
        return actor.client

    by_role: dict[str, Callable[[], Client]] = {
        "stranger": Client,
        "candidate, own link": lambda: ana.client,
        "candidate, own code": lambda: signed_in(ana.person),
        "another candidate": lambda: browser("bo"),
        "invited, not begun": lambda: browser("invited"),
        "recruiter": lambda: browser("rae"),
        "recruiter elsewhere": lambda: browser("otto"),
        "agency staff": lambda: browser("sol"),
        "administrator": lambda: browser("alma"),
        "no app yet": lambda: browser("nell"),
        "deactivated": gone,
    }
    return lambda role: _with_recovery_codes(by_role[role]())


def _with_recovery_codes(client: Client) -> Client:
    """Who has the app has the codes too, if the phone is lost."""
    person = get_user(client)
    if isinstance(person, User) and is_mfa_enabled(person):
        RecoveryCodes.activate(person)
    return client


def test_table_names_every_door_and_every_visitor() -> None:
    assert tuple(columns()) == tuple(role for group in ROLES for role in group)
    assert {door for door, _method in promised("stranger")} == {door.name for door in doors()}


@pytest.fixture
def bare(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without what turns nobody away and takes its time: headers, logs, and the words of a refusal."""
    first = settings.MIDDLEWARE.index("django.contrib.sessions.middleware.SessionMiddleware")
    last = settings.MIDDLEWARE.index("zeal.middleware.zeal_middleware")
    settings.MIDDLEWARE = settings.MIDDLEWARE[first:last]
    monkeypatch.setattr(errors, "page", _page_without_words)


def _page_without_words(request: HttpRequest, status: int, *, template: str = "") -> HttpResponse:
    return HttpResponse(status=status, headers={ERROR_PAGE: template})


@pytest.mark.usefixtures("bare")
@pytest.mark.parametrize("roles", ROLES, ids=lambda roles: roles[0])
def test_every_door_opens_as_the_table_says(
    roles: tuple[str, ...],
    visitor: Callable[[str], Client],
    values: dict[str, Any],
    request: pytest.FixtureRequest,
) -> None:
    for role in roles:
        browser = Visitor(visitor(role))
        named = {**values, "step": "job"}
        if role == "invited, not begun":
            ivy: CandidateActor = request.getfixturevalue("invited")
            named |= {"public_id": ivy.invitation.public_id, "person": ivy.person.ref}
        seen, faults = _walk(browser, named)
        assert faults == [], role
        assert seen == promised(role), role


def _walk(visitor: Visitor, values: dict[str, Any]) -> tuple[Cells, list[object]]:
    """What each door did; and the shut doors that showed something or changed a row all the same."""
    seen: Cells = {}
    faults: list[object] = []
    for door in doors():
        for method in METHODS:
            word, page, written = visitor.knock(method, address(door, values))
            seen[door.name, method] = word
            if word in SHUT and (COMPANY in page or written):
                faults.append((door.name, method, written))
    return seen, faults


def test_every_view_of_ours_declares_who_may_enter() -> None:
    undeclared = [door.name for door in doors() if not (door.is_foreign or door.access or door.name == PROBE)]
    assert undeclared == []
    kinds = {str(door.access).split(":")[0] for door in doors() if door.access}
    assert kinds == {"public", "candidate", "person", "invited", "staff"}
