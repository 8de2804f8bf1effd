"""Drafts the letters of one advice, and finds those that its answers and dates call for."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any

from django.urls import reverse
from django.utils import translation

from decisions.advice.asks import OF_FIRST_EMPLOYER, question, worth_asking
from decisions.advice.letters.facts import facts_for
from decisions.advice.letters.forms import FORMS, LABELS, MAIL, PHONE, Draft, FormView
from decisions.advice.letters.kinds import (
    ACCEPT,
    ASK_CONDITION,
    ASK_FACT,
    BY_PHONE_WHEN_LATE,
    DECLINE,
    GROUPS,
    LATE_DECLINE,
    MORE_TIME,
    ONE_MORE_DAY,
    REFERRER_NOTES,
    THANK_YOU_LEAVING,
    TO_FIRST_EMPLOYER,
    TO_REFERRER,
    WITHDRAW,
    addressee,
    fits,
    subject,
    title,
)
from decisions.advice.told import Told
from decisions.models import Advice, Verdict
from decisions.scoring import NOT_SURE

# Which kinds name another offer if they may: by whether it waits for an answer, or was accepted.
NAME_OFFER = {
    True: (ASK_FACT, ONE_MORE_DAY),
    False: (DECLINE, LATE_DECLINE, WITHDRAW, THANK_YOU_LEAVING),
}

SAY_NO = frozenset(NAME_OFFER[False])

# The own words of the candidate, by kind and form, the ones kept last at the end.
Kept = Mapping[tuple[str, str], str]


@dataclass(frozen=True)
class LetterView:
    """`text` is that of the mail; `shown` names the form to show first."""

    kind: str
    title: str
    to: str
    forms: tuple[FormView, ...]
    shown: str
    call_first: bool
    may_name_offer: bool
    advice: Advice = field(compare=False)

    @property
    def action(self) -> str:
        """Where own words are kept."""
        return reverse("letter", args=[self.advice.invitation.public_id, self.advice.number, self.kind])

    @property
    def text(self) -> str:
        return self.forms[0].text

    @property
    def is_edited(self) -> bool:
        return any(form.is_edited for form in self.forms)


@dataclass(frozen=True)
class GroupView:
    title: str
    letters: tuple[LetterView, ...]

    @property
    def ends_it(self) -> bool:
        """Whether a letter among these is a no, which can count against unemployment benefits."""
        return not SAY_NO.isdisjoint(letter.kind for letter in self.letters)


def kept(advice: Advice) -> Kept:
    rows = advice.letters.filter(language=translation.get_language()).order_by("updated_at")
    return {(row.kind, row.form): row.text for row in rows}


@dataclass(frozen=True)
class Letters:
    """Drafts letters of one advice, as of `now`; `edited` holds the texts that the candidate kept."""

    told: Told
    result: Mapping[str, Any]
    now: datetime
    edited: Kept

    @property
    def is_late(self) -> bool:
        """Whether a no would come so late that it needs a call."""
        return bool(self._facts["late"])

    @property
    def ask_ids(self) -> list[str]:
        return list(self.result["ask"]) or worth_asking(self.told)

    @property
    def offer_said(self) -> str:
        """What the letters say, or would say if it were ticked, of another offer; empty without one."""
        return str(self._facts["offer_said"])

    def kinds(self, verdict: str) -> tuple[str, ...]:
        """The letters that a choice calls for, the one to send first at the front."""
        if verdict == Verdict.TAKE:
            return (ACCEPT,)
        if verdict == Verdict.DECLINE:
            return (LATE_DECLINE if self.is_late else DECLINE,)
        if "say_you_are_unsure" in self.result["conditions"]:
            of_first = any(id in OF_FIRST_EMPLOYER for id in self.result["ask"])
            return (ASK_CONDITION, MORE_TIME) if of_first else (ASK_CONDITION,)
        if "check_benefits" in self.result["conditions"] and not self.result["ask"]:
            # The one to ask is the state's office alone.
            return ()
        ids = self.ask_ids
        return tuple(dict.fromkeys(MORE_TIME if id in OF_FIRST_EMPLOYER else ASK_FACT for id in ids))

    def fits(self, kind: str) -> bool:
        """Whether the answers and the dates call for such a letter, or the candidate kept one."""
        return fits(kind, self._facts) or any(one == kind for one, _form in self.edited)

    def groups(self) -> tuple[GroupView, ...]:
        """All letters that fit, by the choice or the moment that they are for."""
        in_order = sorted(GROUPS, key=lambda group: group.verdict != self.result["verdict"])
        found = [
            GroupView(str(group.title), tuple(self.letter(kind) for kind in group.kinds if self.fits(kind)))
            for group in in_order
        ]
        return tuple(group for group in found if group.letters)

    def letter(self, kind: str) -> LetterView:
        facts = self._facts
        call_first = facts["late"] and kind in BY_PHONE_WHEN_LATE
        own = [form for one, form in self.edited if one == kind]
        return LetterView(
            kind=kind,
            title=title(kind, facts),
            to=addressee(kind, facts),
            forms=self._forms(kind),
            shown=[PHONE if call_first else MAIL, *own][-1],
            call_first=call_first,
            may_name_offer=bool(facts["offer_said"]) and kind in NAME_OFFER[facts["has_offer"]],
            advice=self.told.advice,
        )

    def addressee(self, kind: str) -> str:
        return addressee(kind, self._facts)

    @cached_property
    def _facts(self) -> dict[str, Any]:
        return facts_for(self.told, self.now) | {
            "first_questions": self._of_first_employer(),
            "say_unsure": "say_you_are_unsure" in self.result["conditions"],
        }

    def _forms(self, kind: str) -> tuple[FormView, ...]:
        return tuple(
            FormView(
                form=form,
                label=str(LABELS[form]),
                text=self.edited.get((kind, form)) or self._draft(kind, form),
                subject=subject(kind, self._facts),
                is_edited=(kind, form) in self.edited,
            )
            for form in FORMS
        )

    def _draft(self, kind: str, form: str) -> str:
        to_others = kind in TO_FIRST_EMPLOYER | TO_REFERRER
        draft = self._to_others if to_others else self._to_inviter
        return draft.text(kind, form, questions=self._questions(kind), choice=REFERRER_NOTES.get(kind, ""))

    @cached_property
    def _to_inviter(self) -> Draft:
        return Draft(self._facts)

    @cached_property
    def _to_others(self) -> Draft:
        # The contact's name is that of who sent the invitation.
        return Draft(self._facts | {"to": ""})

    def _questions(self, kind: str) -> str:
        if kind == MORE_TIME:
            return str(self._facts["first_questions"])
        ids = self.result["ask"] if kind == ASK_CONDITION else self.ask_ids
        of_them = [id for id in ids if id not in OF_FIRST_EMPLOYER]
        if kind == ASK_FACT and not of_them:
            of_them = worth_asking(self.told)
        return " ".join(question(self.told, id) for id in of_them)

    def _of_first_employer(self) -> str:
        """What to ask whoever made the first offer: as advised, else what is not known or too soon."""
        answers = self.told.answers
        advised = [id for id in self.ask_ids if id in OF_FIRST_EMPLOYER]
        if not advised and answers.get("days_to_answer") == NOT_SURE:
            advised = ["days_to_answer"]
        if not advised and answers.get("more_time") == "not_asked":
            advised = ["more_time"]
        return " ".join(question(self.told, id) for id in advised)
