"""The questions to which an answer may have come, each with its options as buttons or a day to fill in."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy

from decisions.advice.asks import about
from decisions.advice.replies import BENEFITS, REPLIES, UNSURE
from decisions.advice.stamps import fingerprint
from decisions.advice.told import Told
from decisions.models import Advice
from decisions.questionnaire import flow
from decisions.questionnaire.day_field import ON_DATE, Day
from decisions.questionnaire.fields import NOT_SHOWN, OneOf
from decisions.questionnaire.forms import field_for
from decisions.questionnaire.sheet import AnswerSheet
from decisions.questions import title
from decisions.questions.wording import Text
from decisions.scoring import NOT_SURE

# To give one of these again would be no answer.
STILL_OPEN = (NOT_SURE, "not_asked")
HEADINGS = {
    UNSURE: gettext_lazy("You told them that you are unsure"),
    BENEFITS: gettext_lazy("What the state's office said"),
}


@dataclass(frozen=True)
class Button:
    value: str
    label: Text
    hint: Text


@dataclass(frozen=True)
class Asked:
    """`stamp` is a fingerprint of the stored answers that a reply would change."""

    id: str
    heading: str
    title: str
    buttons: tuple[Button, ...]
    takes_day: bool
    stamp: str


def missing(sheet: AnswerSheet) -> list[str]:
    """What keeps the answers from giving advice, such as a question that only just began to apply."""
    return list(flow.problems(sheet))


def can_be_asked(sheet: AnswerSheet, id: str) -> bool:
    """Whether one tap or one day can answer it."""
    if id in REPLIES:
        return True
    return id in sheet.asked(sheet.answers) and isinstance(field_for(sheet, id), OneOf | Day)


def awaited(sheet: AnswerSheet, advice: Advice) -> list[str]:
    """What the advice is waiting for. Benefits are a question to the state's office, and change no answer."""
    conditions = advice.result["conditions"]
    ids = [id for id in advice.result["ask"] if can_be_asked(sheet, id)]
    if "say_you_are_unsure" in conditions:
        ids.insert(0, UNSURE)
    return ids


def asked(sheet: AnswerSheet, advice: Advice, id: str) -> Asked:
    heading, asks = _heading(sheet, advice, id)
    return Asked(
        id=id,
        heading=heading,
        title=asks,
        buttons=tuple(buttons(sheet, id)),
        takes_day=id not in REPLIES and isinstance(field_for(sheet, id), Day),
        stamp=stamp_of(sheet, id),
    )


def changes(sheet: AnswerSheet, id: str, reply: str, on: str) -> dict[str, Any]:
    """The answers that this reply changes. Raises `ValidationError` where it is no answer."""
    if id in REPLIES:
        if reply not in REPLIES[id]:
            raise ValidationError(NOT_SHOWN)
        return dict(REPLIES[id][reply].changes)
    field = field_for(sheet, id)
    raw = {"pick": [reply] if reply else [], "on": on} if isinstance(field, Day) else [reply] if reply else []
    return {id: field.clean(raw)}


def _heading(sheet: AnswerSheet, advice: Advice, id: str) -> tuple[str, str]:
    """What it is about, and the question itself where its options answer it."""
    if id in HEADINGS:
        return str(HEADINGS[id]), ""
    asks = title(id, sheet.answers)
    if id in advice.result["ask"]:
        return capfirst(about(Told(advice), id)), "" if id in REPLIES else asks
    return asks, ""


def buttons(sheet: AnswerSheet, id: str) -> Iterator[Button]:
    if id in REPLIES:
        for value, reply in REPLIES[id].items():
            yield Button(value, reply.label, reply.hint)
        return
    field, stored = field_for(sheet, id), sheet.answers.get(id)
    for value in field.options:
        if value != ON_DATE and not (stored in STILL_OPEN and value in STILL_OPEN):
            option = field.option(value)
            yield Button(value, option.label, option.hint)


def stamp_of(sheet: AnswerSheet, id: str) -> str:
    """A fingerprint of the stored answers that a reply to this question would change."""
    return fingerprint({one: sheet.answers.get(one) for one in _touched(id)})


def _touched(id: str) -> list[str]:
    replies: Mapping[str, Any] = REPLIES.get(id, {})
    return sorted({question for reply in replies.values() for question in reply.changes}) or [id]
