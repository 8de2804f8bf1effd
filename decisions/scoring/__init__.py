"""Scoring: answers in, advice out. Standard library only: no web, no clock, no database."""

from .engine import InvalidAnswers, plain_score, score
from .pairs import FlipPair, flip_pairs
from .problems import Problem, RuleSetError
from .questionnaire import NOT_SURE, Question, Questionnaire, Step
from .result import Result
from .rules import RuleSet
from .ruleset import current, load, names, problems, table
from .sharing import shared_answers
from .trial import read
from .tunable import Tunable

__all__ = [
    "NOT_SURE",
    "FlipPair",
    "InvalidAnswers",
    "Problem",
    "Question",
    "Questionnaire",
    "Result",
    "RuleSet",
    "RuleSetError",
    "Step",
    "Tunable",
    "current",
    "flip_pairs",
    "load",
    "names",
    "plain_score",
    "problems",
    "read",
    "score",
    "shared_answers",
    "table",
]
