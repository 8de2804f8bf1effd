from pytest_django import DjangoAssertNumQueries

from decisions.models import Draft
from tests.actors import CandidateActor
from tests.factories import ANSWERS, answers_with
from tests.questionnaire.posting import STEPS, asked, checked, errors, hidden, of_step, sent, submit, title


def draft_of(actor: CandidateActor) -> Draft:
    return Draft.objects.get(invitation=actor.invitation)


def keep(actor: CandidateActor, **changes: object) -> None:
    """Store a full set of answers as if given earlier."""
    draft = draft_of(actor)
    draft.answers = answers_with(**changes)
    draft.save()


OFFER = {
    "offer": "written",
    "offer_room": "room",
    "days_to_answer": "no_deadline",
    "days_to_their_offer": "not_sure",
    "pay_compared": "more",
}


def test_each_step_asks_its_questions_and_leads_to_the_next(ana: CandidateActor) -> None:
    places = [*STEPS, "check"]
    for step, following in zip(STEPS, places[1:], strict=True):
        page = ana.client.get(ana.url("step", step))
        assert asked(page) == [question for question in STEPS[step] if question in ANSWERS]
        reply = submit(ana.client, ana.url("step", step), of_step(step, ANSWERS))
        assert reply["Location"] == (ana.url("check") if following == "check" else ana.url("step", following))
    assert draft_of(ana).answers == ANSWERS


def test_no_page_asks_more_than_six_questions_with_every_condition_met(ana: CandidateActor) -> None:
    dates = {
        "days_to_answer": {"on": "2099-01-01", "chip": None},
        "days_to_their_offer": {"on": "2099-02-01", "chip": None},
    }
    keep(ana, open_point="yes", find_out="either", **{**OFFER, **dates}, more_time="granted")
    counts = {step: len(asked(ana.client.get(ana.url("step", step)))) for step in STEPS}
    assert counts == {
        "job": 6,
        "practice": 3,
        "offers": 6,
        "direction": 3,
        "cost": 5,
        "people": 5,
        "values": 1,
    }


def test_a_page_says_where_it_stands(ana: CandidateActor) -> None:
    page = ana.client.get(ana.url("step", "offers"))
    assert title(page) == "Your other offer - Worth the Interview"
    assert "Step 4 of 8" in page.content.decode()


def test_an_unknown_step_is_not_found(ana: CandidateActor) -> None:
    assert ana.client.get(ana.url("step", "nothing")).status_code == 404
    assert ana.client.post(ana.url("step", "nothing")).status_code == 404


def test_missing_answers_come_back_with_the_errors_and_what_was_chosen(ana: CandidateActor) -> None:
    page = submit(ana.client, ana.url("step", "practice"), {"interview_skill": "fine"})
    assert page.status_code == 200
    assert title(page) == "Error: Your interviews - Worth the Interview"
    assert errors(page) == {
        "interviews_lately": "Choose one answer.",
        "wanted_interview": "Choose one answer.",
    }
    assert checked(page) == {"interview_skill=fine"}
    assert (
        '<a href="#id_interviews_lately_0">Interviews lately: Choose one answer.</a>' in page.content.decode()
    )
    assert draft_of(ana).answers == {}


def test_a_saved_answer_is_chosen_when_the_page_is_opened_again(ana: CandidateActor) -> None:
    submit(ana.client, ana.url("step", "practice"), of_step("practice", ANSWERS))
    page = ana.client.get(ana.url("step", "practice"))
    assert checked(page) == {
        "interviews_lately=none_in_6_months",
        "interview_skill=so_so",
        "wanted_interview=within_8_weeks",
    }
    assert "Saved at" in page.content.decode()


def test_a_changed_step_makes_a_new_version_and_an_unchanged_one_does_not(ana: CandidateActor) -> None:
    url = ana.url("step", "practice")
    submit(ana.client, url, of_step("practice", ANSWERS))
    assert draft_of(ana).version == 2
    submit(ana.client, url, of_step("practice", ANSWERS))
    assert draft_of(ana).version == 2


