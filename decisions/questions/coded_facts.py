"""The answers that the agency can give itself, as its forms offer them."""

from decisions.models import JobFact
from decisions.questions import DAY_QUESTIONS, WORDINGS
from decisions.questions.job_facts import JOB_FACTS
from decisions.questions.wording import Text
from decisions.scoring import NOT_SURE


def is_date(name: JobFact.Name) -> bool:
    """Whether the answer to this fact's question is a day."""
    return JOB_FACTS[name].coded in DAY_QUESTIONS


def options(name: JobFact.Name) -> list[tuple[str, Text]]:
    """What may be chosen; empty for a day, and for what the candidate judges. Who is not sure: none."""
    coded = JOB_FACTS[name].coded
    if not coded or is_date(name):
        return []
    return [(value, option.label) for value, option in WORDINGS[coded].options.items() if value != NOT_SURE]
