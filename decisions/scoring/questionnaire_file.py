"""Reads a questionnaire from its TOML table."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from .problems import UNKNOWN_OPTION, UNKNOWN_QUESTION, WRONG_QUESTION, Table
from .questionnaire import KINDS, NOT_SURE, Condition, Kind, Question, Questionnaire, Step

# Ids stand in addresses, in forms and in stored answers.
ID = re.compile(r"[a-z0-9][a-z0-9_]*")
NONE = "none"


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
    """What is set must suit the kind of the question, and every word named must be an option."""
    for text, hint in (*_misfits(question), *_bad_ids(question)):
        table.note(WRONG_QUESTION, "", text, hint)
    if question.private and question.if_private is None:
        text, hint = "a private question needs a stand-in.", "Add if_private = with one of its options."
        table.note(WRONG_QUESTION, "if_private", text, hint)
    named = [word for word in (question.if_private, question.if_left_out) if word]
    for word in (*named, *question.private_options):
        if word not in question.options:
            table.note(UNKNOWN_OPTION, "", f"{word!r} is not an option of {question.id}.", _options(question))


def _misfits(question: Question) -> Iterator[tuple[str, str]]:
    kind = question.kind
    if question.not_sure and kind not in ("one_of", "whole_number"):
        yield "not_sure fits one_of and whole_number alone.", "Leave not_sure out."
    if (question.at_most or question.or_none or question.private_options) and kind != "some_of":
        yield "at_most, or_none and private_options fit some_of alone.", "Leave them out."
    if question.private and kind != "one_of":
        yield "a private question has one answer.", "Use one_of, or private_options for single options."
    if (question.if_left_out is not None) != (kind == "each_of"):
        yield (
            "if_left_out belongs to each_of, and to it alone.",
            "Say what is taken where a part is left out.",
        )
    if question.or_none and NONE in question.options:
        yield "or_none adds the option 'none'.", "Leave 'none' out of the options."
    if NOT_SURE in question.options:
        yield f"{NOT_SURE!r} is no option.", "Write not_sure = true."


def _bad_ids(question: Question) -> Iterator[tuple[str, str]]:
    for id in (question.id, *question.options, *question.each_of):
        if id and not ID.fullmatch(id):
            hint = "Use small letters, digits and _ alone; the words for people stand in decisions/questions."
            yield f"{id!r} can't be an id.", hint


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
    wanted: Kind = "whole_number" if condition.larger_than else "one_of"
    for question in (seen[name] for name in (condition.question, condition.larger_than) if name in seen):
        if question.kind != wanted:
            text = f"{question.id} is no {wanted} question."
            table.note(WRONG_QUESTION, f"{id}.asked_when", text, f"Name a question with {wanted}.")
        for word in condition.is_one_of:
            if word not in question.options:
                text = f"{word!r} is not an option of {question.id}."
                table.note(UNKNOWN_OPTION, f"{id}.asked_when", text, _options(question))


def _options(question: Question) -> str:
    return f"Options: {', '.join(question.options)}."
