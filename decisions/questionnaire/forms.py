"""Forms of questions, built from the question set that the draft is pinned to."""

from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Field, Layout
from django import forms
from django.core.exceptions import ValidationError
from django.forms.utils import ErrorDict
from django.http import QueryDict

from decisions.advice.answers import WEB_ONLY
from decisions.questionnaire.day_field import Day
from decisions.questionnaire.fields import BoundQuestion, EachOf, OneOf, QuestionField, SomeOf
from decisions.questionnaire.sheet import BENEFITS, BENEFITS_AFTER, AnswerSheet
from decisions.questions import WORDINGS, title
from decisions.scoring import Question


def field_for(sheet: AnswerSheet, id: str) -> QuestionField:
    """The form field of a question."""
    wording = WORDINGS[id]
    if id == BENEFITS:
        return OneOf(wording, tuple(wording.options))
    question = sheet.questions.question(id)
    options = _options(sheet, question)
    if question.kind == "some_of":
        private = question.private_options
        return SomeOf(wording, options, private, at_most=question.at_most, or_none=question.or_none)
    if question.kind == "whole_number":
        farthest = (question.whole_number or (0, 0))[1]
        return Day(wording, options, today=sheet.on, farthest=farthest, stored=sheet.answers.get(id))
    return EachOf(wording, options) if question.kind == "each_of" else OneOf(wording, options)


def _options(sheet: AnswerSheet, question: Question) -> list[str]:
    """Those of the draft's own question set, those of the web alone first; without what the facts answer."""
    hidden = (
        set(sheet.from_facts["flags"]) | set(question.private_options)
        if question.id == BENEFITS_AFTER
        else set()
    )
    options = (*WEB_ONLY.get(question.id, ()), *question.choices)
    return [word for word in options if word not in hidden]


class Slot(Div):
    """A question's place on the page, there also while it is not asked, so that a refresh can fill it."""

    template = "questionnaire/_slot.html"

    def __init__(self, question: str, *fields: Any, carried: list[tuple[str, str]]) -> None:
        super().__init__(*fields, css_id=f"slot-{question}")
        self.carried = carried


class AnswersForm(forms.Form):
    """Asks those of some questions that apply to the answers typed so far together with those stored.

    `fresh` are questions that began to apply with what was just typed: to leave one open is no mistake.
    A quiet form finds no mistakes at all, as nothing was submitted yet.
    """

    fields: dict[str, QuestionField]  # type: ignore[assignment]

    def __init__(
        self, sheet: AnswerSheet, ids: Iterable[str], data: QueryDict | None = None, *, is_quiet: bool = False
    ) -> None:
        self.sheet, self.is_quiet = sheet, is_quiet
        self.all_fields = {id: field_for(sheet, id) for id in ids}
        self.typed = self._typed(data) if data is not None else {}
        asked = sheet.asked({**sheet.answers, **self.typed})
        self.asked = [id for id in asked if id in self.all_fields]
        initial = {id: self.all_fields[id].raw(sheet.answers.get(id)) for id in self.asked}
        super().__init__(data, initial=initial)
        shown = str(data["shown"]).split(",") if data is not None and "shown" in data else self.asked
        self.fresh = [id for id in self.asked if id not in shown]
        for id in self.asked:
            self._add(id)

    def _typed(self, data: QueryDict) -> dict[str, Any]:
        """What was typed and can be read, also for questions that no longer apply."""
        typed = {id: self._read(id, data) for id in self.all_fields}
        return {id: value for id, value in typed.items() if value is not None}

    def _read(self, id: str, data: QueryDict) -> Any:
        field = self.all_fields[id]
        try:
            return field.clean(field.widget.value_from_datadict(data, {}, id))
        except ValidationError:
            return None

    def _add(self, id: str) -> None:
        field = self.all_fields[id]
        field.label = title(id, {**self.sheet.answers, **self.typed})
        field.required = id not in self.fresh
        field.is_fresh = id in self.fresh
        field.is_private = id == BENEFITS or self.sheet.questions.question(id).private
        field.swaps = self._swaps(id)
        self.fields[id] = field

    def full_clean(self) -> None:
        if self.is_quiet:
            self._errors, self.cleaned_data = ErrorDict(), {}
        else:
            super().full_clean()

    @property
    def given(self) -> dict[str, Any]:
        """The answers on this page that apply and can be read."""
        return {id: self.typed[id] for id in self.asked if id in self.typed}

    @property
    def still_open(self) -> list[str]:
        """Questions that just began to apply and have no answer yet."""
        return [id for id in self.fresh if id not in self.typed]

    @property
    def unreadable(self) -> list[str]:
        """Questions with an answer that can't be kept."""
        return [id for id in self.errors if not self.fields[id].is_empty(self[id].value())]

    @property
    def shown(self) -> str:
        return ",".join(self.asked)

    @property
    def wrong(self) -> list[BoundQuestion]:
        return [self[id] for id in self.asked if id in self.errors]  # type: ignore[misc]

    @cached_property
    def helper(self) -> FormHelper:
        helper = FormHelper()
        helper.form_tag, helper.disable_csrf, helper.form_show_errors = False, True, False
        helper.include_media = False
        helper.layout = Layout(*self._slots())
        return helper

    def _slots(self) -> Iterator[Slot]:
        for id in self.all_fields:
            if id in self.fields:
                yield Slot(id, Field(id, template="questionnaire/_question.html"), carried=[])
            else:
                yield Slot(id, carried=self._carried(id))

    def _swaps(self, id: str) -> str:
        """The parts of the page that the server draws anew when this answer changes (htmx)."""
        touched = self.sheet.touched_by(id)
        return (
            ",".join([*(f"#slot-{other}" for other in touched), "#shown", "#news:innerHTML"])
            if touched
            else ""
        )

    def _carried(self, id: str) -> list[tuple[str, str]]:
        """What was typed into a question that no longer applies: it comes back if the question does."""
        data = self.data if isinstance(self.data, QueryDict) else QueryDict()
        names = [name for name in data if name == id or name.startswith(f"{id}_")]
        own = [name for name in names if name not in self.all_fields or name == id]
        return [(name, value) for name in own for value in data.getlist(name)]


class StepForm(AnswersForm):
    """The questions of one step."""

    def __init__(
        self, sheet: AnswerSheet, step: str, data: QueryDict | None = None, *, is_quiet: bool = False
    ) -> None:
        self.step = step
        super().__init__(sheet, sheet.in_step(step), data, is_quiet=is_quiet)
