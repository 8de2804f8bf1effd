"""The wall: the one place where something of a candidate becomes visible to the agency.

The copy is scored anew without the private answers, and holds only the parts that the candidate ticked, so
that all the agency sees is a function of what was shared alone. It holds bands and ids, never a number, and
nothing of it is read back from the candidate's tables.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from decisions import mail
from decisions.advice import stamps
from decisions.models import Advice, Candidate, Case, Choice, Client, Event, Invitation, JobFact, Office
from decisions.questions.contradictions import contradictions
from decisions.scoring import RuleSet, load, score, shared_answers

PARTS = ("verdict", "reasons", "cost", "answers", "choice")

# Where the candidate named neither a reply-by nor an interview time, somebody should look within two days.
LOOK_WITHIN = timedelta(days=2)

# Questions to which a recruiter may well have the answer.
AGENCY_MAY_KNOW = frozenset(
    {
        "known_from",
        "open_point",
        "pay_compared",
        "days_to_their_offer",
        "hours",
        "extra_tasks",
        "who_you_meet",
    }
)


@dataclass(frozen=True)
class SharedCopy:
    """Exactly what `Case` stores of the candidate; the preview and the desk draw the same page from it."""

    candidate_name: str
    language: str
    client: Client | None
    company: str
    job_title: str
    contact_name: str
    place: str
    format: str
    time_zone: str
    interview_at: datetime | None
    interview_confirmed: bool | None
    reply_by: datetime
    reply_by_given: bool
    job_facts: list[dict[str, str]]
    parts: list[str]
    verdict: str
    choice: str
    copy: dict[str, Any]
    rules: str
    advice_number: int
    scored_on: date
    asked_for_look: bool
    needs_look: list[str]


def preview(advice: Advice, parts: Collection[str] = PARTS, *, asked_for_look: bool = False) -> SharedCopy:
    """What the agency would get if these parts of this advice were shared now.

    A choice that was not made yet is no part, even where it is among `parts`.
    """
    invitation, candidate = advice.invitation, advice.invitation.candidate
    rules = load(advice.rules)
    answers = shared_answers(advice.answers, rules.questionnaire)
    result = score(answers, rules).as_dict()
    choice = _choice(invitation) if "choice" in parts else ""
    held = [part for part in PARTS if part in parts and (part != "choice" or choice)]
    copy = _copy(result, answers, rules, held)
    return SharedCopy(
        candidate_name=candidate.name,
        language=candidate.language,
        client=invitation.client,
        company=invitation.company,
        job_title=invitation.job_title,
        contact_name=invitation.contact_name,
        place=invitation.place,
        format=invitation.format,
        time_zone=invitation.time_zone,
        interview_at=invitation.interview_at,
        interview_confirmed=invitation.interview_confirmed,
        reply_by=invitation.reply_by or invitation.interview_at or timezone.now() + LOOK_WITHIN,
        reply_by_given=invitation.reply_by is not None,
        job_facts=job_facts(invitation),
        parts=held,
        verdict=result["verdict"] if "verdict" in held else "",
        choice=choice,
        copy=copy,
        rules=advice.rules,
        advice_number=advice.number,
        scored_on=advice.scored_on,
        asked_for_look=asked_for_look,
        needs_look=_needs_look(copy, invitation.format, asked_for_look=asked_for_look),
    )


def job_facts(invitation: Invitation) -> list[dict[str, str]]:
    """What is known of the job: the candidate's facts, then the agency's, which say who knows them whence."""
    facts = list(invitation.facts.select_related("by").order_by("id"))
    own = [fact for fact in facts if fact.source == JobFact.Source.CANDIDATE]
    return [fact.shared() for fact in (*own, *(fact for fact in facts if fact not in own))]


def has(case: Case, copy: SharedCopy) -> bool:
    """Whether the agency has exactly this copy. A stand-in for the reply-by moves with the clock."""
    names = [name for name in vars(copy) if name != "reply_by" or copy.reply_by_given]
    return all(getattr(case, name) == getattr(copy, name) for name in names)


def fingerprint(copy: SharedCopy) -> str:
    """Stands for what a candidate looked at: all of the copy but the name, which they type beside it."""
    seen = {name: value for name, value in vars(copy).items() if name != "candidate_name"}
    if not copy.reply_by_given:
        del seen["reply_by"]
    return stamps.fingerprint(seen)


def private_difference(advice: Advice) -> list[str]:
    """The private questions that alone make the shared verdict another one than the candidate's own.

    Empty where both verdicts agree. Where no single one does it, all that were left out are named.
    """
    rules = load(advice.rules)
    shared = shared_answers(advice.answers, rules.questionnaire)
    verdict = score(shared, rules).as_dict()["verdict"]
    if verdict == advice.verdict:
        return []
    given = [question for question in rules.questionnaire.ids if question in advice.answers]
    left_out = [question for question in given if advice.answers[question] != shared.get(question)]
    alone = [
        question
        for question in left_out
        if score({**shared, question: advice.answers[question]}, rules).as_dict()["verdict"] != verdict
    ]
    return alone or left_out


@transaction.atomic
def share(
    *,
    advice: Advice,
    office: Office,
    parts: Collection[str],
    by: Candidate,
    asked_for_look: bool = False,
) -> Case:
    """Put these parts on the agency's side, in the place of what is there.

    Without the verdict, the opinions that stand beside one go. The same copy again changes nothing.
    """
    # Two clicks at once meet at this lock, and the second one finds the copy there.
    # (`no_key`: an opinion just being given must still be able to point a mail at the invitation.)
    Invitation.objects.select_for_update(no_key=True).get(pk=advice.invitation_id)
    # Locked before the facts are read, so that one which the desk gives just now is not lost.
    case = Case.objects.select_for_update(of=("self",)).filter(invitation=advice.invitation).first()
    copy = preview(advice, parts, asked_for_look=asked_for_look)
    if not copy.parts:
        raise ValueError("There is nothing in the copy to share.")
    if case is not None and case.office == office and has(case, copy):
        return case
    is_first = case is None
    case = _write(case or Case(invitation=advice.invitation), copy, office)
    Event.objects.record(
        Event.Code.CASE_SHARED,
        by=by,
        subject=str(case.ref),
        person=by.ref,
        detail={"parts": copy.parts, "number": advice.number},
    )
    if is_first:
        _claim_for_recruiter(case)
    mail.tell_due(case)
    return case


def _write(case: Case, copy: SharedCopy, office: Office) -> Case:
    """The copy into a new case, or over what is there: then it waits for a look again."""
    if case.pk is not None:
        case.version, case.reviewed_at = case.version + 1, None
    case.office, case.shared_at = office, timezone.now()
    for name in fields(copy):
        setattr(case, name.name, getattr(copy, name.name))
    case.save()
    if not case.verdict:
        case.opinions.exclude(engine_verdict="").delete()
    return case


def _claim_for_recruiter(case: Case) -> None:
    """It goes to the recruiter who invited this candidate, where they still work in that office."""
    recruiter = case.invitation.recruiter
    # Who left the agency has no right any more.
    if recruiter is None or not recruiter.has_perm("decisions.review_case"):
        return
    if not case.office.staff.filter(pk=recruiter.pk).exists():
        return
    case.claimed_by, case.claimed_at = recruiter, case.shared_at
    case.save(update_fields=["claimed_by", "claimed_at"])
    Event.objects.record(
        Event.Code.CASE_CLAIMED, by=None, subject=str(case.ref), detail={"for": recruiter.pk}
    )


@transaction.atomic
def withdraw(*, invitation: Invitation, by: Candidate) -> bool:
    """Remove the copy and the opinions on it from the agency's side; False where nothing was shared."""
    case = Case.objects.select_for_update().filter(invitation=invitation).first()
    if case is None:
        return False
    Event.objects.record(Event.Code.CASE_WITHDRAWN, by=by, subject=str(case.ref), person=by.ref)
    case.delete()
    return True


