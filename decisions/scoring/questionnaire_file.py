"""Reads a questionnaire from its TOML table."""

from __future__ import annotations

from typing import Any

from .problems import UNKNOWN_OPTION, UNKNOWN_QUESTION, WRONG_QUESTION, Table
from .questionnaire import NOT_SURE, Condition, Kind, Question, Questionnaire, Step

KINDS: tuple[Kind, ...] = ("each_of", "some_of", "whole_number", "one_of")


def read_questionnaire(table: Table) -> Questionnaire:
    """Mistakes go to the table's problems; the questionnaire is only fit for use if there are none."""
    id = table.text("id")
    steps = tuple(_read_step(step) for step in table.tables("step"))
    table.done()
    questionnaire = Questionnaire(id, steps)
    _check_order(questionnaire, table)
    return questionnaire


def _read_step(table: Table) -> Step:
    id = table.text("id")
    questions = tuple(_read_question(question, id) for question in table.tables("question"))
    table.done()
    return Step(id, questions)


def _read_question(table: Table, step: str) -> Question:
    kind: Kind = next((kind for kind in KINDS if kind in table), "one_of")
    question = Question(
        id=table.text("id"),
        step=step,
        kind=kind,
        whole_number=_read_span(table) if kind == "whole_number" else None,
        each_of=table.texts("each_of") if kind == "each_of" else (),
        options=_read_options(table, kind),
        not_sure=table.flag("not_sure"),
        private=table.flag("private"),
        if_private=table.text("if_private", None),
        private_options=table.texts("private_options", ()),
        at_most=_read_count(table),
        or_none=table.flag("or_none"),
        if_left_out=table.text("if_left_out", None),
        asked_when=_read_condition(table) if "asked_when" in table else None,
    )
    table.done()
    _check_words(question, table)
    return question


def _read_options(table: Table, kind: Kind) -> tuple[str, ...]:
    if kind == "whole_number":
        return table.texts("or_one_of", ())
    return table.texts("some_of" if kind == "some_of" else "one_of")


def _read_span(table: Table) -> tuple[int, int]:
    span: Any = table.raw("whole_number")
    if isinstance(span, list) and [type(end) for end in span] == [int, int] and 0 <= span[0] < span[1]:
        return span[0], span[1]
    table.note(WRONG_QUESTION, "whole_number", f"{span!r} is not two whole numbers.", "Write [0, 365].")
    return 0, 1


def _read_count(table: Table) -> int | None:
    count = table.number("at_most", 1, 100, default=None)
    return None if count is None else int(count)


def _read_condition(table: Table) -> Condition:
    inner = table.table("asked_when")
    condition = Condition(
        inner.text("question"), inner.texts("is_one_of", ()), inner.text("larger_than", None)
    )
    inner.done()
    if bool(condition.is_one_of) == bool(condition.larger_than):
        hint = 'Write { question = "offer", is_one_of = ["written"] }.'
        inner.note(WRONG_QUESTION, "", "give either is_one_of or larger_than.", hint)
    return condition


def _check_words(question: Question, table: Table) -> None:
    """A private answer must have a stand-in, and every word named must be an option."""
    if question.private and question.if_private is None:
        table.note(WRONG_QUESTION, "if_private", "a private question needs a stand-in.", "Add if_private = ")
    if NOT_SURE in question.options:
        table.note(WRONG_QUESTION, "", f"{NOT_SURE!r} is no option.", "Write not_sure = true.")
    named = [word for word in (question.if_private, question.if_left_out) if word]
    for word in (*named, *question.private_options):
        if word not in question.options:
            table.note(UNKNOWN_OPTION, "", f"{word!r} is not an option of {question.id}.", _options(question))


def _check_order(questionnaire: Questionnaire, table: Table) -> None:
    """Ids stand once, and a condition looks only at what was asked before."""
    seen: dict[str, Question] = {}
    for question in questionnaire.questions:
        if question.id in seen:
            table.note(WRONG_QUESTION, question.id, "this id stands twice.", "Give each question its own id.")
        if question.asked_when is not None:
            _check_condition(question.asked_when, seen, question.id, table)
        seen[question.id] = question


def _check_condition(condition: Condition, seen: dict[str, Question], id: str, table: Table) -> None:
    for name in (condition.question, condition.larger_than):
        if name is not None and name not in seen:
            text = f"{name!r} is not asked before {id}."
            table.note(UNKNOWN_QUESTION, f"{id}.asked_when", text, "Name an earlier question.")
    if condition.question in seen:
        for word in condition.is_one_of:
            if word in seen[condition.question].options:
                continue
            text = f"{word!r} is not an option of {condition.question}."
            table.note(UNKNOWN_OPTION, f"{id}.asked_when", text, _options(seen[condition.question]))


def _options(question: Question) -> str:
    return f"Options: {', '.join(question.options)}."
