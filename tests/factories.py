"""Rows for tests, made by the code that serves users wherever there is one.

Each takes keywords only and fills in what a test does not care about.
"""

import time
from collections.abc import Collection, Iterable, Mapping
from datetime import date, timedelta
from itertools import count
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa import app_settings
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from allauth.mfa.utils import decrypt
from django.contrib.auth.models import Group, User
from django.utils import timezone

from decisions.advice.issue import issue
from decisions.advice.sharing import PARTS, share
from decisions.models import (
    Advice,
    Agency,
    Candidate,
    Case,
    CaseMessage,
    Draft,
    Invitation,
    JobFact,
    Office,
    Opinion,
    ResumeKey,
    StateOffice,
)
from decisions.questions import DAY_QUESTIONS
from decisions.scoring import current

PASSWORD = "a long password for tests"

# A full set of answers in the words of the web form: no other offer, and nothing that is unknown.
ANSWERS: Mapping[str, Any] = {
    "sure": "leaning_no",
    "dislikes": ["kind_of_work"],
    "known_from": "guessing",
    "want_if_untrue": "maybe",
    "open_point": "nothing",
    "interviews_lately": "none_in_6_months",
    "interview_skill": "so_so",
    "wanted_interview": "within_8_weeks",
    "offer": "none",
    "clear_on_next": "partly",
    "newness": "some_is_new",
    "who_you_meet": "the_manager",
    "hours": "under_2",
    "money": "none",
    "extra_tasks": "none",
    "can_prepare": "yes",
    "boss_finds_out": "no_or_fine",
    "set_up_by": ["i_applied"],
    "meet_again": "unlikely",
    "candor": "honest_if_asked",
    "flags": [],
    "benefits": "no",
    "matters": {"practice": "a_lot", "leverage": "some", "clarity": "a_lot", "options": "a_lot"},
}

_number = count(1)


def answers_with(**changes: Any) -> dict[str, Any]:
    """The full set with some answers changed; None takes one out."""
    return {key: value for key, value in {**ANSWERS, **changes}.items() if value is not None}


def web_answers(engine: Mapping[str, Any], *, on: date) -> dict[str, Any]:
    """An answer file's answers as a candidate would have given them on the web on that day."""
    web = {question: _web_value(question, value, on) for question, value in engine.items()}
    flags = web.get("flags", [])
    web["flags"] = [flag for flag in flags if flag != "unemployment_benefits"]
    web["benefits"] = "yes" if "unemployment_benefits" in flags else "no"
    web.setdefault("matters", dict.fromkeys(("practice", "leverage", "clarity", "options"), "a_lot"))
    return web


def _web_value(question: str, value: Any, on: date) -> Any:
    if question in DAY_QUESTIONS and isinstance(value, int):
        return {"on": (on + timedelta(days=value)).isoformat(), "chip": None}
    return value


def agency(**fields: Any) -> Agency:
    defaults = {"name": "Testing Staffing", "phone": "574-555-0100", "email": "help@agency.test"}
    row, _ = Agency.objects.update_or_create(pk=Agency.ONLY_ID, defaults={**defaults, **fields})
    return row


def office(*, name: str = "", staff: Iterable[User] = (), **fields: Any) -> Office:
    defaults = {"city": "South Bend", "state": "IN"}
    row = Office.objects.create(name=name or f"Office {next(_number)}", **{**defaults, **fields})
    row.staff.set(staff)
    return row


def state_office(**fields: Any) -> StateOffice:
    defaults = {"state": "IN", "name": "Indiana's office for benefits", "url": "https://in.test/"}
    row, _ = StateOffice.objects.update_or_create(
        state=fields.get("state", "IN"), defaults={**defaults, **fields}
    )
    return row


def user(
    *, name: str = "", group: str = "", offices: Iterable[Office] = (), totp: bool = True, **fields: Any
) -> User:
    """Staff with a password and, unless said otherwise, an authenticator app."""
    username = name or f"staff{next(_number)}"
    row = User.objects.create_user(
        username, f"{username}@agency.test", PASSWORD, **{"is_staff": True, "first_name": name, **fields}
    )
    EmailAddress.objects.create(user=row, email=row.email, primary=True, verified=True)
    if group:
        row.groups.add(Group.objects.get(name=group))
    for place in offices:
        place.staff.add(row)
    if totp:
        TOTP.activate(row, generate_totp_secret())
    return row


