"""Cases as sharing writes them, one for each published story. What is measured is made of copies of these."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import transaction

from benchmarks.answer_sets import open_cases
from decisions.advice.issue import issue
from decisions.advice.sharing import PARTS, share
from decisions.models import Candidate, Case, Draft, Invitation, JobFact, Office
from decisions.questions import DAY_QUESTIONS, REASONS
from decisions.scoring import current

JOBS = (
    "Line lead",
    "Bank teller",
    "Night nurse",
    "Forklift driver",
    "Lab technologist",
    "Field sales rep",
    "Bookkeeper",
    "Dispatcher",
)
FACTS = {
    JobFact.Name.PAY: "$23.50 an hour, $1 more at night",
    JobFact.Name.SHIFT: "Second shift, 3 pm to 11:30 pm, every other Saturday",
}


@dataclass(frozen=True, slots=True)
class Sample:
    """The three rows that one shared invitation has. They are in no database any more."""

    candidate: Candidate
    invitation: Invitation
    case: Case


def samples() -> list[Sample]:
    """One for each answer set of the published stories."""
    with transaction.atomic():
        found = list(_shared())
        transaction.set_rollback(True)
    return found


def _shared() -> Iterator[Sample]:
    office = Office.objects.create(name="Where the samples were shared", city="Elkhart", state="IN")
    for number, answers in enumerate(open_cases()):
        candidate = Candidate.objects.create(name="Somebody")
        invitation = Invitation.objects.create(
            candidate=candidate,
            company="Some company",
            job_title=JOBS[number % len(JOBS)],
            contact_name="Joan Pell",
            place="1200 Industrial Parkway, Elkhart",
            format=Invitation.Format.IN_PERSON,
        )
        for name, value in FACTS.items():
            source = JobFact.Source.CANDIDATE
            JobFact.objects.create(invitation=invitation, name=name, value=value, source=source)
        today = invitation.today()
        draft = Draft.objects.create(
            invitation=invitation, rules=current(today).id, answers=_as_typed(answers, today)
        )
        advice = issue(draft=draft, by=candidate)
        yield Sample(candidate, invitation, share(advice=advice, office=office, parts=PARTS, by=candidate))


def _as_typed(answers: Mapping[str, Any], today: date) -> dict[str, Any]:
    """An answer file's answers as the web form takes them: dates for days, and benefits apart from flags."""
    typed = {question: _value(question, value, today) for question, value in answers.items()}
    flags = typed.get("flags", [])
    typed["flags"] = [flag for flag in flags if flag != "unemployment_benefits"]
    typed["benefits"] = "yes" if "unemployment_benefits" in flags else "no"
    typed.setdefault("matters", dict.fromkeys(REASONS, "a_lot"))
    return typed


def _value(question: str, value: Any, today: date) -> Any:
    if question in DAY_QUESTIONS and isinstance(value, int):
        return {"on": (today + timedelta(days=value)).isoformat(), "chip": None}
    return value
