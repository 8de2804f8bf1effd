"""An answer to what was asked: one tap, and the new advice; and what to do where none came."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from decisions.models import Advice, Draft
from tests import factories
from tests.actors import CandidateActor
from tests.questionnaire.posting import hidden

# The advice hangs on one fact that they can tell: when they could make an offer.
OFFER = {"offer": "written", "offer_room": "room", "pay_compared": "more", "days_to_their_offer": "not_sure"}
NO_GAIN = {
    "interviews_lately": "six_or_more",
    "clear_on_next": "very",
    "known_from": "they_told_me",
    "want_if_untrue": "no",
}


def in_days(ana: CandidateActor, days: int) -> str:
    return (ana.invitation.today() + timedelta(days=days)).isoformat()


def advised(ana: CandidateActor, **answers: Any) -> Advice:
    return factories.advice(invitation=ana.invitation, answers=factories.answers_with(**answers))


@pytest.fixture
def waiting(ana: CandidateActor) -> Advice:
    """Advice to ask when they could make an offer; the other one must be answered in 20 days."""
    due = {"on": in_days(ana, 20), "chip": None}
    advice = advised(ana, **NO_GAIN, **OFFER, days_to_answer=due)
    assert (advice.verdict, advice.result["ask"]) == ("ask", ["days_to_their_offer"])
    return advice


def tap(ana: CandidateActor, question: str, reply: str, **more: str) -> Any:
    """Open the page and press one of its buttons."""
    page = ana.client.get(ana.url("answer_arrived"))
    return ana.client.post(ana.url("answer_arrived"), {**of(page, question), "reply": reply, **more})


def of(page: Any, question: str) -> dict[str, str]:
    """The hidden fields of the question's form."""
    html = page.content.decode()
    stamp = re.search(
        rf'name="opened" value="(\w+)"><input type="hidden" name="question" value="{question}"', html
    )
    assert stamp, f"{question} is not asked"
    return {"opened": stamp[1], "question": question}


def headings(page: Any) -> list[str]:
    return re.findall(r'<h2 id="[\w-]+">(.*?)</h2>', page.content.decode())


def buttons(page: Any) -> list[str]:
    return re.findall(r'name="reply" value="(\w+)"', page.content.decode())


def numbers(ana: CandidateActor) -> list[int]:
    return list(ana.invitation.advice.values_list("number", flat=True))


def test_advice_leads_to_the_page_with_only_what_was_asked(ana: CandidateActor, waiting: Advice) -> None:
    assert f'href="{ana.url("answer_arrived")}"' in ana.client.get(ana.url("advice")).content.decode()
    page = ana.client.get(ana.url("answer_arrived"))
    assert headings(page) == ["When they could make you an offer", "Still no answer?"]
    assert buttons(page) == ["date", "few_days", "1_week", "2_weeks", "4_weeks"]


def test_one_tap_saves_the_answer_and_shows_new_advice(ana: CandidateActor, waiting: Advice) -> None:
    response = tap(ana, "days_to_their_offer", "1_week")
    assert (response.status_code, response["Location"]) == (302, ana.url("advice"))
    newest = ana.invitation.advice.first()
    assert newest is not None
    assert (newest.number, newest.verdict, newest.answers["days_to_their_offer"]) == (2, "take", 7)
    page = ana.client.get(ana.url("advice")).content.decode()
    assert "Your answer is saved, and this is your new advice." in page


def test_date_is_typed_in_its_own_field(ana: CandidateActor, waiting: Advice) -> None:
    tap(ana, "days_to_their_offer", "date", on=in_days(ana, 12))
    newest = ana.invitation.advice.first()
    assert newest is not None
    assert newest.answers["days_to_their_offer"] == 12


