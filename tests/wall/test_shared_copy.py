"""The wall: all that the agency gets is a function of what was shared, and never of a private answer."""

from collections.abc import Iterator
from dataclasses import asdict
from datetime import date
from typing import Any

import pytest
import time_machine
from hypothesis import given
from hypothesis import strategies as st

from decisions.advice import sharing
from decisions.models import Advice, Case, Event, Invitation, Opinion
from decisions.scoring import current
from tests import factories
from tests.scoring.answer_sets import answer_sets

pytestmark = pytest.mark.django_db

NOW = "2026-11-23T15:00:00Z"
TODAY = date(2026, 11, 23)


@pytest.fixture(autouse=True)
def frozen_clock() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def invitation() -> Invitation:
    return factories.invitation()


def copy_of(answers: dict[str, Any], invitation: Invitation) -> dict[str, Any]:
    """What the agency would get of these answers."""
    advice = Advice(
        invitation=invitation, number=1, answers=answers, rules=current(TODAY).id, scored_on=TODAY
    )
    return asdict(sharing.preview(advice))


@st.composite
def private_twins(draw: st.DrawFn) -> tuple[dict[str, Any], dict[str, Any]]:
    """Two candidates who gave the same answers, but for private ones."""
    one = draw(answer_sets())
    other = {**one, "candor": draw(st.sampled_from(["told_or_will", "keep_to_myself", "stretch_it"]))}
    other["flags"] = [flag for flag in one["flags"] if flag != "unemployment_benefits"]
    if draw(st.booleans()):
        other["flags"].append("unemployment_benefits")
    spoken = [dislike for dislike in one["dislikes"] if dislike != "cannot_private"]
    if spoken:
        one = {**one, "dislikes": spoken}
        secret = ["cannot_private"] if len(spoken) < 3 and draw(st.booleans()) else []
        other["dislikes"] = spoken + secret
    return one, other


@given(twins=private_twins())
def test_copy_of_candidates_who_differ_in_private_answers_alone_is_equal(
    twins: tuple[dict[str, Any], dict[str, Any]], invitation: Invitation
) -> None:
    one, other = twins
    assert copy_of(one, invitation) == copy_of(other, invitation)


@given(answers=answer_sets())
def test_copy_never_names_a_private_answer_or_a_number_of_the_score(
    answers: dict[str, Any], invitation: Invitation
) -> None:
    copy = copy_of(answers, invitation)["copy"]
    for private in ("candor", "unemployment_benefits", "cannot_private", "check_benefits"):
        assert private not in str(copy)
    scores = {key: value for key, value in copy.items() if key not in {"answers", "ask"}}
    assert not any(character.isdigit() for character in str(scores))


def test_copy_of_who_can_not_take_it_for_a_private_reason_says_only_what_was_filled_in() -> None:
    answers = factories.answers_with(dislikes=["cannot_private"], known_from=None, want_if_untrue=None)
    copy = sharing.preview(factories.advice(answers=answers)).copy["answers"]
    assert (copy["dislikes"], copy["known_from"], copy["want_if_untrue"]) == ([], "they_told_me", "no")


def test_private_difference_names_the_answer_that_moves_the_shared_verdict() -> None:
    pointless = factories.answers_with(
        wanted_interview="not_looking", clear_on_next="very", want_if_untrue="no", hours="8_or_more"
    )
    advice = factories.advice(answers={**pointless, "benefits": "yes"})
    assert (advice.verdict, sharing.preview(advice).verdict) == ("ask", "decline")
    assert sharing.private_difference(advice) == ["flags"]


def test_private_difference_is_empty_where_both_verdicts_agree() -> None:
    assert sharing.private_difference(factories.advice()) == []


@pytest.mark.postgres
def test_share_stores_exactly_the_preview() -> None:
    advice = factories.advice()
    expected = asdict(sharing.preview(advice))
    case = factories.case(advice=advice)
    stored = Case.objects.get(pk=case.pk)
    assert {name: getattr(stored, name) for name in expected} == expected


@pytest.mark.postgres
def test_share_again_replaces_the_copy_and_asks_for_a_new_look() -> None:
    advice = factories.advice()
    case = factories.case(advice=advice)
    Case.objects.update(reviewed_at=case.shared_at)
    newer = factories.advice(invitation=advice.invitation, answers=factories.answers_with(sure="never"))
    sharing.share(advice=newer, office=case.office, by=advice.invitation.candidate)
    again = Case.objects.get()
    assert (again.pk, again.ref, again.advice_number) == (case.pk, case.ref, 2)
    assert (again.reviewed_at, again.version) == (None, case.version + 1)


@pytest.mark.postgres
def test_withdraw_removes_the_copy_and_the_opinions_on_it() -> None:
    case = factories.case()
    factories.opinion(case=case, by=factories.user(name="rae"))
    candidate = case.invitation.candidate
    assert sharing.withdraw(invitation=case.invitation, by=candidate) is True
    assert (Case.objects.count(), Opinion.objects.count()) == (0, 0)
    assert list(Event.objects.values_list("code", flat=True))[:2] == ["case_withdrawn", "case_shared"]


def test_withdraw_where_nothing_is_shared_changes_nothing() -> None:
    advice = factories.advice()
    before = Event.objects.count()
    invitation = advice.invitation
    assert sharing.withdraw(invitation=invitation, by=invitation.candidate) is False
    assert Event.objects.count() == before