def totp_code(person: User) -> str:
    """What this person's authenticator app shows now."""
    authenticator = Authenticator.objects.get(user=person, type=Authenticator.Type.TOTP)
    now = int(time.time()) // app_settings.TOTP_PERIOD
    return str(format_hotp_value(hotp_value(decrypt(authenticator.data["secret"]), now)))


def candidate(**fields: Any) -> Candidate:
    return Candidate.objects.create(**fields)


def invitation(*, candidate: Candidate | None = None, **fields: Any) -> Invitation:
    """An invitation of which nothing is known but the company and the job title."""
    defaults = {"company": "Elkhart Metal Works", "job_title": "Line lead"}
    return Invitation.objects.create(
        candidate=candidate or Candidate.objects.create(), **{**defaults, **fields}
    )


def job_fact(*, invitation: Invitation, **fields: Any) -> JobFact:
    defaults = {"name": JobFact.Name.PAY, "value": "$19 an hour", "source": JobFact.Source.CANDIDATE}
    return JobFact.objects.create(invitation=invitation, **{**defaults, **fields})


def resume_key(*, invitation: Invitation) -> str:
    """The text of a new key that opens the invitation."""
    return ResumeKey.make(invitation, ResumeKey.Origin.SHOWN)[1]


def draft(
    *,
    invitation: Invitation | None = None,
    answers: Mapping[str, Any] = ANSWERS,
    rules: str = "",
    version: int = 1,
) -> Draft:
    invitation = invitation or _an_invitation()
    rules = rules or current(invitation.today()).id
    return Draft.objects.create(invitation=invitation, answers=dict(answers), rules=rules, version=version)


def advice(
    *, invitation: Invitation | None = None, answers: Mapping[str, Any] = ANSWERS, rules: str = ""
) -> Advice:
    """The next advice of the invitation, from its draft with these answers."""
    invitation = invitation or _an_invitation()
    row = Draft.objects.filter(invitation=invitation).first()
    if row is None:
        row = draft(invitation=invitation, answers=answers, rules=rules)
    elif row.answers != dict(answers):
        row.answers, row.version = dict(answers), row.version + 1
        row.save()
    return issue(draft=row, by=row.invitation.candidate)


def case(
    *,
    invitation: Invitation | None = None,
    answers: Mapping[str, Any] = ANSWERS,
    office: Office | None = None,
    advice: Advice | None = None,
    parts: Collection[str] = PARTS,
) -> Case:
    """A shared copy, by the candidate's own act of sharing."""
    shared = advice or _some_advice(invitation, answers)
    person = shared.invitation.candidate
    return share(advice=shared, office=office or _an_office(), parts=parts, by=person)


def opinion(*, case: Case, by: User, **fields: Any) -> Opinion:
    """A row as the desk would store it; the desk's own form is the way to give one in earnest."""
    defaults = {
        "kind": Opinion.Kind.AGREE,
        "advice_number": case.advice_number,
        "engine_verdict": case.verdict,
        "language": "en",
        "at": timezone.now(),
    }
    return Opinion.objects.create(case=case, by=by, **{**defaults, **fields})


def case_message(*, case: Case, by: User, **fields: Any) -> CaseMessage:
    """A row as the desk would store it."""
    defaults = {"text": "Call me when you can.", "language": "en"}
    return CaseMessage.objects.create(case=case, by=by, **{**defaults, **fields})


def agency_fact(*, invitation: Invitation, by: User, **fields: Any) -> JobFact:
    """A fact as the desk would store it beside the invitation; the case is not touched."""
    defaults = {"source": JobFact.Source.AGENCY, "basis": JobFact.Basis.EMPLOYER}
    return job_fact(invitation=invitation, by=by, **{**defaults, **fields})


# The keywords above carry the names of the functions, so these stand in for them.
def _an_invitation() -> Invitation:
    return invitation()


def _an_office() -> Office:
    return office()


def _some_advice(shared: Invitation | None, answers: Mapping[str, Any]) -> Advice:
    return advice(invitation=shared, answers=answers)
