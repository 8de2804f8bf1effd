"""Changes of two answers together: on a page of their own, honest ones only, and empty in words."""

from dataclasses import dataclass
from typing import Any

import pytest
from hypothesis import given, settings

from decisions.advice import pairs as module
from decisions.advice.pairs import Pairs, pairs
from decisions.advice.told import Told
from tests import factories
from tests.actors import CandidateActor
from tests.advice.stored_nowhere import advice
from tests.advice.test_page_words import BROKEN
from tests.scoring.answer_sets import OFFER, answer_sets, plain

LINK = "Show changes of two answers together"
HOURS, OPEN = ("hours", "under_2"), ("open_point", "yes")
SECRET, STRETCHED = ("candor", "keep_to_myself"), ("candor", "stretch_it")
DECLINED = plain(interviews_lately="six_or_more", hours="8_or_more")


@dataclass(frozen=True)
class Found:
    changes: Any
    verdict: str


def finds(monkeypatch: pytest.MonkeyPatch, *found: Found) -> list[Any]:
    """Lets the search find these pairs; the list tells with what it was called."""
    calls: list[Any] = []

    def flip_pairs(answers: Any, rules: Any) -> tuple[Found, ...]:
        calls.append((answers, rules.id))
        return found

    monkeypatch.setattr(module, "flip_pairs", flip_pairs)
    return calls


def of(answers: dict[str, Any], **result: Any) -> Pairs:
    row = advice(answers)
    return pairs(Told(row), {**row.result, **result})


def test_pairs_stand_under_the_advice_that_they_lead_to(monkeypatch: pytest.MonkeyPatch) -> None:
    calls = finds(monkeypatch, Found((HOURS, OPEN), "take"), Found((HOURS, ("can_prepare", "partly")), "ask"))
    found = of(DECLINED)
    assert calls == [(DECLINED, "2026-11")]
    assert [(group.verdict, group.word) for group in found.to] == [("take", "go"), ("ask", "ask first")]
    ((one, other),) = found.to[0].shown
    assert (one.text, other.text) == (
        "It would take under 2 hours",
        "Something that is still open could make you want it",
    )
    assert (one.href.partition("#")[2], other.href.partition("#")[2]) == ("q-hours", "q-open_point")


def test_pair_with_a_less_honest_answer_is_never_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    finds(monkeypatch, Found((HOURS, SECRET), "take"), Found((STRETCHED, OPEN), "take"))
    assert of(DECLINED).to == ()


def test_single_change_to_a_less_honest_answer_is_never_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    finds(monkeypatch)
    flips = [{"question": question, "to": to, "verdict": "take"} for question, to in (SECRET, STRETCHED)]
    assert of(DECLINED, flips=flips).singles == ()


@pytest.mark.parametrize(
    ("now", "shown"),
    [
        ("none", []),
        ("accepted", []),
        ("raise_at_my_job", []),
        ("expected_in_2_weeks", ["You have an offer by word of mouth", "You have an offer in writing"]),
        ("spoken", ["You have an offer in writing"]),
        ("written", []),
    ],
)
def test_another_offer_is_shown_where_it_could_still_come_nearer(
    now: str, shown: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    others = ("none", "accepted", "raise_at_my_job", "expected_in_2_weeks", "spoken", "written")
    finds(monkeypatch, *[Found((("offer", to), OPEN), "take") for to in others if to != now])
    answers = plain(**{**(OFFER if now not in ("none", "accepted") else {}), "offer": now})
    groups = of(answers, verdict="decline").to
    assert [one.text for group in groups for one, _other in group.shown] == shown


def test_days_of_a_pair_are_said_as_dates_with_their_direction(monkeypatch: pytest.MonkeyPatch) -> None:
    answers = plain(interviews_lately="six_or_more", **{**OFFER, "offer_room": "fixed"})
    finds(monkeypatch, Found((("days_to_answer", 30), ("offer_room", "room")), "take"))
    ((one, _other),) = of(answers, verdict="decline").to[0].shown
    assert one.text == "You could wait with that offer until Wed, Dec 23 or longer"


def test_more_than_five_pairs_are_folded_away(monkeypatch: pytest.MonkeyPatch) -> None:
    finds(monkeypatch, *[Found((HOURS, OPEN), "take")] * 7)
    (group,) = of(DECLINED).to
    assert (len(group.shown), len(group.more)) == (5, 2)


@settings(max_examples=settings().max_examples // 4)
@given(answers=answer_sets())
def test_pairs_of_any_answers_have_their_words_and_are_honest(answers: dict[str, Any]) -> None:
    found = of(answers)
    groups = [(*group.shown, *group.more) for group in found.to]
    sides = [side for group in groups for pair in group for side in pair]
    assert [side for side in sides if not side.text or BROKEN.search(side.text)] == []
    assert [side for side in sides if "#q-" not in side.href] == []
    less_honest = (
        "You would keep your doubts to yourself",
        "You would say that you want it more than you do",
    )
    assert [side for side in sides if side.text in less_honest] == []
    assert found.now not in [group.word for group in found.to]


def web(answers: dict[str, Any], ana: CandidateActor) -> dict[str, Any]:
    return factories.web_answers(answers, on=ana.invitation.today())


def html(ana: CandidateActor, name: str) -> str:
    response = ana.client.get(ana.url(name, 1))
    assert response.status_code == 200
    return response.content.decode()


def test_page_is_linked_and_says_where_there_is_no_pair(
    ana: CandidateActor, monkeypatch: pytest.MonkeyPatch
) -> None:
    factories.advice(invitation=ana.invitation, answers=web(DECLINED, ana))
    calls = finds(monkeypatch)
    for name in ("advice_number", "working"):
        assert f'href="{ana.url("pairs", 1)}">{LINK}' in html(ana, name)
    assert calls == []
    assert "No such pair" in html(ana, "pairs")
    assert len(calls) == 1


def test_page_of_another_candidate_or_number_is_not_there(
    ana: CandidateActor, bo: CandidateActor, monkeypatch: pytest.MonkeyPatch
) -> None:
    factories.advice(invitation=ana.invitation, answers=web(DECLINED, ana))
    calls = finds(monkeypatch)
    assert bo.client.get(ana.url("pairs", 1)).status_code == 404
    assert ana.client.get(ana.url("pairs", 2)).status_code == 404
    assert ana.client.post(ana.url("pairs", 1)).status_code == 405
    assert calls == []


def test_page_shows_pairs_found_in_earnest(ana: CandidateActor) -> None:
    factories.advice(invitation=ana.invitation, answers=web(DECLINED, ana))
    page = html(ana, "pairs")
    assert "If two answers were different" in page
    assert "doubts to yourself" not in page
