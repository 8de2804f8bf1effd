"""Check your answers: all of them on one page, each with a link to change it. From here comes the advice."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from decisions.access import candidate
from decisions.advice.issue import issue
from decisions.models import Invitation
from decisions.questionnaire import flow
from decisions.questionnaire.facts_said import facts_said
from decisions.questionnaire.sheet import AnswerSheet, locked_draft, open_draft
from decisions.questions import STEPS, WORDINGS, label
from decisions.scoring import InvalidAnswers


@dataclass(frozen=True)
class Row:
    question: str
    name: str
    value: str
    problem: str
    url: str


@dataclass(frozen=True)
class Section:
    title: str
    url: str
    rows: list[Row]


@candidate
@require_http_methods(["GET", "POST"])
def review(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    """GET shows the answers, POST makes the advice; submitting twice leads to the same advice."""
    if request.method == "POST":
        return _submit(request, invitation)
    sheet = AnswerSheet.of(open_draft(invitation), invitation)
    return _page(request, sheet, flow.problems(sheet))


@transaction.atomic
def _submit(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    # Locked, so that the advice is on exactly the answers that the page showed.
    sheet = AnswerSheet.of(locked_draft(invitation), invitation)
    problems = flow.problems(sheet)
    if request.POST.get("version") != str(sheet.draft.version):
        return _page(request, sheet, problems, is_stale=True)
    if not problems:
        try:
            issue(draft=sheet.draft, by=invitation.candidate)
        except InvalidAnswers as error:
            problems = {question: _("Please answer this again.") for question in error.errors}
        else:
            return redirect("advice", invitation.public_id)
    return _page(request, sheet, problems, is_refused=True)


def _page(
    request: HttpRequest,
    sheet: AnswerSheet,
    problems: Mapping[str, str],
    *,
    is_stale: bool = False,
    is_refused: bool = False,
) -> HttpResponse:
    sections = _sections(sheet, problems)
    context = {
        "invitation": sheet.invitation,
        "facts": facts_said(sheet.invitation),
        "facts_url": flow.url_of(sheet.invitation, flow.FACTS),
        "sections": sections,
        "open": [row for section in sections for row in section.rows if row.problem],
        "version": sheet.draft.version,
        "is_stale": is_stale,
        "is_refused": is_refused,
        "back_url": flow.url_of(sheet.invitation, sheet.steps[-1]),
        "saved": flow.saved_line(sheet.draft, sheet.invitation),
    }
    return render(request, "questionnaire/check.html", context, status=409 if is_stale else 200)


def _sections(sheet: AnswerSheet, problems: Mapping[str, str]) -> list[Section]:
    return [
        Section(
            str(STEPS[step].title),
            flow.url_of(sheet.invitation, step),
            [_row(sheet, question, problems) for question in sheet.asked_in(step, sheet.answers)],
        )
        for step in sheet.steps
    ]


def _row(sheet: AnswerSheet, question: str, problems: Mapping[str, str]) -> Row:
    value = label(question, sheet.answers[question]) if question in sheet.answers else ""
    url = f"{flow.url_of(sheet.invitation, sheet.step_of(question))}?change=1#q-{question}"
    return Row(question, str(WORDINGS[question].short), value, problems.get(question, ""), url)
