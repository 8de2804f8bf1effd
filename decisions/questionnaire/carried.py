"""The candidate's standing answers as they stand on a day, for an invitation that has not asked them yet."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from decisions.advice.answers import to_engine
from decisions.advice.standing import STANDING, WISHES, has_worn, recounted
from decisions.models import Candidate, StandingAnswer
from decisions.questionnaire.sheet import AnswerSheet
from decisions.questions import WORDINGS, label, say_date
from decisions.questions.wording import Text
from decisions.questions.you import WISH_NAMES

# When the day for answering an offer has passed, so has the offer as it was told.
ENDS_WITH = {"offer": "days_to_answer"}


@dataclass(frozen=True)
class Said:
    """`value` is as the draft stores it; `has_worn`: time alone made it untrue."""

    question: str
    value: Any
    said_on: date
    has_worn: bool

    @property
    def name(self) -> Text:
        return WORDINGS[self.question].short

    @property
    def text(self) -> str:
        return label(self.question, self.value)


@dataclass(frozen=True)
class Carried:
    """`good` may be taken as they are; `anew` have to be asked again."""

    good: list[Said]
    anew: list[Said]


def carried(sheet: AnswerSheet) -> Carried:
    """What is known of the candidate beforehand and asked for here; what nobody asks any more is left out."""
    known = said(sheet.invitation.candidate, sheet)
    worn = {one.question for one in known if one.has_worn}
    worn |= {question for question, end in ENDS_WITH.items() if end in worn}
    good = {one.question: one.value for one in known if one.question not in worn}
    asked = sheet.asked({**good, **sheet.answers})
    return Carried(
        [one for one in known if one.question in asked and one.question not in worn],
        [one for one in known if one.question in asked and one.question in worn],
    )


def said(person: Candidate, sheet: AnswerSheet) -> list[Said]:
    """The standing answers that this question set knows and can read, in its order."""
    rows = {row.question: row for row in person.standing_answers.all()}
    known = [one for one in sheet.questions.ids if one in STANDING and one in rows]
    return [
        _said(rows[question], sheet) for question in known if _is_readable(question, rows[question], sheet)
    ]


def forgotten(person: Candidate, known: list[Said]) -> list[StandingAnswer]:
    """What is stored, too, although no question set in use knows it any more."""
    shown = {one.question for one in known} | set(WISHES)
    return [row for row in person.standing_answers.all() if row.question not in shown]


def _said(row: StandingAnswer, sheet: AnswerSheet) -> Said:
    said_on = row.answered_at.astimezone(sheet.invitation.zone).date()
    worn = has_worn(row.question, row.value, said_on=said_on, on=sheet.on)
    return Said(row.question, recounted(row.value), said_on, worn)


def _is_readable(question: str, row: StandingAnswer, sheet: AnswerSheet) -> bool:
    # A day is read as on the day when it was given: since then it may have passed.
    on = row.answered_at.astimezone(sheet.invitation.zone).date()
    engine = to_engine({question: row.value}, sheet.invitation, on)
    return sheet.questions.question(question).error(engine[question]) is None


def wishes(person: Candidate) -> Mapping[str, str]:
    """The wishes by question, those alone that were written down."""
    rows = {row.question: row.value for row in person.standing_answers.all()}
    return {wish: rows[wish] for wish in WISHES if wish in rows}


def named_wishes(person: Candidate) -> list[tuple[Text, str]]:
    return [(WISH_NAMES[wish], text) for wish, text in wishes(person).items()]


def say_day(day: date, *, today: date) -> str:
    """ "Tue, Nov 3", with the year where it is another one."""
    return say_date(day) if day.year == today.year else date_format(day, _("D, M j, Y"))
