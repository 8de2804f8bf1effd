"""Letters of thousands of random answer sets: short, whole, true, and silent on what is private."""

import random
import re
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.utils.translation import trans_null
from hypothesis import settings

from decisions.advice.asks import ABOUT
from decisions.advice.dates import ask_by
from decisions.advice.letters import (
    COUNTER_OFFER,
    KINDS,
    MAX_CHARACTERS,
    MAX_WORDS,
    MORE_TIME,
    PHONE,
    TEXT,
    FormView,
    Letters,
)
from decisions.advice.told import Told
from decisions.models import Advice, Candidate, Invitation, Verdict
from decisions.scoring import NOT_SURE
from tests.advice.stored_nowhere import NOW, RULES
from tests.scoring.answer_sets import QUESTIONNAIRE, Answers, only_asked

# Thousands in the default profile. Each set gets a letter of one kind that fits, in each form.
SETS = settings().max_examples * 10

PRIVATE = re.compile(r"unemploy|benefit|private|compensat|pretend|keen|boss|honest|refus|wage", re.IGNORECASE)
OTHER_OFFER = re.compile(r"\boffers?\b|another (?:job|employer)|\braise\b|accepted", re.IGNORECASE)
BROKEN = re.compile(r"[{}\[\]%<>_]|None|\.\.|,,|  |\n\n\n|\s[.,?]| \n|&#|^\s|\s$")
DATE = re.compile(r"(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), [A-Z][a-z]{2} \d+")
NAMES = (
    "",
    "Dana",
    "Dr. Ñandú O'Brien",
    "  Sam   Lee ",
    "Wade S.",
    "Acme, Inc.",
    "李小龍",
    "نور الهدى",
    "Zoë 🦊",
)
# As long as the fields allow, in one word and in many.
LONG_NAMES = (
    "w" * 80,
    "a " * 39 + "b",
    "Certified operator of forklifts, second shift, yard and warehouse, Elkhart",
)

TO_FIRST_EMPLOYER = {MORE_TIME, COUNTER_OFFER}


@pytest.fixture(autouse=True)
def untranslated(monkeypatch: pytest.MonkeyPatch) -> None:
    """The English words stand in the source, and to look for a translation of each takes most of the time."""
    for name in ("gettext", "ngettext", "pgettext", "npgettext"):
        monkeypatch.setattr(f"django.utils.translation._trans.{name}", getattr(trans_null, name))


def test_letters_of_any_answers_are_short_whole_and_discreet() -> None:
    for letters, kind in drawn(SETS, names=NAMES):
        for form in letters.letter(kind).forms:
            assert faults(letters, kind, form) == [], (kind, form.form, form.text)


