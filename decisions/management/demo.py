"""Demo data from real input: the open cases, typed into the same forms that candidates fill in.

`demo/cases.jsonl` adds what the open cases lack: invented names, companies, offices and dates, as days from
the load. Answers come from the open cases, whose stories are not shown anywhere.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth.models import User
from django.http import QueryDict
from django.utils import timezone

from decisions.advice.issue import issue
from decisions.advice.sharing import PARTS, share
from decisions.management.demo_desk import work_on
from decisions.models import Advice, Invitation, Office
from decisions.questionnaire.arrive import begin_invitation
from decisions.questionnaire.facts_form import FactsForm, apply
from decisions.questionnaire.forms import StepForm
from decisions.questionnaire.sheet import AnswerSheet
from decisions.questions import DAY_QUESTIONS, REASONS

EXTRAS = Path(settings.BASE_DIR, "demo", "cases.jsonl")
OPEN_CASES = Path(settings.BASE_DIR, "tests", "data", "open-cases.jsonl")


class DemoError(Exception):
    """The demo's own answers were refused by the forms: the demo data no longer fits the question set."""


@dataclass(frozen=True)
class Story:
    """One demo case: the answers of an open case, and the invented facts around them."""

    answers: Mapping[str, Any]
    extra: Mapping[str, Any]

    def moment(self, name: str, now: datetime) -> tuple[str, str]:
        """Date and time of "reply" or "interview" as the candidate would type them."""
        day = now.date() + timedelta(days=self.extra[f"{name}_in_days"])
        when = datetime.combine(day, time(self.extra[f"{name}_hour"]))
        if name == "reply" and self.extra["due_in_hours"] is not None:
            when = now.replace(minute=0, tzinfo=None) + timedelta(hours=self.extra["due_in_hours"])
        return when.date().isoformat(), when.strftime("%H:%M")


def stories() -> Iterator[Story]:
    answers = {case["id"]: case["answers"] for case in _lines(OPEN_CASES)}
    return (Story(answers[extra["id"]], extra) for extra in _lines(EXTRAS))


def tell(story: Story, *, offices: Mapping[str, Office], staff: Mapping[str, User]) -> Invitation:
    """Play one story: begin, facts, steps, advice, and where it says so, sharing and the desk's deeds."""
    invitation = begin_invitation()[0]
    _fill_in_facts(invitation, story)
    sheet = AnswerSheet.of(invitation.draft, invitation)
    for step in sheet.steps:
        if step == story.extra["stops_before"]:
            return invitation
        _fill_in_step(sheet, step, story)
    advice = issue(draft=sheet.draft, by=invitation.candidate)
    if story.extra["shared"]:
        _share(advice, story, offices, staff)
    return invitation


def _fill_in_facts(invitation: Invitation, story: Story) -> None:
    extra, now = story.extra, timezone.localtime(timezone=invitation.zone)
    reply, interview = story.moment("reply", now), story.moment("interview", now)
    data = _posted(
        {
            "name": extra["name"],
            "company": extra["company"],
            "job_title": extra["job_title"],
            "contact_name": extra["contact"],
            "place": extra["place"],
            "time_zone": extra["zone"],
            "format": extra["format"],
            "reply_by_date": reply[0],
            "reply_by_time": reply[1],
            "interview_date": interview[0],
            "interview_time": interview[1],
            "confirmed": "yes" if extra["confirmed"] else "no",
            "set_up_by": story.answers["set_up_by"],
            **{f"fact_{name}": value for name, value in extra["facts"].items()},
        }
    )
    form = FactsForm(AnswerSheet.of(invitation.draft, invitation), data)
    if not form.is_valid():
        raise DemoError(f"{extra['id']}: {form.errors.as_json()}")
    apply(form)


def _fill_in_step(sheet: AnswerSheet, step: str, story: Story) -> None:
    values: dict[str, Any] = {}
    for question in sheet.in_step(step):
        values |= _typed(question, story.answers, sheet)
    form = StepForm(sheet, step, _posted(values))
    if form.errors or form.still_open:
        raise DemoError(f"{story.extra['id']}: {form.errors.as_json()} {form.still_open}")
    sheet.store({**sheet.answers, **form.given})


def _typed(question: str, answers: Mapping[str, Any], sheet: AnswerSheet) -> dict[str, Any]:
    """The browser's fields for one question of an answer file."""
    if question == "benefits":
        return {question: "yes" if "unemployment_benefits" in answers["flags"] else "no"}
    if question == "matters":
        levels = answers.get(question, {})
        return {f"{question}_{reason}": levels.get(reason, "a_lot") for reason in REASONS}
    value = answers.get(question)
    if value is None:
        return {}
    if question in DAY_QUESTIONS and isinstance(value, int):
        return {question: "date", f"{question}_on": (sheet.on + timedelta(days=value)).isoformat()}
    if isinstance(value, list):
        hidden = {"unemployment_benefits", *sheet.from_facts["flags"]} if question == "flags" else set()
        return {question: [one for one in value if one not in hidden] or ["none"]}
    return {question: value}


def _share(advice: Advice, story: Story, offices: Mapping[str, Office], staff: Mapping[str, User]) -> None:
    extra, person = story.extra, advice.invitation.candidate
    asks, office = extra["asks_for_look"], offices[extra["office"]]
    case = share(advice=advice, office=office, parts=PARTS, by=person, asked_for_look=asks)
    work_on(case, deeds=extra["deeds"], claimed_by=extra["claimed_by"], staff=staff)


def _posted(values: Mapping[str, Any]) -> QueryDict:
    data = QueryDict(mutable=True)
    for name, value in values.items():
        data.setlist(name, value if isinstance(value, list) else [value])
    return data


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as file:
        yield from (json.loads(line) for line in file)
