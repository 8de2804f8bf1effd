"""Answers about the person rather than the job: kept with their date, they serve the next invitation too."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from decisions.models import Advice, Candidate, Draft, StandingAnswer

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
# In the candidate's own words, for their own eyes. Free text is never scored.
WISHES = ("wish_shift", "wish_distance", "wish_contact")

ANY_ANSWER = ""
# Some answers count from the day on which they were given: after this time they are asked anew.
HOLDS_FOR = {
    "interviews_lately": {ANY_ANSWER: timedelta(days=182)},
    "wanted_interview": {"within_8_weeks": timedelta(weeks=8)},
    "offer": {"expected_in_2_weeks": timedelta(weeks=2)},
}


def keep(*, draft: Draft, by: Candidate, before: Advice | None) -> None:
    """Keep what this draft says of the person; what no longer applies goes.

    The first advice on an invitation dates all of it, since each answer was given or confirmed on the way
    there. A later one counts for what changed since `before` alone: another invitation may have said more.
    """
    answers, earlier = draft.answers, before.draft_answers if before else dict.fromkeys(STANDING)
    said = [one for one in STANDING if one in answers and answers[one] != earlier.get(one)]
    gone = [one for one in STANDING if one in earlier and one not in answers]
    by.standing_answers.filter(question__in=gone).delete()
    put(person=by, answers={question: answers[question] for question in said})


def put(*, person: Candidate, answers: Mapping[str, Any]) -> None:
    """Store these standing answers as given now."""
    now = timezone.now()
    rows = [
        StandingAnswer(candidate=person, question=question, value=value, answered_at=now)
        for question, value in answers.items()
    ]
    StandingAnswer.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["candidate", "question"],
        update_fields=["value", "answered_at"],
    )


def has_worn(question: str, value: Any, *, said_on: date, on: date) -> bool:
    """Whether time alone made this answer untrue: its date has passed, or it was given too long ago."""
    if isinstance(value, Mapping) and "on" in value:
        return date.fromisoformat(value["on"]) < on
    limits = HOLDS_FOR.get(question, {})
    limit = limits.get(value if isinstance(value, str) else ANY_ANSWER, limits.get(ANY_ANSWER))
    return limit is not None and on - said_on > limit


def recounted(value: Any) -> Any:
    """A day stays the day that it was: "in 1 week" was said about another week."""
    if isinstance(value, Mapping) and "chip" in value:
        return {**value, "chip": None}
    return value
