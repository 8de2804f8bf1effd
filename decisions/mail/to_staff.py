"""Mails to staff. They hold times, numbers and links: no name of a person or a company, and no advice."""

from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib.auth.models import User
from django.urls import reverse
from django.utils import timezone, translation

from decisions.mail.digest import case_link, digest
from decisions.mail.drawing import Unneeded, draw
from decisions.mail.on_duty import on_duty, reviewers
from decisions.models import Message
from decisions.questions import say_moment_there


def send_to_staff(message: Message) -> None:
    """Written when it leaves, so that it says how things stand then."""
    user = message.user
    if user is None or not reviewers().filter(pk=user.pk).exists():
        # They left, or do something else by now.
        raise Unneeded
    with translation.override(message.language):
        context = _context(message, user)
    draw(message, {"user": user, **context}, to=user.email).send(fail_silently=False)


def _context(message: Message, user: User) -> dict[str, Any]:
    if message.kind == Message.Kind.DIGEST:
        return _digest(user)
    if message.case is None:
        raise Unneeded
    if message.kind == Message.Kind.CASE_DUE:
        _refuse_if_settled(message, user)
    when = say_moment_there(message.case.reply_by, ZoneInfo(message.case.time_zone))
    return {
        "case": message.case,
        "when": when,
        "is_overdue": message.case.reply_by < timezone.now(),
        "link": case_link(message.case),
    }


def _refuse_if_settled(message: Message, user: User) -> None:
    """Somebody looked at the case, or took it up, while the mail waited."""
    case = message.case
    if case is None or case.reviewed_at is not None or user not in on_duty(case):
        raise Unneeded


def _digest(user: User) -> dict[str, Any]:
    found = digest(user, timezone.now())
    if not found.groups:
        raise Unneeded
    return {"digest": found, "link": settings.SITE_URL + reverse("admin:decisions_case_changelist")}
