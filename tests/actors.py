"""Who walks through the tests, each with a browser of their own.

Ana and Bo are candidates, strangers to each other. Rae is a recruiter, Sol is agency staff, Max administers.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.auth.models import User
from django.contrib.sessions.backends.db import SessionStore
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from decisions.access import GRANTS
from decisions.models import Candidate, Case, Invitation, Office, ResumeKey
from tests import factories


@dataclass(frozen=True)
class CandidateActor:
    person: Candidate
    invitation: Invitation
    client: Client

    def url(self, name: str, *args: object) -> str:
        """The address of a page of this candidate's own invitation."""
        return reverse(name, args=[self.invitation.public_id, *args])


@dataclass(frozen=True)
class StaffActor:
    person: User
    client: Client


def candidate_actor(*, name: str, company: str) -> CandidateActor:
    """A candidate with an invitation and an empty draft, in a browser that holds a link to it."""
    person = factories.candidate(name=name)
    invitation = factories.invitation(candidate=person, company=company)
    factories.draft(invitation=invitation, answers={})
    key, _text = ResumeKey.make(invitation, ResumeKey.Origin.SHOWN)
    return CandidateActor(person, invitation, holding(key))


def holding(key: ResumeKey) -> Client:
    """A browser that was let in by this link. To press its button each time would take the suite too long."""
    return _with_session({GRANTS: {str(key.invitation.public_id): key.pk}})


def signed_in(person: Candidate) -> Client:
    """A browser of this candidate that holds no link: they came in by a code sent to their address."""
    if not person.is_confirmed:
        person.email, person.email_verified_at = f"{person.ref}@home.test", timezone.now()
        person.save()
    client = Client()
    client.force_login(person.signing_user())
    return client


def staff_actor(person: User) -> StaffActor:
    """Signed in. To walk through Django's own sign-in each time would take the suite too long."""
    signed: dict[str, str] = {
        SESSION_KEY: str(person.pk),
        BACKEND_SESSION_KEY: settings.AUTHENTICATION_BACKENDS[0],
        HASH_SESSION_KEY: person.get_session_auth_hash(),
    }
    return StaffActor(person, _with_session(signed))


def _with_session(contents: Mapping[str, Any]) -> Client:
    session = SessionStore()
    session.update(contents)
    session.create()
    client = Client()
    client.cookies[settings.SESSION_COOKIE_NAME] = session.session_key or ""
    return client


@pytest.fixture
def ana(db: None) -> CandidateActor:
    return candidate_actor(name="Ana", company="Elkhart Metal Works")


@pytest.fixture
def bo(db: None) -> CandidateActor:
    return candidate_actor(name="Bo", company="Niles Bakery")


@pytest.fixture
def home_office(db: None) -> Office:
    """The office in which Rae works."""
    return factories.office(name="South Bend office")


@pytest.fixture
def rae(home_office: Office) -> StaffActor:
    return staff_actor(factories.user(name="rae", group="Recruiters", offices=[home_office]))


@pytest.fixture
def sol(home_office: Office) -> StaffActor:
    return staff_actor(factories.user(name="sol", group="Agency staff", offices=[home_office]))


@pytest.fixture
def max_(db: None) -> StaffActor:
    return staff_actor(factories.user(name="max", is_superuser=True))


@pytest.fixture
def ida(home_office: Office) -> StaffActor:
    """Rae's colleague."""
    return staff_actor(factories.user(name="ida", group="Recruiters", offices=[home_office]))


@pytest.fixture
def otto(db: None) -> StaffActor:
    """A recruiter of another office."""
    return staff_actor(factories.user(name="otto", group="Recruiters", offices=[factories.office()]))


@pytest.fixture
def nell(home_office: Office) -> StaffActor:
    """A recruiter of Rae's office who has not set up the authenticator app yet."""
    return staff_actor(factories.user(name="nell", group="Recruiters", offices=[home_office], totp=False))


@pytest.fixture
def alma(db: None) -> StaffActor:
    """An administrator by the group alone."""
    return staff_actor(factories.user(name="alma", group="Administrators"))


@pytest.fixture
def sams_case(home_office: Office) -> Case:
    """A case of Rae's office, by a candidate with an address."""
    sam = factories.candidate(name="Sam W.", email="sam@example.test")
    shared = factories.invitation(candidate=sam, company="Lakeshore RV")
    return factories.case(invitation=shared, office=home_office)


@pytest.fixture
def far_case(db: None) -> Case:
    """A case of an office in which nobody of the actors works."""
    return factories.case(invitation=factories.invitation(company="Far Away Foods"))
