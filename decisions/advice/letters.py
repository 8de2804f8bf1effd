"""Letters drafted from the answers, for whichever choice the candidate makes. The app never sends one.

A letter says only what stands in the answers and the invitation. It names no private motive, no other offer
(but to the employer who made it) and no benefits, and gives at most one true reason.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import quote

from django.template import Context
from django.template.loader import get_template
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from decisions.advice.asks import KNOWN_FOR_SURE, OF_FIRST_EMPLOYER, asks, worth_asking
from decisions.advice.told import Told
from decisions.models import Verdict
from decisions.questions import say_moment

ACCEPT, ASK_FACT, ASK_CONDITION = "accept", "ask_fact", "ask_condition"
MORE_TIME, DECLINE, LATE_DECLINE = "more_time", "decline", "late_decline"
KINDS = (ACCEPT, ASK_FACT, ASK_CONDITION, MORE_TIME, DECLINE, LATE_DECLINE)
MAX_LENGTH = 4000

TITLES = {
    ACCEPT: gettext_lazy("Say that you will come"),
    ASK_FACT: gettext_lazy("Ask the question"),
    ASK_CONDITION: gettext_lazy("Say that you are unsure"),
    MORE_TIME: gettext_lazy("Ask the employer with the offer"),
    DECLINE: gettext_lazy("Say no, politely"),
    LATE_DECLINE: gettext_lazy("Say no at the last moment"),
}

# What may be named as the one reason for a no: never a feeling about them, never anything private.
REASONS_FOR_NO = {
    "pay": gettext_lazy("The pay is not what I am looking for."),
    "hours_or_shift": gettext_lazy("The hours do not suit me."),
    "distance_or_move": gettext_lazy("The location does not suit me."),
    "temp_or_contract": gettext_lazy("I am not looking for temporary or contract work."),
    "job_level": gettext_lazy("The level of the job is not what I am looking for."),
    "kind_of_work": gettext_lazy("It is not the kind of work that I am looking for."),
}
UNLIKELY = ("never", "quite_sure")
FIRST_EMPLOYERS = {"raise_at_my_job": "boss", "expected_in_2_weeks": "expected"}
LATE = timedelta(hours=48)
DIRECTION_MARKS = re.compile("[\u202a-\u202e\u2066-\u2069\u200e\u200f]")


@dataclass(frozen=True)
class LetterView:
    kind: str
    title: str
    to: str
    subject: str
    text: str
    is_edited: bool
    call_first: bool

    @property
    def mailto(self) -> str:
        body = quote(self.text.replace("\n", "\r\n"))
        return f"mailto:?subject={quote(self.subject)}&body={body}"

    @property
    def rows(self) -> int:
        """How many lines a narrow field needs for the text."""
        return sum(1 + len(line) // 40 for line in self.text.splitlines()) + 1


@dataclass(frozen=True)
class Letters:
    """Drafts letters of one advice, as of `now`; `edited` holds the texts the candidate kept, by kind."""

    told: Told
    result: Mapping[str, Any]
    now: datetime
    edited: Mapping[str, str]

    @property
    def is_late(self) -> bool:
        """Whether a no would come so late that it needs a call."""
        at = self.told.advice.invitation.interview_at
        if "time_confirmed" not in self.told.flags:
            return False
        return at - self.now <= LATE if at is not None else "within_2_days" in self.told.flags

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

    @property
    def ask_ids(self) -> list[str]:
        return list(self.result["ask"]) or worth_asking(self.told)

    def letter(self, kind: str) -> LetterView:
        text = self.edited.get(kind) or self._draft(kind)
        return LetterView(
            kind=kind,
            title=str(TITLES[kind]),
            to=self.addressee(kind),
            subject=self._subject(kind),
            text=text,
            is_edited=kind in self.edited,
            call_first=kind == LATE_DECLINE,
        )

    def _draft(self, kind: str) -> str:
        # A letter is text, not a page: a name such as O'Brien must not be escaped.
        template: Any = get_template(f"advice/letters/{kind}.txt")
        return _tidy(template.template.render(Context(self._facts(kind), autoescape=False)))

    def _facts(self, kind: str) -> dict[str, Any]:
        invitation, answers = self.told.advice.invitation, self.told.answers
        interview, reply_by = invitation.interview_at, invitation.reply_by
        coming = interview is not None and interview > self.now
        return {
            "to": _words(invitation.contact_name),
            "job": _words(invitation.job_title),
            "company": _words(invitation.company),
            "sender": _words(invitation.candidate.name),
            "when": say_moment(interview, invitation.zone) if interview and coming else "",
            "confirmed": "time_confirmed" in self.told.flags,
            "missed": interview is not None and not coming,
            "late_reply": reply_by is not None and reply_by < self.now,
            "keep_private": answers["boss_finds_out"] == "could_hurt",
            "questions": self._questions(kind),
            "unlikely": answers["sure"] in UNLIKELY,
            "paid_travel": "paid_travel" in self.told.flags,
            "first_employer": FIRST_EMPLOYERS.get(answers["offer"], "offer"),
            "because": self._reason_for_no(),
        }

    def _questions(self, kind: str) -> list[str]:
        of_first = kind == MORE_TIME
        ids = self.result["ask"] if kind == ASK_CONDITION else self.ask_ids
        return [ask.question for ask in asks(self.told, ids) if ask.of_first_employer == of_first]

    def _reason_for_no(self) -> str:
        """The first dislike that is a known fact and can be said; what is only guessed might be wrong."""
        if self.told.answers["known_from"] not in KNOWN_FOR_SURE:
            return ""
        return next((str(REASONS_FOR_NO[one]) for one in self.told.dislikes if one in REASONS_FOR_NO), "")

    def addressee(self, kind: str) -> str:
        """Whom the letter is to: a name, or words for who it is."""
        invitation = self.told.advice.invitation
        if kind == MORE_TIME:
            return _first_employer(self.told.answers["offer"])
        name, company = _words(invitation.contact_name), _words(invitation.company)
        if name and company:
            return _("%(name)s at %(company)s") % {"name": name, "company": company}
        return name or _("whoever invited you")

    def _subject(self, kind: str) -> str:
        if kind == MORE_TIME:
            return _("A question about my answer")
        job = _words(self.told.advice.invitation.job_title)
        return _("Interview: %(job)s") % {"job": job} if job else _("Interview")


def _first_employer(offer: str) -> str:
    if offer == "raise_at_my_job":
        return _("your boss")
    if offer == "expected_in_2_weeks":
        return _("the employer whose offer you expect")
    return _("the employer who made you the offer")


def _words(typed: str) -> str:
    """One line, without the marks that would turn the direction of the words around it."""
    return " ".join(DIRECTION_MARKS.sub("", typed).split())


def _tidy(rendered: str) -> str:
    """Paragraphs on one line each, but for the closing, where the name stands below."""
    paragraphs = [part.split("\n") for part in re.split(r"\n\s*\n", rendered.strip())]
    lines = [[line for line in map(_words, part) if line] for part in paragraphs]
    *body, closing = [part for part in lines if part]
    return "\n\n".join([*(" ".join(part) for part in body), "\n".join(closing)])
