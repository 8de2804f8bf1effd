"""One form field per question, by the kind of its answer, and what a template needs to draw it.

A field's raw value is what the browser sends, its cleaned value is what the draft stores.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from decisions.questions import REASONS, Option, Wording
from decisions.questions.wording import Text

NONE = "none"
NONE_OF_THESE = Option(_("None of these"), "")

CHOOSE_ONE = _("Choose one answer.")
NOT_SHOWN = _("Choose one of the answers shown.")
MORE_THAN_ONE = _("You gave more than one answer. Choose one.")
NUMBER_WORDS = {1: _("one"), 2: _("two"), 3: _("three"), 4: _("four"), 5: _("five")}


@dataclass(frozen=True)
class Choice:
    """One radio button or box as the template draws it."""

    name: str
    value: str
    id: str
    label: Text
    hint: Text
    checked: bool
    is_private: bool = False


class BoundQuestion(BoundField):
    """A question on the page. `field` is one of the classes below."""

    field: "QuestionField"

    @property
    def kind(self) -> str:
        return self.field.kind

    @property
    def short(self) -> Text:
        return self.field.wording.short

    @property
    def choices(self) -> list[Choice]:
        return list(self.field.drawn(self.html_name, self.auto_id, self.value()))

    @property
    def is_answered(self) -> bool:
        return any(choice.checked for choice in self.choices)

    @property
    def rows(self) -> "list[GridRow]":
        return self.field.rows(self.html_name, self.auto_id, self.value())

    @property
    def first_id(self) -> str:
        """Where a link to this question leads."""
        return self.field.first_id(self.auto_id, self.value())

    @property
    def help_id(self) -> str:
        return f"{self.auto_id}_helptext" if self.field.wording.hint or self.field.wording.why else ""

    @property
    def described_by(self) -> str:
        error = f"{self.auto_id}_error" if self.errors else ""
        return f"{self.help_id} {error}".strip()


class QuestionField(forms.Field):
    """`swaps` names what to draw anew when the answer changes; `is_fresh`: it only just began to apply."""

    kind = ""
    is_fresh = False
    is_private = False
    swaps = ""

    def __init__(self, wording: Wording, options: Sequence[str], private: Sequence[str] = ()) -> None:
        self.wording, self.options, self.private = wording, tuple(options), tuple(private)
        super().__init__(label=wording.title, error_messages={"required": CHOOSE_ONE})  # type: ignore[arg-type]

    def get_bound_field(self, form: forms.BaseForm, field_name: str) -> BoundQuestion:
        return BoundQuestion(form, self, field_name)

    def raw(self, stored: Any) -> Any:
        """The stored answer as the browser would send it."""
        return stored

    def drawn(self, name: str, auto_id: str, raw: Any) -> Iterator[Choice]:
        chosen = raw if isinstance(raw, list) else [raw]
        for index, value in enumerate(self.options):
            option = self.option(value)
            yield Choice(
                name,
                value,
                f"{auto_id}_{index}",
                option.label,
                option.hint,
                value in chosen,
                value in self.private,
            )

    def option(self, value: str) -> Option:
        return self.wording.options[value]

    def rows(self, name: str, auto_id: str, raw: Any) -> "list[GridRow]":
        """For a question that is a grid: a row for each thing it asks about."""
        return []

    def first_id(self, auto_id: str, raw: Any) -> str:
        return f"{auto_id}_0"

    def _none(self) -> Any:
        """Nothing was answered: None, or an error where an answer is required."""
        return super().clean(None)

    def is_empty(self, raw: Any) -> bool:
        return not any(raw.values()) if isinstance(raw, dict) else not raw


class Sent(forms.Widget):
    """Hands on every value that was sent under the field's name. The templates draw the inputs."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        return data.getlist(name) if hasattr(data, "getlist") else data.get(name, [])

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return False


class OneOf(QuestionField):
    kind = "one"
    widget = Sent

    def raw(self, stored: Any) -> Any:
        return [] if stored is None else [stored]

    def clean(self, value: Any) -> Any:
        chosen = set(value or ())
        if not chosen:
            return self._none()
        if len(chosen) > 1:
            raise ValidationError(MORE_THAN_ONE, code="repeated")
        if not chosen <= set(self.options):
            raise ValidationError(NOT_SHOWN, code="unknown")
        return str(chosen.pop())


