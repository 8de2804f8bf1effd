"""Start-up checks: a rule set with a mistake, or a question without words, stops the app and says where."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django.apps import AppConfig
from django.core.checks import CheckMessage, Error, register

from decisions.questions import STEPS, WORDINGS
from decisions.scoring import Questionnaire, RuleSetError, load, names, problems


@register("rules")
def check_rule_sets(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """One numbered error (decisions.E001, ...) for each mistake in the rule sets' files."""
    return [
        Error(f"{problem.where}: {problem.text}", hint=problem.hint, id=f"decisions.{problem.code}")
        for problem in problems()
    ]


@register("rules")
def check_words(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """decisions.E101 for each step, question and option of a rule set that has no words for its page."""
    questionnaires = {questionnaire.id: questionnaire for questionnaire in _questionnaires()}
    return [
        Error(
            f"questions/{id}.toml: there are no words for {name}.",
            hint="Write them in decisions/questions.",
            id="decisions.E101",
        )
        for id, questionnaire in questionnaires.items()
        for name in wordless(questionnaire)
    ]


def wordless(questionnaire: Questionnaire) -> Iterator[str]:
    """The ids of what has no words: "cost" (a step), "money" (a question), "money.under_50" (an option)."""
    yield from (step.id for step in questionnaire.steps if step.id not in STEPS)
    for question in questionnaire.questions:
        if question.id not in WORDINGS:
            yield question.id
            continue
        options = WORDINGS[question.id].options
        yield from (f"{question.id}.{word}" for word in question.choices if word not in options)


def _questionnaires() -> Iterator[Questionnaire]:
    for name in names():
        try:
            yield load(name).questionnaire
        except RuleSetError:  # said by the check above
            continue
