"""Trying other answers: scored at once, kept only when the candidate says so."""

import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from decisions.models import Advice, Draft
from tests import factories
from tests.actors import CandidateActor
from tests.questionnaire.posting import errors, hidden, sent

MANY_LATELY = {"interviews_lately": "six_or_more"}
NO_GAIN = {**MANY_LATELY, "clear_on_next": "very", "want_if_untrue": "no"}


@pytest.fixture
def advice(ana: CandidateActor) -> Advice:
    return factories.advice(invitation=ana.invitation)


def post(ana: CandidateActor, changes: dict[str, Any], *, go: str = "refresh", **more: Any) -> Any:
    """Open the page, change some answers and press a button."""
    page = ana.client.get(ana.url("try"))
    carried = {name: hidden(page, name) for name in ("opened", "shown")}
    stored = Draft.objects.get(invitation=ana.invitation).answers
    data = sent({**stored, **{id: value for id, value in changes.items() if value is not None}})
    return ana.client.post(ana.url("try"), {**carried, **data, "go": go, **more})


def result(page: Any) -> str:
    """What the panel says, without its tags."""
    found = re.search(r'<section class="card sticky tried".*?</section>', page.content.decode(), re.S)
    return " ".join(re.sub(r"<[^>]+>", " ", found[0]).split()) if found else ""


def asked(page: Any) -> list[str]:
    return re.findall(r'id="q-(\w+)"', page.content.decode())


def test_page_starts_with_the_answers_as_they_are(ana: CandidateActor, advice: Advice) -> None:
    page = ana.client.get(ana.url("try"))
    assert result(page) == "Your answers as they are Go to the interview"
    assert '<option value="none_in_6_months" selected>' in page.content.decode()
    assert asked(page) == list(factories.ANSWERS)


def test_other_answer_is_scored_against_the_advice_now(ana: CandidateActor, advice: Advice) -> None:
    said = result(post(ana, NO_GAIN))
    assert said.startswith(
        "With these answers Say no, politely Your advice now is another: Go to the interview "
        "Keep this as advice number 2"
    )
    assert "Interviews lately None → now: Six or more" in said
    assert "Sharpen your skills strong → now: little" in said


def test_trying_stores_nothing(ana: CandidateActor, advice: Advice) -> None:
    before = Draft.objects.values().get(invitation=ana.invitation)
    assert post(ana, NO_GAIN).status_code == 200
    assert Draft.objects.values().get(invitation=ana.invitation) == before
    assert list(Advice.objects.values_list("number", flat=True)) == [1]


def test_answer_that_asks_for_more_shows_the_new_questions(ana: CandidateActor, advice: Advice) -> None:
    page = post(ana, {"offer": "written"})
    new = ["offer_room", "days_to_answer", "days_to_their_offer", "pay_compared"]
    assert [id for id in asked(page) if id not in factories.ANSWERS] == new
    assert result(page) == (
        "4 answers are needed first Room in that offer Answer that offer by "
        "Their offer could come by Pay compared"
    )
    assert errors(page) == {}


def test_day_that_is_over_is_named_in_plain_words(ana: CandidateActor, advice: Advice) -> None:
    yesterday = (ana.invitation.today() - timedelta(days=1)).isoformat()
    days = {"days_to_answer": {"on": yesterday}, "days_to_their_offer": "not_sure"}
    page = post(ana, {"offer": "written", "offer_room": "room", "pay_compared": "more", **days})
    assert result(page) == (
        "One answer is needed first Answer that offer by : The date is before today. Which day is it?"
    )


def test_too_many_dislikes_are_refused_in_words(ana: CandidateActor, advice: Advice) -> None:
    dislikes = ["pay", "company", "job_level", "kind_of_work"]
    page = post(ana, {"dislikes": dislikes}, go="keep")
    assert errors(page) == {"dislikes": "Choose up to three. Take away one."}
    assert Advice.objects.count() == 1


def test_kept_answers_become_the_next_advice(ana: CandidateActor, advice: Advice) -> None:
    response = post(ana, NO_GAIN, go="keep")
    assert (response.status_code, response["Location"]) == (302, ana.url("advice"))
    newest = ana.invitation.advice.first()
    assert newest is not None
    assert (newest.number, newest.verdict, newest.draft_answers["interviews_lately"]) == (
        2,
        "decline",
        "six_or_more",
    )
    assert "Kept. This is your advice number 2." in ana.client.get(ana.url("advice")).content.decode()


