"""The facts of the invitation: six in view, the rest under "Add what you know". All may be skipped."""

from datetime import time
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Layout
from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField
from django.utils.translation import gettext_lazy as _

from decisions.advice.stamps import fingerprint
from decisions.models import Invitation, JobFact
from decisions.models.choices import time_zones
from decisions.questionnaire import zones
from decisions.questionnaire.fields import OneOf, QuestionField, SomeOf
from decisions.questionnaire.moment_field import Moment
from decisions.questionnaire.sheet import AnswerSheet
from decisions.questions import WORDINGS, Option, Wording
from decisions.questions.typed_moments import DOUBLED, Typed, as_typed, resolve
from decisions.questions.wording import Text

END_OF_WORKDAY = time(17)

REPLY_BY = Wording(
    _("By when do they want your reply?"),
    _("Reply by"),
    hint=_("Leave the time open if they named none: then we take 5 pm."),
)
INTERVIEW = Wording(_("When is the interview?"), _("Interview"))
CONFIRMED = Wording(
    _("Have you said yes to this time already?"),
    _("Time confirmed"),
    {"yes": Option(_("Yes"), ""), "no": Option(_("Not yet"), ""), "open": Option(_("Skip this"), "")},
)
FORMAT = Wording(
    _("What kind of interview is it?"),
    _("Kind of interview"),
    {value or "unknown": Option(label, "") for value, label in Invitation.Format.choices},
)
TEXTS: dict[str, tuple[Text, int]] = {
    "company": (_("Company"), 120),
    "job_title": (_("Job title"), 120),
    "name": (_("Your name"), 80),
    "contact_name": (_("Who invited you"), 80),
    "place": (_("Place"), 160),
}
FACT_NAMES = {
    f"fact_{name}": name
    for name in (
        JobFact.Name.PAY,
        JobFact.Name.SHIFT,
        JobFact.Name.ROUNDS,
        JobFact.Name.DECIDE_ON,
        JobFact.Name.INTERVIEWERS,
    )
}
OF_INVITATION = ("company", "job_title", "contact_name", "place")
MORE = ("name", "contact_name", "place", "format", "time_zone", *FACT_NAMES)


class BoundText(BoundField):
    """A field in one line; `short` and `first_id` are what the list of errors needs."""

    kind = "text"

    @property
    def short(self) -> str:
        return str(self.label)

    @property
    def first_id(self) -> str:
        return self.auto_id


class Line(forms.CharField):
    def __init__(self, label: Text, most: int) -> None:
        super().__init__(label=label, required=False, max_length=most)  # type: ignore[arg-type]
        self.error_messages["max_length"] = _(
            "This is too long: %(show_value)s characters. %(limit_value)s fit."
        )

    def to_python(self, value: Any) -> str:
        """No browser sends line breaks here, and in a mail they would make room for somebody's own words."""
        return " ".join(str(super().to_python(value)).splitlines())

    def get_bound_field(self, form: forms.BaseForm, field_name: str) -> BoundText:
        return BoundText(form, self, field_name)


class Zone(OneOf):
    kind = "zone"

    def __init__(self) -> None:
        wording = Wording(_("Time zone of the interview"), _("Time zone"))
        super().__init__(wording, time_zones())
        self.required = False

    def first_id(self, auto_id: str, raw: Any) -> str:
        return auto_id

    @property
    def groups(self) -> list[tuple[Text, list[tuple[str, Text]]]]:
        united_states: list[tuple[str, Text]] = list(zones.UNITED_STATES.items())
        others: list[tuple[str, Text]] = [(zone, zones.label_of(zone)) for zone in zones.others()]
        return [(_("United States"), united_states), (_("Everywhere else"), others)]


def _optional(field: QuestionField) -> QuestionField:
    field.required = False
    return field


