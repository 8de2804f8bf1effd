"""The answers as the agency may have them: without the private ones."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .questionnaire import Question, Questionnaire


def shared_answers(answers: Mapping[str, Any], questionnaire: Questionnaire) -> dict[str, Any]:
    """The answers with each private one replaced by its stand-in and each private option left out.

    `questionnaire` is the one that was answered, and the answers must fit it.

    Two candidates who differ only in private answers get the same copy.
    """
    return {id: _shared(questionnaire.question(id), value) for id, value in answers.items()}


def _shared(question: Question, value: Any) -> Any:
    if question.private:
        return question.if_private
    if question.private_options and isinstance(value, list):
        return [item for item in value if item not in question.private_options]
    return value