def test_two_clicks_on_keep_make_one_advice(ana: CandidateActor, advice: Advice) -> None:
    page = ana.client.get(ana.url("try"))
    data = {**sent(factories.answers_with(**NO_GAIN)), "opened": hidden(page, "opened"), "go": "keep"}
    places = [ana.client.post(ana.url("try"), data)["Location"] for _ in range(2)]
    assert places == [ana.url("advice")] * 2
    assert ana.invitation.advice.count() == 2


def test_unchanged_answers_are_nothing_to_keep(ana: CandidateActor, advice: Advice) -> None:
    assert "Keep this" not in ana.client.get(ana.url("try")).content.decode()
    post(ana, {}, go="keep")
    assert ana.invitation.advice.count() == 1


def test_answers_changed_in_another_tab_are_both_shown(ana: CandidateActor, advice: Advice) -> None:
    page = ana.client.get(ana.url("try"))
    opened = hidden(page, "opened")
    draft = Draft.objects.get(invitation=ana.invitation)
    draft.answers, draft.version = {**draft.answers, "hours": "8_or_more"}, draft.version + 1
    draft.save()
    data = {**sent(factories.answers_with(hours="4_to_8")), "opened": opened, "go": "keep"}
    clash = ana.client.post(ana.url("try"), data)
    assert clash.status_code == 409
    assert re.findall(r"<dd><bdi>(.*?)</bdi>", clash.content.decode()) == ["8 hours or more", "4 to 8 hours"]
    ana.client.post(ana.url("try"), {**data, "opened": hidden(clash, "opened")})
    newest = ana.invitation.advice.first()
    assert newest is not None
    assert newest.answers["hours"] == "4_to_8"


def test_answers_that_are_no_longer_asked_are_named_and_dropped(ana: CandidateActor) -> None:
    soon = {"on": (ana.invitation.today() + timedelta(days=9)).isoformat(), "chip": None}
    days = {"days_to_answer": soon, "days_to_their_offer": soon}
    offer = {"offer": "written", "offer_room": "room", "pay_compared": "more", **days}
    factories.advice(invitation=ana.invitation, answers=factories.answers_with(**offer))
    assert "Room in that offer Yes, they said there is room → now: no longer asked" in result(
        post(ana, {"offer": "none"})
    )
    post(ana, {"offer": "none"}, go="keep")
    newest = ana.invitation.advice.first()
    assert newest is not None
    assert newest.draft_answers == {**factories.ANSWERS, "offer": "none"}


def test_live_change_of_a_day_leaves_its_old_date_behind(ana: CandidateActor, advice: Advice) -> None:
    far = (date.today() + timedelta(days=20)).isoformat()  # noqa: DTZ011 - any day ahead will do
    offer = {
        "offer": "written",
        "offer_room": "room",
        "pay_compared": "more",
        "days_to_their_offer": "1_week",
    }
    stray = {"days_to_answer": "2_weeks", "days_to_answer_on": far}
    data = {**sent(factories.answers_with(**offer)), **stray, "go": "refresh"}
    without_script = ana.client.post(ana.url("try"), data)
    live = ana.client.post(ana.url("try"), data, headers={"HX-Request": "true"})
    assert "You gave a date and chose “In 2 weeks”." in result(without_script)
    assert result(live).startswith("With these answers ")


def test_facts_are_named_and_not_asked_again(ana: CandidateActor, advice: Advice) -> None:
    ana.invitation.set_up_by = ["friend_or_relative"]
    ana.invitation.save()
    page = ana.client.get(ana.url("try"))
    assert "set_up_by" not in asked(page)
    assert "Who set it up: A friend or relative." in page.content.decode()


def test_without_advice_there_is_nothing_to_try(ana: CandidateActor) -> None:
    response = ana.client.get(ana.url("try"))
    assert (response.status_code, response["Location"]) == (302, ana.url("invitation"))


def test_stranger_tries_nothing(ana: CandidateActor, bo: CandidateActor, advice: Advice) -> None:
    assert [client.get(ana.url("try")).status_code for client in (bo.client, Client())] == [404, 404]
    assert bo.client.post(ana.url("try"), {"go": "keep"}).status_code == 404
