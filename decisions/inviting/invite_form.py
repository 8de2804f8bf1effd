"""One invitation as a recruiter fills it in, or as a row of a file says it: the same rules for both."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Self
from zoneinfo import ZoneInfo

from django import forms
from django.conf import settings
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from decisions.inviting.columns import NAMES
from decisions.inviting.guests import Guest, KnownFact
from decisions.models import Agency, Client, Invitation, JobFact, Office
from decisions.questionnaire.codes import AddressForm
from decisions.questionnaire.facts_form import END_OF_WORKDAY, FACT_NAMES, OF_INVITATION, Line, Zone
from decisions.questionnaire.moment_field import Moment
from decisions.questions import WORDINGS, Wording, coded_facts, say_date
from decisions.questions.job_facts import JOB_FACTS
from decisions.questions.typed_moments import DOUBLED, Typed, read_day, resolve
from decisions.questions.wording import Text

FACTS = tuple(FACT_NAMES.values())
# An answer may lie this many days ahead (see the question set).
FARTHEST = timedelta(days=365)
LINES: Mapping[str, tuple[Text, int]] = {
    "name": (_("Name"), 80),
    "company": (_("Company"), 120),
    "job_title": (_("Job"), 120),
    "contact_name": (_("Who at the company invites"), 80),
    "place": (_("Place"), 160),
    "pay": (_("Pay"), 200),
    "shift": (_("Hours or shift"), 200),
    "rounds": (_("Rounds or tasks"), 200),
    "decide_on": (_("When they decide"), 200),
    "interviewers": (_("Whom they would meet"), 200),
    "basis_note": (_("More about the source"), 80),
}
SELECTS: Mapping[str, Text] = {
    "format": _("Kind of interview"),
    "basis": _("Where the facts come from"),
    "rounds_answer": _("Unpaid tests, tasks or more visits"),
    "interviewers_answer": _("Whom they would meet, in short"),
}
PAST = _("This has passed already. Check the date.")
REPLY_BY = Wording(_("Reply by"), _("Reply by"), hint=_("Without a time we take 5 pm."))
INTERVIEW = Wording(_("Interview"), _("Interview"), hint=_("Leave it open if no time is set."))


@dataclass(frozen=True)
class Rooms:
    """The offices for which somebody may invite, their clients, and where the agency itself reads mail."""

    offices: Sequence[Office]
    clients: Sequence[Client]
    mailboxes: frozenset[str]

    @classmethod
    def of(cls, user: User) -> Self:
        offices = list(Office.objects.visible_to(user).filter(is_active=True))
        return cls(offices, list(Client.objects.filter(office__in=offices)), _mailboxes())

    @property
    def first(self) -> Office | None:
        return next(iter(self.offices), None)

    def office(self, number: str) -> Office | None:
        """The one named, or the only one there is."""
        if not number and len(self.offices) == 1:
            return self.first
        return next((one for one in self.offices if str(one.pk) == number), None)


def _mailboxes() -> frozenset[str]:
    """Those of all staff, of the offices and of the agency."""
    staff = User.objects.filter(is_staff=True).values_list("email", flat=True)
    others = (rows.order_by().values_list("email", flat=True) for rows in (Office.objects, Agency.objects))
    return frozenset(_mailbox(email) for email in staff.order_by().union(*others))


def _mailbox(email: str) -> str:
    """What is sent to rae+sam@agency.test is read by Rae."""
    name, at, domain = email.casefold().rpartition("@")
    return f"{name.partition('+')[0]}{at}{domain}"


class Select(forms.ChoiceField):
    def __init__(self, label: Text, choices: Sequence[tuple[str, Text]], empty: Text = "") -> None:
        said = {"invalid_choice": _("Choose one of the answers shown.")}
        shown = [("", empty), *((value, text) for value, text in choices if value)]
        super().__init__(label=label, choices=shown, required=False, error_messages=said)  # type: ignore[arg-type]


class KnownMoment(Moment):
    no_time = _("Add the time too, or leave the date open.")


class Day(forms.CharField):
    """A day as a browser sends it, kept as text: 2026-12-02."""

    def __init__(self, label: Text) -> None:
        super().__init__(label=label, required=False, widget=forms.DateInput(attrs={"type": "date"}))  # type: ignore[arg-type]

    def clean(self, value: Any) -> str:
        text = str(super().clean(value)).strip()
        if not text:
            return ""
        day, today = read_day(text), timezone.localdate()
        # Where the interview is, the day before may not be over.
        if day < today - timedelta(days=1):
            raise ValidationError(PAST, code="past")
        if day > today + FARTHEST:
            raise ValidationError(_("Check the year of this date."), code="year")
        return day.isoformat()


def _selects() -> dict[str, Select]:
    choices: Mapping[str, Sequence[tuple[str, Text]]] = {
        "format": Invitation.Format.choices,
        "basis": JobFact.Basis.choices,
        "rounds_answer": coded_facts.options(JobFact.Name.ROUNDS),
        "interviewers_answer": coded_facts.options(JobFact.Name.INTERVIEWERS),
    }
    return {
        name: Select(label, choices[name], _("choose one") if name == "basis" else _("not known"))
        for name, label in SELECTS.items()
    }


class InviteForm(AddressForm):
    """`guest` is what may be stored once the form is valid."""

    def __init__(
        self,
        rooms: Rooms,
        office: Office | None,
        data: Mapping[str, Any] | None = None,
        *,
        fields: dict[str, forms.Field] | None = None,
    ) -> None:
        """`fields` are those of another such form, so that a file of many rows makes them once."""
        self.office, self.rooms = office, rooms
        self.zone_of_office = office.time_zone if office else settings.TIME_ZONE
        start = {"time_zone": [self.zone_of_office], "language": settings.LANGUAGES[0][0]}
        super().__init__(data, initial=start)
        self.fields = fields or self._fields(rooms)

    def _fields(self, rooms: Rooms) -> dict[str, forms.Field]:
        lines = {name: Line(label, most) for name, (label, most) in LINES.items()}
        clients = [(str(one.pk), one.name) for one in rooms.clients]
        self.fields["email"].label = _("E-mail")
        self.fields["email"].error_messages["required"] = _("Write the candidate's e-mail address.")
        made: dict[str, forms.Field] = {
            **self.fields,
            **lines,
            **_selects(),
            "language": Select(_("Language"), settings.LANGUAGES),
            "client": Select(_("Client of ours"), clients, _("none")),
            "reply_by": Moment(REPLY_BY, default_time=END_OF_WORKDAY),
            "interview": KnownMoment(INTERVIEW),
            "time_zone": Zone(),
            "decide_on_date": Day(_("The day on which they decide")),
        }
        return {name: made[name] for name in NAMES}

    def clean_email(self) -> str:
        email = super().clean_email()
        if _mailbox(email) in self.rooms.mailboxes:
            raise ValidationError(
                _("This is an address of the agency. Write the candidate's own: their link goes there.")
            )
        return email

    def clean(self) -> None:
        data = self.cleaned_data
        data["time_zone"] = data.get("time_zone") or self.zone_of_office
        for name in ("reply_by", "interview"):
            typed = data.get(name)
            if isinstance(typed, Typed):
                self._resolve(name, typed)
        if not {"company", "job_title"} & {*self.errors, *(name for name in data if data[name])}:
            self.add_error(
                "company", _("Write the company or the job. Otherwise they can't tell what this is about.")
            )
        if self.facts and not data.get("basis") and "basis" not in self.errors:
            self.add_error("basis", _("Say where the facts come from. The candidate sees it beside them."))

    def _resolve(self, name: str, typed: Typed) -> None:
        zone = ZoneInfo(self.cleaned_data["time_zone"])
        try:
            self.cleaned_data[name] = resolve(typed, zone, today=timezone.localdate(timezone=zone))
            if self.cleaned_data[name] < timezone.now():
                raise ValidationError(PAST, code="past")
        except ValidationError as error:
            self.fields[name].asks_which = error.code == DOUBLED  # type: ignore[attr-defined]
            self.add_error(name, error)

    @property
    def facts(self) -> tuple[KnownFact, ...]:
        found = [self._fact(name) for name in FACTS]
        return tuple(fact for fact in found if fact.value)

    def _fact(self, name: JobFact.Name) -> KnownFact:
        """What is given as an answer alone is said in its own words, in the candidate's language."""
        given_in = f"{name}_date" if coded_facts.is_date(name) else f"{name}_answer"
        answer = self.cleaned_data.get(given_in, "")
        value = self.cleaned_data.get(name, "")
        if answer and not value:
            with translation.override(self.cleaned_data.get("language") or None):
                value = _said(name, answer)
        return KnownFact(name, value, answer)

    @property
    def guest(self) -> Guest:
        data = self.cleaned_data
        columns = {name: data[name] for name in (*OF_INVITATION, "format", "time_zone", "reply_by")}
        client = int(data["client"]) if data["client"] else None
        return Guest(
            name=data["name"],
            email=data["email"],
            language=data["language"] or settings.LANGUAGES[0][0],
            interview={**columns, "interview_at": data["interview"], "client_id": client},
            facts=self.facts,
            basis=data["basis"],
            basis_note=data["basis_note"],
        )

    @property
    def wrong(self) -> list[BoundField]:
        return [self[name] for name in self.fields if name in self.errors]


def _said(name: JobFact.Name, answer: str) -> str:
    if coded_facts.is_date(name):
        return say_date(read_day(answer))
    option = WORDINGS[JOB_FACTS[name].coded].options[answer]
    # "No" says nothing without its question.
    return str(option.says if name == JobFact.Name.ROUNDS else option.label)
