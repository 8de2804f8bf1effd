"""The shared copy in words: the same page for the candidate before sharing and for the agency after it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Protocol
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from decisions.advice.fact_words import source
from decisions.models import Invitation, JobFact, Verdict
from decisions.questions import REASONS, WORDINGS, band_words, label, say_date, say_moment_there
from decisions.questions.contradictions import FORMAT, contradictions
from decisions.scoring import load

LOOKS = {
    "close": gettext_lazy("A close call"),
    "bridge_high": gettext_lazy("Going could cost a relationship"),
    "contradiction": gettext_lazy("Two answers don't fit together"),
    "candidate_asked": gettext_lazy("The candidate asks for a look"),
    "fact_asked": gettext_lazy("A recruiter may know a fact that is missing"),
}

CONDITIONS = {
    "say_you_are_unsure": gettext_lazy("Go only after saying openly: not sure about this job."),
    "check_benefits": gettext_lazy("Ask the state's benefits office before saying no."),
}

# What to ask is a question; the short names of these two are beginnings of an answer.
ASKED = {
    "days_to_their_offer": gettext_lazy("When they could make an offer"),
    "days_to_answer": gettext_lazy("By when the other offer needs an answer"),
}

PART_NAMES = {
    "verdict": gettext_lazy("the advice"),
    "reasons": gettext_lazy("the reasons"),
    "cost": gettext_lazy("cost and risks"),
    "answers": gettext_lazy("the answers"),
    "choice": gettext_lazy("the candidate's choice"),
}


class Copy(Protocol):
    """What `Case` and `SharedCopy` have in common."""

    @property
    def verdict(self) -> str: ...
    @property
    def choice(self) -> str: ...
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
    """What was not shared is empty, and named in `not_shared`."""

    verdict: str
    choice: str
    reasons: list[Line]
    lead: str
    costs: list[Line]
    ask: list[str]
    conditions: list[str]
    answers: list[Line]
    looks: list[str]
    contradictions: list[str]
    not_shared: list[str]
    reply_by: str
    interview: str
    format: str
    facts: list[Line]


def in_words(copy: Copy) -> CopyInWords:
    """Each part from what is stored for it, so an unshared one has nothing to say."""
    verdict, answers = _part(copy, "verdict"), _part(copy, "answers").get("answers", {})
    return CopyInWords(
        verdict=verdict_words(copy.verdict),
        choice=verdict_words(copy.choice),
        reasons=_reasons(_part(copy, "reasons")),
        lead=_lead(_part(copy, "reasons")),
        costs=_costs(_part(copy, "cost")),
        ask=[_ask(question, answers) for question in verdict.get("ask", ())],
        conditions=[str(CONDITIONS[condition]) for condition in verdict.get("conditions", ())],
        answers=_answers(answers, copy),
        looks=look_words(copy.needs_look),
        contradictions=_contradictions(answers, copy),
        not_shared=[str(name) for part, name in PART_NAMES.items() if part not in copy.parts],
        reply_by=say_moment_there(copy.reply_by, ZoneInfo(copy.time_zone)) if copy.reply_by_given else "",
        interview=_interview(copy),
        format=str(Invitation.Format(copy.format).label) if copy.format else "",
        facts=[_fact(fact, ZoneInfo(copy.time_zone)) for fact in copy.job_facts],
    )


def _part(copy: Copy, part: str) -> Mapping[str, Any]:
    return copy.copy if part in copy.parts else {}


def verdict_words(verdict: str) -> str:
    """Empty where it was not shared."""
    return str(Verdict(verdict).label) if verdict else ""


def _ask(question: str, answers: Mapping[str, Any]) -> str:
    """What to ask first; these two are about what puts the candidate off, so that is named with them."""
    short = str(ASKED.get(question, WORDINGS[question].short))
    dislikes = answers.get("dislikes")
    if question not in ("open_point", "known_from") or not dislikes:
        return short
    return _("%(question)s (%(dislikes)s)") % {"question": short, "dislikes": label("dislikes", dislikes)}


def look_words(codes: Sequence[str]) -> list[str]:
    """Why a person should look, in words."""
    return [str(LOOKS[code]) for code in codes]


def _reasons(shared: Mapping[str, Any]) -> list[Line]:
    # In an order of our own here and below: PostgreSQL does not keep that of a stored object's keys.
    bands = shared.get("reasons", {})
    return [Line(str(title), band_words(bands[reason])) for reason, title in REASONS.items() if bands]


def _lead(shared: Mapping[str, Any]) -> str:
    """Empty where no reason is strong enough to lead ("none")."""
    lead = shared.get("lead", "none")
    return str(REASONS[lead]) if lead in REASONS else ""


def _costs(shared: Mapping[str, Any]) -> list[Line]:
    named = {
        "cost": _("Cost of going"),
        "bridge_go": _("Risk of burning a bridge by going"),
        "bridge_no": _("Risk of burning a bridge by saying no"),
    }
    return [Line(name, band_words(shared[key])) for key, name in named.items() if key in shared]


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


def _fact(fact: Mapping[str, str], zone: ZoneInfo) -> Line:
    return Line(str(JobFact.Name(fact["name"]).label), fact["value"], source(fact, zone))


def _contradictions(answers: Mapping[str, Any], copy: Copy) -> list[str]:
    """Which two answers don't fit together, each as it was given."""
    found = contradictions(answers, format=copy.format)
    return [_pair(*(_named(question, answers, copy) for question in one.questions)) for one in found]


def _pair(first: Line, second: Line) -> str:
    words = {"first": first.name, "one": first.text, "second": second.name, "other": second.text}
    return _("%(first)s: “%(one)s”, and %(second)s: “%(other)s”.") % words


def _named(question: str, answers: Mapping[str, Any], copy: Copy) -> Line:
    if question == FORMAT:
        return Line(_("Kind of interview"), str(Invitation.Format(copy.format).label))
    return Line(str(WORDINGS[question].short), label(question, answers[question]))
