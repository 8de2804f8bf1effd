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
from decisions.models import Invitation, JobFact
from decisions.questionnaire import flow
from decisions.questionnaire.facts_given import Given, given, is_open, of_agency, shown
from decisions.questionnaire.facts_said import facts_said
from decisions.questionnaire.sheet import AnswerSheet, locked_draft, open_draft
from decisions.questions import STEPS, WORDINGS, label
from decisions.questions.contradictions import FORMAT, contradictions
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


@dataclass(frozen=True)
class Link:
    """To an answer, by the name of its question."""

    name: str
    url: str


@dataclass(frozen=True)
class Unfitting:
    """Two answers that can hardly both be true."""

    says: str
    links: list[Link]


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
    agency_facts = of_agency(sheet.invitation)
    context = {
        "invitation": sheet.invitation,
        "agency_facts": shown(agency_facts, sheet.invitation),
        "given": _given(sheet, agency_facts),
        "unfitting": _unfitting(sheet),
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


def _given(sheet: AnswerSheet, facts: list[JobFact]) -> list[Given]:
    """The facts that offer an answer, before there is advice beside which they stand."""
    if not any(is_open(fact) for fact in facts) or sheet.invitation.advice.exists():
        return []
    return given(sheet, facts, [])


def _unfitting(sheet: AnswerSheet) -> list[Unfitting]:
    """The pairs of answers that don't fit together; what the facts answer is among them."""
    asked, from_facts = sheet.asked(sheet.answers), sheet.from_facts
    answers = {one: sheet.answers[one] for one in asked if one in sheet.answers}
    if "set_up_by" in from_facts:
        answers["set_up_by"] = from_facts["set_up_by"]
    found = contradictions(answers, format=sheet.invitation.format)
    return [Unfitting(str(one.says), [_link(sheet, question) for question in one.questions]) for one in found]


def _link(sheet: AnswerSheet, question: str) -> Link:
    if question == FORMAT or question in sheet.from_facts:
        name = _("Kind of interview") if question == FORMAT else str(WORDINGS[question].short)
        return Link(name, f"{flow.url_of(sheet.invitation, flow.FACTS)}?change=1#q-{question}")
    return Link(str(WORDINGS[question].short), _url(sheet, question))


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
    name, problem = str(WORDINGS[question].short), problems.get(question, "")
    return Row(question, name, value, problem, _url(sheet, question))


def _url(sheet: AnswerSheet, question: str) -> str:
    return f"{flow.url_of(sheet.invitation, sheet.step_of(question))}?change=1#q-{question}"
