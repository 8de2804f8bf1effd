"""All answers on one page, to try others: compact, and judged as a whole."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.http import QueryDict

from decisions.advice.stamps import fingerprint
from decisions.questionnaire import flow
from decisions.questionnaire.day_field import ON_DATE
from decisions.questionnaire.fields import BoundQuestion
from decisions.questionnaire.forms import AnswersForm
from decisions.questionnaire.sheet import AnswerSheet
from decisions.questions import DAY_QUESTIONS, STEPS, WORDINGS


@dataclass(frozen=True)
class Slot:
    """A question's place. Without a `field` it is not asked now, and what was typed is carried along."""

    id: str
    field: BoundQuestion | None
    carried: list[tuple[str, str]]


@dataclass(frozen=True)
class Group:
    title: str
    known: list[str]
    slots: list[Slot]


@dataclass(frozen=True)
class Problem:
    """Why these answers give no advice yet, and where to mend it; no `text` where it is a new question."""

    name: str
    text: str
    href: str


class TryForm(AnswersForm):
    """`is_live`: sent by script as an answer changed, before the date beside a chosen chip was cleared."""

    def __init__(self, sheet: AnswerSheet, data: QueryDict | None = None, *, is_live: bool = False) -> None:
        ids = [id for step in sheet.steps for id in sheet.in_step(step)]
        chosen = None if data is None else _without_empty(data)
        if chosen is not None and is_live:
            _without_stray_dates(chosen)
        super().__init__(sheet, ids, chosen)

    @cached_property
    def answers(self) -> dict[str, Any]:
        """What is stored, with what was typed and can be read; only what is asked."""
        return self.sheet.kept({**self.sheet.answers, **self.given})

    @property
    def is_changed(self) -> bool:
        return self.answers != self.sheet.answers

    @cached_property
    def problems(self) -> list[Problem]:
        """In the order of the questions."""
        if not self.is_bound:
            found = flow.problems(self.sheet)
        else:
            found = dict.fromkeys(self.still_open, "")
            found |= {id: " ".join(map(str, errors)) for id, errors in self.errors.items()}
        return [
            Problem(str(WORDINGS[id].short), found[id], f"#{self[id].first_id}")  # type: ignore[attr-defined]
            for id in self.asked
            if id in found
        ]

    @property
    def opened(self) -> str:
        return fingerprint(self.sheet.answers)

    @cached_property
    def groups(self) -> list[Group]:
        """One for each step that asks something, or has something to carry along."""
        return [
            Group(str(STEPS[step].title), self.sheet.known_in(step), list(self._slots_of(step)))
            for step in self.sheet.steps
        ]

    def _slots_of(self, step: str) -> Iterator[Slot]:
        for id in self.sheet.in_step(step):
            if id in self.fields:
                yield Slot(id, self[id], [])  # type: ignore[arg-type]
            else:
                yield Slot(id, None, self._carried(id))

    def _swaps(self, id: str) -> str:
        """Every answer draws the result anew."""
        return ",".join(["#result:innerHTML", super()._swaps(id)]).strip(",")


def _without_empty(data: QueryDict) -> QueryDict:
    """What was sent without the lists in which nothing is chosen yet."""
    chosen = QueryDict(mutable=True)
    for name, values in data.lists():
        given = [value for value in values if value]
        if given:
            chosen.setlist(name, given)
    return chosen


def _without_stray_dates(data: QueryDict) -> None:
    for question in DAY_QUESTIONS:
        if data.get(question, ON_DATE) != ON_DATE:
            data.pop(f"{question}_on", None)