class SomeOf(QuestionField):
    kind = "some"
    widget = Sent

    def __init__(
        self,
        wording: Wording,
        options: Sequence[str],
        private: Sequence[str] = (),
        *,
        at_most: int | None = None,
        or_none: bool = False,
    ) -> None:
        self.at_most, self.or_none = at_most, or_none
        super().__init__(wording, (*options, NONE) if or_none else options, private)
        self.error_messages["required"] = (
            _("Choose at least one answer, or “None of these”.")
            if or_none
            else _("Choose at least one answer.")
        )

    def option(self, value: str) -> Option:
        return NONE_OF_THESE if value == NONE else self.wording.options[value]

    def raw(self, stored: Any) -> Any:
        return [NONE] if stored == [] else list(stored or ())

    def clean(self, value: Any) -> Any:
        sent = set(value or ())
        if not sent <= set(self.options):
            raise ValidationError(NOT_SHOWN, code="unknown")
        chosen = [option for option in self.options if option in sent]
        if not chosen:
            return self._none()
        if NONE in chosen and len(chosen) > 1:
            raise ValidationError(
                _("You chose “None of these” and something else. Keep one."), code="none_and_more"
            )
        if self.at_most is not None and len(chosen) > self.at_most:
            raise ValidationError(str(self._too_many(len(chosen))), code="too_many")
        return [] if chosen == [NONE] else chosen

    def _too_many(self, count: int) -> Text:
        more = count - (self.at_most or 0)
        text = ngettext_lazy(
            "Choose up to %(most)s. Take away %(more)s.", "Choose up to %(most)s. Take away %(more)s.", more
        )
        return text % {"most": _word(self.at_most or 0), "more": _word(more)}


class SentEach(forms.Widget):
    """A level for each reason: {"practice": ["some"], ...}."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> dict[str, list[str]]:
        many = hasattr(data, "getlist")
        return {
            reason: data.getlist(f"{name}_{reason}") if many else data.get(f"{name}_{reason}", [])
            for reason in REASONS
        }

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return False


@dataclass(frozen=True)
class GridRow:
    id: str
    label: Text
    choices: list[Choice]

    @property
    def is_answered(self) -> bool:
        return any(choice.checked for choice in self.choices)


class EachOf(QuestionField):
    kind = "each"
    widget = SentEach

    def raw(self, stored: Any) -> dict[str, list[str]]:
        return {reason: [stored[reason]] if stored and reason in stored else [] for reason in REASONS}

    def rows(self, name: str, auto_id: str, raw: Any) -> list[GridRow]:
        return [
            GridRow(
                f"{auto_id}_{reason}",
                label,
                list(self.drawn(f"{name}_{reason}", f"{auto_id}_{reason}", (raw or {}).get(reason, []))),
            )
            for reason, label in REASONS.items()
        ]

    def first_id(self, auto_id: str, raw: Any) -> str:
        wanting = [reason for reason in REASONS if len((raw or {}).get(reason, [])) != 1]
        return f"{auto_id}_{(wanting or list(REASONS))[0]}_0"

    def clean(self, value: Any) -> dict[str, str] | None:
        sent = {level for levels in value.values() for level in levels}
        if not sent <= set(self.options):
            raise ValidationError(NOT_SHOWN, code="unknown")
        if any(len(set(levels)) > 1 for levels in value.values()):
            raise ValidationError(
                _("You gave more than one answer for a reason. Choose one."), code="repeated"
            )
        missing = [str(REASONS[reason]) for reason, levels in value.items() if not levels]
        if missing and (sent or self.required):
            message = _("Choose one answer for each reason. Still open: %(reasons)s.")
            raise ValidationError(message, code="required", params={"reasons": ", ".join(missing)})
        return {reason: levels[0] for reason, levels in value.items()} if sent else None


def _word(number: int) -> Text:
    return NUMBER_WORDS.get(number, str(number))
