"""The whole advice page as one frozen value: all that the template shows, ready to be shown."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from decisions.advice.asking import Asking, asking
from decisions.advice.changes import Change, changes
from decisions.advice.choices import ChoiceView, choices, plan
from decisions.advice.dates import DAY, TIME_TO_REPLY, DateLine, ask_by, date_lines
from decisions.advice.firmness import Firmness, firmness
from decisions.advice.history import Entry, history
from decisions.advice.letters import GO_BETWEENS, ONE_MORE_DAY, Letters, LetterView
from decisions.advice.reasons import (
    BridgeView,
    CostView,
    ReasonView,
    bridge_if_declining,
    bridge_if_going,
    cost,
    reasons,
)
from decisions.advice.recruiter_says import Said, said
from decisions.advice.told import Told
from decisions.advice.unknown import NotKnown, not_known
from decisions.advice.verdicts import VerdictView, verdict
from decisions.models import Advice, Case, CaseMessage, Choice, Opinion, StateOffice, Verdict
from decisions.questions import say_date, say_moment, zone_name


@dataclass(frozen=True)
class Now:
    """What to do now. Without a letter, the state's office comes first.

    `otherwise`, for the advice to ask, is the verdict to follow if no answer comes by `waits_until`.
    """

    asking: tuple[Asking, ...]
    letter: LetterView | None
    more_letters: tuple[LetterView, ...]
    is_ask: bool
    waits_until: str
    otherwise: str
    otherwise_letter: LetterView | None
    one_more_day: LetterView | None
    check_benefits: bool
    off_hours: bool
    tell_go_between: bool
    plan: tuple[str, ...]


@dataclass(frozen=True)
class Shared:
    office: str
    since: str
    number: int


@dataclass(frozen=True)
class Source:
    """The rules behind the advice, and the day by which somebody looks at them again."""

    rules: str
    rules_from: str
    review_on: str
    is_review_past: bool


@dataclass(frozen=True)
class AdvicePage:
    number: int
    job: str
    company: str
    reply_by: str
    reply_is_past: bool
    interview_is_past: bool
    verdict: VerdictView
    now: Now
    not_known: tuple[NotKnown, ...]
    reasons: tuple[ReasonView, ...]
    cost: CostView
    bridge_go: BridgeView
    bridge_no: BridgeView
    firmness: Firmness | None
    changes: tuple[Change, ...]
    choices: tuple[ChoiceView, ...]
    chosen: str
    dates: tuple[DateLine, ...]
    zone: str
    said: tuple[Said, ...]
    shared: Shared | None
    state_offices: tuple[StateOffice, ...]
    made_on: str
    answered: int
    newer_answers: bool
    latest: int
    history: tuple[Entry, ...]
    source: Source


@dataclass(frozen=True)
class Beside:
    """The rows beside the advice that the page shows, loaded by the view.

    `everything` is all advice of the invitation, the newest first.
    """

    letters: Mapping[tuple[str, str], str]
    choice: Choice | None
    case: Case | None
    opinions: Sequence[Opinion]
    state_offices: Sequence[StateOffice]
    newer_answers: bool
    everything: Sequence[Advice] = ()
    messages: Sequence[CaseMessage] = ()


def page(advice: Advice, beside: Beside, *, now: datetime) -> AdvicePage:
    """The page of an advice as of `now`: dates that have passed since are said."""
    told, result, invitation = Told(advice), advice.result, advice.invitation
    answer_by = ask_by(now=now, invitation=invitation)
    letters = Letters(told, result, now, beside.letters)
    chosen = beside.choice.verdict if beside.choice else ""
    reply_by, interview = invitation.reply_by, invitation.interview_at
    return AdvicePage(
        number=advice.number,
        job=invitation.job_title,
        company=invitation.company,
        reply_by=say_moment(reply_by, invitation.zone) if reply_by else "",
        reply_is_past=reply_by is not None and reply_by < now,
        interview_is_past=interview is not None and interview < now,
        verdict=verdict(told, result),
        now=_now(told, result, letters, answer_by),
        not_known=not_known(told, result),
        reasons=reasons(told, result),
        cost=cost(told, result),
        bridge_go=bridge_if_going(told, result),
        bridge_no=bridge_if_declining(told, result),
        firmness=firmness(told, result),
        changes=changes(told, result),
        choices=choices(told, result, letters, chosen=chosen, answer_by=answer_by),
        chosen=str(Verdict(chosen).label) if chosen else "",
        dates=tuple(date_lines(told, now=now)),
        zone=zone_name(now, invitation.zone),
        said=said(advice, beside.opinions, beside.messages),
        shared=_shared(beside.case, advice),
        state_offices=tuple(beside.state_offices),
        made_on=_say_year(advice.scored_on),
        answered=len(advice.draft_answers),
        newer_answers=beside.newer_answers,
        latest=max((one.number for one in beside.everything), default=advice.number),
        history=history(advice, beside.everything),
        source=_source(told, now),
    )


def _now(told: Told, result: Mapping[str, Any], letters: Letters, answer_by: datetime | None) -> Now:
    drafted = [letters.letter(kind) for kind in letters.kinds(result["verdict"])]
    default = result["default"]["verdict"] if result["default"] else ""
    return Now(
        asking=asking(told, result, letters, answer_by),
        letter=drafted[0] if drafted else None,
        more_letters=tuple(drafted[1:]),
        is_ask=result["verdict"] == Verdict.ASK,
        waits_until=say_moment(answer_by, told.advice.invitation.zone) if answer_by else "",
        otherwise=default,
        one_more_day=_one_more_day(letters, answer_by) if default else None,
        otherwise_letter=letters.letter(letters.kinds(default)[0]) if default else None,
        check_benefits="check_benefits" in result["conditions"],
        off_hours=told.answers["boss_finds_out"] == "could_hurt",
        tell_go_between=not GO_BETWEENS.isdisjoint(told.answers["set_up_by"]),
        plan=plan(told, result) if Verdict.TAKE in (result["verdict"], default) else (),
    )


def _source(told: Told, now: datetime) -> Source:
    rules, today = told.rules, now.astimezone(told.advice.invitation.zone).date()
    return Source(
        rules=rules.id,
        rules_from=_say_year(rules.effective_on),
        review_on=_say_year(rules.review_on),
        is_review_past=rules.review_on < today,
    )


def _one_more_day(letters: Letters, answer_by: datetime | None) -> LetterView | None:
    """Where the reply is due by tomorrow, or no office is open long enough before it for an answer."""
    invitation, now = letters.told.advice.invitation, letters.now
    if invitation.reply_by is None or answer_by is None or not letters.fits(ONE_MORE_DAY):
        return None
    days = invitation.reply_by.astimezone(invitation.zone).date() - now.astimezone(invitation.zone).date()
    is_tight = days <= DAY or answer_by > invitation.reply_by - TIME_TO_REPLY
    return letters.letter(ONE_MORE_DAY) if is_tight else None


def _shared(case: Case | None, advice: Advice) -> Shared | None:
    if case is None:
        return None
    since = say_date(case.shared_at.astimezone(advice.invitation.zone).date())
    return Shared(case.office.name, since, case.advice_number)


def _say_year(day: date) -> str:
    return _("%(date)s, %(year)d") % {"date": say_date(day), "year": day.year}
