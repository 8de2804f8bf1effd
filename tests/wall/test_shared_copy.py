"""The wall: all that the agency gets is a function of what was shared, and never of a private answer."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import asdict, replace
from datetime import date
from typing import Any
from unittest import mock

import pytest
import time_machine
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from decisions.advice import sharing
from decisions.advice.copy_words import in_words
from decisions.models import Advice, Case, Choice, Event, Invitation, Opinion
from decisions.scoring import current, load, score, shared_answers
from tests import factories
from tests.scoring.answer_sets import answer_sets

pytestmark = pytest.mark.django_db

NOW = "2026-11-23T15:00:00Z"
TODAY = date(2026, 11, 23)
# What of a result each part is made of.
MADE_OF = {
    "verdict": ("verdict", "close", "ask", "conditions"),
    "reasons": ("scores", "lead"),
    "cost": ("cost", "bridge_risk", "no_risk"),
}


@pytest.fixture(autouse=True)
def frozen_clock() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def invitation() -> Invitation:
    return factories.invitation()


def copy_of(
    answers: dict[str, Any], invitation: Invitation, parts: Collection[str] = sharing.PARTS
) -> dict[str, Any]:
    """What the agency would get of these answers."""
    advice = Advice(
        invitation=invitation, number=1, answers=answers, rules=current(TODAY).id, scored_on=TODAY
    )
    return asdict(sharing.preview(advice, parts))


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


def result_of(answers: dict[str, Any]) -> dict[str, Any]:
    """As sharing works it out."""
    rules = load(current(TODAY).id)
    return score(shared_answers(answers, rules.questionnaire), rules).as_dict()


@contextmanager
def sharing_finds(other: dict[str, Any], *, but_of: dict[str, Any], parts: Collection[str]) -> Iterator[None]:
    """The result of the `other` answers, but with what these parts are made of from that `but_of` one."""
    same = {key for part in parts for key in MADE_OF.get(part, ())}
    one = result_of(but_of)
    found = {**result_of(other), **{key: one[key] for key in same}}
    result = mock.Mock(**{"as_dict.return_value": found})
    with mock.patch.object(sharing, "score", return_value=result):
        yield


# Each example is scored up to three times.
SOME = settings(max_examples=settings().max_examples // 5)
parts_ticked = st.sets(st.sampled_from(sharing.PARTS)).map(sorted)


@given(twins=private_twins())
def test_copy_of_candidates_who_differ_in_private_answers_alone_is_equal(
    twins: tuple[dict[str, Any], dict[str, Any]], invitation: Invitation
) -> None:
    one, other = twins
    assert copy_of(one, invitation) == copy_of(other, invitation)


@SOME
@given(one=answer_sets(), other=answer_sets(), parts=parts_ticked)
def test_copy_of_candidates_who_agree_in_the_shared_parts_alone_is_equal(
    one: dict[str, Any], other: dict[str, Any], parts: list[str], invitation: Invitation
) -> None:
    expected = copy_of(one, invitation, parts)
    with sharing_finds(other, but_of=one, parts=parts):
        assert copy_of(one if "answers" in parts else other, invitation, parts) == expected


@SOME
@given(answers=answer_sets(), parts=parts_ticked)
def test_copy_holds_nothing_of_a_part_that_is_not_ticked(
    answers: dict[str, Any], parts: list[str], invitation: Invitation
) -> None:
    held = {"verdict": {"close", "ask", "conditions"}, "reasons": {"reasons", "lead"}, "answers": {"answers"}}
    held["cost"] = {"cost", "bridge_go", "bridge_no"}
    copy = copy_of(answers, invitation, parts)
    assert set(copy["copy"]) == set().union(*(held.get(part, set()) for part in parts))
    assert bool(copy["verdict"]) == ("verdict" in parts)
    allowed = {"verdict": {"close", "fact_asked"}, "cost": {"bridge_high"}, "answers": {"contradiction"}}
    assert set(copy["needs_look"]) <= set().union(*(allowed.get(part, set()) for part in parts))


def test_choice_stays_out_of_the_copy_until_it_is_ticked(invitation: Invitation) -> None:
    advice = factories.advice(invitation=invitation)
    before = sharing.preview(advice)
    Choice.objects.create(invitation=invitation, verdict="decline", made_at=timezone.now())
    rest = [part for part in sharing.PARTS if part != "choice"]
    assert sharing.preview(advice, rest) == before
    assert (before.choice, sharing.preview(advice).choice) == ("", "decline")


def test_page_shows_no_part_that_is_not_named_even_where_the_copy_holds_it() -> None:
    full = sharing.preview(factories.advice())
    shown = in_words(replace(full, parts=["cost"]))
    assert (shown.reasons, shown.lead, shown.answers, shown.ask) == ([], "", [], [])
    assert shown.costs == in_words(full).costs


def test_nothing_can_not_be_shared() -> None:
    with pytest.raises(ValueError, match="nothing in the copy"):
        factories.case(parts=["choice"])
    assert Case.objects.count() == 0


@SOME
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
    sharing.share(advice=newer, office=case.office, parts=sharing.PARTS, by=advice.invitation.candidate)
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
