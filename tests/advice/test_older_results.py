"""Advice that was stored before the newest keys of a result existed is shown without those parts."""

from typing import Any

import pytest
from hypothesis import given, settings

from decisions.advice.page import page
from decisions.advice.pairs import pairs
from decisions.advice.told import Told
from decisions.advice.working import working
from decisions.models import Advice
from tests import factories
from tests.actors import CandidateActor
from tests.advice.stored_nowhere import ALONE, NOW, advice
from tests.scoring.answer_sets import answer_sets

NEWER = ("shares", "settles", "unknown", "firmness")


def older(row: Advice) -> Advice:
    row.result = {key: value for key, value in row.result.items() if key not in NEWER}
    return row


@settings(max_examples=settings().max_examples // 4)
@given(answers=answer_sets())
def test_views_of_an_older_result_lack_only_what_it_lacks(answers: dict[str, Any]) -> None:
    row = older(advice(answers))
    shown = page(row, ALONE, now=NOW)
    assert (shown.firmness, shown.not_known) == (None, ())
    if row.result["decided_by"] == "unknown":
        assert {one.settles for one in shown.now.asking} <= {""}
    view = working(Told(row), row.result)
    assert (view.shares, view.firmness, view.not_known) == (None, None, ())
    assert [step.answer for step in view.rules].count("yes") >= 1
    assert view.reasons[0].title


@pytest.mark.parametrize("missing", [*((key,) for key in NEWER), NEWER], ids=str)
def test_pages_of_an_older_result_open(
    ana: CandidateActor, missing: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    stored = factories.advice(invitation=ana.invitation)
    result = {key: value for key, value in stored.result.items() if key not in missing}
    # A row is never changed, so the older one is put in its place as it is read.
    monkeypatch.setattr(Advice, "from_db", classmethod(_with(result)))
    for name in ("advice_number", "working", "pairs"):
        assert ana.client.get(ana.url(name, 1)).status_code == 200
    assert pairs(Told(stored), result).now


def _with(result: dict[str, Any]) -> Any:
    read = Advice.from_db

    def from_db(cls: type[Advice], *args: Any) -> Advice:
        row = read(*args)
        row.result = result
        return row

    return from_db
