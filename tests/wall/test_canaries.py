"""What a candidate keeps to themselves carries a canary, which is looked for wherever the agency can look."""

import io
import logging
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.urls import reverse
from django.utils import timezone

from decisions.models import Case, Choice, Draft, Event, Invitation, Letter, Message, StandingAnswer
from staffing.logs import JSONFormatter
from tests import factories
from tests.actors import CandidateActor, StaffActor, candidate_actor
from tests.desk.pages import case_url, export_url, queue_url, talk

pytestmark = pytest.mark.django_db

CANARY = "cana" + "ry"
PRIVATE = ("stretch_it", "unemployment_benefits", "cannot_private", "check_benefits")
LISTS = ("agency", "office", "stateoffice", "client", "event", "message", "exportfile")


@pytest.fixture
def wary() -> CandidateActor:
    """Ana, with a canary in all that she typed and nobody else has to know."""
    ana = candidate_actor(name="Ana", company="Elkhart Metal Works")
    ana.person.email, ana.person.phone = f"{CANARY}@home.test", CANARY
    ana.person.email_verified_at = timezone.now()
    ana.person.user = User.objects.create(username=CANARY, email=ana.person.email, first_name=CANARY)
    ana.person.save()
    now = datetime(2026, 11, 3, tzinfo=UTC)
    StandingAnswer.objects.create(candidate=ana.person, question="offer", value=CANARY, answered_at=now)
    Invitation.objects.filter(pk=ana.invitation.pk).update(names_offer=True)
    return ana


def shared(ana: CandidateActor, office: Any, parts: tuple[str, ...]) -> Case:
    private = {"candor": "stretch_it", "benefits": "yes", "dislikes": ["pay", "cannot_private"]}
    advice = factories.advice(invitation=ana.invitation, answers=factories.answers_with(**private))
    draft = Draft.objects.get(invitation=ana.invitation)
    Draft.objects.filter(pk=draft.pk).update(answers={**draft.answers, "note": CANARY})
    Letter.objects.create(advice=advice, kind="decline", language="en", text=CANARY)
    Choice.objects.create(invitation=ana.invitation, verdict="take", made_at=timezone.now())
    return factories.case(advice=advice, office=office, parts=parts)


def read_all(visitor: StaffActor, case: Case) -> list[str]:
    """Every page, list, search and file of the agency's side."""
    urls = [queue_url(), case_url(case), reverse("admin:decisions_case_columns"), reverse("admin:index")]
    urls += [reverse(f"admin:decisions_{name}_changelist") for name in LISTS]
    urls += [
        reverse("admin:decisions_office_change", args=[case.office.pk]),
        reverse("admin:decisions_office_add"),
    ]
    urls += [reverse("admin:auth_user_changelist"), reverse("admin:auth_user_changelist") + "?q=cana"]
    urls += [f"{queue_url()}?state=all&q=cana", f"{queue_url()}?q=Ana"]
    urls += [reverse("admin:decisions_event_change", args=[pk]) for pk in _keys(Event)]
    urls += [reverse("admin:decisions_message_change", args=[pk]) for pk in _keys(Message)]
    found = [visitor.client.get(url).content.decode() for url in urls]
    for data_set in ("cases", "opinions"):
        for format in ("csv", "xlsx"):
            file = b"".join(visitor.client.post(export_url(), {"data_set": data_set, "format": format}))
            found += _texts(file, format)
    return found


def _keys(model: type[Event] | type[Message]) -> list[int]:
    return list(model.objects.values_list("pk", flat=True))


def _texts(file: bytes, format: str) -> list[str]:
    if format == "csv":
        return [file.decode()]
    with zipfile.ZipFile(io.BytesIO(file)) as book:
        return [book.read(name).decode() for name in book.namelist()]


@pytest.mark.postgres
@pytest.mark.parametrize("parts", [("verdict", "reasons", "cost", "answers", "choice"), ("cost",)])
def test_no_canary_gets_to_the_agency(
    parts: tuple[str, ...],
    wary: CandidateActor,
    home_office: Any,
    max_: StaffActor,
    mailoutbox: list[Any],
    caplog: pytest.LogCaptureFixture,
    django_capture_on_commit_callbacks: Callable[..., Any],
) -> None:
    caplog.handler.setFormatter(JSONFormatter())
    caplog.set_level(logging.DEBUG, logger="staffing")
    caplog.set_level(logging.DEBUG, logger="decisions")
    case = shared(wary, home_office, parts)
    for name in ("advice", "share", "check"):
        wary.client.get(wary.url(name))
    with django_capture_on_commit_callbacks(execute=True):
        max_.client.post(case_url(case, "talk"), talk(case, comment="Call me."))
    assert len(mailoutbox) == 1
    mail = mailoutbox[0]
    texts = [
        *read_all(max_, case),
        caplog.text,
        mail.subject,
        mail.body,
        *(str(a[0]) for a in mail.alternatives),
    ]
    assert len(caplog.records) > 10
    assert [text for text in texts if any(mark in text for mark in (CANARY, *PRIVATE))] == []


def test_candidate_who_signs_in_is_no_user_to_the_administrator(
    wary: CandidateActor, max_: StaffActor
) -> None:
    user = User.objects.get(username=CANARY)
    page = max_.client.get(reverse("admin:auth_user_change", args=[user.pk]))
    assert (page.status_code, CANARY in page.content.decode()) == (302, False)
    assert CANARY not in max_.client.get(page["Location"]).content.decode()
