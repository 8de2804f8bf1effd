"""Other answers, scored in memory: what the advice would be. Nothing of it is stored."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy

from decisions.advice.answers import to_engine
from decisions.advice.history import Changed, as_given, changed_answers
from decisions.advice.reasons import bridge_if_going, cost, reasons
from decisions.advice.told import Told
from decisions.advice.verdicts import VerdictView, verdict
from decisions.models import Advice, Draft, Invitation, Verdict
from decisions.scoring import load, score

COST = gettext_lazy("What going could cost")
BRIDGE = gettext_lazy("Burning a bridge by going")


@dataclass(frozen=True)
class Tried:
    """The advice on other answers, beside the `newest` one: answers and bands that are not the same."""

    verdict: VerdictView
    now: str
    now_word: str
    number: int
    is_other_verdict: bool
    answers: tuple[Changed, ...]
    bands: tuple[Changed, ...]


def unsaved(draft: Draft, invitation: Invitation, answers: Mapping[str, Any]) -> Advice:
    """The advice that the draft would give with these answers. Raises `InvalidAnswers`."""
    on = invitation.today()
    scored = to_engine(answers, invitation, on)
    return Advice(
        invitation=invitation,
        number=0,
        rules=draft.rules,
        answers=scored,
        draft_answers=dict(answers),
        scored_on=on,
        result=score(scored, load(draft.rules)).as_dict(),
    )


def tried(other: Advice, newest: Advice) -> Tried:
    return Tried(
        verdict=verdict(Told(other), other.result),
        now=str(Verdict(newest.verdict).label),
        now_word=newest.verdict,
        number=newest.number,
        is_other_verdict=other.verdict != newest.verdict,
        answers=changed_answers(as_given(newest), as_given(other)),
        bands=_changed_bands(newest, other),
    )


def _changed_bands(before: Advice, after: Advice) -> tuple[Changed, ...]:
    was, is_now = _bands(before), _bands(after)
    return tuple(Changed(name, was[name], is_now[name]) for name in was if was[name] != is_now[name])


def _bands(advice: Advice) -> dict[str, str]:
    told, result = Told(advice), advice.result
    found = {reason.title: reason.band for reason in reasons(told, result)}
    found[str(COST)] = cost(told, result).band
    found[str(BRIDGE)] = bridge_if_going(told, result).band
    return found
