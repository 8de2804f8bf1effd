"""The wall, from the outside: every byte that the agency can get of two candidates who differ in private."""

import re
import uuid
from collections.abc import Collection, Iterator
from datetime import date
from typing import Any

import pytest
import time_machine
from django.db import transaction
from django.test import Client
from django.urls import reverse
from hypothesis import Phase, given, settings

from decisions.advice.sharing import PARTS
from decisions.models import Case, Event, Message, Office, Verdict
from decisions.questionnaire.choice import keep
from tests import factories
from tests.actors import StaffActor
from tests.scoring.answer_sets import answer_sets
from tests.wall.test_shared_copy import NOW, parts_ticked, private_twins, sharing_finds

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 23)
REF, PERSON, INVITATION = (uuid.UUID(int=number) for number in (7, 8, 9))
# Each of these takes many pages; the copy itself is tried with many more (test_shared_copy). To look for the
# smallest counterexample would take minutes.
FEW = settings(
    max_examples=max(5, settings().max_examples // 40), phases=[Phase.explicit, Phase.reuse, Phase.generate]
)


@pytest.fixture(autouse=True)
def frozen_clock(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(Case._meta.get_field("ref"), "_get_default", lambda: REF)
    with time_machine.travel(NOW, tick=False):
        yield


def pages_of(client: Client) -> list[bytes]:
    """All that the desk can show or hand out of the one shared case, and the records of who did what."""
    queue, case = (
        reverse("admin:decisions_case_changelist"),
        reverse("admin:decisions_case_change", args=[REF]),
    )
    lists = [reverse(f"admin:decisions_{name}_changelist") for name in ("event", "message")]
    asked = [client.get(queue, {"q": "Elkhart"})]
    asked += [client.get(url) for url in (queue, case, *lists)]
    for data_set in ("cases", "opinions"):
        asked.append(
            client.post(reverse("admin:decisions_case_export"), {"data_set": data_set, "format": "csv"})
        )
    contents = [_records()]
    for response in asked:
        assert response.status_code in {200, 302, 403}, response.request["PATH_INFO"]
        contents.append(b"".join(response) if response.streaming else response.content)
    return [re.sub(rb'csrfmiddlewaretoken" value="[^"]*"', b"", content) for content in contents]


def _records() -> bytes:
    """What the pages of single events and mails show."""
    events = Event.objects.exclude(code=Event.Code.EXPORTED).values_list(
        "code", "actor_kind", "actor_ref", "subject", "person", "detail"
    )
    mails = Message.objects.values_list("kind", "cause", "language")
    return repr([*events, *mails]).encode()


def agency_sees(
    answers: dict[str, Any],
    office: Office,
    client: Client,
    *,
    parts: Collection[str] = PARTS,
    choice: str = "",
) -> list[bytes]:
    """Answer, get advice, choose, share, and read it as the agency; then everything is as before."""
    with transaction.atomic():
        sent = factories.invitation(candidate=factories.candidate(ref=PERSON), public_id=INVITATION)
        advice = factories.advice(invitation=sent, answers=factories.web_answers(answers, on=TODAY))
        if choice:
            keep(invitation=sent, verdict=Verdict(choice), by=sent.candidate)
        factories.case(advice=advice, office=office, parts=parts)
        pages = pages_of(client)
        transaction.set_rollback(True)
    return pages


@FEW
@given(twins=private_twins())
def test_pages_and_exports_of_candidates_who_differ_in_private_answers_alone_are_equal(
    twins: tuple[dict[str, Any], dict[str, Any]], home_office: Office, max_: StaffActor
) -> None:
    one, other = (agency_sees(answers, home_office, max_.client) for answers in twins)
    assert one == other


@FEW
@given(one=answer_sets(), other=answer_sets(), parts=parts_ticked.filter(bool))
def test_pages_and_exports_of_candidates_who_agree_in_the_shared_parts_alone_are_equal(
    one: dict[str, Any], other: dict[str, Any], parts: list[str], home_office: Office, max_: StaffActor
) -> None:
    expected = agency_sees(one, home_office, max_.client, parts=parts, choice="decline")
    twin, chose = one if "answers" in parts else other, "decline" if "choice" in parts else "take"
    with sharing_finds(other, but_of=one, parts=parts):
        assert agency_sees(twin, home_office, max_.client, parts=parts, choice=chose) == expected
