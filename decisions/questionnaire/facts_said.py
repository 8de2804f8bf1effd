"""The facts of the invitation in words: for "check your answers", and where two of them are compared."""

from dataclasses import dataclass
from datetime import date, time
from typing import Any

from django.utils.translation import gettext as _

from decisions.models import Invitation
from decisions.questionnaire import zones
from decisions.questionnaire.facts_form import (
    CONFIRMED,
    FACT_NAMES,
    FORMAT,
    INTERVIEW,
    REPLY_BY,
    TEXTS,
    stored_facts,
)
from decisions.questions import WORDINGS, label, say_date, say_time


@dataclass(frozen=True)
class Fact:
    name: str
    value: str


def said(field: str, raw: Any) -> str:
    """One fact as the form has it, in words; empty where it was skipped."""
    if field in ("reply_by", "interview"):
        return _moment(raw)
    if field == "set_up_by":
        is_known = set(raw or ()) <= set(WORDINGS["set_up_by"].options)
        return label("set_up_by", raw) if raw and is_known else ", ".join(raw or ())
    if field == "time_zone":
        return str(zones.label_of(raw[0])) if raw else ""
    if field == "confirmed":
        return str(CONFIRMED.options[raw[0]].label) if raw and raw[0] in ("yes", "no") else ""
    if field == "format":
        return (
            str(FORMAT.options[raw[0]].label)
            if raw and raw[0] in FORMAT.options and raw[0] != "unknown"
            else ""
        )
    return str(raw or "")


def _moment(raw: Any) -> str:
    """As it was typed where it can't be read."""
    try:
        text = say_date(date.fromisoformat(raw["date"]))
        return f"{text}, {say_time(time.fromisoformat(raw['time']))}" if raw["time"] else text
    except ValueError:
        return f"{raw['date']} {raw['time']}".strip()


def facts_said(invitation: Invitation) -> list[Fact]:
    """What is known of the invitation, in the form's order; what was skipped is left out."""
    names = {
        "company": TEXTS["company"][0],
        "job_title": TEXTS["job_title"][0],
        "reply_by": REPLY_BY.short,
        "interview": INTERVIEW.short,
        "confirmed": CONFIRMED.short,
        "format": FORMAT.short,
        "set_up_by": _("Who set it up"),
        "name": TEXTS["name"][0],
        "contact_name": TEXTS["contact_name"][0],
        "place": TEXTS["place"][0],
        **{field: fact.label for field, fact in FACT_NAMES.items()},
    }
    stored = stored_facts(invitation)
    facts = [Fact(str(name), said(field, stored[field])) for field, name in names.items()]
    if invitation.interview_at or invitation.reply_by:
        facts.append(Fact(_("Time zone"), said("time_zone", stored["time_zone"])))
    return [fact for fact in facts if fact.value]
