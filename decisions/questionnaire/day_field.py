"""The field for a day: a date, or a chip for who knows none."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from decisions.questionnaire.fields import MORE_THAN_ONE, NOT_SHOWN, Choice, QuestionField
from decisions.questions import Option, Wording, say_date

ON_DATE = "date"
CHIPS = {
    "few_days": (3, _("In a few days")),
    "1_week": (7, _("In 1 week")),
    "2_weeks": (14, _("In 2 weeks")),
    "4_weeks": (28, _("In 4 weeks")),
}


class SentDay(forms.Widget):
    """A choice and a date: {"pick": [...], "on": "2026-12-04"}."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> dict[str, Any]:
        pick = data.getlist(name) if hasattr(data, "getlist") else data.get(name, [])
        return {"pick": pick, "on": str(data.get(f"{name}_on") or "").strip()}

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return False


class Day(QuestionField):
    """A date, a chip that stands for one, or one of the words of the question ("no_deadline")."""

    kind = "day"
    widget = SentDay

    def __init__(
        self, wording: Wording, options: Sequence[str], *, today: date, farthest: int, stored: Any
    ) -> None:
        self.today, self.farthest = today, farthest
        self.stored = stored if isinstance(stored, Mapping) else None
        super().__init__(wording, (ON_DATE, *CHIPS, *options))
        self.error_messages["required"] = _("Choose a date or one of the answers below it.")

    def option(self, value: str) -> Option:
        if value == ON_DATE:
            return Option(_("On this date:"), "")
        if value in CHIPS:
            return Option(CHIPS[value][1], "", say_date(self._chip_day(value)))
        return self.wording.options[value]

    def raw(self, stored: Any) -> dict[str, Any]:
        if not isinstance(stored, Mapping):
            return {"pick": [stored] if stored else [], "on": ""}
        if stored["chip"] and date.fromisoformat(stored["on"]) >= self.today:
            return {"pick": [stored["chip"]], "on": ""}
        return {"pick": [ON_DATE], "on": stored["on"]}

    def drawn(self, name: str, auto_id: str, raw: Any) -> Iterator[Choice]:
        return super().drawn(name, auto_id, raw["pick"] if raw else [])

    def first_id(self, auto_id: str, raw: Any) -> str:
        return f"{auto_id}_on" if raw and raw["on"] else f"{auto_id}_0"

    def clean(self, value: Any) -> Any:
        pick, on = set(value["pick"]), value["on"]
        if len(pick) > 1:
            raise ValidationError(MORE_THAN_ONE, code="repeated")
        if not pick <= set(self.options):
            raise ValidationError(NOT_SHOWN, code="unknown")
        if not pick and not on:
            return self._none()
        word = pick.pop() if pick else ON_DATE
        if word != ON_DATE:
            return self._word(word, on)
        if not on:
            raise ValidationError(_("Add the date, or choose another answer."), code="no_date")
        return {"on": self._day(on).isoformat(), "chip": None}

    def _word(self, word: str, on: str) -> Any:
        if on:
            message = _(
                "You gave a date and chose “%(label)s”. Keep one: clear the date, or choose “On this date”."
            )
            raise ValidationError(message, code="date_and_word", params={"label": self.option(word).label})
        return {"on": self._chip_day(word).isoformat(), "chip": word} if word in CHIPS else word

    def _chip_day(self, chip: str) -> date:
        """Counted from today, unless it was chosen on an earlier day and has not passed."""
        if (
            self.stored
            and self.stored["chip"] == chip
            and date.fromisoformat(self.stored["on"]) >= self.today
        ):
            return date.fromisoformat(self.stored["on"])
        return self.today + timedelta(days=CHIPS[chip][0])

    def _day(self, text: str) -> date:
        try:
            day = date.fromisoformat(text)
        except ValueError:
            message = _("We can't read this date. Write it as year-month-day, such as %(example)s.")
            raise ValidationError(
                message, code="unreadable", params={"example": self.today.isoformat()}
            ) from None
        if day < self.today:
            raise ValidationError(_("The date is before today. Which day is it?"), code="past")
        if day > self.today + timedelta(days=self.farthest):
            raise ValidationError(_("The date is more than a year from now. Check the year."), code="far")
        return day
