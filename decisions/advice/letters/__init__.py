"""Letters drafted from the answers, for whichever choice the candidate makes. The app never sends one.

A letter says only what stands in the answers and the invitation. It names no private motive, no other offer
(but to the employer who made it, or where the candidate ticked that it may) and no benefits, and gives at
most one true reason. Each comes as a mail, as a text message and as four lines to say on the phone.
"""

from decisions.advice.letters.drafts import GroupView, Letters, LetterView, kept
from decisions.advice.letters.forms import (
    FORMS,
    MAIL,
    MAX_CHARACTERS,
    MAX_WORDS,
    PHONE,
    TEXT,
    FormView,
)
from decisions.advice.letters.kinds import (
    ACCEPT,
    ASK_CONDITION,
    ASK_FACT,
    COUNTER_OFFER,
    DECLINE,
    GO_BETWEENS,
    KINDS,
    LATE_DECLINE,
    MORE_TIME,
    ONE_MORE_DAY,
    POSTPONE,
    REFERRER_NOTE_ASK,
    REFERRER_NOTE_DECLINE,
    REFERRER_NOTE_TAKE,
    REFERRER_NOTES,
    THANK_YOU_LEAVING,
    THANK_YOU_STAYING,
    TITLES,
    WITHDRAW,
)

MAX_LENGTH = 4000

__all__ = [
    "ACCEPT",
    "ASK_CONDITION",
    "ASK_FACT",
    "COUNTER_OFFER",
    "DECLINE",
    "FORMS",
    "GO_BETWEENS",
    "KINDS",
    "LATE_DECLINE",
    "MAIL",
    "MAX_CHARACTERS",
    "MAX_LENGTH",
    "MAX_WORDS",
    "MORE_TIME",
    "ONE_MORE_DAY",
    "PHONE",
    "POSTPONE",
    "REFERRER_NOTES",
    "REFERRER_NOTE_ASK",
    "REFERRER_NOTE_DECLINE",
    "REFERRER_NOTE_TAKE",
    "TEXT",
    "THANK_YOU_LEAVING",
    "THANK_YOU_STAYING",
    "TITLES",
    "WITHDRAW",
    "FormView",
    "GroupView",
    "LetterView",
    "Letters",
    "kept",
]
