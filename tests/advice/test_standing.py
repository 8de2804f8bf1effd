"""Answers about the person serve the next invitation, as long as time does not make them untrue."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from decisions.advice.standing import has_worn, recounted
from decisions.models import Candidate, StandingAnswer
from tests import factories
from tests.factories import answers_with

TODAY = date(2026, 11, 23)


def standing(person: Candidate) -> dict[str, Any]:
    return dict(person.standing_answers.values_list("question", "value"))


def made_long_ago(person: Candidate) -> None:
    person.standing_answers.update(answered_at=timezone.now() - timedelta(days=30))


def days_ago(person: Candidate, question: str) -> int:
    return (timezone.now() - person.standing_answers.get(question=question).answered_at).days


def with_offer(days: int = 10, **changes: Any) -> dict[str, Any]:
    on = (timezone.localdate() + timedelta(days=days)).isoformat()
    offer = {
        "offer": "written",
        "offer_room": "maybe",
        "days_to_answer": {"on": on, "chip": None},
        "days_to_their_offer": "not_sure",
        "pay_compared": "same",
    }
    return answers_with(**{**offer, **changes})


@pytest.mark.django_db
def test_advice_keeps_what_is_about_the_person_and_nothing_else() -> None:
    advice = factories.advice(answers=with_offer())
    assert set(standing(advice.invitation.candidate)) == {
        "interviews_lately",
        "interview_skill",
        "wanted_interview",
        "offer",
        "offer_room",
        "days_to_answer",
        "clear_on_next",
        "matters",
    }


@pytest.mark.django_db
def test_first_advice_on_the_next_invitation_dates_all_anew_and_drops_what_no_longer_applies() -> None:
    person = factories.advice(answers=with_offer()).invitation.candidate
    made_long_ago(person)
    factories.advice(invitation=factories.invitation(candidate=person))
    assert standing(person)["offer"] == "none"
    assert {"offer_room", "days_to_answer"} & set(standing(person)) == set()
    assert {days_ago(person, question) for question in standing(person)} == {0}


@pytest.mark.django_db
def test_a_later_advice_dates_only_what_changed() -> None:
    advice = factories.advice()
    person = advice.invitation.candidate
    made_long_ago(person)
    factories.advice(
        invitation=advice.invitation, answers=answers_with(interview_skill="fine", money="over_150")
    )
    ages = {question: days_ago(person, question) for question in standing(person)}
    assert {question for question, days in ages.items() if days == 0} == {"interview_skill"}


@pytest.mark.django_db
def test_a_new_number_on_an_older_invitation_leaves_what_a_newer_one_said() -> None:
    older = factories.advice()
    person = older.invitation.candidate
    factories.advice(invitation=factories.invitation(candidate=person), answers=with_offer())
    factories.advice(invitation=older.invitation, answers=answers_with(money="over_150"))
    assert (standing(person)["offer"], standing(person)["offer_room"]) == ("written", "maybe")


@pytest.mark.django_db
def test_advice_leaves_the_wishes_alone() -> None:
    person = factories.candidate()
    wish = StandingAnswer.objects.create(
        candidate=person, question="wish_shift", value="days", answered_at=timezone.now()
    )
    factories.advice(invitation=factories.invitation(candidate=person))
    assert standing(person)["wish_shift"] == wish.value


@pytest.mark.parametrize(
    ("question", "value", "days", "worn"),
    [
        ("interviews_lately", "one_or_two", 182, False),
        ("interviews_lately", "one_or_two", 183, True),
        ("wanted_interview", "within_8_weeks", 56, False),
        ("wanted_interview", "within_8_weeks", 57, True),
        ("wanted_interview", "not_looking", 300, False),
        ("offer", "expected_in_2_weeks", 14, False),
        ("offer", "expected_in_2_weeks", 15, True),
        ("offer", "accepted", 300, False),
        ("days_to_answer", {"on": "2026-11-23", "chip": None}, 300, False),
        ("days_to_answer", {"on": "2026-11-22", "chip": "1_week"}, 1, True),
        ("days_to_answer", "no_deadline", 300, False),
        ("matters", {"practice": "some"}, 300, False),
    ],
)
def test_answer_that_counts_from_its_day_wears_off(
    question: str, value: str | Mapping[str, Any], days: int, worn: bool
) -> None:
    assert has_worn(question, value, said_on=TODAY - timedelta(days=days), on=TODAY) == worn


def test_a_day_stays_the_day_that_it_was() -> None:
    assert recounted({"on": "2026-12-01", "chip": "1_week"}) == {"on": "2026-12-01", "chip": None}
    assert recounted("no_deadline") == "no_deadline"
