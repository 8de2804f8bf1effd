"""What recruiters said about a shared case, beside the advice: opinions and messages, the newest first."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import get_language, get_language_info, gettext_lazy
from django.utils.translation import gettext as _

from decisions.models import Advice, CaseMessage, Opinion, Verdict
from decisions.questions import say_date, say_moment_there

TALKS = {
    Opinion.Talk.CALL: gettext_lazy("They propose a call: %(when)s."),
    Opinion.Talk.MOCK_INTERVIEW: gettext_lazy("They propose a mock interview: %(when)s."),
}
TALKS_ANY_TIME = {
    Opinion.Talk.CALL: gettext_lazy("They propose a call. Say when it suits you."),
    Opinion.Talk.MOCK_INTERVIEW: gettext_lazy("They propose a mock interview. Say when it suits you."),
}


@dataclass(frozen=True)
class Said:
    """`what` is the kind of opinion, empty for a message.

    `lang` and `written_in` are empty where the text is in the language in which the page is read.
    """

    by: str
    what: str
    verdict: str
    code: str
    proposal: str
    text: str
    lang: str
    written_in: str
    at: datetime
    on: str
    about_older: int | None


def said(advice: Advice, opinions: Iterable[Opinion], messages: Iterable[CaseMessage]) -> tuple[Said, ...]:
    everything = [_opinion(one, advice) for one in opinions] + [_message(one, advice) for one in messages]
    return tuple(sorted(everything, key=lambda one: one.at, reverse=True))


def _opinion(opinion: Opinion, advice: Advice) -> Said:
    is_older = opinion.advice_number != advice.number
    return Said(
        by=opinion.by.first_name or _("A recruiter"),
        what=str(opinion.get_kind_display()),
        verdict=str(Verdict(opinion.verdict).label) if opinion.verdict else "",
        code=str(opinion.get_code_display()) if opinion.code else "",
        proposal=_proposal(opinion, advice),
        text=opinion.comment,
        lang=_other_language(opinion.language),
        written_in=_written_in(opinion.language),
        at=opinion.at,
        on=_on(opinion.at, advice),
        about_older=opinion.advice_number if is_older else None,
    )


def _message(message: CaseMessage, advice: Advice) -> Said:
    return Said(
        by=message.by.first_name or _("A recruiter"),
        what="",
        verdict="",
        code="",
        proposal="",
        text=message.text,
        lang=_other_language(message.language),
        written_in=_written_in(message.language),
        at=message.at,
        on=_on(message.at, advice),
        about_older=None,
    )


def _on(at: datetime, advice: Advice) -> str:
    return say_date(at.astimezone(advice.invitation.zone).date())


def _proposal(opinion: Opinion, advice: Advice) -> str:
    """A call or a mock interview, with its time on the clock where the interview is."""
    if not opinion.talk and opinion.proposed_at is None:
        return ""
    talk = Opinion.Talk(opinion.talk or Opinion.Talk.CALL)
    if opinion.proposed_at is None:
        return str(TALKS_ANY_TIME[talk])
    return str(TALKS[talk]) % {"when": say_moment_there(opinion.proposed_at, advice.invitation.zone)}


def _other_language(code: str) -> str:
    """The language of a text where it is not the one in which the page is read."""
    reader = (get_language() or "en").split("-")[0]
    return "" if code.split("-")[0] == reader else code


def _written_in(code: str) -> str:
    other = _other_language(code)
    if not other:
        return ""
    try:
        name = str(get_language_info(other)["name_translated"])
    except KeyError:
        name = other
    return _("written in %(language)s") % {"language": name}
