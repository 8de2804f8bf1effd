"""All advice of an invitation, and which answers were others from one to the next."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from decisions.models import Advice, Verdict
from decisions.questions import REASONS, WORDINGS, label, say_date

# The facts of the invitation answer a part of these; the engine's answers hold all of it.
PARTLY_FROM_FACTS = ("set_up_by", "flags")
# On the web a question of its own.
NOT_A_FLAG = "unemployment_benefits"


@dataclass(frozen=True)
class Changed:
    """An answer that is another one now; empty where the question was not asked, or is no longer asked."""

    name: str
    before: str
    after: str


@dataclass(frozen=True)
class Entry:
    """One advice. `changed` is against the one before it, and `unchanged` says why there is none."""

    number: int
    on: str
    verdict: str
    word: str
    href: str
    is_open: bool
    changed: tuple[Changed, ...]
    unchanged: str


def history(advice: Advice, everything: Iterable[Advice]) -> tuple[Entry, ...]:
    """The newest first; `advice` is the one that is open. Nothing where it is the only one."""
    in_order = sorted(everything, key=lambda one: -one.number)
    if len(in_order) < 2:
        return ()
    with_one_before = [*pairwise(in_order), (in_order[-1], None)]
    return tuple(_entry(one, before, is_open=one.number == advice.number) for one, before in with_one_before)


def _entry(advice: Advice, before: Advice | None, *, is_open: bool) -> Entry:
    changed = changed_answers(as_given(before), as_given(advice)) if before else ()
    return Entry(
        number=advice.number,
        on=say_date(advice.scored_on),
        verdict=str(Verdict(advice.verdict).label),
        word=advice.verdict,
        href=reverse("advice_number", args=[advice.invitation.public_id, advice.number]),
        is_open=is_open,
        changed=changed,
        unchanged=_why_unchanged(advice, before) if before and not changed else "",
    )


def _why_unchanged(advice: Advice, before: Advice) -> str:
    if advice.scored_on != before.scored_on:
        return _("No answer is different. But days have passed, and days count.")
    return _("No answer that counts is different.")


def as_given(advice: Advice) -> dict[str, Any]:
    """The answers in the words of the form, with what the invitation's facts answered."""
    given = dict(advice.draft_answers)
    for question in PARTLY_FROM_FACTS:
        chosen = advice.answers.get(question, ())
        given[question] = [one for one in WORDINGS[question].options if one in chosen and one != NOT_A_FLAG]
    return given


def changed_answers(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[Changed, ...]:
    """In the order of the questions."""
    return tuple(
        change
        for question in WORDINGS
        if before.get(question) != after.get(question)
        for change in _changed(question, before.get(question), after.get(question))
    )


def _changed(question: str, before: Any, after: Any) -> Iterator[Changed]:
    name = str(WORDINGS[question].short)
    if question == "matters" and before and after:
        yield from _levels(name, before, after)
        return
    was, is_now = (label(question, value) if value is not None else "" for value in (before, after))
    if was != is_now:
        yield Changed(name, was, is_now)


def _levels(name: str, before: Mapping[str, str], after: Mapping[str, str]) -> Iterator[Changed]:
    words = WORDINGS["matters"].options
    for reason, title in REASONS.items():
        was, is_now = before.get(reason, "a_lot"), after.get(reason, "a_lot")
        if was != is_now:
            yield Changed(f"{name}: {title}", str(words[was].label), str(words[is_now].label))
