"""The shared copy in words: the same page for the candidate before sharing and for the agency after it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Protocol
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from decisions.models import Invitation, JobFact, Verdict
from decisions.questions import REASONS, WORDINGS, band_words, label, say_date, say_moment_there
from decisions.scoring import load

LOOKS = {
    "close": gettext_lazy("A close call"),
    "bridge_high": gettext_lazy("Going could cost a relationship"),
    "fact_asked": gettext_lazy("A recruiter may know a fact that is missing"),
}

CONDITIONS = {
    "say_you_are_unsure": gettext_lazy("Go only after saying openly: not sure about this job."),
    "check_benefits": gettext_lazy("Ask the state's benefits office before saying no."),
}

FACT_SOURCES = {
    JobFact.Source.CANDIDATE: gettext_lazy("from the candidate"),
    JobFact.Source.AGENCY: gettext_lazy("from the agency"),
}


class Copy(Protocol):
    """What `Case` and `SharedCopy` have in common."""

    @property
    def verdict(self) -> str: ...
    @property
    def parts(self) -> Sequence[str]: ...
    @property
    def copy(self) -> Mapping[str, Any]: ...
    @property
    def rules(self) -> str: ...
    @property
    def needs_look(self) -> Sequence[str]: ...
    @property
    def scored_on(self) -> date: ...
    @property
    def format(self) -> str: ...
    @property
    def time_zone(self) -> str: ...
    @property
    def reply_by(self) -> datetime: ...
    @property
    def reply_by_given(self) -> bool: ...
    @property
    def interview_at(self) -> datetime | None: ...
    @property
    def interview_confirmed(self) -> bool | None: ...
    @property
    def job_facts(self) -> Sequence[Mapping[str, str]]: ...


@dataclass(frozen=True)
class Line:
    """A name, what is said of it, and where it comes from."""

    name: str
    text: str
    source: str = ""


@dataclass(frozen=True)
class CopyInWords:
    verdict: str
    reasons: list[Line]
    lead: str
    costs: list[Line]
    ask: list[str]
    conditions: list[str]
    answers: list[Line]
    looks: list[str]
    reply_by: str
    interview: str
    format: str
    facts: list[Line]


def in_words(copy: Copy) -> CopyInWords:
    """Only the parts that were shared; what was not shared is empty."""
    shared = copy.copy if copy.parts else {}
    answers = shared["answers"] if "answers" in copy.parts else {}
    return CopyInWords(
        verdict=str(Verdict(copy.verdict).label),
        reasons=_reasons(shared) if "reasons" in copy.parts else [],
        lead=_lead(shared) if "reasons" in copy.parts else "",
        costs=_costs(shared) if "cost" in copy.parts else [],
        ask=[_ask(question, answers) for question in shared.get("ask", ())],
        conditions=[str(CONDITIONS[condition]) for condition in shared.get("conditions", ())],
        answers=_answers(answers, copy),
        looks=look_words(copy.needs_look),
        reply_by=say_moment_there(copy.reply_by, ZoneInfo(copy.time_zone)) if copy.reply_by_given else "",
        interview=_interview(copy),
        format=str(Invitation.Format(copy.format).label) if copy.format else "",
        facts=[_fact(fact) for fact in copy.job_facts],
    )


def _ask(question: str, answers: Mapping[str, Any]) -> str:
    """What to ask first; these two are about what puts the candidate off, so that is named with them."""
    short = str(WORDINGS[question].short)
    dislikes = answers.get("dislikes")
    if question not in ("open_point", "known_from") or not dislikes:
        return short
    return _("%(question)s (%(dislikes)s)") % {"question": short, "dislikes": label("dislikes", dislikes)}


def look_words(codes: Sequence[str]) -> list[str]:
    """Why a person should look, in words."""
    return [str(LOOKS[code]) for code in codes]


def _reasons(shared: Mapping[str, Any]) -> list[Line]:
    # In an order of our own here and below: PostgreSQL does not keep that of a stored object's keys.
    return [Line(str(title), band_words(shared["reasons"][reason])) for reason, title in REASONS.items()]


def _lead(shared: Mapping[str, Any]) -> str:
    """Empty where no reason is strong enough to lead ("none")."""
    return str(REASONS[shared["lead"]]) if shared["lead"] in REASONS else ""


def _costs(shared: Mapping[str, Any]) -> list[Line]:
    named = {
        "cost": _("Cost of going"),
        "bridge_go": _("Risk of burning a bridge by going"),
        "bridge_no": _("Risk of burning a bridge by saying no"),
    }
    return [Line(name, band_words(shared[key])) for key, name in named.items()]


def _answers(answers: Mapping[str, Any], copy: Copy) -> list[Line]:
    return [
        Line(str(WORDINGS[question].short), _answer(question, answers[question], copy.scored_on))
        for question in load(copy.rules).questionnaire.ids
        if question in answers
    ]


def _answer(question: str, value: Any, scored_on: date) -> str:
    """The engine counts days; people read dates."""
    if isinstance(value, int):
        return say_date(scored_on + timedelta(days=value))
    return label(question, value)


def _interview(copy: Copy) -> str:
    if copy.interview_at is None:
        return ""
    when = say_moment_there(copy.interview_at, ZoneInfo(copy.time_zone))
    if copy.interview_confirmed is None:
        return when
    sure = _("%(when)s, confirmed") if copy.interview_confirmed else _("%(when)s, not confirmed")
    return sure % {"when": when}


def _fact(fact: Mapping[str, str]) -> Line:
    name = str(JobFact.Name(fact["name"]).label)
    return Line(name, fact["value"], str(FACT_SOURCES[JobFact.Source(fact["source"])]))