class FactsForm(forms.Form):
    """`values` are what may be stored; a field with a mistake is left out of them."""

    def __init__(self, sheet: AnswerSheet, data: Any = None) -> None:
        self.invitation = sheet.invitation
        self.stored = stored_facts(sheet.invitation)
        super().__init__(data, initial=self.stored)
        for name, (label, most) in TEXTS.items():
            self.fields[name] = Line(label, most)
        for name, fact in FACT_NAMES.items():
            self.fields[name] = Line(fact.label, JobFact._meta.get_field("value").max_length or 0)
        self.fields["reply_by"] = Moment(REPLY_BY, default_time=END_OF_WORKDAY)
        self.fields["interview"] = Moment(INTERVIEW)
        self.fields["confirmed"] = _optional(OneOf(CONFIRMED, tuple(CONFIRMED.options)))
        self.fields["format"] = _optional(OneOf(FORMAT, tuple(FORMAT.options)))
        options = sheet.questions.question("set_up_by").options
        self.fields["set_up_by"] = _optional(SomeOf(WORDINGS["set_up_by"], options))
        self.fields["time_zone"] = Zone()

    def clean(self) -> None:
        if "time_zone" not in self.errors:
            self.cleaned_data["time_zone"] = self.cleaned_data["time_zone"] or self.invitation.time_zone
        for name in ("reply_by", "interview"):
            typed = self.cleaned_data.get(name)
            if isinstance(typed, Typed):
                self._resolve(name, typed)

    def _resolve(self, name: str, typed: Typed) -> None:
        try:
            self.cleaned_data[name] = resolve(typed, self.zone, today=self.invitation.today())
        except ValidationError as error:
            self.fields[name].asks_which = error.code == DOUBLED  # type: ignore[attr-defined]
            self.add_error(name, error)

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.cleaned_data.get("time_zone") or self.invitation.time_zone)

    @property
    def stamp(self) -> str:
        """A fingerprint of what is stored: a form that carries another one was opened on older facts."""
        return fingerprint(self.stored)

    @property
    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.fields if name not in self.errors}

    @property
    def wrong(self) -> list[BoundField]:
        return [self[name] for name in self.errors]

    @property
    def unreadable(self) -> list[str]:
        return list(self.errors)

    @property
    def opens_more(self) -> bool:
        """Whether a mistake is hidden under "Add what you know"."""
        return any(name in self.errors for name in MORE)

    @cached_property
    def helper(self) -> FormHelper:
        helper = FormHelper()
        helper.form_tag, helper.disable_csrf, helper.form_show_errors = False, True, False
        helper.include_media, helper.field_template = False, "questionnaire/_fact.html"
        more = Div(*MORE, template="questionnaire/_more.html", css_class="open" if self.opens_more else "")
        helper.layout = Layout(
            Div("company", "job_title", css_class="two"),
            "reply_by",
            "interview",
            "confirmed",
            "set_up_by",
            more,
        )
        return helper


def stored_facts(invitation: Invitation) -> dict[str, Any]:
    """What is stored of the invitation, as the form would send it."""
    zone = invitation.zone
    confirmed = {True: "yes", False: "no", None: "open"}[invitation.interview_confirmed]
    facts = {
        fact.name: fact.value for fact in invitation.facts.all() if fact.source == JobFact.Source.CANDIDATE
    }
    return {
        **{name: getattr(invitation, name) for name in OF_INVITATION},
        **{name: facts.get(fact, "") for name, fact in FACT_NAMES.items()},
        "name": invitation.candidate.name,
        "reply_by": as_typed(invitation.reply_by, zone),
        "interview": as_typed(invitation.interview_at, zone),
        "confirmed": [confirmed],
        "format": [invitation.format or "unknown"],
        "set_up_by": list(invitation.set_up_by or ()),
        "time_zone": [invitation.time_zone],
    }


# Where the column has another name than the field, and where it stores something else than the form's answer.
COLUMN_NAMES = {"confirmed": "interview_confirmed", "interview": "interview_at"}
COLUMN_VALUES: dict[str, dict[str | None, Any]] = {
    "confirmed": {"yes": True, "no": False, "open": None},
    "format": {None: "", "unknown": ""},
}
COLUMNS = (*OF_INVITATION, "reply_by", "interview", "confirmed", "format", "set_up_by", "time_zone")


def apply(form: FactsForm) -> bool:
    """Save what can be read of the form; False where nothing changed. The caller holds the draft's lock."""
    changes = [_apply_columns(form), _apply_name(form), _apply_job_facts(form)]
    return any(changes)


def _apply_columns(form: FactsForm) -> bool:
    invitation, values = form.invitation, form.values
    new: dict[str, Any] = {}
    for name in COLUMNS:
        if name in values:
            value = values[name]
            new[COLUMN_NAMES.get(name, name)] = COLUMN_VALUES.get(name, {}).get(_key(value), value)
    changed = {column: value for column, value in new.items() if getattr(invitation, column) != value}
    for column, value in changed.items():
        setattr(invitation, column, value)
    if changed:
        invitation.save(update_fields=[*changed, "updated_at"])
    return bool(changed)


def _key(value: Any) -> str | None:
    return value if isinstance(value, str) else None


def _apply_name(form: FactsForm) -> bool:
    person, name = form.invitation.candidate, form.values.get("name")
    if name is None or name == person.name:
        return False
    person.name = name
    person.save(update_fields=["name"])
    return True


def _apply_job_facts(form: FactsForm) -> bool:
    values, stored = form.values, form.stored
    changed = [field for field in FACT_NAMES if values.get(field, stored[field]) != stored[field]]
    for field in changed:
        key: dict[str, Any] = {"name": FACT_NAMES[field], "source": JobFact.Source.CANDIDATE}
        if values[field]:
            form.invitation.facts.update_or_create(**key, defaults={"value": values[field]})
        else:
            form.invitation.facts.filter(**key).delete()
    return bool(changed)
