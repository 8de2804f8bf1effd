"""What the verdict rules and the wall take for granted of a questionnaire: they speak of these by name."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from .problems import MISSING_OPTION, UNKNOWN_QUESTION, WRONG_QUESTION, Problem
from .questionnaire import Kind, Question, Questionnaire


@dataclass(frozen=True, slots=True)
class Need:
    """A question that must be there: its kind, some of its options, and whether everybody is asked."""

    kind: Kind
    options: tuple[str, ...] = ()
    always: bool = False


FLAGS = ("time_confirmed", "within_2_days", "paid_travel", "unemployment_benefits")

OF_THE_RULES = {
    "sure": Need("one_of", always=True),
    "dislikes": Need("some_of", always=True),
    "open_point": Need("one_of", ("nothing",), always=True),
    "find_out": Need("one_of"),
    "offer": Need("one_of", always=True),
    "days_to_answer": Need("whole_number", ("no_deadline",)),
    "days_to_their_offer": Need("whole_number"),
    "more_time": Need("one_of", ("not_asked", "refused", "granted")),
    "candor": Need("one_of", always=True),
    "flags": Need("some_of", FLAGS, always=True),
    "matters": Need("each_of"),
}


def unmet(
    questionnaire: Questionnaire, needs: Iterable[tuple[str, Need]], file: str, who: str
) -> tuple[Problem, ...]:
    """What of these needs the questionnaire lacks; `who` needs it, in words."""
    return tuple(problem for id, need in needs for problem in _unmet(questionnaire, id, need, file, who))


def _unmet(questionnaire: Questionnaire, id: str, need: Need, file: str, who: str) -> list[Problem]:
    if id not in questionnaire.ids:
        hint = "Bring it back, with its id."
        return [Problem(UNKNOWN_QUESTION, file, f"{who} need a question {id!r}, and there is none.", hint)]
    question, where = questionnaire.question(id), f"{file}: {id}"
    if question.kind != need.kind:
        return [Problem(WRONG_QUESTION, where, f"{who} need {need.kind} here.", f"Write {need.kind} = ")]
    found = []
    missing = [word for word in need.options if word not in question.options]
    if missing:
        text = f"{who} need the option {', '.join(missing)}."
        found.append(Problem(MISSING_OPTION, where, text, "Bring it back, spelled like this."))
    if need.always and question.asked_when is not None:
        text = f"{who} need an answer from everybody."
        found.append(Problem(WRONG_QUESTION, where, text, "Leave asked_when out."))
    return found + _unasked(questionnaire, question, file)


def _unasked(questionnaire: Questionnaire, question: Question, file: str) -> list[Problem]:
    """How to find out must be asked wherever something is open: rule 4 compares it."""
    when = question.asked_when
    if question.id != "find_out" or when is None or "open_point" not in questionnaire.ids:
        return []
    is_open = {word for word in questionnaire.question("open_point").options if word != "nothing"}
    if when.question == "open_point" and is_open <= set(when.is_one_of):
        return []
    text = "it must be asked wherever something is open."
    hint = f"Name open_point with {', '.join(sorted(is_open))}."
    return [Problem(WRONG_QUESTION, f"{file}: find_out.asked_when", text, hint)]
