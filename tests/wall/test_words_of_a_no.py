"""A candidate who says no is no rejection, neither of nor by anybody: no page, mail or file words it so."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from decisions.models import Choice, Event
from decisions.reports.columns import DATA_SETS
from tests import factories
from tests.actors import CandidateActor, StaffActor
from tests.desk.pages import case_url, export_url, queue_url

# "Refuse" stands in the law on benefits alone ("refusing suitable work").
HARSH = re.compile(
    r"reject|turn(?:s|ed|ing)? (?:you|them|it|this|us) down|rebuff|spurn|dismissed|unsuccessful|blackball"
    r"|not interested|lost candidate|dropped out|failed (?:candidate|interview)|negative (?:answer|outcome)",
    re.IGNORECASE,
)
AT_THE_DESK = re.compile(HARSH.pattern + r"|refus|\bfail|\blost\b|denied|declined", re.IGNORECASE)


def sources() -> Iterator[Path]:
    yield from Path(settings.BASE_DIR, "templates").rglob("*.*")
    for room in ("advice", "questionnaire", "questions", "review", "reports", "models"):
        yield from Path(settings.BASE_DIR, "decisions", room).rglob("*.py")


def test_the_search_finds_harsh_words() -> None:
    assert HARSH.search("The candidate rejected the offer")
    assert AT_THE_DESK.search("Status: refused")


def test_no_text_speaks_of_a_rejection() -> None:
    found = {path.name: HARSH.findall(path.read_text(encoding="utf-8")) for path in sources()}
    assert {name: words for name, words in found.items() if words} == {}


@pytest.mark.django_db
def test_a_no_that_is_shared_is_worded_as_a_decision_of_their_own(
    ana: CandidateActor, max_: StaffActor
) -> None:
    advice = factories.advice(invitation=ana.invitation)
    Choice.objects.create(invitation=ana.invitation, verdict="decline", made_at=timezone.now())
    case = factories.case(advice=advice)
    pages = [queue_url(), f"{queue_url()}?state=all", case_url(case), reverse("admin:decisions_case_columns")]
    texts = [
        re.sub(r"<[^>]*>", " ", max_.client.get(url).content.decode())
        for url in (*pages, reverse("admin:decisions_event_changelist"))
    ]
    for data_set in DATA_SETS:
        file = max_.client.post(export_url(), {"data_set": data_set, "format": "csv"})
        texts.append(b"".join(file).decode())
    # What happened to staff at the door is in the list of kinds of events, and about no candidate.
    for code in (Event.Code.REFUSED, Event.Code.SIGN_IN_FAILED):
        texts = [text.replace(str(code.label), "") for text in texts]
    assert [AT_THE_DESK.findall(text) for text in texts if AT_THE_DESK.search(text)] == []
    assert sum("Say no, politely" in text for text in texts) >= 3
    own = [ana.client.get(ana.url(name)).content.decode() for name in ("advice", "share")]
    assert [HARSH.findall(text) for text in own if HARSH.search(text)] == []
