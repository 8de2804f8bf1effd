from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from decisions.models import Case, Opinion, Verdict

TEXT_MAX = 1000
# What only "I see it differently" says; another kind of opinion leaves these empty.
ONLY_DIFFER = ("verdict", "code")


class TypedText(forms.CharField):
    """Browsers send a line break as two characters and count it as one; so do we."""

    def to_python(self, value: Any) -> str:
        return str(super().to_python(value)).replace("\r\n", "\n")


class OpinionForm(forms.Form):
    """Agree; differ with another verdict, a code and why; or talk. Hands out what `opinions.give` takes.

    Beside a verdict that was not shared, there is only the talk.
    """

    version = forms.IntegerField(min_value=1, max_value=2**31 - 1, widget=forms.HiddenInput)
    kind = forms.ChoiceField(
        label=_("Your opinion"),
        choices=Opinion.Kind.choices,
        error_messages={
            "required": _("Choose one: you agree, you see it differently, or you want to talk."),
            "invalid_choice": _("Choose one of the answers shown."),
        },
    )
    verdict = forms.ChoiceField(label=_("What would you advise?"), required=False)
    code = forms.ChoiceField(
        label=_("Why?"), choices=[("", _("Choose a reason")), *Opinion.Code.choices], required=False
    )
    comment = TypedText(max_length=TEXT_MAX, required=False)
    private_note = TypedText(max_length=TEXT_MAX, required=False)

    def __init__(self, data: Mapping[str, Any] | None = None, *, case: Case, **options: Any) -> None:
        super().__init__(data, initial={"version": case.version}, **options)
        if not case.verdict:
            self._offer_only_to_talk()
        others = [choice for choice in Verdict.choices if choice[0] != case.verdict]
        self.fields["verdict"].choices = others  # type: ignore[attr-defined]

    def _offer_only_to_talk(self) -> None:
        kind = self.fields["kind"]
        kind.choices = [(Opinion.Kind.TALK, Opinion.Kind.TALK.label)]  # type: ignore[attr-defined]
        kind.error_messages |= {
            "required": _("Choose to talk, or leave this case to others."),
            "invalid_choice": _("The candidate does not share the advice, so you can only propose to talk."),
        }

    def clean(self) -> dict[str, Any]:
        data = dict(self.cleaned_data)
        kind = data.get("kind")
        if kind == Opinion.Kind.DIFFER:
            self._need("verdict", _("Choose what you would advise."))
            self._need("code", _("Choose the reason that fits best."))
            self._need("comment", _("Write in a line or two why you see it differently."))
        else:
            data |= dict.fromkeys(ONLY_DIFFER, "")
        if kind == Opinion.Kind.TALK:
            self._need("comment", _("Write in a line what you want to talk about, and when."))
        return data

    def _need(self, field: str, message: Any) -> None:
        if not self.cleaned_data.get(field) and field not in self.errors:
            self.add_error(field, message)
