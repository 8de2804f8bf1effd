"""What letters may say: facts from the answers and the invitation, in words, as of a moment.

No private motive is among them. Another offer is, but only where the candidate ticked that it may be named.
"""

import re
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from decisions.advice.asks import KNOWN_FOR_SURE
from decisions.advice.dates import CANCEL_AHEAD, ask_by, is_working_day
from decisions.advice.letters.kinds import GO_BETWEENS
from decisions.advice.told import Told
from decisions.models import Invitation
from decisions.questions import say_date, say_moment
from decisions.questions.wording import Text

# What may be named as the one reason for a no: never a feeling about them, never anything private.
REASONS_FOR_NO: dict[str, Text] = {
    "pay": gettext_lazy("The pay is not what I am looking for."),
    "hours_or_shift": gettext_lazy("The hours do not suit me."),
    "distance_or_move": gettext_lazy("The location does not suit me."),
    "temp_or_contract": gettext_lazy("I am not looking for temporary or contract work."),
    "job_level": gettext_lazy("The level of the job is not what I am looking for."),
    "kind_of_work": gettext_lazy("It is not the kind of work that I am looking for."),
}
UNLIKELY = ("never", "quite_sure")
FIRST_EMPLOYERS = {
    "raise_at_my_job": "boss",
    "expected_in_2_weeks": "expected",
    "spoken": "offer",
    "written": "offer",
}
MADE = ("spoken", "written")
DAY = timedelta(days=1)
DIRECTION_MARKS = re.compile("[\u202a-\u202e\u2066-\u2069\u200e\u200f]")


def facts_for(told: Told, now: datetime) -> dict[str, Any]:
    """All that the templates of all letters may use, but for the questions of one letter."""
    return _of_invitation(told, now) | _of_answers(told) | _of_offer(told, now)


def words(typed: str) -> str:
    """One line, without the marks that would turn the direction of the words around it."""
    return " ".join(DIRECTION_MARKS.sub("", typed).split())


def is_late(told: Told, now: datetime) -> bool:
    """Whether a no would come so late that it needs a call."""
    at = told.advice.invitation.interview_at
    if "time_confirmed" not in told.flags:
        return False
    return at - now <= CANCEL_AHEAD if at is not None else "within_2_days" in told.flags


def _of_invitation(told: Told, now: datetime) -> dict[str, Any]:
    invitation = told.advice.invitation
    interview, reply_by, zone = invitation.interview_at, invitation.reply_by, invitation.zone
    is_past = interview is not None and interview <= now
    is_open = reply_by is not None and reply_by > now
    confirmed = "time_confirmed" in told.flags
    answer_by = ask_by(now=now, invitation=invitation)
    return {
        "to": words(invitation.contact_name),
        "job": words(invitation.job_title),
        "company": words(invitation.company),
        "sender": words(invitation.candidate.name),
        "when": words(say_moment(interview, zone)) if interview and not is_past else "",
        "past": is_past,
        "confirmed": confirmed,
        "late": is_late(told, now),
        "may_be_over": is_past or (interview is None and confirmed),
        "reply_by": words(say_moment(reply_by, zone)) if reply_by else "",
        "ask_by": words(say_moment(answer_by, zone)) if answer_by else "",
        "late_reply": reply_by is not None and not is_open,
        "one_more_day": _one_more_day(invitation) if is_open else "",
    }


def _of_answers(told: Told) -> dict[str, Any]:
    answers, flags, set_up_by = told.answers, told.flags, set(told.answers["set_up_by"])
    return {
        "keep_private": answers["boss_finds_out"] == "could_hurt",
        "unlikely": answers["sure"] in UNLIKELY,
        "paid_travel": "paid_travel" in flags,
        "benefits": "unemployment_benefits" in flags,
        "in_the_running": "last_round" in flags or "i_applied" in set_up_by,
        "has_referrer": not GO_BETWEENS.isdisjoint(set_up_by),
        "because": _reason_for_no(told),
    }


def _of_offer(told: Told, now: datetime) -> dict[str, Any]:
    """What is known of the other offer; only `other_offer` is for those who did not make it."""
    answers, has_offer = told.answers, told.answers["offer"] in MADE
    said = _offer_said(told, now)
    return {
        "first_employer": FIRST_EMPLOYERS.get(answers["offer"], ""),
        "has_offer": has_offer,
        "offer_is_fixed": answers.get("offer_room") == "fixed",
        "said_room": answers.get("offer_room") == "room",
        "spoken": answers["offer"] == "spoken",
        "offer_said": said,
        "other_offer": said if has_offer and told.advice.invitation.names_offer else "",
    }


def _offer_said(told: Told, now: datetime) -> str:
    """The sentence that names another offer; empty without one, and where its deadline has passed."""
    if told.answers["offer"] == "accepted":
        return _("I have accepted another offer.")
    deadline = told.day("days_to_answer")
    if told.answers["offer"] not in MADE:
        return ""
    if deadline is None:
        return _("I also have another offer.")
    if deadline < now.astimezone(told.advice.invitation.zone).date():
        return ""
    return _("I have another offer, and I need to answer it by %(date)s.") % {"date": say_date(deadline)}


def _reason_for_no(told: Told) -> str:
    """The one reason: an accepted offer, if ticked, else the first dislike that is known and can be said.

    What is only guessed might be wrong. Who gets unemployment benefits names no dislike: in writing it could
    be held against them.
    """
    if told.answers["offer"] == "accepted" and told.advice.invitation.names_offer:
        return _("I have accepted another offer.")
    if "unemployment_benefits" in told.flags or told.answers["known_from"] not in KNOWN_FOR_SURE:
        return ""
    return next((str(REASONS_FOR_NO[one]) for one in told.dislikes if one in REASONS_FOR_NO), "")


def _one_more_day(invitation: Invitation) -> str:
    """The same hour on the next working day; empty where that would be after the interview."""
    if invitation.reply_by is None:
        return ""
    until = invitation.reply_by.astimezone(invitation.zone) + DAY
    while not is_working_day(until.date()):
        until += DAY
    is_too_late = invitation.interview_at is not None and until >= invitation.interview_at
    return "" if is_too_late else words(say_moment(until, invitation.zone))
