"""Where every advice is born."""

from django.db import transaction

from decisions.advice import standing
from decisions.advice.answers import to_engine
from decisions.models import Advice, Candidate, Draft, Event
from decisions.scoring import load, score


@transaction.atomic
def issue(*, draft: Draft, by: Candidate) -> Advice:
    """The advice on a draft as it stands; the same draft again gives the same advice, not a second one.

    Raises `decisions.scoring.InvalidAnswers` where an answer is missing or can't be read, such as a date
    that has passed since it was typed.
    """
    # Two submits at once meet at this lock; the second finds the first one's advice.
    draft = Draft.objects.select_for_update(of=("self",)).select_related("invitation").get(pk=draft.pk)
    invitation = draft.invitation
    made = invitation.advice.filter(draft_version=draft.version).first()
    if made is not None:
        return made
    before = invitation.advice.first()
    on = invitation.today()
    answers = to_engine(draft.answers, invitation, on)
    result = score(answers, load(draft.rules))
    advice = Advice.objects.create(
        invitation=invitation,
        number=before.number + 1 if before else 1,
        draft_version=draft.version,
        rules=draft.rules,
        answers=answers,
        draft_answers=draft.answers,
        scored_on=on,
        result=result.as_dict(),
    )
    standing.keep(draft=draft, by=by, before=before)
    Event.objects.record(
        Event.Code.ADVICE_ISSUED,
        by=by,
        subject=str(invitation.public_id),
        person=by.ref,
        detail={"number": advice.number, "rules": advice.rules},
    )
    return advice