@pytest.mark.parametrize(
    ("on", "wrong"),
    [
        ("", "Add the date, or choose another answer."),
        ("2020-01-01", "The date is before today. Which day is it?"),
        ("soon", "We can&#x27;t read this date."),
    ],
)
def test_date_that_is_none_is_refused_beside_its_field(
    ana: CandidateActor, waiting: Advice, on: str, wrong: str
) -> None:
    page = tap(ana, "days_to_their_offer", "date", on=on)
    found = re.search(
        r'<p class="wrong" id="e-days_to_their_offer" role="alert">(.*?)</p>', page.content.decode()
    )
    assert found is not None
    assert found[1].startswith(wrong)
    assert numbers(ana) == [1]


def test_two_clicks_make_one_advice(ana: CandidateActor, waiting: Advice) -> None:
    data = {**of(ana.client.get(ana.url("answer_arrived")), "days_to_their_offer"), "reply": "1_week"}
    places = [ana.client.post(ana.url("answer_arrived"), data)["Location"] for _ in range(2)]
    assert places == [ana.url("advice")] * 2
    assert numbers(ana) == [2, 1]


def test_other_answer_from_an_older_page_asks_which_to_keep(ana: CandidateActor, waiting: Advice) -> None:
    data = of(ana.client.get(ana.url("answer_arrived")), "days_to_their_offer")
    ana.client.post(ana.url("answer_arrived"), {**data, "reply": "1_week"})
    clash = ana.client.post(ana.url("answer_arrived"), {**data, "reply": "4_weeks"})
    assert clash.status_code == 409
    assert numbers(ana) == [2, 1]
    opened = hidden(clash, "opened")
    ana.client.post(ana.url("answer_arrived"), {**data, "reply": "4_weeks", "opened": opened})
    draft = Draft.objects.get(invitation=ana.invitation)
    assert draft.answers["days_to_their_offer"]["chip"] == "4_weeks"


def test_question_that_the_answer_brings_up_comes_next(ana: CandidateActor, waiting: Advice) -> None:
    response = tap(ana, "days_to_their_offer", "4_weeks")
    assert response["Location"] == ana.url("answer_arrived")
    page = ana.client.get(ana.url("answer_arrived"))
    assert "One more question" in page.content.decode()
    assert (len(headings(page)), buttons(page)) == (1, ["not_asked", "refused", "granted"])
    assert tap(ana, "more_time", "refused")["Location"] == ana.url("advice")
    assert numbers(ana) == [2, 1]


@pytest.mark.parametrize(
    ("reply", "verdict"), [("as_thought", "decline"), ("still_no", "decline"), ("wanted_now", "take")]
)
def test_what_puts_them_off_can_prove_true_or_not(ana: CandidateActor, reply: str, verdict: str) -> None:
    guess = {**NO_GAIN, "known_from": "guessing", "want_if_untrue": "yes"}
    advice = advised(ana, **guess, sure="might_want_it", dislikes=["pay"])
    assert advice.result["ask"] == ["known_from"]
    page = ana.client.get(ana.url("answer_arrived"))
    assert (headings(page)[0], buttons(page)) == (
        "What is true about the pay",
        ["as_thought", "still_no", "wanted_now"],
    )
    tap(ana, "known_from", reply)
    assert [one.verdict for one in ana.invitation.advice.all()] == [verdict, "ask"]


def test_having_told_them_is_one_tap(ana: CandidateActor) -> None:
    advice = advised(ana, flags=["paid_travel"], candor="keep_to_myself", sure="quite_sure")
    assert advice.result["conditions"] == ["say_you_are_unsure"]
    page = ana.client.get(ana.url("answer_arrived"))
    assert headings(page)[0] == "You told them that you are unsure"
    tap(ana, "unsure", "told")
    newest = ana.invitation.advice.first()
    assert newest is not None
    assert (newest.verdict, newest.answers["candor"]) == ("take", "told_or_will")