def test_a_question_that_newly_applies_is_asked_and_nothing_is_lost(
    ana: CandidateActor,
) -> None:
    answers = {**of_step("job", ANSWERS), "open_point": "maybe"}
    page = submit(ana.client, ana.url("step", "job"), answers)
    assert asked(page) == list(STEPS["job"])
    assert errors(page) == {}
    assert "One more question, because of your answer." in page.content.decode()
    assert "open_point=maybe" in checked(page)
    assert "sure=leaning_no" in checked(page)
    again = {
        **answers,
        "find_out": "either",
        "shown": hidden(page, "shown"),
        "opened": hidden(page, "opened"),
    }
    assert ana.client.post(ana.url("step", "job"), again)["Location"] == ana.url("step", "practice")
    assert draft_of(ana).answers["find_out"] == "either"


def test_a_question_that_was_shown_and_left_open_is_an_error(ana: CandidateActor) -> None:
    answers = {**of_step("job", ANSWERS), "open_point": "maybe", "shown": ",".join(STEPS["job"])}
    assert errors(submit(ana.client, ana.url("step", "job"), answers)) == {"find_out": "Choose one answer."}


def test_an_answer_to_a_question_that_does_not_apply_is_not_stored(ana: CandidateActor) -> None:
    submit(ana.client, ana.url("step", "job"), {**of_step("job", ANSWERS), "find_out": "either"})
    assert "find_out" not in draft_of(ana).answers


def test_the_dislikes_are_named_back_in_what_follows(ana: CandidateActor) -> None:
    keep(ana, dislikes=["pay", "company"])
    page = ana.client.get(ana.url("step", "job")).content.decode()
    assert "How do you know about the pay and the company?" in page
    assert "If you were wrong about the pay and the company, would you want the job?" in page


def test_who_has_only_a_private_reason_is_not_asked_how_they_know(ana: CandidateActor) -> None:
    keep(ana, dislikes=["cannot_private"], known_from=None, want_if_untrue=None)
    assert asked(ana.client.get(ana.url("step", "job"))) == ["sure", "dislikes", "open_point"]


def test_what_the_facts_say_is_not_asked_again(ana: CandidateActor) -> None:
    ana.invitation.set_up_by = ["i_applied"]
    ana.invitation.interview_at = ana.invitation.created_at
    ana.invitation.interview_confirmed = True
    ana.invitation.save()
    page = ana.client.get(ana.url("step", "people"))
    assert asked(page) == ["meet_again", "candor", "flags", "benefits"]
    text = page.content.decode()
    flags = [part.split('"')[0] for part in text.split('name="flags" value="')[1:]]
    assert "Who set it up: I applied; The interview is within two days; I already confirmed a time." in text
    assert flags == ["last_round", "paid_travel", "cancelled_before", "none"]


def test_the_benefits_question_stands_at_the_end_with_its_reason(
    ana: CandidateActor,
) -> None:
    page = ana.client.get(ana.url("step", "people")).content.decode()
    assert asked(ana.client.get(ana.url("step", "people")))[-1] == "benefits"
    assert "In some states, saying no to suitable work can cost you benefits." in page
    assert 'value="unemployment_benefits"' not in page


def test_private_answers_are_marked_as_private(ana: CandidateActor) -> None:
    line = "Only you ever see this answer."
    counts = {step: ana.client.get(ana.url("step", step)).content.decode().count(line) for step in STEPS}
    assert counts == {
        "job": 1,
        "practice": 0,
        "offers": 0,
        "direction": 0,
        "cost": 0,
        "people": 2,
        "values": 0,
    }


def test_going_back_saves_what_can_be_read_and_asks_for_nothing(ana: CandidateActor) -> None:
    reply = submit(ana.client, ana.url("step", "practice"), {"interview_skill": "fine"}, go="back")
    assert reply["Location"] == ana.url("step", "job")
    assert draft_of(ana).answers == {"interview_skill": "fine"}
    assert submit(ana.client, ana.url("step", "job"), {}, go="back")["Location"] == ana.url("facts")


