"""Where every advice is born."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from decisions.advice.answers import to_engine
from decisions.models import Advice, Candidate, Draft, Event, StandingAnswer
from decisions.scoring import load, score

# Answers about the person rather than the job: they serve the next invitation too.
STANDING = (
    "interviews_lately",
    "interview_skill",
    "wanted_interview",
    "offer",
    "offer_room",
    "days_to_answer",
    "clear_on_next",
    "matters",
)


@transaction.atomic
def issue(*, draft: Draft, by: Candidate) -> Advice:
    """The advice on a draft as it stands; the same draft again gives the same advice, not a second one.

    Raises `decisions.scoring.InvalidAnswers` where an answer is missing or can't be read, such as a date
    that has passed since it was typed.
    """
    # Two submits at once meet at this lock; the second finds the first one's advice.
    draft = Draft.objects.select_for_update(of=("self",)).select_related("invitation").get(pk=draft.pk)
    invitation = draft.invitation
    before = invitation.advice.filter(draft_version=draft.version).first()
    if before is not None:
        return before
    on = invitation.today()
    answers = to_engine(draft.answers, invitation, on)
    result = score(answers, load(draft.rules))
    advice = Advice.objects.create(
        invitation=invitation,
        number=invitation.advice.count() + 1,
        draft_version=draft.version,
        rules=draft.rules,
        answers=answers,
        draft_answers=draft.answers,
        scored_on=on,
        result=result.as_dict(),
    )
    _keep_standing(draft, by, at=timezone.now())
    Event.objects.record(
        Event.Code.ADVICE_ISSUED,
        by=by,
        subject=str(invitation.public_id),
        person=by.ref,
        detail={"number": advice.number, "rules": advice.rules},
    )
    return advice


def _keep_standing(draft: Draft, candidate: Candidate, at: datetime) -> None:
    rows = [
        StandingAnswer(candidate=candidate, question=question, value=draft.answers[question], answered_at=at)
        for question in STANDING
        if question in draft.answers
    ]
    StandingAnswer.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["candidate", "question"],
        update_fields=["value", "answered_at"],
    )
