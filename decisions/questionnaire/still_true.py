""" "Still true?": what the candidate said of themselves before, on one page, for the next invitation."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.db import transaction
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from decisions.access import candidate
from decisions.advice.stamps import fingerprint
from decisions.models import Draft, Invitation
from decisions.questionnaire import flow
from decisions.questionnaire.carried import Carried, Said, carried, named_wishes, say_day
from decisions.questionnaire.fields import BoundQuestion, QuestionField
from decisions.questionnaire.forms import field_for
from decisions.questionnaire.meanwhile import changed_meanwhile, overwritten
from decisions.questionnaire.sheet import AnswerSheet, locked_draft, open_draft


class StandingForm(forms.Form):
    """The questions behind some standing answers, with these filled in."""

    fields: dict[str, QuestionField]  # type: ignore[assignment]

    def __init__(self, sheet: AnswerSheet, said: Sequence[Said], data: QueryDict | None = None) -> None:
        self.sheet, self.said = sheet, said
        before = {one.question: one.value for one in said}
        filled_in = {**before, **{id: sheet.answers[id] for id in before if id in sheet.answers}}
        shown = AnswerSheet.of(Draft(rules=sheet.draft.rules, answers=filled_in), sheet.invitation)
        all_fields = {id: field_for(shown, id) for id in before}
        super().__init__(data, initial={id: all_fields[id].raw(filled_in[id]) for id in before})
        self.fields.update(all_fields)

    def clean(self) -> None:
        """A mistake in a question that no longer applies is none."""
        asked = self.sheet.asked({**self.sheet.answers, **self.cleaned_data})
        for id in [id for id in self.errors if id not in asked]:
            del self.errors[id]

    @property
    def given(self) -> dict[str, Any]:
        return {id: value for id, value in self.cleaned_data.items() if value is not None}

    @property
    def wrong(self) -> list[BoundQuestion]:
        return [self[id] for id in self.fields if id in self.errors]  # type: ignore[misc]

    @property
    def rows(self) -> list[tuple[BoundQuestion, Said, str]]:
        """For each: the question, what was said, and when."""
        return [
            (self[one.question], one, say_day(one.said_on, today=self.sheet.on))  # type: ignore[misc]
            for one in self.said
        ]

    @property
    def only_day(self) -> str:
        """The day on which all of it was said; empty where there were several."""
        days = {day for _field, _said, day in self.rows}
        return days.pop() if len(days) == 1 else ""

    @property
    def stamp(self) -> str:
        """A fingerprint of the draft's own answers to these: another window may have given some."""
        return fingerprint({id: self.sheet.answers.get(id) for id in self.fields})


@candidate
@require_http_methods(["GET", "POST"])
def confirm(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    """GET shows what is known; POST takes it into this invitation's answers, and the walk goes on."""
    if request.method == "POST":
        return _leave(request, invitation)
    sheet = AnswerSheet.of(open_draft(invitation), invitation)
    known = carried(sheet)
    if all(one.question in sheet.answers for one in known.good):
        return _go_on(sheet)
    return _page(request, StandingForm(sheet, known.good), known)


@transaction.atomic
def _leave(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    sheet = AnswerSheet.of(locked_draft(invitation), invitation)
    known = carried(sheet)
    form = StandingForm(sheet, known.good, request.POST)
    if not form.is_valid():
        return _page(request, form, known)
    opened = request.POST.get("opened", "")
    clash = overwritten(sheet.answers, form.given, opened=opened, stamp=form.stamp)
    if clash:
        return changed_meanwhile(request, clash, opened=form.stamp)
    sheet.store({**sheet.answers, **form.given})
    return _go_on(sheet)


def _go_on(sheet: AnswerSheet) -> HttpResponse:
    """To the first open question."""
    place = next(iter(flow.open_steps(sheet)), flow.CHECK)
    return redirect(flow.url_of(sheet.invitation, place))


def _page(request: HttpRequest, form: StandingForm, known: Carried) -> HttpResponse:
    sheet = form.sheet
    context = {
        "form": form,
        "anew": [(one, say_day(one.said_on, today=sheet.on)) for one in known.anew],
        "wishes": named_wishes(sheet.invitation.candidate),
        "opened": request.POST.get("opened", form.stamp),
        "first_step": flow.url_of(sheet.invitation, sheet.steps[0]),
        "invitation": sheet.invitation,
    }
    return render(request, "questionnaire/still_true.html", context)
