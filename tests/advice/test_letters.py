"""What each letter says, in each of its forms, and when it fits."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from decisions.advice.letters import (
    ACCEPT,
    ASK_CONDITION,
    ASK_FACT,
    COUNTER_OFFER,
    DECLINE,
    LATE_DECLINE,
    MAIL,
    MORE_TIME,
    ONE_MORE_DAY,
    PHONE,
    POSTPONE,
    REFERRER_NOTE_ASK,
    REFERRER_NOTE_DECLINE,
    REFERRER_NOTE_TAKE,
    TEXT,
    THANK_YOU_LEAVING,
    THANK_YOU_STAYING,
    WITHDRAW,
    Letters,
)
from decisions.advice.told import Told
from decisions.models import Verdict
from tests import factories
from tests.advice.stored_nowhere import NOW, advice


def letters(answers: dict[str, Any], **invitation: Any) -> Letters:
    row = advice(answers, **invitation)
    return Letters(Told(row), row.result, NOW, {})


def plain(**changes: Any) -> dict[str, Any]:
    engine = {**factories.ANSWERS, **changes}
    return {question: value for question, value in engine.items() if question != "benefits"}


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


def test_links_open_mail_and_text_messages_with_the_words_and_no_address() -> None:
    mail, text, phone = letters(plain(), job_title="welder & fitter").letter(ACCEPT).forms
    assert mail.href.startswith("mailto:?subject=Interview%3A%20welder%20%26%20fitter&body=Hello%2C%0D%0A")
    assert text.href.startswith("sms:?&body=Hello%2C%20this%20is%20Sam.%20Thank%20you")
    assert phone.href == ""


def test_words_that_the_candidate_kept_take_the_place_of_the_draft_in_their_form_alone() -> None:
    drafted = letters(plain())
    kept = Letters(drafted.told, drafted.result, NOW, {(ACCEPT, TEXT): "My own words"}).letter(ACCEPT)
    assert [form.is_edited for form in kept.forms] == [False, True, False]
    assert (kept.forms[1].text, kept.text) == ("My own words", drafted.letter(ACCEPT).text)
    assert (kept.is_edited, kept.shown) == (True, TEXT)


def test_call_comes_first_where_the_interview_is_near() -> None:
    late = letters(plain(flags=["time_confirmed", "within_2_days"])).letter(LATE_DECLINE)
    early = letters(plain()).letter(DECLINE)
    assert (late.call_first, late.shown, early.call_first, early.shown) == (True, PHONE, False, MAIL)


def test_phone_script_greets_says_why_asks_and_thanks() -> None:
    answers = plain(dislikes=["hours_or_shift"], known_from="guessing")
    script = letters(answers, contact_name="Dana", company="Acme").letter(ASK_FACT).forms[2].text
    assert script.split("\n\n") == [
        "Hello Dana, this is Sam. Do you have a minute?",
        "I am calling about the interview for the job at Acme.",
        "Before I decide, may I ask: What are the hours, and on which shift?",
        "Thank you, that helps me. I will give you my answer as soon as I know.",
    ]


def test_text_message_leaves_out_thanks_and_then_names_before_it_gets_too_long() -> None:
    names = {"contact_name": "Dana", "job_title": "welder"}
    drafted = letters(plain(known_from="they_told_me"), **names, company="A" * 80)
    assert (
        drafted.letter(DECLINE).forms[1].text
        == "Hello Dana, this is Sam. I have thought about it with care and decided not to come. "
        "It is not the kind of work that I am looking for."
    )
    long = letters(
        plain(flags=["time_confirmed"]), **names, company="A" * 120, interview_at=NOW + timedelta(hours=20)
    )
    assert "A" * 120 not in long.letter(LATE_DECLINE).forms[1].text
    assert "welder" in long.letter(LATE_DECLINE).forms[1].text


@pytest.mark.parametrize("kind", [ASK_FACT, ASK_CONDITION])
def test_question_says_by_when_an_answer_is_needed(kind: str) -> None:
    until_noon = letters(plain(), reply_by=NOW + timedelta(days=1, hours=2)).letter(kind)
    by = "Could you tell me by Tue, Nov 24, 8 am?"
    assert [by in form.text for form in until_noon.forms] == [True, True, True]
    too_late = letters(plain(), reply_by=NOW - timedelta(days=1)).letter(kind)
    assert ["tell me by" in form.text for form in too_late.forms] == [False, False, False]


def test_text_message_with_long_questions_keeps_them_and_drops_the_other_offer() -> None:
    answers = plain(**OFFER, dislikes=["pay", "temp_or_contract"], boss_finds_out="could_hurt")
    drafted = letters(answers, names_offer=True)
    asking = Letters(drafted.told, {**drafted.result, "ask": ["open_point", "extra_tasks"]}, NOW, {})
    mail, text, _phone = asking.letter(ASK_FACT).forms
    assert (SAID in mail.text, SAID in text.text) == (True, False)
    assert text.text.endswith(
        "Are there any tests, tasks or further visits, and how long do they take? "
        "Please keep this between us for now."
    )


OFFER = {
    "offer": "written",
    "offer_room": "not_sure",
    "days_to_answer": 9,
    "days_to_their_offer": 3,
    "pay_compared": "more",
}
SAID = "I have another offer, and I need to answer it by Wed, Dec 2."


@pytest.mark.parametrize(
    ("answers", "kind", "said"),
    [
        (OFFER, ASK_FACT, SAID),
        (OFFER, ONE_MORE_DAY, SAID),
        (OFFER, DECLINE, ""),
        (OFFER, REFERRER_NOTE_ASK, ""),
        ({**OFFER, "days_to_answer": "no_deadline"}, ASK_FACT, "I also have another offer."),
        ({"offer": "accepted"}, DECLINE, "I have accepted another offer."),
        ({"offer": "accepted"}, ASK_FACT, ""),
        ({**OFFER, "offer": "expected_in_2_weeks"}, ASK_FACT, ""),
        ({}, DECLINE, ""),
    ],
)
def test_another_offer_is_named_only_where_it_is_ticked_and_matters(
    answers: dict[str, Any], kind: str, said: str
) -> None:
    found = []
    for ticked in (True, False):
        drafted = letters(plain(**answers), names_offer=ticked, reply_by=NOW + timedelta(days=1))
        found += ["offer" in form.text and said in form.text for form in drafted.letter(kind).forms]
    assert found == [bool(said)] * 3 + [False] * 3


def test_other_offer_whose_deadline_has_passed_is_not_named() -> None:
    drafted = letters(plain(**OFFER), names_offer=True)
    later = Letters(drafted.told, drafted.result, NOW + timedelta(days=11), {})
    assert "offer" not in later.letter(ASK_FACT).text


def test_no_with_unemployment_benefits_gives_no_reason() -> None:
    answers = plain(dislikes=["pay"], known_from="they_told_me", flags=["unemployment_benefits"])
    assert "pay" not in letters(answers).letter(DECLINE).text


@pytest.mark.parametrize(
    ("reply_by", "until"),
    [
        (datetime(2026, 11, 24, 22, tzinfo=UTC), "Wed, Nov 25, 5 pm"),
        # The day after is Thanksgiving.
        (datetime(2026, 11, 25, 22, tzinfo=UTC), "Fri, Nov 27, 5 pm"),
        (datetime(2026, 11, 28, 17, tzinfo=UTC), "Mon, Nov 30, noon"),
    ],
)
def test_one_more_day_is_the_next_working_day(reply_by: datetime, until: str) -> None:
    text = letters(plain(), reply_by=reply_by).letter(ONE_MORE_DAY).text
    assert f"Could I have until {until} to give you my answer?" in text


@pytest.mark.parametrize(
    ("kind", "fitting", "not_fitting"),
    [
        (ONE_MORE_DAY, {"reply_by": 5}, {"reply_by": -5}),
        (ONE_MORE_DAY, {"reply_by": 5, "interview_at": 40}, {"reply_by": 5, "interview_at": 20}),
        (DECLINE, {"flags": []}, {"flags": ["time_confirmed", "within_2_days"]}),
        (LATE_DECLINE, {"flags": ["time_confirmed", "within_2_days"]}, {"flags": []}),
        (POSTPONE, {"interview_at": 5}, {"interview_at": -5}),
        (POSTPONE, {"flags": ["time_confirmed"]}, {"flags": []}),
        (WITHDRAW, {"flags": ["last_round"]}, {"flags": []}),
        (WITHDRAW, {"set_up_by": ["i_applied"]}, {"set_up_by": ["they_found_me"]}),
        (THANK_YOU_STAYING, {"interview_at": -5}, {"interview_at": 5}),
        (THANK_YOU_LEAVING, {"interview_at": -5}, {"interview_at": 5}),
        (ASK_CONDITION, {"flags": []}, {"flags": ["unemployment_benefits"]}),
        (COUNTER_OFFER, OFFER, {**OFFER, "offer_room": "fixed"}),
        (COUNTER_OFFER, {**OFFER, "offer": "spoken"}, {**OFFER, "offer": "expected_in_2_weeks"}),
        (MORE_TIME, {**OFFER, "days_to_answer": "not_sure"}, {**OFFER, "offer_room": "room"}),
        (REFERRER_NOTE_TAKE, {"set_up_by": ["past_colleague"]}, {"set_up_by": ["agency_recruiter"]}),
    ],
)
def test_letter_fits_only_where_answers_and_dates_call_for_it(
    kind: str, fitting: dict[str, Any], not_fitting: dict[str, Any]
) -> None:
    assert [fits(kind, **fitting), fits(kind, **not_fitting)] == [True, False]


def fits(kind: str, **given: Any) -> bool:
    dates = {
        name: NOW + timedelta(hours=given.pop(name)) for name in ("interview_at", "reply_by") if name in given
    }
    return letters(plain(**{"set_up_by": ["they_found_me"], **given}), **dates).fits(kind)


def test_letter_that_the_candidate_changed_stays_in_reach() -> None:
    drafted = letters(plain())
    kept = Letters(drafted.told, drafted.result, NOW, {(ONE_MORE_DAY, MAIL): "Mine"})
    assert (drafted.fits(ONE_MORE_DAY), kept.fits(ONE_MORE_DAY)) == (False, True)


def test_choice_that_is_advised_comes_first_among_all_letters() -> None:
    groups = letters(
        plain(interviews_lately="six_or_more", clear_on_next="very", want_if_untrue="no")
    ).groups()
    assert [group.title for group in groups][:2] == ["If you say no", "If you go"]


def test_no_after_the_time_has_passed_frees_no_time() -> None:
    text = letters(plain(), interview_at=NOW - timedelta(days=1)).letter(DECLINE).text
    assert ("decided not to come" in text, "give the time" in text) == (True, False)


def test_note_to_who_referred_them_goes_without_the_name_of_who_invited_them() -> None:
    drafted = letters(plain(set_up_by=["friend_or_relative"]), contact_name="Dana", company="Acme")
    note = drafted.letter(REFERRER_NOTE_DECLINE)
    assert note.to == "the person who referred you"
    assert note.text == (
        "Hello,\n\n"
        "Thank you for your help with the interview for the job at Acme.\n\n"
        "I want you to hear it from me first: I have thought about it with care and decided not to go.\n\n"
        "Thank you,\nSam"
    )


def test_counter_offer_asks_for_room_and_writing_and_names_no_number() -> None:
    spoken = letters(plain(**{**OFFER, "offer": "spoken"})).letter(COUNTER_OFFER).text
    assert "is there any room in the pay or the terms? Could you also send me the offer in writing?" in spoken
    told_so = letters(plain(**{**OFFER, "offer_room": "room"})).letter(COUNTER_OFFER).text
    assert "You said that it can still get better." in told_so


def test_direction_marks_of_a_name_stay_out_of_the_letter() -> None:
    assert letters(plain(), contact_name="Da\u202ena").letter(DECLINE).text.startswith("Hello Dana,\n")
