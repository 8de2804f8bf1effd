"""The form to give a fact about the job, one for each fact, and which facts would help this candidate."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.contrib.auth.models import User
from django.core.exceptions import BadRequest, ValidationError
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from decisions.models import Case, JobFact
from decisions.questions import say_date
from decisions.questions.coded_facts import is_date, options
from decisions.questions.job_facts import JOB_FACTS
from decisions.questions.typed_moments import read_day
from decisions.review import given_facts
from decisions.review.forms import TOO_LONG, DeedForm

FARTHEST = timedelta(days=365)
# Where the fact's own name speaks to the candidate.
LABELS = {JobFact.Name.INTERVIEWERS: _("Whom they would meet")}
SAID = ("value", "answer", "basis", "basis_note")


class OneLine(forms.CharField):
    """No browser sends line breaks here."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.error_messages["max_length"] = TOO_LONG

    def to_python(self, value: Any) -> str:
        return " ".join(str(super().to_python(value)).split())


class FactForm(DeedForm):
    """What is known, the answer that it gives where the question has fixed ones, and where it comes from."""

    deed = "fact"
    saved = _("Saved. The candidate is told, and decides if it changes their answers.")
    texts = ("value", "basis_note")

    name = forms.ChoiceField(choices=JobFact.Name.choices, widget=forms.HiddenInput)
    value = OneLine(
        label=_("What you know"),
        max_length=200,
        error_messages={"required": _("Write what you know, in a few words.")},
    )
    basis = forms.ChoiceField(
        label=_("Where from?"),
        choices=[("", _("Choose a source")), *JobFact.Basis.choices],
        error_messages={"required": _("Choose where you know it from.")},
    )
    basis_note = OneLine(label=_("More about the source"), max_length=80, required=False)

    def __init__(self, data: Mapping[str, Any] | None = None, *, case: Case, name: str = "") -> None:
        name = name or str((data or {}).get("name", ""))
        if name not in JobFact.Name.values:
            raise BadRequest("not the name of a fact")
        self.fact = JobFact.Name(name)
        self.before = given(case, self.fact)
        super().__init__(data, case=case, initial={**self.before, "name": self.fact})
        del self.fields["language"]
        if self.has_date:
            self.fields["answer"] = forms.CharField(label=_("The day"), required=False, max_length=40)
            self.fields["value"].required = False
        elif self.coded:
            chosen: list[tuple[str, Any]] = [("", _("The candidate decides")), *options(self.fact)]
            self.fields["answer"] = forms.ChoiceField(
                label=_("Which answer is that?"),
                choices=chosen,
                required=False,
                error_messages={"invalid_choice": _("Choose one of the answers shown.")},
            )
        self.order_fields(("answer", "value") if self.has_date else ("value", "answer"))

    @property
    def key(self) -> str:
        return f"fact-{self.fact}"

    @property
    def coded(self) -> str:
        """The question that this fact can answer by itself."""
        return JOB_FACTS[self.fact].coded

    @property
    def has_date(self) -> bool:
        return is_date(self.fact)

    @property
    def label(self) -> str:
        return fact_label(self.fact)

    def clean_answer(self) -> str:
        answer = str(self.cleaned_data["answer"]).strip()
        if not answer or not self.has_date:
            return answer
        day, today = read_day(answer), timezone.localdate(timezone=ZoneInfo(self.case.time_zone))
        if not today <= day <= today + FARTHEST:
            raise ValidationError(_("Choose a day from today on, at most a year from now."))
        return day.isoformat()

    def clean(self) -> dict[str, Any]:
        data = dict(self.cleaned_data)
        if self.has_date and not data.get("value") and "value" not in self.errors:
            data["value"] = self._date_said(data.get("answer", ""))
        if data.get("basis") == JobFact.Basis.OTHER and not data.get("basis_note"):
            self.add_error("basis_note", _("Write where you know it from."))
        unchanged = bool(self.before) and all(data.get(name, "") == self.before[name] for name in SAID)
        if unchanged and data.get("version") == self.case.version:
            raise ValidationError(_("This is what the page says already. Change it, or leave it."))
        return data

    def _date_said(self, answer: str) -> str:
        """The day in the candidate's words, where nothing else was written."""
        if not answer:
            if "answer" not in self.errors:
                self.add_error("value", _("Choose the day, or write what you know."))
            return ""
        with translation.override(self.case.language):
            return say_date(date.fromisoformat(answer))

    def do(self, *, by: User) -> None:
        given_facts.give_fact(case_ref=self.case.ref, by=by, **self.cleaned_data)


def fact_label(name: str) -> str:
    """What a fact is called at the desk."""
    fact = JobFact.Name(name)
    return str(LABELS.get(fact, fact.label))


def given(case: Case, name: str) -> dict[str, str]:
    """What the agency said of it, as far as the shared copy holds it; empty where it said nothing."""
    for fact in case.job_facts:
        if (fact["name"], fact["source"]) == (name, JobFact.Source.AGENCY):
            return {part: fact.get(part, "") for part in SAID}
    return {}


def asked_for(case: Case) -> list[JobFact.Name]:
    """The facts that would answer what the candidate is advised to ask, in the order of the form."""
    if "verdict" not in case.parts:
        return []
    asked = set(case.copy.get("ask", ()))
    dislikes = case.copy.get("answers", {}).get("dislikes")
    return [name for name in JobFact.Name if _settles(name, asked, dislikes)]


def _settles(name: JobFact.Name, asked: set[str], dislikes: list[str] | None) -> bool:
    """Unless the answers are shared, nobody here knows what puts the candidate off: then any may be it."""
    rule = JOB_FACTS[name]
    sought = asked & {rule.coded, *rule.judged}
    known_from_alone = sought == {"known_from"}
    if known_from_alone and dislikes is not None:
        return rule.dislike in dislikes
    return bool(sought)
