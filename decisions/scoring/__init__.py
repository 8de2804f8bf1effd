"""Scoring: answers in, advice out. Standard library only: no web, no clock, no database."""

from .engine import InvalidAnswers, score
from .problems import Problem, RuleSetError
from .questionnaire import NOT_SURE, Question, Questionnaire, Step
from .result import Result
from .rules import RuleSet
from .ruleset import current, load, names, problems
from .sharing import shared_answers

__all__ = [
    "NOT_SURE",
    "InvalidAnswers",
    "Problem",
    "Question",
    "Questionnaire",
    "Result",
    "RuleSet",
    "RuleSetError",
    "Step",
    "current",
    "load",
    "names",
    "problems",
    "score",
    "shared_answers",
]
