"""PostgreSQL does not keep the order of a stored object's keys, so no page may depend on it."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings

from decisions.advice.copy_words import in_words
from decisions.advice.page import page
from decisions.advice.sharing import preview, private_difference
from decisions.advice.told import Told
from decisions.advice.working import working
from decisions.models import Advice
from tests import factories
from tests.advice.stored_nowhere import ALONE, NOW, advice
from tests.scoring.answer_sets import answer_sets


def turned(value: Any) -> Any:
    """The same value with the keys of every object from the last to the first."""
    if isinstance(value, dict):
        return {key: turned(value[key]) for key in reversed(value)}
    return [turned(item) for item in value] if isinstance(value, list) else value


def turned_around(row: Advice) -> Advice:
    stored = {"answers": row.answers, "draft_answers": row.draft_answers, "result": row.result}
    return Advice(
        invitation=row.invitation,
        number=row.number,
        rules=row.rules,
        scored_on=row.scored_on,
        **turned(stored),
    )


@settings(max_examples=settings().max_examples // 8)
@given(answers=answer_sets())
def test_advice_reads_the_same_in_any_order_of_keys(answers: dict[str, Any]) -> None:
    row = advice(answers)
    other = turned_around(row)
    assert page(other, ALONE, now=NOW) == page(row, ALONE, now=NOW)
    assert working(Told(other), other.result) == working(Told(row), row.result)
    assert private_difference(other) == private_difference(row)


@pytest.mark.django_db
@pytest.mark.postgres
def test_shared_copy_reads_the_same_in_any_order_of_keys() -> None:
    copy = preview(factories.advice())
    assert in_words(replace(copy, copy=turned(copy.copy))) == in_words(copy)
