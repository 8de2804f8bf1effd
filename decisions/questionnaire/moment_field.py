"""The field for a date and a time of the interview."""

from datetime import time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from decisions.questionnaire.fields import QuestionField
from decisions.questions import Wording
from decisions.questions.typed_moments import PARTS, WHICH, Typed, read_day, read_time


class SentMoment(forms.Widget):
    def value_from_datadict(self, data: Any, files: Any, name: str) -> dict[str, str]:
        return {part: str(data.get(f"{name}_{part}") or "").strip() for part in PARTS}

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return False


class Moment(QuestionField):
    """`default_time` stands where only a date is given; without one the time must be given too."""

    kind = "moment"
    widget = SentMoment
    asks_which = False
    which = WHICH
    no_time = _("Add the time too. A guess is fine, you can change it later.")

    def __init__(self, wording: Wording, *, default_time: time | None = None) -> None:
        self.default_time = default_time
        super().__init__(wording, ())
        self.required = False

    def first_id(self, auto_id: str, raw: Any) -> str:
        return f"{auto_id}_date"

    def clean(self, value: Any) -> Typed | None:
        if not value["date"] and not value["time"]:
            return None
        if not value["date"]:
            raise ValidationError(_("Add the date, or clear the time."), code="no_date")
        at = self._time(value["time"])
        return Typed(read_day(value["date"]), at, value["which"])

    def _time(self, text: str) -> time:
        if not text and self.default_time is not None:
            return self.default_time
        if not text:
            raise ValidationError(self.no_time, code="no_time")
        return read_time(text)
