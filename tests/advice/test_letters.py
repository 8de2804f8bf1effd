"""Letters of any answers, for any choice: short, whole, true, and silent on what is private."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from decisions.advice.letters import (
    ACCEPT,
    ASK_CONDITION,
    ASK_FACT,
    DECLINE,
    KINDS,
    LATE_DECLINE,
    MORE_TIME,
    Letters,
)
from decisions.advice.told import Told
from decisions.models import Verdict
from tests import factories
from tests.advice.stored_nowhere import NOW, advice
from tests.scoring.answer_sets import answer_sets

MAX_WORDS = 120
PRIVATE = re.compile(r"unemploy|benefit|private reason|compensation|pretend|keen", re.IGNORECASE)
OTHER_OFFER = re.compile(r"\boffers?\b|another (?:job|employer)|\braise\b", re.IGNORECASE)
BROKEN = re.compile(r"[{}\[\]%]|None|  |\n\n\n| [.,?]|\.\.|,,")

names = st.sampled_from(["", "Dana", "Dr. Ñandú O'Brien", "  Sam   Lee ", "de la Cruz"])
moments = st.none() | st.integers(-96, 400).map(lambda hours: NOW + timedelta(hours=hours))


def letters(answers: dict[str, Any], **invitation: Any) -> Letters:
    row = advice(answers, **invitation)
    return Letters(Told(row), row.result, NOW, {})


def plain(**changes: Any) -> dict[str, Any]:
    engine = {**factories.ANSWERS, **changes}
    return {question: value for question, value in engine.items() if question != "benefits"}


# Each example is a set of letters: half of the usual number takes long enough.
@settings(max_examples=settings().max_examples // 2)
@given(
    answers=answer_sets(),
    invitation=st.fixed_dictionaries(
        {
            "contact_name": names,
            "company": names,
            "job_title": names,
            "sender": names,
            "interview_at": moments,
            "reply_by": moments,
        }
    ),
)
def test_letters_of_any_answers_are_short_whole_and_discreet(
    answers: dict[str, Any], invitation: dict[str, Any]
) -> None:
    drafted = letters(answers, **invitation)
    for verdict in Verdict.values:
        for kind in drafted.kinds(verdict):
            letter = drafted.letter(kind)
            assert len(letter.text.split()) <= MAX_WORDS
            assert BROKEN.findall(letter.text) == []
            assert PRIVATE.findall(letter.text) == []
            if kind != MORE_TIME:
                assert OTHER_OFFER.findall(letter.text) == []
            assert letter.text.endswith(" ".join(invitation["sender"].split()) or "Thank you")


def test_accepting_names_the_time_and_asks_for_silence_where_a_boss_could_mind() -> None:
    at = datetime(2026, 11, 30, 15, tzinfo=UTC)
    drafted = letters(
        plain(boss_finds_out="could_hurt"),
        contact_name="Dana",
        job_title="welder",
        company="Acme",
        interview_at=at,
    )
    assert drafted.letter(ACCEPT).text == (
        "Hello Dana,\n\n"
        "Thank you for inviting me to interview for the position of welder at Acme.\n\n"
        "I would like to come on Mon, Nov 30, 10 am. Please keep this between us for now. "
        "If you also have a time outside working hours, that would suit me better.\n\n"
        "Thank you,\nSam"
    )


def test_declining_without_names_greets_and_closes_without_them() -> None:
    drafted = letters(plain(dislikes=["pay", "company"], known_from="they_told_me"), sender="")
    assert drafted.letter(DECLINE).text == (
        "Hello,\n\n"
        "Thank you for inviting me to an interview.\n\n"
        "I have thought about it with care and decided not to come. The pay is not what I am looking for. "
        "I am telling you now so that you can give the time to somebody else.\n\n"
        "I hope that you find the right person.\n\n"
        "Thank you"
    )


@pytest.mark.parametrize(
    ("flags", "hours", "wish"), [(["time_confirmed"], 100, ""), ([], None, "best"), ([], 100, "better")]
)
def test_time_that_is_agreed_is_not_asked_to_move(flags: list[str], hours: int | None, wish: str) -> None:
    at = None if hours is None else NOW + timedelta(hours=hours)
    drafted = letters(plain(boss_finds_out="could_hurt", flags=flags), interview_at=at)
    found = re.findall(r"outside working hours.* (best|better)\.", drafted.letter(ACCEPT).text)
    assert found == ([wish] if wish else [])


@pytest.mark.parametrize("flags", [["time_confirmed"], []])
def test_accepting_after_the_time_has_passed_asks_for_another(flags: list[str]) -> None:
    text = letters(plain(flags=flags), interview_at=NOW - timedelta(days=1)).letter(ACCEPT).text
    assert "I would still like to meet you. Do you have another time?" in text
    assert "I will be there" not in text


@pytest.mark.parametrize(
    ("flags", "before", "promises"),
    [([], "Before I decide, may I ask:", True), (["time_confirmed"], "Before we meet, may I ask:", False)],
)
def test_question_to_who_already_has_a_yes_promises_no_answer(
    flags: list[str], before: str, *, promises: bool
) -> None:
    text = letters(plain(flags=flags)).letter(ASK_FACT).text
    assert (before in text, "I will give you my answer" in text) == (True, promises)


@pytest.mark.parametrize(
    ("known_from", "question"),
    [
        ("they_told_me", "Is another shift possible, and from when?"),
        ("guessing", "What are the hours, and on which shift?"),
    ],
)
def test_question_is_not_whether_it_is_so_where_they_said_it_themselves(
    known_from: str, question: str
) -> None:
    drafted = letters(plain(dislikes=["hours_or_shift"], known_from=known_from))
    assert question in drafted.letter(ASK_FACT).text


@pytest.mark.parametrize("known_from", ["heard_it", "guessing", "not_sure"])
def test_declining_gives_no_reason_that_is_only_a_guess(known_from: str) -> None:
    drafted = letters(plain(dislikes=["pay"], known_from=known_from))
    assert "pay" not in drafted.letter(DECLINE).text


def test_declining_names_no_private_reason() -> None:
    drafted = letters(plain(dislikes=["cannot_private"], known_from="they_told_me", want_if_untrue="no"))
    assert "not to come. I am telling you" in drafted.letter(DECLINE).text


@pytest.mark.parametrize(
    ("flags", "hours", "kind"),
    [
        (["time_confirmed"], 40, LATE_DECLINE),
        (["time_confirmed"], 60, DECLINE),
        ([], 40, DECLINE),
        (["time_confirmed", "within_2_days"], None, LATE_DECLINE),
        (["time_confirmed"], None, DECLINE),
    ],
)
def test_saying_no_is_late_from_two_days_before_a_confirmed_time(
    flags: list[str], hours: int | None, kind: str
) -> None:
    at = None if hours is None else NOW + timedelta(hours=hours)
    drafted = letters(plain(flags=flags), interview_at=at)
    assert drafted.kinds(Verdict.DECLINE) == (kind,)
    assert drafted.letter(kind).call_first == (kind == LATE_DECLINE)


def test_more_time_is_asked_of_the_first_employer_until_the_day_of_the_other_answer() -> None:
    answers = plain(
        interviews_lately="six_or_more",
        clear_on_next="very",
        want_if_untrue="no",
        offer="written",
        offer_room="room",
        days_to_answer=5,
        days_to_their_offer=10,
        more_time="not_asked",
        pay_compared="more",
    )
    drafted = letters(answers, contact_name="Dana", company="Acme")
    letter = drafted.letter(MORE_TIME)
    assert letter.to == "the employer who made you the offer"
    assert "Could I have until Thu, Dec 3 to give you my answer?" in letter.text
    assert "Acme" not in letter.text


def test_condition_says_as_much_as_the_answers_say() -> None:
    unsure = letters(plain(sure="on_the_fence", flags=["paid_travel"])).letter(ASK_CONDITION).text
    settled = letters(plain(sure="never")).letter(ASK_CONDITION).text
    assert "I am not sure yet that the job is right for me. You should know this before you pay" in unsure
    assert "As things stand, I do not think that I would take the job." in settled
    assert "pay for my travel" not in settled


def test_mail_link_holds_the_letter_and_no_address() -> None:
    letter = letters(plain(), job_title="welder & fitter").letter(ACCEPT)
    assert letter.mailto.startswith(
        "mailto:?subject=Interview%3A%20welder%20%26%20fitter&body=Hello%2C%0D%0A"
    )


def test_text_that_the_candidate_kept_takes_the_place_of_the_draft() -> None:
    drafted = letters(plain())
    kept = Letters(drafted.told, drafted.result, NOW, {ACCEPT: "My own words"})
    assert (kept.letter(ACCEPT).text, kept.letter(ACCEPT).is_edited) == ("My own words", True)
    assert kept.letter(DECLINE).is_edited is False


def test_direction_marks_of_a_name_stay_out_of_the_letter() -> None:
    assert letters(plain(), contact_name="Da\u202ena").letter(DECLINE).text.startswith("Hello Dana,\n")


def test_every_kind_has_a_letter() -> None:
    answers = plain(
        offer="written",
        offer_room="not_sure",
        days_to_answer=9,
        days_to_their_offer="not_sure",
        pay_compared="more",
    )
    drafted = letters(answers)
    assert all(len(drafted.letter(kind).text.split()) > 10 for kind in KINDS)