def test_letters_with_the_longest_names_are_short() -> None:
    for letters, kind in drawn(SETS // 10, names=LONG_NAMES):
        for form in letters.letter(kind).forms:
            assert is_short(form), (kind, form.form, form.text)


def test_letters_do_not_depend_on_what_is_private() -> None:
    """Whoever did not make the offer gets the same words whatever the offer is and however open they are."""
    rng = random.Random(2)  # noqa: S311 - a draw for a test
    for letters, kind in drawn(SETS // 10, names=NAMES, ticked=False):
        other = {**letters.told.answers, **private_part(rng)}
        if kind not in TO_FIRST_EMPLOYER:
            assert texts(twin(letters, other), kind) == texts(letters, kind)


def test_each_kind_fits_some_answers_and_the_counter_offer_only_an_offer_that_was_made() -> None:
    fitting = [
        (kind, letters.told.answers["offer"])
        for letters, _kind in drawn(SETS // 10, names=NAMES)
        for kind in KINDS
        if letters.fits(kind)
    ]
    assert {kind for kind, _offer in fitting} == set(KINDS)
    assert {offer for kind, offer in fitting if kind == COUNTER_OFFER} == {"spoken", "written"}


def faults(letters: Letters, kind: str, form: FormView) -> list[Any]:
    """All that is wrong with one letter."""
    text = form.text
    found: list[Any] = [*BROKEN.findall(text), *PRIVATE.findall(text)]
    found += [] if is_short(form) else ["too long"]
    found += sorted(set(DATE.findall(text)) - dates_given(letters.told))
    if kind == COUNTER_OFFER:
        found += re.findall(r"[\d$]", text)
    if kind not in TO_FIRST_EMPLOYER:
        ticked = letters.told.advice.invitation.names_offer
        found += OTHER_OFFER.findall(text.replace(letters.offer_said, "") if ticked else text)
    return found


def is_short(form: FormView) -> bool:
    if form.form == TEXT:
        return len(form.text) <= MAX_CHARACTERS and "\n" not in form.text
    if form.form == PHONE and len(form.text.split("\n\n")) != 4:
        return False
    return len(form.text.split()) <= MAX_WORDS


def dates_given(told: Told) -> set[str]:
    """Every date in the answers and the invitation, and the days that follow the time to reply."""
    invitation, answers = told.advice.invitation, told.answers
    answer_by = ask_by(now=NOW, invitation=invitation)
    moments = [at for at in (answer_by, invitation.interview_at, invitation.reply_by) if at]
    days = [at.astimezone(invitation.zone).date() for at in moments]
    if invitation.reply_by:
        days += [days[-1] + timedelta(days=more) for more in (1, 2, 3, 4)]
    counted = [answers.get(name) for name in ("days_to_answer", "days_to_their_offer")]
    days += [told.scored_on + timedelta(days=count) for count in counted if isinstance(count, int)]
    return {f"{day:%a}, {day:%b} {day.day}" for day in days}


def texts(letters: Letters, kind: str) -> list[str]:
    return [form.text for form in letters.letter(kind).forms]


def private_part(rng: random.Random) -> Answers:
    """Other answers to what nobody else may learn, but for the flag that takes the reason out of a no."""
    options = {id: QUESTIONNAIRE.question(id).options for id in ("candor", "offer", "offer_room")}
    return {**{id: rng.choice(words) for id, words in options.items()}, "days_to_answer": rng.choice([0, 20])}


def twin(letters: Letters, answers: Answers) -> Letters:
    old = letters.told.advice
    told = Told(Advice(invitation=old.invitation, answers=answers, scored_on=old.scored_on, rules=old.rules))
    return Letters(told, letters.result, letters.now, {})


def drawn(count: int, *, names: Sequence[str], ticked: bool | None = None) -> Iterator[tuple[Letters, str]]:
    """Letters of random answers to random invitations, and a kind that fits."""
    rng = random.Random(1)  # noqa: S311 - a draw for a test
    for _ in range(count):
        answers = only_asked({one.id: answer(rng, one) for one in QUESTIONNAIRE.questions})
        invitation = Invitation(
            candidate=Candidate(name=rng.choice(names)),
            **{field: rng.choice(names) for field in ("contact_name", "company", "job_title")},
            interview_at=moment(rng),
            reply_by=moment(rng),
            names_offer=rng.random() < 0.5 if ticked is None else ticked,
        )
        row = Advice(invitation=invitation, answers=answers, scored_on=NOW.date(), rules=RULES.id)
        letters = Letters(Told(row), result(rng, answers), NOW, {})
        yield letters, next(kind for kind in rng.sample(KINDS, len(KINDS)) if letters.fits(kind))


def moment(rng: random.Random) -> datetime | None:
    return None if rng.random() < 0.3 else NOW + timedelta(hours=rng.randint(-96, 400))


def answer(rng: random.Random, question: Any) -> Any:
    words = question.choices
    if question.kind == "some_of":
        least = 0 if question.or_none else 1
        return rng.sample(question.options, rng.randint(least, question.at_most or 3))
    if question.kind == "whole_number":
        return rng.choice([*words, rng.randint(0, 30), rng.randint(0, 30)])
    if question.kind == "each_of":
        return {reason: rng.choice(question.options) for reason in question.each_of}
    return rng.choice(words)


def result(rng: random.Random, answers: Answers) -> dict[str, Any]:
    """What an engine might say of these answers: up to two things to ask, with or without the condition."""
    open_ = [id for id in ABOUT if answers.get(id) == NOT_SURE]
    open_ += ["more_time"] if answers.get("more_time") == "not_asked" else []
    open_ += ["known_from", "open_point"]
    unsure = "unemployment_benefits" not in answers["flags"] and rng.random() < 0.5
    return {
        "ask": rng.sample(open_, rng.randint(0, 2)),
        "conditions": ["say_you_are_unsure"] if unsure else [],
        "verdict": rng.choice(Verdict.values),
    }
