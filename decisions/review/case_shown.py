"""What the page of a case shows: the shared copy, what happened since, and a form for each deed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from decisions import mail
from decisions.access import StaffRequest
from decisions.advice.copy_words import CopyInWords, Line, in_words
from decisions.models import Case, JobFact
from decisions.review import reading
from decisions.review.counts import counts
from decisions.review.fact_form import FactForm, asked_for, given
from decisions.review.filters import Filter
from decisions.review.forms import AgreeForm, DeedForm, DifferForm, MessageForm, TalkForm
from decisions.review.paging import beside
from decisions.review.ready_text import ready_text
from decisions.review.rows import display_name, due, say
from decisions.review.timeline import latest, timeline


@dataclass(frozen=True)
class FactRow:
    """One fact: what is known of it, and the form to give or correct what the agency knows."""

    form: FactForm
    said: list[Line]
    is_asked: bool
    is_given: bool


def shown(
    request: StaffRequest, case: Case, chosen: Filter, refused: DeedForm | None = None, *, missed: int = 0
) -> dict[str, Any]:
    """`refused` is a form that comes back, `missed` how much was done on the case while it was filled in."""
    words = in_words(case)
    before, after = beside(case, chosen=chosen, by=request.user)
    so_far = timeline(case, words)
    may_review = request.user.has_perm("decisions.review_case")
    facts = fact_rows(case, words, refused) if may_review else []
    return {
        "case": case,
        "copy": case,
        "due": due(case),
        "claimed_by": display_name(case.claimed_by) if case.claimed_by else "",
        "chosen": chosen,
        "before": before,
        "after": after,
        "after_due": say(after.reply_by, after) if after else "",
        "counts": counts(request.user),
        "mine": case.claimed_by_id == request.user.pk,
        "may_review": may_review,
        "so_far": so_far,
        "missed": latest(so_far, case, missed),
        "history": reading.history(case, reader=request.user),
        "failures": mail.failures_of(case),
        "refused": refused,
        "forms": deed_forms(case, refused) if may_review else {},
        "fact_rows": facts,
        "ready_text": ready_text(case, by=request.user) if may_review else "",
        "asked_for": [one.form for one in facts if one.is_asked],
    }


def deed_forms(case: Case, refused: DeedForm | None) -> dict[str, DeedForm]:
    """By their key. Where the verdict is not shared there is only the talk, which takes over the words."""
    offered: list[type[DeedForm]] = [TalkForm, MessageForm]
    if case.verdict:
        offered = [AgreeForm, DifferForm, *offered]
    forms = {form.deed: form(case=case) for form in offered}
    if refused is not None and refused.deed in forms:
        forms[refused.deed] = refused
    elif isinstance(refused, AgreeForm):
        words = {name: refused[name].value() for name in refused.texts}
        forms[TalkForm.deed] = TalkForm(case=case, initial=words)
    return forms


def fact_rows(case: Case, words: CopyInWords, refused: DeedForm | None) -> list[FactRow]:
    asked = asked_for(case)
    rows = []
    for name in JobFact.Name:
        same = isinstance(refused, FactForm) and refused.fact == name
        form = refused if same and isinstance(refused, FactForm) else FactForm(case=case, name=name)
        lines = zip(case.job_facts, words.facts, strict=True)
        said = [line for fact, line in lines if fact["name"] == name]
        is_given = bool(given(case, name))
        rows.append(FactRow(form, said, is_asked=name in asked and not is_given, is_given=is_given))
    return rows
