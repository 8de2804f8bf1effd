"""A fact that a recruiter knows: saved on the invitation, for the candidate to take or to leave."""

from typing import Any
from uuid import UUID

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from decisions import mail
from decisions.models import Case, Event, JobFact, Message
from decisions.review.deeds import CaseChanged, finish, is_sent_twice, take_up


@transaction.atomic
def give_fact(
    *,
    case_ref: UUID,
    version: int,
    by: User,
    name: str,
    value: str,
    basis: str,
    basis_note: str = "",
    answer: str = "",
) -> JobFact:
    """Give the candidate a fact, or correct the one that the agency gave before, which asks them anew.

    `answer` is the option or the date (2026-12-02) that it gives to the question of `JOB_FACTS`. The desk's
    copy shows the fact from now on. Raises as `opinions.give` does, and the same fact sent twice is one.
    """
    case = take_up(case_ref=case_ref, by=by)
    facts = case.invitation.facts.filter(source=JobFact.Source.AGENCY)
    said = {"value": value, "basis": basis, "basis_note": basis_note, "answer": answer, "by": by}
    before = facts.filter(name=name).first()
    if case.version != version:
        if before is None or not is_sent_twice(case, version) or not _says(before, said):
            raise CaseChanged
        return before
    fact, is_new = facts.update_or_create(
        name=name,
        source=JobFact.Source.AGENCY,
        invitation=case.invitation,
        defaults={**said, "at": timezone.now(), "response": "", "responded_at": None},
    )
    theirs = [entry for entry in case.job_facts if entry["source"] != JobFact.Source.AGENCY]
    case.job_facts = [*theirs, *(one.shared() for one in facts.select_related("by").order_by("id"))]
    finish(case, by=by)
    _tell(case, fact, is_new=is_new, by=by)
    return fact


def _says(fact: JobFact, said: dict[str, Any]) -> bool:
    return all(getattr(fact, name) == value for name, value in said.items())


def _tell(case: Case, fact: JobFact, *, is_new: bool, by: User) -> None:
    code = Event.Code.FACT_GIVEN if is_new else Event.Code.FACT_CORRECTED
    detail = {"fact": fact.name, "number": case.advice_number}
    event = Event.objects.record(code, by=by, subject=str(case.ref), detail=detail)
    # A correction is a cause of its own.
    cause = f"fact {fact.pk} {event.pk}"
    mail.queue(Message.Kind.FACT, cause=cause, invitation=case.invitation, case=case)
