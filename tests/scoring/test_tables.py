"""The compiled tables give the interpreter's numbers, to the last bit."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from decisions.scoring.facts import as_facts, complete, unknowns
from decisions.scoring.points import (
    best_path,
    cost_of,
    message_cost_of,
    no_risk_of,
    offense_of,
    paid_travel_of,
    risk_limit_of,
    stake_of,
    told_offense_of,
)
from decisions.scoring.tables import KEPT, Table, Tables, compiled

from .answer_sets import RULES, Answers, answer_sets

TABLES = compiled(RULES)
INTERPRETED = {
    "cost": cost_of,
    "stake": stake_of,
    "offense": offense_of,
    "told_offense": told_offense_of,
    "no_risk": no_risk_of,
    "risk_limit": risk_limit_of,
    "paid_travel": paid_travel_of,
    "message_cost": message_cost_of,
}


def every_table(tables: Tables) -> dict[str, Table]:
    others = {field.name: getattr(tables, field.name) for field in fields(tables)}
    return {**tables.reasons, **{name: table for name, table in others.items() if isinstance(table, Table)}}


@given(answers=answer_sets(), ends=st.randoms(use_true_random=False))
def test_every_table_gives_the_interpreters_number(answers: Answers, ends: Any) -> None:
    facts = as_facts(answers, RULES)
    values = {unknown.question: ends.choice(unknown.values) for unknown in unknowns(facts, RULES)}
    facts = complete(facts, values, RULES)
    expected = {reason.id: best_path(reason, facts).score for reason in RULES.reasons}
    expected |= {name: number(facts, RULES) for name, number in INTERPRETED.items()}
    assert {name: table.number(facts) for name, table in every_table(TABLES).items()} == expected


def test_every_table_is_named_after_what_it_holds() -> None:
    assert {name: table.name for name, table in every_table(TABLES).items()} == {
        name: name for name in [*TABLES.reasons, *INTERPRETED]
    }


def test_a_rule_set_is_compiled_once_and_only_the_last_ones_are_kept() -> None:
    one, other = replace(RULES), replace(RULES)
    assert compiled(one) is compiled(one)
    assert compiled(one) is not compiled(other)
    first = compiled(one)
    for _ in range(KEPT):
        compiled(replace(RULES))
    assert compiled(one) is not first
    assert compiled(one) == first
