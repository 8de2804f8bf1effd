"""Start-up checks: a mistake in a released rule set, or a question without words, stops the app.

A mistake in a proposed rule set is a warning: nobody uses it yet, and the site goes on with the old one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from django.apps import AppConfig
from django.core.checks import CheckMessage, Error, Info, Warning, register

from decisions.advice.asks import ABOUT, QUESTIONS
from decisions.advice.choices import TIME_KEPT
from decisions.questions import DAY_QUESTIONS, REASONS, STEPS, WORDINGS
from decisions.questions.bands import BANDS
from decisions.scoring import Problem, Questionnaire, RuleSet, RuleSetError, load, names, problems, ruleset
from decisions.scoring.needed import Need, unmet

# The pages and letters say something about the answers to these.
OF_THE_PAGES = {
    "known_from": Need("one_of", ("they_told_me",), always=True),
    "want_if_untrue": Need("one_of", ("no",), always=True),
    "hours": Need("one_of", always=True),
    "money": Need("one_of", always=True),
    "extra_tasks": Need("one_of", always=True),
    "can_prepare": Need("one_of", always=True),
    "boss_finds_out": Need("one_of", ("no_or_fine", "could_hurt"), always=True),
    "set_up_by": Need("some_of", always=True),
}
# What to ask about these depends on what puts the candidate off, and more time is asked for until a date.
ASKED_OTHERWISE = ("known_from", "open_point", "more_time")


@register("rules")
def check_rule_sets(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """A message for each mistake in the files: decisions.E001, or W001 where it is a proposed rule set's."""
    return [_message(problem) for problem in problems()]


@register("rules")
def check_words(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """E101 for each step, question, option and band of a rule set that has no words for the pages."""
    hint = "Write them where the others stand (decisions/questions, decisions/advice)."
    found = {
        Problem("E101", file, f"there are no words for {name}.", hint, stops): None
        for rules, stops in _loadable()
        for file, name in wordless(rules)
    }
    return [_message(problem) for problem in _worst(list(found))]


@register("rules")
def check_pages(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """E102 for each question that the pages speak of or can't show."""
    found = {
        replace(problem, code="E102", stops=stops): None
        for rules, stops in _loadable()
        for problem in unfit_for_pages(rules.questionnaire)
    }
    return [_message(problem) for problem in _worst(list(found))]


@register("rules")
def tell_of_proposals(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """I101 for each sound rule set that is not released: how to do that."""
    return [
        Info(
            f"rulesets/{rules.id}.toml: this rule set is proposed, and nothing uses it yet.",
            hint=f"To release it: python manage.py release_rules {rules.id}",
            id="decisions.I101",
        )
        for rules, is_released in _loadable()
        if not is_released
    ]


def _message(problem: Problem) -> CheckMessage:
    kind, letter = (Error, "E") if problem.stops else (Warning, "W")
    return kind(str(problem), hint=problem.hint, id=f"decisions.{letter}{problem.code[1:]}")


def _worst(found: list[Problem]) -> list[Problem]:
    """Each mistake once: what a released and a proposed rule set share is the released one's."""
    return [problem for problem in found if problem.stops or replace(problem, stops=True) not in found]


def _loadable() -> Iterator[tuple[RuleSet, bool]]:
    """Every rule set without a mistake, and whether it is released."""
    for name in names():
        try:
            yield load(name), ruleset.LIBRARY.is_released(name)
        except RuleSetError:  # said by the first check
            continue


def wordless(rules: RuleSet) -> Iterator[tuple[str, str]]:
    """What has no words, with its file: "cost" (a step), "money" (a question), "hours.more" (an option)."""
    questionnaire, file = rules.questionnaire, f"rulesets/{rules.id}.toml"
    yield from ((f"questions/{questionnaire.id}.toml", name) for name in _wordless_questions(questionnaire))
    bands = {word for words in rules.bands.values() for word in words}
    yield from ((file, f"the band {word}") for word in sorted(bands - set(BANDS)))
    for id in (rules.unknown.ask_first, *rules.unknown.askable):
        if id not in ASKED_OTHERWISE and not (id in ABOUT and id in QUESTIONS):
            yield file, f"asking somebody about {id}"


def _wordless_questions(questionnaire: Questionnaire) -> Iterator[str]:
    yield from (step.id for step in questionnaire.steps if step.id not in STEPS)
    for question in questionnaire.questions:
        if question.id not in WORDINGS:
            yield question.id
            continue
        options = set(WORDINGS[question.id].options)
        if question.id == "hours":
            options &= set(TIME_KEPT)
        yield from (f"{question.id}.{word}" for word in question.choices if word not in options)


def unfit_for_pages(questionnaire: Questionnaire) -> Iterator[Problem]:
    """What the pages need of a questionnaire and don't find, and questions that no form is made for."""
    file = f"questions/{questionnaire.id}.toml"
    yield from unmet(questionnaire, OF_THE_PAGES.items(), file, "the pages")
    for question in questionnaire.questions:
        where = f"{file}: {question.id}"
        if question.kind == "whole_number" and question.id not in DAY_QUESTIONS:
            text, hint = "the pages can ask for no number but days.", "Use one_of, with a range per option."
            yield Problem("E102", where, text, hint)
        if question.kind == "each_of" and (question.id, set(question.each_of)) != ("matters", set(REASONS)):
            text, hint = "the pages know four reasons.", f"Write each_of = {list(REASONS)} for matters alone."
            yield Problem("E102", where, text, hint)
