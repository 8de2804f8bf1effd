"""The same decision for zen-engine, a rule engine in Rust: a rule set written as a JSON decision graph.

It covers complete answers: the four reasons, gain, cost, bridge risk, the bar and the verdict. Ranges, what
to ask, shares and flips are left out: zen-engine has nothing for them.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import zen

from benchmarks.zen_rules import Line, inline, lines, outputs
from decisions.scoring import RuleSet
from decisions.scoring.rules import Row

KEY = "decision"
QUICKSTART = "zen-engine: create_decision"  # as its documentation begins
Graph = dict[str, Any]
Answers = dict[str, Any]
Evaluate = Callable[[Answers], Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Form:
    """One way to write and to call the same decision: complete answers in, numbers and verdict out."""

    name: str
    evaluate: Evaluate


def forms(rules: RuleSet) -> tuple[Form, ...]:
    """Every way tried, that of the documentation's quickstart first."""
    block = block_graph(rules)
    return (
        Form(QUICKSTART, _by_decision(block)),
        Form("zen-engine: loader", _by_loader(block)),
        Form("zen-engine: loader, answers as text", _by_text(block)),
        Form("zen-engine: loader, an expression a number", _by_loader(keyed_graph(rules))),
        Form("zen-engine: loader, decision tables", _by_loader(table_graph(rules))),
    )


def empty_forms() -> tuple[Form, ...]:
    """What a call costs by itself: a graph that hands its input on."""
    return (
        Form("zen-engine: create_decision, empty graph", _by_decision(_chain([]))),
        Form("zen-engine: loader, empty graph", _by_loader(_chain([]))),
    )


def block_graph(rules: RuleSet) -> Graph:
    """One expression; what it works out on the way is local to it."""
    steps = "; ".join(f"{name} = {text}" for name, text in lines(rules, inline(rules)))
    output = ", ".join(f"{name}: {name}" for name in outputs(rules))
    return _chain([_expressions("decision", [("result", f"{steps}; {{{output}}}")])])


def keyed_graph(rules: RuleSet) -> Graph:
    """An expression for each number, all of them put out."""
    return _chain([_expressions("decision", _keyed(lines(rules, inline(rules))))])


def table_graph(rules: RuleSet) -> Graph:
    """A decision table for each question with all its numbers, then the expressions that join them."""
    columns: dict[str, list[tuple[str, Row, float]]] = {}
    written = inline(rules)

    def column(row: Row, neutral: float) -> str:
        if rules.is_list(row.question):
            return written(row, neutral)
        of_question = columns.setdefault(row.question, [])
        name = f"{row.question}_{len(of_question)}"
        of_question.append((name, row, neutral))
        return name

    every = list(lines(rules, column))
    slack, rest = every[:1], every[1:]
    tables = [_table(question, found) for question, found in columns.items()]
    return _chain(
        [_expressions("slack", slack, pass_through=True), *tables, _expressions("join", _keyed(rest))]
    )


def _keyed(lines: Iterator[Line] | list[Line]) -> list[Line]:
    """The lines with each name that an earlier one worked out read from there."""
    found: list[Line] = []
    for name, text in lines:
        words = text.split(" ")
        earlier = {line for line, _ in found}
        found.append((name, " ".join(f"$.{word}" if word in earlier else word for word in words)))
    return found


def _table(question: str, columns: list[tuple[str, Row, float]]) -> Graph:
    answers = list(dict.fromkeys(answer for _, row, _ in columns for answer in row.values))
    rules: list[dict[str, str]] = []
    for answer in (*answers, None):
        cells = {"_id": f"{answer}", "in": "" if answer is None else f"'{answer}'"}
        for name, row, neutral in columns:
            others = neutral if row.others is None else row.others
            cells[name] = str(others if answer is None else row.values.get(answer, others))
        rules.append(cells)
    content = {
        "hitPolicy": "first",
        "inputs": [{"id": "in", "name": question, "field": question}],
        "outputs": [{"id": name, "name": name, "field": name} for name, _, _ in columns],
        "rules": rules,
        "passThrough": True,
        "executionMode": "single",
    }
    return {"id": f"table {question}", "type": "decisionTableNode", "name": question, "content": content}


def _expressions(name: str, lines: list[Line], *, pass_through: bool = False) -> Graph:
    expressions = [{"id": key, "key": key, "value": text} for key, text in lines]
    content = {"expressions": expressions, "passThrough": pass_through, "executionMode": "single"}
    return {"id": name, "type": "expressionNode", "name": name, "content": content}


def _chain(nodes: list[Graph]) -> Graph:
    """A graph in which these nodes follow each other."""
    start = {"id": "start", "type": "inputNode", "name": "start"}
    end = {"id": "end", "type": "outputNode", "name": "end"}
    every = [{**node, "position": {"x": 0, "y": 0}} for node in (start, *nodes, end)]
    ids = [node["id"] for node in every]
    edges = [
        {"id": f"to {after}", "type": "edge", "sourceId": before, "targetId": after}
        for before, after in pairwise(ids)
    ]
    return {"contentType": "application/vnd.gorules.decision", "nodes": every, "edges": edges}


def _result(response: Mapping[str, Any]) -> Mapping[str, Any]:
    found: dict[str, Any] = response["result"]
    inner: Mapping[str, Any] = found.get("result", found)
    return inner


def _by_decision(graph: Graph) -> Evaluate:
    decision = zen.ZenEngine().create_decision(zen.ZenDecisionContent(json.dumps(graph)))
    return lambda answers: _result(decision.evaluate(answers))


def _by_loader(graph: Graph) -> Evaluate:
    engine = zen.ZenEngine({"loader": {"type": "static", "content": {KEY: graph}}})
    return lambda answers: _result(engine.evaluate(KEY, answers))


def _by_text(graph: Graph) -> Evaluate:
    engine = zen.ZenEngine({"loader": {"type": "static", "content": {KEY: graph}}})
    return lambda answers: _result(engine.evaluate(KEY, json.dumps(answers)))
