"""What is known of the candidate stands on one page before the next invitation's questions."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from decisions.models import Advice, StandingAnswer
from decisions.questionnaire.arrive import begin_invitation
from decisions.questions import say_date
from tests import factories
from tests.actors import CandidateActor
from tests.advice.test_standing import with_offer
from tests.factories import ANSWERS, answers_with
from tests.questionnaire.posting import asked, checked, errors, hidden, of_step, sent, submit

STANDING = ("interviews_lately", "interview_skill", "wanted_interview", "offer", "clear_on_next", "matters")


def as_sent(**changes: Any) -> dict[str, Any]:
    return sent({question: {**ANSWERS, **changes}[question] for question in STANDING})


@pytest.fixture
def again(ana: CandidateActor) -> CandidateActor:
    """Ana with a second invitation, of which nothing was asked yet."""
    factories.advice(invitation=ana.invitation)
    return with_next_invitation(ana)


def with_next_invitation(ana: CandidateActor) -> CandidateActor:
    invitation, _key = begin_invitation(ana.person)
    ana.client.post(reverse("resume", args=[factories.resume_key(invitation=invitation)]))
    return CandidateActor(ana.person, invitation, ana.client)


def page_text(actor: CandidateActor) -> str:
    return str(actor.client.get(actor.url("still_true")).content.decode())


def answers(actor: CandidateActor) -> dict[str, Any]:
    actor.invitation.draft.refresh_from_db()
    found: dict[str, Any] = actor.invitation.draft.answers
    return found


def test_the_facts_of_the_next_invitation_lead_to_what_is_known(again: CandidateActor) -> None:
    assert submit(again.client, again.url("facts"), {"company": "Bakery"})["Location"] == again.url(
        "still_true"
    )
    page = again.client.get(again.url("still_true"))
    assert asked(page) == list(STANDING)
    assert {"interviews_lately=none_in_6_months", "offer=none", "matters_leverage=some"} <= checked(page)
    day = say_date(again.invitation.today())
    assert f"You told us this about yourself on {day}." in page.content.decode()
    StandingAnswer.objects.filter(question="offer").update(answered_at=timezone.now() - timedelta(days=3))
    assert page_text(again).count(f"You said so on {day}.") == 5


def test_coming_back_in_between_leads_there_too(again: CandidateActor) -> None:
    submit(again.client, again.url("facts"), {"company": "Bakery"})
    assert again.client.get(again.url("invitation"))["Location"] == again.url("still_true")


def test_the_first_invitation_meets_no_such_page(ana: CandidateActor) -> None:
    assert submit(ana.client, ana.url("facts"), {"company": "Bakery"})["Location"] == ana.url("step", "job")
    assert ana.client.get(ana.url("still_true"))["Location"] == ana.url("step", "job")


def test_one_tap_takes_all_of_it_and_goes_on_at_the_first_open_question(again: CandidateActor) -> None:
    reply = submit(again.client, again.url("still_true"), as_sent())
    assert reply["Location"] == again.url("step", "job")
    assert answers(again) == {question: ANSWERS[question] for question in STANDING}
    again.invitation.draft.refresh_from_db()
    assert again.invitation.draft.version == 2


def test_a_changed_answer_is_the_one_that_counts(again: CandidateActor) -> None:
    submit(again.client, again.url("still_true"), as_sent(offer="written", interview_skill="fine"))
    assert (answers(again)["offer"], answers(again)["interview_skill"]) == ("written", "fine")


def test_steps_that_are_answered_are_passed_by_with_a_line_and_can_be_opened(again: CandidateActor) -> None:
    submit(again.client, again.url("still_true"), as_sent())
    reply = submit(again.client, again.url("step", "job"), of_step("job", ANSWERS))
    assert reply["Location"] == again.url("step", "direction")
    page = again.client.get(reply["Location"])
    line = "Answered already, so we did not ask again: Your interviews, Your other offer."
    assert line in page.content.decode()
    assert "clear_on_next=partly" in checked(page)
    back = submit(again.client, reply["Location"], of_step("direction", ANSWERS), go="back")
    assert back["Location"] == again.url("step", "offers")
    assert checked(again.client.get(again.url("step", "practice"))) == {
        "interviews_lately=none_in_6_months",
        "interview_skill=so_so",
        "wanted_interview=within_8_weeks",
    }


def test_the_whole_way_ends_in_advice_on_all_answers(again: CandidateActor) -> None:
    submit(again.client, again.url("still_true"), as_sent())
    place = again.url("step", "job")
    while "/q/" in place:
        place = submit(again.client, place, of_step(place.rstrip("/").split("/")[-1], ANSWERS))["Location"]
    assert place == again.url("check")
    assert submit(again.client, place, {})["Location"] == again.url("advice")
    assert Advice.objects.get(invitation=again.invitation).draft_answers == ANSWERS


def test_a_deadline_that_passed_takes_its_offer_along_and_both_are_asked_anew(ana: CandidateActor) -> None:
    factories.advice(invitation=ana.invitation, answers=with_offer())
    past = {"on": (timezone.localdate() - timedelta(days=2)).isoformat(), "chip": None}
    StandingAnswer.objects.filter(question="days_to_answer").update(
        value=past, answered_at=timezone.now() - timedelta(days=9)
    )
    again = with_next_invitation(ana)
    page = again.client.get(again.url("still_true"))
    assert {"offer", "offer_room", "days_to_answer"} & set(asked(page)) == set()
    assert "We ask this again" in page.content.decode()
    assert "Yes, in writing" in page.content.decode()
    submit(again.client, again.url("still_true"), as_sent())
    assert "offer" not in answers(again)
    reply = submit(again.client, again.url("step", "job"), of_step("job", ANSWERS))
    assert reply["Location"] == again.url("step", "offers")


def test_a_deadline_ahead_is_carried_as_its_day(ana: CandidateActor) -> None:
    factories.advice(invitation=ana.invitation, answers=with_offer(days=10))
    on = (timezone.localdate() + timedelta(days=10)).isoformat()
    StandingAnswer.objects.filter(question="days_to_answer").update(value={"on": on, "chip": "2_weeks"})
    again = with_next_invitation(ana)
    page = again.client.get(again.url("still_true"))
    assert {"days_to_answer=date", "offer_room=maybe"} <= checked(page)
    assert f'value="{on}"' in page.content.decode()


def test_an_offer_that_is_gone_drops_what_hangs_on_it_even_if_that_was_cleared(ana: CandidateActor) -> None:
    factories.advice(invitation=ana.invitation, answers=with_offer())
    again = with_next_invitation(ana)
    data = {**as_sent(), "days_to_answer_on": "nonsense"}
    assert submit(again.client, again.url("still_true"), data)["Location"] == again.url("step", "job")
    assert answers(again) == {question: ANSWERS[question] for question in STANDING}


def test_what_no_question_set_knows_is_left_out(again: CandidateActor) -> None:
    now = timezone.now()
    row = {"candidate": again.person, "answered_at": now}
    StandingAnswer.objects.create(question="shoe_size", value="44", **row)
    StandingAnswer.objects.filter(question="interview_skill").update(value="brilliant")
    page = again.client.get(again.url("still_true"))
    assert asked(page) == [question for question in STANDING if question != "interview_skill"]
    assert "shoe_size" not in page.content.decode()


def test_an_answer_that_is_no_option_is_refused_beside_its_question(again: CandidateActor) -> None:
    page = submit(again.client, again.url("still_true"), {**as_sent(), "offer": "castle"})
    assert errors(page) == {"offer": "Choose one of the answers shown."}
    assert answers(again) == {}


def test_a_second_click_changes_nothing_more(again: CandidateActor) -> None:
    opened = hidden(again.client.get(again.url("still_true")), "opened")
    replies = [again.client.post(again.url("still_true"), {**as_sent(), "opened": opened}) for _ in range(2)]
    assert [reply["Location"] for reply in replies] == [again.url("step", "job")] * 2
    again.invitation.draft.refresh_from_db()
    assert again.invitation.draft.version == 2


def test_an_answer_given_meanwhile_in_another_window_is_not_overwritten_unseen(again: CandidateActor) -> None:
    opened = hidden(again.client.get(again.url("still_true")), "opened")
    other = {**ANSWERS, "interview_skill": "very_well"}
    submit(again.client, again.url("step", "practice"), of_step("practice", other))
    page = again.client.post(again.url("still_true"), {**as_sent(), "opened": opened})
    assert page.status_code == 409
    assert answers(again)["interview_skill"] == "very_well"
    both = {"Very well", "So-so"}
    assert {text for text in both if f"<bdi>{text}</bdi>" in page.content.decode()} == both
    again.client.post(again.url("still_true"), {**as_sent(), "opened": hidden(page, "opened")})
    assert answers(again)["interview_skill"] == "so_so"


def test_wishes_are_shown_as_they_were_written_and_asked_for_nowhere(again: CandidateActor) -> None:
    StandingAnswer.objects.create(
        candidate=again.person, question="wish_shift", value="<b>days only</b>", answered_at=timezone.now()
    )
    page = again.client.get(again.url("still_true"))
    assert "<bdi>&lt;b&gt;days only&lt;/b&gt;</bdi>" in page.content.decode()
    submit(again.client, again.url("still_true"), as_sent())
    assert "wish_shift" not in answers(again)


def test_a_walk_that_goes_back_meets_every_page_as_before(ana: CandidateActor) -> None:
    """Only the first way through passes by what is answered."""
    ana.invitation.draft.answers = answers_with()
    ana.invitation.draft.save()
    reply = submit(ana.client, ana.url("step", "job"), of_step("job", ANSWERS))
    assert reply["Location"] == ana.url("step", "practice")
