"""The page of all letters, own words in each form, and the tick that lets letters name another offer."""

import re

import pytest
from django.urls import reverse

from decisions.advice.letters import MAX_LENGTH
from decisions.models import Advice, Letter
from tests import factories
from tests.actors import CandidateActor

OFFER = {
    "offer": "written",
    "offer_room": "room",
    "days_to_answer": "no_deadline",
    "days_to_their_offer": "not_sure",
    "pay_compared": "more",
}


@pytest.fixture
def advice(ana: CandidateActor) -> Advice:
    answers = factories.answers_with(**OFFER, set_up_by=["i_applied", "past_colleague"])
    return factories.advice(invitation=ana.invitation, answers=answers)


def shown_letters(ana: CandidateActor) -> list[str]:
    html = ana.client.get(ana.url("letters", 1)).content.decode()
    return re.findall(r'<details class="letter" id="letter-(\w+)"', html)


def own_words(advice: Advice) -> dict[tuple[str, str], str]:
    return {(row.kind, row.form): row.text for row in advice.letters.all()}


def test_page_shows_the_letters_that_fit_those_of_the_advice_first(
    ana: CandidateActor, advice: Advice
) -> None:
    kinds = shown_letters(ana)
    of_the_advice = {"take": "accept", "ask": "ask_fact", "decline": "decline"}[advice.verdict]
    assert kinds[0] == of_the_advice
    assert sorted(kinds) == sorted(
        [
            "accept",
            "ask_fact",
            "ask_condition",
            "decline",
            "withdraw",
            "counter_offer",
            "referrer_note_take",
            "referrer_note_ask",
            "referrer_note_decline",
        ]
    )


def test_own_words_are_kept_by_form_and_given_up_by_form(ana: CandidateActor, advice: Advice) -> None:
    url = ana.url("letter", 1, "accept")
    ana.client.post(url, {"text": "Mail\r\nof mine", "form": "mail"})
    ana.client.post(url, {"text": "Text of mine", "form": "text"})
    assert own_words(advice) == {("accept", "mail"): "Mail\nof mine", ("accept", "text"): "Text of mine"}
    ana.client.post(url, {"text": "Text of mine", "form": "text", "drafted": "1"})
    assert own_words(advice) == {("accept", "mail"): "Mail\nof mine"}
    assert "Mail\nof mine</textarea>" in ana.client.get(ana.url("letters", 1)).content.decode()


@pytest.mark.parametrize(
    ("back", "leads_to"), [("letters", "letters"), ("", "advice_number"), ("//evil.test", "advice_number")]
)
def test_saving_leads_back_to_the_letter_on_the_page_it_was_on(
    ana: CandidateActor, advice: Advice, back: str, leads_to: str
) -> None:
    response = ana.client.post(ana.url("letter", 1, "accept"), {"text": "x", "back": back})
    assert response["Location"] == ana.url(leads_to, 1) + "#letter-accept"


@pytest.mark.parametrize("posted", [{"text": "x", "form": "fax"}, {"form": "mail"}])
def test_letter_without_words_or_in_an_unknown_form_is_refused(
    ana: CandidateActor, advice: Advice, posted: dict[str, str]
) -> None:
    assert ana.client.post(ana.url("letter", 1, "accept"), posted).status_code == 400
    assert own_words(advice) == {}


def test_words_saved_in_another_window_are_shown_beside_the_new_ones(
    ana: CandidateActor, advice: Advice
) -> None:
    url, page = ana.url("letter", 1, "accept"), ana.client.get(ana.url("letters", 1)).content.decode()
    opened = re.findall(r'name="opened" value="(\w+)"', page)[0]
    ana.client.post(url, {"text": "First", "form": "mail", "opened": opened})
    late = ana.client.post(url, {"text": "Second", "form": "mail", "opened": opened})
    html = late.content.decode()
    assert (late.status_code, own_words(advice)) == (409, {("accept", "mail"): "First"})
    assert re.findall(r'dir="auto">(\w+)</textarea>', html) == ["First", "Second"]
    now = re.findall(r'name="opened" value="(\w+)"', html)[0]
    ana.client.post(url, {"text": "Second", "form": "mail", "opened": now})
    assert own_words(advice) == {("accept", "mail"): "Second"}


def test_saving_the_same_words_twice_is_no_conflict(ana: CandidateActor, advice: Advice) -> None:
    url, page = ana.url("letter", 1, "accept"), ana.client.get(ana.url("letters", 1)).content.decode()
    opened = re.findall(r'name="opened" value="(\w+)"', page)[0]
    posted = {"text": "Mine", "form": "mail", "opened": opened}
    assert [ana.client.post(url, posted).status_code for _click in range(2)] == [302, 302]
    assert Letter.objects.count() == 1


def test_words_that_are_too_long_come_back_with_the_form_they_are_for(
    ana: CandidateActor, advice: Advice
) -> None:
    text = "x" * (MAX_LENGTH + 1)
    response = ana.client.post(
        ana.url("letter", 1, "accept"), {"text": text, "form": "text", "back": "letters"}
    )
    html = response.content.decode()
    assert (response.status_code, f">{text}</textarea>" in html) == (400, True)
    assert re.findall(r'type="hidden" name="(form|back)" value="(\w+)"', html) == [
        ("form", "text"),
        ("back", "letters"),
    ]


def test_other_offer_is_named_once_it_is_ticked_and_no_longer_without_the_tick(
    ana: CandidateActor, advice: Advice
) -> None:
    url, said = reverse("name_offer", args=[ana.invitation.public_id]), "I also have another offer."
    counts = []
    for posted in ({"number": 1}, {"number": 1, "names_offer": "on"}, {"number": 1}):
        response = ana.client.post(url, posted)
        assert response["Location"] == ana.url("letters", 1)
        page = ana.client.get(ana.url("letters", 1)).content.decode()
        counts.append(len(re.findall(rf"<textarea[^>]*>[^<]*{said}", page)))
    assert counts == [0, 3, 0]


@pytest.mark.parametrize(("number", "status"), [("", 400), ("x", 400), ("9", 404)])
def test_tick_without_an_advice_of_theirs_changes_nothing(
    ana: CandidateActor, advice: Advice, number: str, status: int
) -> None:
    url = reverse("name_offer", args=[ana.invitation.public_id])
    assert ana.client.post(url, {"number": number, "names_offer": "on"}).status_code == status
    ana.invitation.refresh_from_db()
    assert ana.invitation.names_offer is False


def test_tick_is_offered_only_to_who_has_an_offer(ana: CandidateActor) -> None:
    factories.advice(invitation=ana.invitation)
    assert 'name="names_offer"' not in ana.client.get(ana.url("letters", 1)).content.decode()


def test_no_with_unemployment_benefits_comes_with_the_states_office(ana: CandidateActor) -> None:
    factories.state_office()
    factories.advice(invitation=ana.invitation, answers=factories.answers_with(benefits="yes"))
    html = ana.client.get(ana.url("letters", 1)).content.decode()
    section = html[html.index("If you say no") :]
    assert (
        "Before you say no, ask the state&#x27;s office" in section
        or "Before you say no, ask the state's office" in section
    )
    assert html.count("Indiana&#x27;s office for benefits") == 1
