"""From the web form's answers (dates, a question of its own for benefits) to the engine's.

The draft's values: an option's id; a list of ids; for the day questions `{"on": "2026-12-04", "chip":
"1_week" or None}` or an option's id; for `matters` a mapping. `benefits` ("yes" or "no") and the boss
answer "not_working" exist on the web alone.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from decisions.models import Invitation
from decisions.questions import DAY_QUESTIONS
from decisions.scoring import Questionnaire

# Answers that exist on the web alone, and what they are to the engine.
WEB_ONLY = {"boss_finds_out": {"not_working": "no_or_fine"}}

# Who can't take the job for a private reason, and has no other dislike, is not asked how they know it.
PRIVATE_DISLIKE_FILLS = {"known_from": "they_told_me", "want_if_untrue": "no"}


def given(invitation: Invitation, on: date) -> dict[str, Any]:
    """What the invitation's facts already answer: `set_up_by`, and flags as {flag: True or False}."""
    flags: dict[str, bool] = {}
    if invitation.interview_at is not None:
        days = (invitation.interview_at.astimezone(invitation.zone).date() - on).days
        flags["within_2_days"] = days <= 2
        if invitation.interview_confirmed is not None:
            flags["time_confirmed"] = invitation.interview_confirmed
    facts: dict[str, Any] = {"flags": flags}
    if invitation.set_up_by:
        facts["set_up_by"] = invitation.set_up_by
    return facts


def to_engine(answers: Mapping[str, Any], invitation: Invitation, on: date) -> dict[str, Any]:
    """The engine's answers; partial answers give a partial result, which the engine's checks report."""
    facts = given(invitation, on)
    engine = {
        question: _value(question, value, on) for question, value in answers.items() if question != "benefits"
    }
    if "set_up_by" in facts:
        engine["set_up_by"] = facts["set_up_by"]
    if "flags" in answers or facts["flags"]:
        engine["flags"] = _flags(answers, facts["flags"])
    if only_private_dislike(answers):
        engine |= PRIVATE_DISLIKE_FILLS
    return engine


def only_private_dislike(answers: Mapping[str, Any]) -> bool:
    return bool(answers.get("dislikes") == ["cannot_private"])


def asked(
    answers: Mapping[str, Any], invitation: Invitation, questions: Questionnaire, on: date
) -> list[str]:
    """The web questions that apply to these answers so far, in order; facts answer some beforehand."""
    facts = given(invitation, on)
    engine = to_engine(answers, invitation, on)
    skipped = set(PRIVATE_DISLIKE_FILLS) if only_private_dislike(answers) else set()
    if "set_up_by" in facts:
        skipped.add("set_up_by")
    ids: list[str] = []
    for question in questions.asked(engine):
        if question not in skipped:
            ids.append(question)
        if question == "flags":
            ids.append("benefits")
    return ids


def _value(question: str, value: Any, on: date) -> Any:
    if question in DAY_QUESTIONS and isinstance(value, Mapping):
        return (date.fromisoformat(value["on"]) - on).days
    return WEB_ONLY[question].get(value, value) if question in WEB_ONLY else value


def _flags(answers: Mapping[str, Any], facts: Mapping[str, bool]) -> list[str]:
    flags = [flag for flag in answers.get("flags", ()) if flag not in facts]
    flags += [flag for flag, holds in facts.items() if holds]
    if answers.get("benefits") == "yes":
        flags.append("unemployment_benefits")
    return flags