def test_coming_back_later_saves_and_leads_to_the_link(ana: CandidateActor) -> None:
    reply = submit(ana.client, ana.url("step", "practice"), {"interview_skill": "fine"}, go="later")
    assert reply["Location"] == ana.url("link")
    assert draft_of(ana).answers == {"interview_skill": "fine"}


def test_going_back_names_what_could_not_be_saved(ana: CandidateActor) -> None:
    keep(ana, **OFFER)
    data = {
        **of_step("offers", answers_with(**OFFER)),
        "days_to_answer": "date",
        "days_to_answer_on": "2001-01-01",
    }
    submit(ana.client, ana.url("step", "offers"), data, go="back")
    page = ana.client.get(ana.url("step", "direction")).content.decode()
    assert "Not saved, because it could not be read: Answer that offer by." in page


def test_a_change_that_drops_answers_names_them_and_changes_nothing_yet(ana: CandidateActor) -> None:
    keep(ana, **OFFER)
    page = submit(ana.client, ana.url("step", "offers"), {"offer": "none"})
    text = page.content.decode()
    assert page.status_code == 200
    assert "This change drops 4 other answers" in text
    named = ("Room in that offer", "Answer that offer by", "Their offer could come by", "Pay compared")
    assert [name in text for name in named] == [True] * 4
    assert draft_of(ana).answers == answers_with(**OFFER)


def test_the_candidate_may_drop_them_and_nothing_else_is_dropped(ana: CandidateActor) -> None:
    keep(ana, **OFFER)
    reply = submit(ana.client, ana.url("step", "offers"), {"offer": "none"}, decide="drop")
    assert reply["Location"] == ana.url("step", "direction")
    assert draft_of(ana).answers == ANSWERS


def test_the_candidate_may_keep_the_old_answer_and_other_changes_are_saved(ana: CandidateActor) -> None:
    keep(ana, **OFFER)
    data = {**sent({**OFFER, "offer_room": "fixed"}), "offer": "none"}
    submit(ana.client, ana.url("step", "offers"), data, decide="keep")
    assert draft_of(ana).answers["offer"] == "written"
    assert set(OFFER) <= set(draft_of(ana).answers)
    keep(ana, open_point="yes", find_out="either")
    data = {**of_step("job", ANSWERS), "sure": "never", "open_point": "nothing"}
    submit(ana.client, ana.url("step", "job"), data, decide="keep")
    answers = draft_of(ana).answers
    assert (answers["sure"], answers["open_point"], answers["find_out"]) == ("never", "yes", "either")


def test_the_warning_carries_everything_that_was_typed(ana: CandidateActor) -> None:
    keep(ana, open_point="yes", find_out="either")
    data = {
        **of_step("job", answers_with(sure="never", dislikes=["pay", "company"])),
        "open_point": "nothing",
    }
    page = submit(ana.client, ana.url("step", "job"), data).content.decode()
    wanted = [("sure", "never"), ("dislikes", "pay"), ("dislikes", "company"), ("open_point", "nothing")]
    assert [f'name="{name}" value="{value}"' in page for name, value in wanted] == [True] * 4


def test_a_form_opened_before_another_window_saved_shows_both_and_loses_neither(ana: CandidateActor) -> None:
    url = ana.url("step", "practice")
    keep(ana)
    old = hidden(ana.client.get(url), "opened")
    submit(ana.client, url, {**of_step("practice", ANSWERS), "interview_skill": "fine"})
    mine = {**of_step("practice", ANSWERS), "interview_skill": "very_well", "opened": old}
    page = ana.client.post(url, mine)
    text = page.content.decode()
    assert page.status_code == 409
    assert [word in text for word in ("How interviews go", "Fine", "Very well")] == [True] * 3
    assert draft_of(ana).answers["interview_skill"] == "fine"
    ana.client.post(url, {**mine, "opened": hidden(page, "opened")})
    assert draft_of(ana).answers["interview_skill"] == "very_well"


