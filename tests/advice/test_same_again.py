"""Promise 1: an old advice, read back from the database, is recomputed byte for byte."""

import json
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from decisions.advice.page import page
from decisions.advice.sharing import preview
from decisions.advice.told import Told
from decisions.advice.working import working
from decisions.models import Advice
from decisions.scoring import current, load, score
from decisions.scoring.ruleset import Library
from tests import factories
from tests.advice.stored_nowhere import ALONE
from tests.library import NAME, Shelf

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]

TODAY = date(2026, 11, 23)
LINES = (Path(__file__).parents[1] / "data/open-cases.jsonl").read_text(encoding="utf-8").splitlines()
ENGINE_ANSWERS = {question: value for question, value in factories.ANSWERS.items() if question != "benefits"}
CASES: dict[str, dict[str, Any]] = {case["id"]: case["answers"] for case in map(json.loads, LINES)}


@pytest.fixture
def newer_rules(shelf: Shelf, put_live: Callable[[], Library]) -> Callable[[], None]:
    """Lets a rule set come into effect under which nobody reaches the bar, and a week is not enough."""
    put_live()

    def deploy() -> None:
        file = shelf.propose("2026-12", "2026-11-22")
        shelf.without_tunables("2026-12")
        shelf.change(file, r"\nbase = [\d.]+( .*\ncost)", r"\nbase = 100\1")
        shelf.change(file, r"enough_days = \d+", "enough_days = 300")
        shelf.release(file)
        put_live()
        assert current(TODAY).id == "2026-12"

    return deploy


def bytes_of(result: Mapping[str, Any]) -> bytes:
    return json.dumps(result).encode()


def in_order_of(pattern: Any, stored: Any) -> Any:
    """PostgreSQL keeps no order of keys; with that of `pattern`, the values can be compared byte for byte."""
    if isinstance(pattern, dict) and isinstance(stored, dict):
        assert stored.keys() == pattern.keys()
        return {key: in_order_of(part, stored[key]) for key, part in pattern.items()}
    if isinstance(pattern, list | tuple) and isinstance(stored, list):
        return [in_order_of(*pair) for pair in zip(pattern, stored, strict=True)]
    return stored


@time_machine.travel("2026-11-23T15:00:00Z", tick=False)
def test_old_advice_is_recomputed_byte_for_byte_from_what_is_stored(newer_rules: Callable[[], None]) -> None:
    advice = {case: factories.advice(answers=factories.web_answers(CASES[case], on=TODAY)) for case in CASES}
    born = {case: bytes_of(score(row.answers, load(NAME)).as_dict()) for case, row in advice.items()}
    newer_rules()
    for case, row in advice.items():
        stored = Advice.objects.get(pk=row.pk)
        again = score(stored.answers, load(stored.rules)).as_dict()
        assert (case, stored.rules, bytes_of(again)) == (case, NAME, born[case])
        assert (case, bytes_of(in_order_of(again, stored.result))) == (case, born[case])


@time_machine.travel("2026-11-23T15:00:00Z", tick=False)
def test_page_of_an_old_advice_says_the_same_under_newer_rules(newer_rules: Callable[[], None]) -> None:
    days = {"days_to_answer": 60, "days_to_their_offer": 10}
    offer = {"offer": "written", "offer_room": "room", "pay_compared": "more", **days}
    advice = factories.advice(answers=factories.web_answers({**ENGINE_ANSWERS, **offer}, on=TODAY))
    before = page(advice, ALONE, now=timezone.now()), working(Told(advice), advice.result)
    newer_rules()
    stored = Advice.objects.get(pk=advice.pk)
    assert (page(stored, ALONE, now=timezone.now()), working(Told(stored), stored.result)) == before


@time_machine.travel("2026-11-23T15:00:00Z", tick=False)
def test_old_advice_is_shared_as_it_was_under_its_own_rules(newer_rules: Callable[[], None]) -> None:
    advice = factories.advice()
    before = preview(advice)
    newer_rules()
    assert preview(Advice.objects.get(pk=advice.pk)) == before
    assert before.rules == NAME