def _choice(invitation: Invitation) -> str:
    made = Choice.objects.filter(invitation=invitation).first()
    return made.verdict if made else ""


def _copy(
    result: Mapping[str, Any], answers: Mapping[str, Any], rules: RuleSet, parts: Collection[str]
) -> dict[str, Any]:
    """Of each part only what belongs to it, so that nothing unticked is stored on the agency's side."""
    private = {question.id for question in rules.questionnaire.questions if question.private}
    scores = result["scores"].items()
    holds: dict[str, dict[str, Any]] = {
        "verdict": {key: result[key] for key in ("close", "ask", "conditions")},
        "reasons": {
            "lead": result["lead"],
            "reasons": {reason: _bands(rules, "reason", numbers) for reason, numbers in scores},
        },
        "cost": {
            "cost": _bands(rules, "cost", result["cost"]),
            "bridge_go": _bands(rules, "risk", result["bridge_risk"]),
            "bridge_no": _bands(rules, "risk", result["no_risk"]),
        },
        "answers": {
            "answers": {question: value for question, value in answers.items() if question not in private}
        },
    }
    return {key: value for part in parts for key, value in holds.get(part, {}).items()}


def _bands(rules: RuleSet, kind: str, numbers: list[float]) -> list[str]:
    """One band, or the lowest and the highest of a range."""
    return list(dict.fromkeys(rules.band(kind, number) for number in numbers))


def _needs_look(copy: Mapping[str, Any], format: str, *, asked_for_look: bool) -> list[str]:
    """Read from the copy alone: what was not shared can't call for a look."""
    codes = {
        "close": copy.get("close", False),
        "bridge_high": "high" in copy.get("bridge_go", ()),
        "contradiction": bool(contradictions(copy.get("answers", {}), format=format)),
        "candidate_asked": asked_for_look,
        "fact_asked": bool(AGENCY_MAY_KNOW.intersection(copy.get("ask", ()))),
    }
    return [code for code, holds in codes.items() if holds]
