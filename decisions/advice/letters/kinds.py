"""The kinds of letters: what each is called, whom it is to, and when answers and dates call for it."""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from decisions.models import Verdict
from decisions.questions.wording import Text

ACCEPT, ASK_FACT, ASK_CONDITION = "accept", "ask_fact", "ask_condition"
ONE_MORE_DAY, MORE_TIME, COUNTER_OFFER = "one_more_day", "more_time", "counter_offer"
DECLINE, LATE_DECLINE, WITHDRAW, POSTPONE = "decline", "late_decline", "withdraw", "postpone"
# Each has a variant for what comes next, so that own words for one never stand in for the other.
THANK_YOU_STAYING, THANK_YOU_LEAVING = "thank_you_staying", "thank_you_leaving"
REFERRER_NOTES = {f"referrer_note_{verdict}": verdict for verdict in Verdict.values}
REFERRER_NOTE_TAKE, REFERRER_NOTE_ASK, REFERRER_NOTE_DECLINE = REFERRER_NOTES


class Group(NamedTuple):
    """Letters for one choice or moment; for a choice, `verdict` names it."""

    title: Text
    kinds: tuple[str, ...]
    verdict: str = ""


GROUPS = (
    Group(gettext_lazy("If you go"), (ACCEPT, POSTPONE), Verdict.TAKE),
    Group(gettext_lazy("If you ask first"), (ASK_FACT, ASK_CONDITION, ONE_MORE_DAY), Verdict.ASK),
    Group(gettext_lazy("If you say no"), (DECLINE, LATE_DECLINE, WITHDRAW), Verdict.DECLINE),
    Group(gettext_lazy("After the interview"), (THANK_YOU_STAYING, THANK_YOU_LEAVING)),
    Group(gettext_lazy("About your other offer, or your pay"), (MORE_TIME, COUNTER_OFFER)),
    Group(gettext_lazy("To the person who referred you"), tuple(REFERRER_NOTES)),
)
KINDS = tuple(kind for group in GROUPS for kind in group.kinds)

TITLES: dict[str, Text] = {
    ACCEPT: gettext_lazy("Say that you will come"),
    POSTPONE: gettext_lazy("Ask for another time"),
    ASK_FACT: gettext_lazy("Ask the question"),
    ASK_CONDITION: gettext_lazy("Say that you are unsure"),
    ONE_MORE_DAY: gettext_lazy("Ask for one more day"),
    DECLINE: gettext_lazy("Say no, politely"),
    LATE_DECLINE: gettext_lazy("Say no at the last moment"),
    WITHDRAW: gettext_lazy("Take your name off the list"),
    THANK_YOU_STAYING: gettext_lazy("Say thank you and go on"),
    THANK_YOU_LEAVING: gettext_lazy("Say thank you and step back"),
    MORE_TIME: gettext_lazy("Ask the employer with the offer"),
    COUNTER_OFFER: gettext_lazy("Ask for a better offer"),
    REFERRER_NOTE_TAKE: gettext_lazy("Say that you want to go"),
    REFERRER_NOTE_ASK: gettext_lazy("Say that you ask first"),
    REFERRER_NOTE_DECLINE: gettext_lazy("Say that you will not go"),
}

TO_FIRST_EMPLOYER = frozenset({MORE_TIME, COUNTER_OFFER})
TO_REFERRER = frozenset(REFERRER_NOTES)
# These come better by voice where the interview is near.
BY_PHONE_WHEN_LATE = frozenset({LATE_DECLINE, WITHDRAW, POSTPONE})
# They spoke for the candidate, so they should hear the answer first.
GO_BETWEENS = frozenset({"friend_or_relative", "past_colleague"})

FIRST_EMPLOYERS: dict[str, Text] = {
    "boss": gettext_lazy("your boss"),
    "expected": gettext_lazy("the employer whose offer you expect"),
    "offer": gettext_lazy("the employer who made you the offer"),
}

Facts = Mapping[str, Any]
# A letter that is not named here always fits.
FITS: dict[str, Callable[[Facts], bool]] = {
    # With benefits, nothing tells the employer that a no is near: see the rules' last one.
    ASK_CONDITION: lambda facts: not facts["benefits"],
    ONE_MORE_DAY: lambda facts: bool(facts["one_more_day"]),
    DECLINE: lambda facts: not facts["late"],
    LATE_DECLINE: lambda facts: bool(facts["late"]),
    WITHDRAW: lambda facts: facts["in_the_running"] or facts["confirmed"] or facts["past"],
    POSTPONE: lambda facts: bool(facts["when"]) or (facts["confirmed"] and not facts["past"]),
    THANK_YOU_STAYING: lambda facts: facts["may_be_over"],
    THANK_YOU_LEAVING: lambda facts: facts["may_be_over"],
    MORE_TIME: lambda facts: bool(facts["first_questions"]),
    COUNTER_OFFER: lambda facts: facts["has_offer"] and not facts["offer_is_fixed"],
    **dict.fromkeys(REFERRER_NOTES, lambda facts: facts["has_referrer"]),
}


def fits(kind: str, facts: Facts) -> bool:
    return kind in KINDS and (kind not in FITS or FITS[kind](facts))


def title(kind: str, facts: Facts) -> str:
    if kind == MORE_TIME and facts["first_employer"] == "boss":
        return _("Ask your boss")
    if kind == MORE_TIME and facts["first_employer"] == "expected":
        return _("Ask the employer whose offer you expect")
    return str(TITLES[kind])


def addressee(kind: str, facts: Facts) -> str:
    """Whom the letter is to: a name, or words for who it is."""
    if kind in TO_FIRST_EMPLOYER:
        return str(FIRST_EMPLOYERS[facts["first_employer"] or "offer"])
    if kind in TO_REFERRER:
        return _("the person who referred you")
    if facts["to"] and facts["company"]:
        return _("%(name)s at %(company)s") % {"name": facts["to"], "company": facts["company"]}
    return facts["to"] or _("whoever invited you")


def subject(kind: str, facts: Facts) -> str:
    if kind == COUNTER_OFFER:
        return _("Your offer")
    if kind in TO_FIRST_EMPLOYER:
        return _("A question about my answer")
    return _("Interview: %(job)s") % {"job": facts["job"]} if facts["job"] else _("Interview")