def test_state_office_answers_without_a_new_advice(ana: CandidateActor) -> None:
    advice = advised(ana, **NO_GAIN, benefits="yes")
    assert advice.result["conditions"] == ["check_benefits"]
    page = ana.client.get(ana.url("answer_arrived"))
    assert headings(page) == ["What the state's office said", "Still no answer?"]
    assert buttons(page) == []


def test_still_no_answer_has_its_letter_and_its_day(ana: CandidateActor, waiting: Advice) -> None:
    ana.invitation.reply_by = timezone.now() + timedelta(days=6)
    ana.invitation.save()
    page = ana.client.get(ana.url("answer_arrived")).content.decode()
    assert waiting.result["default"]["verdict"] == "take"
    assert re.search(r"Wait until \w{3}, \w{3} \d+, [^.]+\.\s+Then go, prepared\.", page)
    assert 'id="default-accept' in page
    assert "one more day" not in page


def test_one_more_day_is_offered_where_the_reply_is_due(ana: CandidateActor, waiting: Advice) -> None:
    ana.invitation.reply_by = timezone.now() + timedelta(hours=20)
    ana.invitation.save()
    page = ana.client.get(ana.url("answer_arrived")).content.decode()
    assert "Or ask for one more day" in page
    assert "or ask for one more day" in ana.client.get(ana.url("advice")).content.decode()


def test_past_due_says_to_wait_no_longer(ana: CandidateActor, waiting: Advice) -> None:
    ana.invitation.reply_by = timezone.now() - timedelta(hours=1)
    ana.invitation.save()
    page = ana.client.get(ana.url("answer_arrived")).content.decode()
    assert "Wait no longer." in page
    assert "one more day" not in page


def test_day_that_is_over_is_asked_again(ana: CandidateActor, waiting: Advice) -> None:
    draft = Draft.objects.get(invitation=ana.invitation)
    draft.answers["days_to_answer"] = {"on": in_days(ana, -1), "chip": None}
    draft.save()
    page = ana.client.get(ana.url("answer_arrived"))
    assert (len(headings(page)), buttons(page)[-2:]) == (1, ["no_deadline", "not_sure"])
    assert tap(ana, "days_to_answer", "no_deadline")["Location"] == ana.url("advice")


def test_answers_that_no_tap_can_give_are_asked_for_on_their_page(
    ana: CandidateActor, waiting: Advice
) -> None:
    draft = Draft.objects.get(invitation=ana.invitation)
    del draft.answers["dislikes"]
    draft.save()
    assert ana.client.get(ana.url("answer_arrived"))["Location"] == ana.url("check")


def test_where_nothing_is_asked_the_advice_is_shown(ana: CandidateActor) -> None:
    assert ana.client.get(ana.url("answer_arrived"))["Location"] == ana.url("invitation")
    advised(ana)
    assert ana.client.get(ana.url("answer_arrived"))["Location"] == ana.url("advice")


@pytest.mark.parametrize("data", [{}, {"question": "dislikes", "reply": "pay"}, {"question": "no_such"}])
def test_what_one_answer_can_not_settle_is_refused(
    ana: CandidateActor, waiting: Advice, data: dict[str, str]
) -> None:
    assert ana.client.post(ana.url("answer_arrived"), data).status_code == 400


@pytest.mark.parametrize("question", ["unsure", "days_to_their_offer"])
def test_reply_that_is_none_of_those_shown_changes_nothing(
    ana: CandidateActor, waiting: Advice, question: str
) -> None:
    data = {"question": question, "reply": "perhaps"}
    assert ana.client.post(ana.url("answer_arrived"), data).status_code == 200
    assert numbers(ana) == [1]


def test_stranger_answers_nothing(ana: CandidateActor, bo: CandidateActor, waiting: Advice) -> None:
    url = ana.url("answer_arrived")
    assert [client.get(url).status_code for client in (bo.client, Client())] == [404, 404]
    assert bo.client.post(url, {"question": "days_to_their_offer", "reply": "1_week"}).status_code == 404
