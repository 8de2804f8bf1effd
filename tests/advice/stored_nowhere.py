"""An advice on any engine answers that is stored nowhere, for tests of words alone."""

from datetime import UTC, datetime
from typing import Any

from decisions.advice.page import AdvicePage, Beside, page
from decisions.models import Advice, Candidate, Invitation
from decisions.scoring import load, score

# A Monday morning in Indiana.
NOW = datetime(2026, 11, 23, 15, tzinfo=UTC)
RULES = load("2026-11")
ALONE = Beside(letters={}, choice=None, case=None, opinions=[], state_offices=[], newer_answers=False)


def advice(answers: dict[str, Any], *, web: dict[str, Any] | None = None, **invitation: Any) -> Advice:
    sender = Candidate(name=invitation.pop("sender", "Sam"))
    return Advice(
        invitation=Invitation(candidate=sender, **invitation),
        number=1,
        rules=RULES.id,
        answers=answers,
        draft_answers={**answers, **(web or {})},
        scored_on=NOW.date(),
        result=score(answers, RULES).as_dict(),
    )


def shown(answers: dict[str, Any], *, web: dict[str, Any] | None = None, **invitation: Any) -> AdvicePage:
    return page(advice(answers, web=web, **invitation), ALONE, now=NOW)
