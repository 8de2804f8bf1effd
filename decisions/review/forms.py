"""The forms of a case, one for each deed. Each keeps what was typed, and does its deed when in order."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from decisions.models import Case, Opinion, Verdict
from decisions.questions import zone_name
from decisions.questions.typed_moments import DOUBLED, WHICH, Typed, read_day, read_time, resolve
from decisions.review import case_messages, opinions

TEXT_MAX = 1000
WRITTEN_IN = {"en": _("English"), "es": _("Spanish")}
TOO_LONG = _("This is too long: %(show_value)s characters. %(limit_value)s fit.")
ONLY_TALK = _("The candidate does not share the advice, so you can only propose to talk.")


class TypedText(forms.CharField):
    """Browsers send a line break as two characters and count it as one; so do we."""

    def __init__(self, label: Any, *, required: Any = "") -> None:
        """`required` is what to say where nothing is written; without it, nothing need be."""
        said = {"required": required, "max_length": TOO_LONG}
        super().__init__(label=label, max_length=TEXT_MAX, required=bool(required), error_messages=said)

    def to_python(self, value: Any) -> str:
        return str(super().to_python(value)).replace("\r\n", "\n")


class DeedForm(forms.Form):
    """`deed` is the last part of its address, and `do` does it."""

    deed = ""
    saved: Any = ""
    texts: tuple[str, ...] = ("comment", "private_note")

    version = forms.IntegerField(min_value=1, max_value=2**31 - 1, widget=forms.HiddenInput)
    language = forms.ChoiceField(label=_("Written in"), choices=list(WRITTEN_IN.items()), required=False)

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, case: Case, initial: Mapping[str, Any] | None = None
    ) -> None:
        self.case = case
        start = {"version": case.version, "language": case.language, **(initial or {})}
        super().__init__(data, auto_id=f"{self.key}_%s", initial=start)
        for field in self.fields.values():
            field.error_messages["invalid_choice"] = _("Choose one of the answers shown.")

    @property
    def key(self) -> str:
        """Where the form is on the page."""
        return self.deed

    @property
    def wrong(self) -> list[BoundField]:
        """The fields to look at again, in the order of the page."""
        return [self[name] for name in self.fields if name in self.errors]

    @property
    def typed(self) -> list[tuple[Any, str]]:
        """What was written into it, so that it can be shown again whatever becomes of the form."""
        written = [(self[name].label, str(self[name].value() or "")) for name in self.texts]
        return [(label, text) for label, text in written if text.strip()]

    def do(self, *, by: User) -> None:
        raise NotImplementedError


class AgreeForm(DeedForm):
    deed = "agree"
    saved = _("Saved. The candidate sees your opinion beside the advice.")

    comment = TypedText(_("A line for the candidate"))
    private_note = TypedText(_("A note for the desk only"))

    def clean(self) -> dict[str, Any]:
        if not self.case.verdict:
            raise ValidationError(ONLY_TALK)
        return self.cleaned_data

    def do(self, *, by: User) -> None:
        opinions.give(case_ref=self.case.ref, by=by, kind=Opinion.Kind.AGREE, **self.cleaned_data)


class DifferForm(AgreeForm):
    """Another verdict, a code, and why."""

    deed = "differ"
    field_order = ("verdict", "code", "comment")

    verdict = forms.ChoiceField(
        label=_("What would you advise?"),
        error_messages={"required": _("Choose what you would advise.")},
    )
    code = forms.ChoiceField(
        label=_("The reason that fits best"),
        choices=[("", _("Choose a reason")), *Opinion.Code.choices],
        error_messages={"required": _("Choose the reason that fits best.")},
    )
    comment = TypedText(_("Why?"), required=_("Write in a line or two why you see it differently."))

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        others = [choice for choice in Verdict.choices if choice[0] != self.case.verdict]
        self.fields["verdict"].choices = others  # type: ignore[attr-defined]

    def do(self, *, by: User) -> None:
        opinions.give(case_ref=self.case.ref, by=by, kind=Opinion.Kind.DIFFER, **self.cleaned_data)


class TalkForm(DeedForm):
    """A call or a mock interview, and if need be a time for it on the candidate's clock."""

    deed = "talk"
    saved = _("Saved. The candidate sees that you want to talk.")

    talk = forms.ChoiceField(
        label=_("What do you propose?"),
        choices=Opinion.Talk.choices,
        initial=Opinion.Talk.CALL,
        error_messages={"required": _("Choose a call or a mock interview.")},
    )
    proposed_date = forms.CharField(label=_("Day"), required=False, max_length=40)
    proposed_time = forms.CharField(label=_("Time"), required=False, max_length=40)
    proposed_which = forms.ChoiceField(label=_("Which one?"), choices=WHICH, required=False)
    comment = TypedText(
        _("A line for the candidate"), required=_("Write in a line what you want to talk about.")
    )
    private_note = TypedText(_("A note for the desk only"))
    asks_which = False

    def clean(self) -> dict[str, Any]:
        data = dict(self.cleaned_data)
        day, at, which = (data.pop(f"proposed_{part}", "") for part in ("date", "time", "which"))
        if day and not at:
            self.add_error("proposed_time", _("Add the time too, or clear the day."))
        elif at and not day:
            self.add_error("proposed_date", _("Add the day too, or clear the time."))
        elif day:
            data["proposed_at"] = self._moment(day, at, which)
        return data

    def _moment(self, day: str, at: str, which: str) -> Any:
        try:
            typed = Typed(read_day(day), read_time(at), which)
            moment = resolve(typed, self.zone, today=self._today())
        except ValidationError as error:
            self.asks_which = error.code == DOUBLED
            self.add_error("proposed_date", error)
            return None
        if moment <= timezone.now():
            self.add_error("proposed_date", _("This time is over. Propose a later one."))
        return moment

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.case.time_zone)

    @property
    def clock(self) -> str:
        """What the candidate's clock goes by: "Eastern time"."""
        return zone_name(timezone.now(), self.zone)

    def _today(self) -> date:
        return timezone.localdate(timezone=self.zone)

    def do(self, *, by: User) -> None:
        opinions.give(case_ref=self.case.ref, by=by, kind=Opinion.Kind.TALK, **self.cleaned_data)


class MessageForm(DeedForm):
    deed = "message"
    saved = _("Sent. The candidate sees your message on their page. The case stays open.")
    texts = ("text",)

    text = TypedText(_("Your message"), required=_("Write a line or two."))

    def do(self, *, by: User) -> None:
        case_messages.write(case_ref=self.case.ref, by=by, **self.cleaned_data)