def test_another_window_on_another_step_is_no_conflict(ana: CandidateActor) -> None:
    old = hidden(ana.client.get(ana.url("step", "practice")), "opened")
    submit(ana.client, ana.url("step", "job"), of_step("job", ANSWERS))
    reply = ana.client.post(ana.url("step", "practice"), {**of_step("practice", ANSWERS), "opened": old})
    assert reply.status_code == 302


def test_the_same_form_sent_twice_is_no_conflict(ana: CandidateActor) -> None:
    url = ana.url("step", "practice")
    data = {**of_step("practice", ANSWERS), "opened": hidden(ana.client.get(url), "opened")}
    assert [ana.client.post(url, data).status_code for _ in range(2)] == [302, 302]
    assert draft_of(ana).version == 2


def test_a_stale_form_with_a_mistake_stays_stale_when_it_comes_back(ana: CandidateActor) -> None:
    url = ana.url("step", "practice")
    old = hidden(ana.client.get(url), "opened")
    keep(ana)
    page = ana.client.post(url, {"interview_skill": ANSWERS["interview_skill"], "opened": old})
    assert list(errors(page)) == ["interviews_lately", "wanted_interview"]
    assert hidden(page, "opened") == old


def test_a_change_from_the_check_page_returns_there(ana: CandidateActor) -> None:
    keep(ana)
    url = ana.url("step", "practice") + "?change=1"
    reply = submit(ana.client, url, {**of_step("practice", ANSWERS), "interview_skill": "fine"})
    assert reply["Location"] == ana.url("check")
    assert "Save the change" in ana.client.get(url).content.decode()


def test_a_refresh_draws_the_page_anew_without_errors_and_saves_nothing(ana: CandidateActor) -> None:
    page = submit(ana.client, ana.url("step", "offers"), {"offer": "written"}, go="refresh")
    assert asked(page) == ["offer", "offer_room", "days_to_answer", "days_to_their_offer", "pay_compared"]
    assert errors(page) == {}
    assert "4 more questions, because of your answer." in page.content.decode()
    assert draft_of(ana).answers == {}


def test_what_was_typed_into_a_question_that_goes_away_comes_back_with_it(ana: CandidateActor) -> None:
    url = ana.url("step", "offers")
    gone = submit(ana.client, url, {**sent(OFFER), "offer": "none"}, go="refresh")
    assert asked(gone) == ["offer"]
    assert hidden(gone, "offer_room") == "room"
    back = submit(ana.client, url, {**sent(OFFER), "offer": "spoken"}, go="refresh")
    assert "offer_room=room" in checked(back)


def test_only_what_hangs_on_an_answer_is_drawn_anew(ana: CandidateActor) -> None:
    keep(ana, **OFFER)
    page = ana.client.get(ana.url("step", "offers")).content.decode()
    swaps = [part.split('"')[0] for part in page.split('hx-select-oob="')[1:]]
    touched = (
        "#slot-offer_room,#slot-days_to_answer,#slot-more_time,#slot-days_to_their_offer,#slot-pay_compared"
    )
    assert swaps == [
        f"{touched},#shown,#news:innerHTML",
        "#slot-more_time,#shown,#news:innerHTML",
        "#slot-more_time,#shown,#news:innerHTML",
    ]


def test_a_draft_that_the_desk_did_not_make_is_made_when_it_is_opened(ana: CandidateActor) -> None:
    draft_of(ana).delete()
    assert ana.client.get(ana.url("step", "job")).status_code == 200
    assert draft_of(ana).answers == {}


def test_a_step_asks_the_database_the_same_with_one_and_with_many_answers(
    ana: CandidateActor, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    # The session, the key with its invitation and candidate, the draft, the agency.
    for answers in ({}, {"sure": "never"}, dict(ANSWERS)):
        Draft.objects.filter(invitation=ana.invitation).update(answers=answers)
        with django_assert_num_queries(4):
            ana.client.get(ana.url("step", "people"))


def test_not_working_is_an_answer_of_its_own(ana: CandidateActor) -> None:
    submit(ana.client, ana.url("step", "cost"), of_step("cost", answers_with(boss_finds_out="not_working")))
    assert "boss_finds_out=not_working" in checked(ana.client.get(ana.url("step", "cost")))
