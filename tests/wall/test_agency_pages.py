"""The wall, from the outside: every byte that the agency can get of two candidates who differ in private."""

import re
import uuid
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
import time_machine
from django.db import transaction
from django.test import Client
from django.urls import reverse
from hypothesis import given, settings

from decisions.models import Case, Office
from tests import factories
from tests.actors import StaffActor
from tests.wall.test_shared_copy import NOW, private_twins

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 23)
REF = uuid.UUID(int=7)
# Each of these takes several pages; the copy itself is tried with many more (test_shared_copy).
FEW = settings(max_examples=max(5, settings().max_examples // 20))


@pytest.fixture(autouse=True)
def frozen_clock(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(Case._meta.get_field("ref"), "_get_default", lambda: REF)
    with time_machine.travel(NOW, tick=False):
        yield


def pages_of(client: Client) -> list[bytes]:
    """All that the desk can show or hand out of the one shared case."""
    queue, columns = reverse("admin:decisions_case_changelist"), reverse("admin:decisions_case_columns")
    case = reverse("admin:decisions_case_change", args=[REF])
    export = reverse("admin:decisions_case_export")
    asked = [client.get(queue), client.get(queue, {"q": "Elkhart"}), client.get(case), client.get(columns)]
    asked.append(client.post(export, {"data_set": "cases", "format": "csv"}))
    contents = []
    for response in asked:
        assert response.status_code in {200, 302, 403}, response.request["PATH_INFO"]
        contents.append(b"".join(response) if response.streaming else response.content)
    return [re.sub(rb'csrfmiddlewaretoken" value="[^"]*"', b"", content) for content in contents]


def agency_sees(answers: dict[str, Any], office: Office, client: Client) -> list[bytes]:
    """Answer, get advice, share, and read it as the agency; then everything is as before."""
    with transaction.atomic():
        advice = factories.advice(answers=factories.web_answers(answers, on=TODAY))
        factories.case(advice=advice, office=office)
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
