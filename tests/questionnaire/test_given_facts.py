"""A fact from the agency: shown with its source, taken by one tap or left out, and the new advice."""

import re
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from decisions.models import Advice, Draft, Event, JobFact
from tests import factories
from tests.actors import CandidateActor, StaffActor
from tests.questionnaire.posting import hidden
from tests.questionnaire.test_arrived import NO_GAIN, OFFER, advised, in_days, numbers


@pytest.fixture
def waiting(ana: CandidateActor) -> Advice:
    """Advice to ask when they could make an offer; the other one must be answered in 20 days."""
    due = {"on": in_days(ana, 20), "chip": None}
    advice = advised(ana, **NO_GAIN, **OFFER, days_to_answer=due)
    assert (advice.verdict, advice.result["ask"]) == ("ask", ["days_to_their_offer"])
    return advice


def fact(ana: CandidateActor, rae: StaffActor, **fields: Any) -> JobFact:
    """By default the day of their decision."""
    defaults = {"name": JobFact.Name.DECIDE_ON, "value": "within a week", "answer": in_days(ana, 7)}
    return factories.agency_fact(invitation=ana.invitation, by=rae.person, **{**defaults, **fields})


def correct(row: JobFact, **fields: Any) -> None:
    """As the desk does it."""
    clear = {"response": "", "responded_at": None, "at": timezone.now()}
    JobFact.objects.filter(pk=row.pk).update(**clear, **fields)


def form(page: Any, number: int = 0) -> dict[str, str]:
    """The hidden fields of one of the forms in which a fact is offered."""
    found = re.findall(r'action="[^"]+/given/"[^>]*>(.*?)</form>', page.content.decode(), re.S)
    return dict(re.findall(r'name="(fact|question|seen|opened)" value="(\w*)"', found[number]))


def offers(page: Any) -> list[str]:
    """What can be tapped of the facts that are offered."""
    found = re.findall(r'action="[^"]+/given/"[^>]*>(.*?)</form>', page.content.decode(), re.S)
    return [value for one in found for value in re.findall(r'name="reply" value="(\w+)"', one)]


def tap(ana: CandidateActor, reply: str, *, page: str = "advice") -> Any:
    data = form(ana.client.get(ana.url(page)))
    return ana.client.post(ana.url("given_fact"), {**data, "reply": reply})


def events(ana: CandidateActor) -> list[str]:
    codes = [Event.Code.FACT_ACCEPTED, Event.Code.FACT_LEFT]
    return list(Event.objects.filter(code__in=codes).values_list("code", flat=True))


def test_fact_stands_on_the_advice_with_its_source_and_what_it_offers(
    ana: CandidateActor, rae: StaffActor, waiting: Advice
) -> None:
    fact(ana, rae, value="<b>soon</b>", basis_note="Dana in HR")
    page = ana.client.get(ana.url("advice"))
    text = page.content.decode()
    assert "<bdi>&lt;b&gt;soon&lt;/b&gt;</bdi>" in text
    assert re.search(r"<bdi>the employer told us \(Dana in HR\), \w{3}, \w{3} \d+, rae</bdi>", text)
    assert "When could this employer make you an offer?" in text
    assert "Your answer so far: I&#x27;m not sure." in text
    assert offers(page) == ["take", "leave"]


def test_one_tap_takes_the_answer_and_makes_the_next_advice(
    ana: CandidateActor, rae: StaffActor, waiting: Advice
) -> None:
    row = fact(ana, rae)
    response = tap(ana, "take")
    assert (response.status_code, response["Location"]) == (302, ana.url("advice"))
    newest = ana.invitation.advice.first()
    assert newest is not None
    assert (newest.number, newest.verdict, newest.answers["days_to_their_offer"]) == (2, "take", 7)
    row.refresh_from_db()
    assert (row.response, row.responded_at is not None) == ("accepted", True)
    page = ana.client.get(ana.url("advice"))
    assert "this is your new advice" in page.content.decode()
    assert offers(page) == []
    assert "taken into the answers" in page.content.decode()
    event = Event.objects.get(code=Event.Code.FACT_ACCEPTED)
    assert (event.subject, event.person, event.detail) == (str(ana.invitation.public_id), ana.person.ref, {})


