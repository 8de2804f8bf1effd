"""The outbox: who is told what, and that it leaves the house once."""

from decisions.mail.codes import CODE_DIGITS, CODE_LIFE, code_of
from decisions.mail.digest import home_zone
from decisions.mail.due import tell_due, tell_stand_ins
from decisions.mail.failures import (
    failures_of,
    given_up,
    given_up_invitations,
    send_again,
    send_invitations_again,
)
from decisions.mail.morning import queue_digests
from decisions.mail.on_duty import reviewers
from decisions.mail.outbox import FIRST_PAUSE, MAX_TRIES, deliver, queue, queue_staff
from decisions.mail.sign_in import queue_code, send_code
from decisions.mail.upkeep import upkeep

__all__ = [
    "CODE_DIGITS",
    "CODE_LIFE",
    "FIRST_PAUSE",
    "MAX_TRIES",
    "code_of",
    "deliver",
    "failures_of",
    "given_up",
    "given_up_invitations",
    "home_zone",
    "queue",
    "queue_code",
    "queue_digests",
    "queue_staff",
    "reviewers",
    "send_again",
    "send_code",
    "send_invitations_again",
    "tell_due",
    "tell_stand_ins",
    "upkeep",
]
