"""The working is the candidate's own: no share, range or number of a result gets to the agency's side."""

import re
from dataclasses import asdict
from typing import Any

import pytest

from decisions.advice import sharing
from decisions.models import Case
from decisions.scoring import Result
from tests import factories
from tests.actors import StaffActor
from tests.wall.test_agency_pages import REF, pages_of

pytestmark = pytest.mark.django_db

# All that the copy holds. What is new in a result stays on the candidate's side until it is named here.
ALLOWED = {"close", "lead", "reasons", "cost", "bridge_go", "bridge_no", "ask", "conditions", "answers"}
CANARY = "cana" + "ry"


@pytest.fixture
def marked_results(monkeypatch: pytest.MonkeyPatch) -> None:
    """Puts a mark into whatever of a result is no part of the copy, and one key that nobody knows."""
    plain = Result.as_dict
    kept = {"verdict", "close", "lead", "scores", "cost", "bridge_risk", "no_risk", "ask", "conditions"}

    def marked(self: Result) -> dict[str, Any]:
        result = plain(self)
        new = ("shares", "settles", "unknown", "firmness", "gain", "bar", "flips", "a_new_key")
        marks = {key: {CANARY: CANARY} for key in (*result, *new) if key not in kept}
        return {**result, **marks}

    monkeypatch.setattr(Result, "as_dict", marked)


def test_copy_holds_what_is_allowed_and_nothing_else() -> None:
    copy = sharing.preview(factories.advice()).copy
    assert set(copy) == ALLOWED
    bands = [copy[key] for key in ("cost", "bridge_go", "bridge_no")] + list(copy["reasons"].values())
    assert [words for words in bands if not all(word.isalpha() for word in words)] == []


def test_nothing_else_of_a_result_reaches_the_copy(marked_results: None) -> None:
    advice = factories.advice()
    assert CANARY in str(advice.result)
    assert CANARY not in str(asdict(sharing.preview(advice)))


def test_nothing_else_of_a_result_reaches_the_desk(
    marked_results: None, rae: StaffActor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Case._meta.get_field("ref"), "_get_default", lambda: REF)
    factories.case(office=rae.person.offices.get())
    pages = pages_of(rae.client)
    assert [page for page in pages if CANARY.encode() in page] == []


def test_desk_shows_no_share_and_no_points(rae: StaffActor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Case._meta.get_field("ref"), "_get_default", lambda: REF)
    factories.case(office=rae.person.offices.get())
    text = " ".join(page.decode() for page in pages_of(rae.client))
    assert re.findall(r"\d+ (?:points|out of 100)|Firm\b|Fairly firm|settles", text) == []