def test_second_tap_and_one_on_the_other_button_change_nothing(
    ana: CandidateActor, rae: StaffActor, waiting: Advice
) -> None:
    fact(ana, rae)
    data = form(ana.client.get(ana.url("advice")))
    places = [
        ana.client.post(ana.url("given_fact"), {**data, "reply": reply})["Location"]
        for reply in ("take", "take", "leave")
    ]
    assert places == [ana.url("advice")] * 3
    assert (numbers(ana), events(ana)) == ([2, 1], ["fact_accepted"])
    assert JobFact.objects.get().response == "accepted"


def test_fact_that_is_left_out_changes_no_answer(
    ana: CandidateActor, rae: StaffActor, waiting: Advice
) -> None:
    fact(ana, rae)
    tap(ana, "leave")
    assert (numbers(ana), events(ana), JobFact.objects.get().response) == ([1], ["fact_left"], "left")
    page = ana.client.get(ana.url("advice"))
    assert (offers(page), "left out" in page.content.decode()) == ([], True)


def test_corrected_fact_is_offered_again_and_an_older_page_takes_nothing(
    ana: CandidateActor, rae: StaffActor, waiting: Advice
) -> None:
    row = fact(ana, rae)
    old = form(ana.client.get(ana.url("advice")))
    correct(row, answer=in_days(ana, 12))
    ana.client.post(ana.url("given_fact"), {**old, "reply": "take"})
    page = ana.client.get(ana.url("advice"))
    assert "Your agency has corrected this meanwhile." in page.content.decode()
    assert (numbers(ana), events(ana)) == ([1], [])
    tap(ana, "take")
    correct(row, answer=in_days(ana, 14))
    tap(ana, "take")
    assert [one.answers["days_to_their_offer"] for one in ana.invitation.advice.all()][:2] == [14, 12]


def test_answer_changed_in_another_window_is_not_overwritten_unseen(
    ana: CandidateActor, rae: StaffActor, waiting: Advice
) -> None:
    fact(ana, rae)
    data = {**form(ana.client.get(ana.url("advice"))), "reply": "take"}
    draft = Draft.objects.get(invitation=ana.invitation)
    draft.answers["days_to_their_offer"] = {"on": in_days(ana, 3), "chip": None}
    draft.save()
    clash = ana.client.post(ana.url("given_fact"), data)
    assert (clash.status_code, numbers(ana), events(ana)) == (409, [1], [])
    assert f'href="{ana.url("advice")}">Keep what is saved' in clash.content.decode()
    ana.client.post(ana.url("given_fact"), {**data, "opened": hidden(clash, "opened")})
    assert numbers(ana) == [2, 1]


def test_what_they_think_of_a_fact_is_theirs_to_say(ana: CandidateActor, rae: StaffActor) -> None:
    guess = {**NO_GAIN, "known_from": "guessing", "want_if_untrue": "yes"}
    advised(ana, **guess, sure="might_want_it", dislikes=["pay"])
    fact(ana, rae, name=JobFact.Name.PAY, value="$21-23 an hour", answer="")
    page = ana.client.get(ana.url("advice"))
    assert "Does this change what you think?" in page.content.decode()
    assert offers(page) == ["as_thought", "still_no", "wanted_now", "leave"]
    tap(ana, "wanted_now")
    assert [one.verdict for one in ana.invitation.advice.all()] == ["take", "ask"]


def test_pay_is_compared_where_there_is_another_offer(ana: CandidateActor, rae: StaffActor) -> None:
    due = {"on": in_days(ana, 20), "chip": None}
    offer = {**OFFER, "pay_compared": "not_sure", "days_to_their_offer": due, "days_to_answer": due}
    advised(ana, **NO_GAIN, **offer)
    fact(ana, rae, name=JobFact.Name.PAY, value="$21-23 an hour", answer="")
    assert offers(ana.client.get(ana.url("advice"))) == ["less", "same", "more", "leave"]
    tap(ana, "less")
    assert Draft.objects.get(invitation=ana.invitation).answers["pay_compared"] == "less"


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"name": "interviewers", "value": "Dana, plant manager", "answer": "the_manager"},
        {"name": "rounds", "value": "?", "answer": "no_such_option"},
    ],
    ids=["not asked", "said already", "unknown option"],
)
def test_fact_that_offers_no_answer_is_shown_and_not_asked_about(
    ana: CandidateActor, rae: StaffActor, fields: dict[str, str]
) -> None:
    advised(ana)
    row = fact(ana, rae, **fields)
    page = ana.client.get(ana.url("advice"))
    assert (offers(page), f"<bdi>{row.value}</bdi>" in page.content.decode()) == ([], True)


def test_day_that_is_over_offers_nothing(ana: CandidateActor, rae: StaffActor, waiting: Advice) -> None:
    fact(ana, rae, answer=in_days(ana, -1))
    assert offers(ana.client.get(ana.url("advice"))) == []


def test_older_advice_offers_nothing(ana: CandidateActor, rae: StaffActor, waiting: Advice) -> None:
    fact(ana, rae)
    advised(ana, **NO_GAIN, **OFFER, days_to_answer={"on": in_days(ana, 25), "chip": None})
    pages = [ana.client.get(ana.url("advice_number", number)) for number in (1, 2)]
    assert [offers(page) for page in pages] == [[], ["take", "leave"]]


def test_before_the_advice_facts_are_shown_and_offered_where_answers_are_checked(
    ana: CandidateActor, rae: StaffActor
) -> None:
    fact(ana, rae, name=JobFact.Name.INTERVIEWERS, value="Dana, plant manager", answer="manager_and_team")
    page = ana.client.get(ana.url("facts"))
    assert ("Dana, plant manager" in page.content.decode(), offers(page)) == (True, [])
    Draft.objects.filter(invitation=ana.invitation).update(answers=factories.ANSWERS)
    assert tap(ana, "take", page="check")["Location"] == ana.url("check")
    assert Draft.objects.get(invitation=ana.invitation).answers["who_you_meet"] == "manager_and_team"
    page = ana.client.get(ana.url("check"))
    assert ("Dana, plant manager" in page.content.decode(), offers(page), numbers(ana)) == (True, [], [])


def test_what_was_known_before_the_first_advice_is_not_asked_again_but_for_a_correction(
    ana: CandidateActor, rae: StaffActor
) -> None:
    row = fact(ana, rae, name=JobFact.Name.PAY, value="$20 an hour", answer="")
    advised(ana, dislikes=["pay"])
    assert offers(ana.client.get(ana.url("advice"))) == []
    correct(row, value="$22 an hour")
    assert offers(ana.client.get(ana.url("advice"))) == ["as_thought", "still_no", "wanted_now", "leave"]


def test_taking_an_answer_that_they_gave_themselves_makes_no_advice(
    ana: CandidateActor, rae: StaffActor
) -> None:
    advised(ana, open_point="nothing")
    fact(ana, rae, name=JobFact.Name.OTHER, value="a bonus", answer="")
    tap(ana, "nothing")
    assert (numbers(ana), events(ana)) == ([1], ["fact_accepted"])
    assert "Noted. Your answers stay as they are." in ana.client.get(ana.url("advice")).content.decode()


HOSTILE: list[tuple[dict[str, str], int]] = [
    ({"fact": ""}, 400),
    ({"fact": "9" * 30}, 400),
    ({"fact": "1 or 1"}, 400),
    ({"fact": "987654321"}, 404),
    ({"reply": "perhaps"}, 400),
    ({"reply": ""}, 400),
    ({"question": "sure"}, 302),
    ({"seen": "x"}, 302),
]


def test_hostile_reply_changes_nothing(ana: CandidateActor, rae: StaffActor, waiting: Advice) -> None:
    fact(ana, rae)
    data = {**form(ana.client.get(ana.url("advice"))), "reply": "take"}
    posted = [ana.client.post(ana.url("given_fact"), data | changes).status_code for changes, _ in HOSTILE]
    assert posted == [status for _, status in HOSTILE]
    assert (numbers(ana), events(ana), JobFact.objects.get().response) == ([1], [], "")


def test_nobody_else_responds_and_no_own_fact_is_one_of_the_agency(
    ana: CandidateActor, bo: CandidateActor, rae: StaffActor, waiting: Advice
) -> None:
    fact(ana, rae)
    own = factories.job_fact(invitation=ana.invitation)
    data = {**form(ana.client.get(ana.url("advice"))), "reply": "leave"}
    url = ana.url("given_fact")
    others = (bo.client, rae.client, Client())
    assert [client.post(url, data).status_code for client in others] == [404] * 3
    assert bo.client.post(bo.url("given_fact"), data).status_code == 404
    assert ana.client.post(url, {**data, "fact": own.pk}).status_code == 404
    assert ana.client.get(url).status_code == 405
    assert events(ana) == []


def test_withdrawing_the_case_leaves_the_fact_to_the_candidate(
    ana: CandidateActor, rae: StaffActor, waiting: Advice
) -> None:
    factories.case(advice=waiting)
    fact(ana, rae)
    ana.client.post(ana.url("withdraw"))
    tap(ana, "take")
    assert numbers(ana) == [2, 1]
