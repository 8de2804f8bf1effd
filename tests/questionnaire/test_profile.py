"""What is stored of a candidate beyond one invitation can be seen, changed and removed by them alone."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.urls import reverse
from django.utils import timezone

from decisions.models import Event, StandingAnswer
from decisions.questions import say_date
from tests import factories
from tests.actors import CandidateActor, signed_in
from tests.advice.test_standing import standing, with_offer
from tests.questionnaire.posting import asked, checked, errors, hidden, submit

ABOUT = {
    "name": "Ana",
    "time_zone": "America/Chicago",
    "wish_shift": "",
    "wish_distance": "",
    "wish_contact": "",
}


@pytest.fixture
def known(ana: CandidateActor) -> CandidateActor:
    """Ana with advice, so that there are answers about her."""
    factories.advice(invitation=ana.invitation, answers=with_offer())
    return ana


def url(actor: CandidateActor, name: str = "profile", *args: str) -> str:
    return reverse(name, args=[actor.person.ref, *args])


def text(actor: CandidateActor) -> str:
    return str(actor.client.get(url(actor)).content.decode())


def test_profile_shows_each_answer_with_its_day(known: CandidateActor) -> None:
    StandingAnswer.objects.filter(question="offer").update(answered_at=timezone.now() - timedelta(days=20))
    html = text(known)
    day = known.invitation.today() - timedelta(days=20)
    assert html.count("You said so on") == 8
    assert html.count(f"You said so on {say_date(day)}.") == 1
    assert "<b>Yes, in writing</b>" in html


def test_profile_of_somebody_new_is_empty_and_says_so(ana: CandidateActor) -> None:
    assert "Nothing yet." in text(ana)


def test_an_answer_of_last_year_names_the_year(known: CandidateActor) -> None:
    year = timezone.localdate().year - 1
    StandingAnswer.objects.filter(question="offer").update(
        answered_at=timezone.now().replace(year=year, day=15)
    )
    assert f", {year}. That was" not in text(known)
    assert f", {year}." in text(known)


def test_profile_saves_name_zone_and_wishes(ana: CandidateActor) -> None:
    wish = "<b>days</b> \u202eonly 🙂"
    data = {**ABOUT, "name": "Ana M.", "wish_shift": wish}
    assert submit(ana.client, url(ana), data)["Location"] == url(ana)
    ana.person.refresh_from_db()
    assert (ana.person.name, ana.person.time_zone) == ("Ana M.", "America/Chicago")
    assert standing(ana.person) == {"wish_shift": wish}
    assert "&lt;b&gt;days&lt;/b&gt;" in text(ana)
    event = Event.objects.get(code=Event.Code.PROFILE_CHANGED)
    assert (event.person, event.detail) == (ana.person.ref, {"what": ["name", "wish_shift", "time_zone"]})


def test_a_wish_that_is_cleared_is_gone(ana: CandidateActor) -> None:
    submit(ana.client, url(ana), {**ABOUT, "wish_contact": "text me"})
    submit(ana.client, url(ana), ABOUT)
    assert standing(ana.person) == {}


def test_saving_what_is_stored_already_records_nothing(ana: CandidateActor) -> None:
    for _ in range(2):
        submit(ana.client, url(ana), ABOUT)
    assert Event.objects.filter(code=Event.Code.PROFILE_CHANGED).count() == 1


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("wish_shift", "x" * 4000, "This is too long"),
        ("name", "x" * 81, "This is too long"),
        ("time_zone", "Mars/Base", "Choose one of the answers shown."),
    ],
)
def test_what_does_not_fit_is_kept_on_the_page_and_not_stored(
    ana: CandidateActor, field: str, value: str, words: str
) -> None:
    page = submit(ana.client, url(ana), {**ABOUT, field: value})
    assert page.status_code == 200
    assert words in errors(page)[field]
    assert field == "time_zone" or value in page.content.decode()
    assert standing(ana.person) == {}


def test_two_windows_with_other_words_meet(ana: CandidateActor) -> None:
    opened = hidden(ana.client.get(url(ana)), "opened")
    submit(ana.client, url(ana), {**ABOUT, "wish_shift": "days"})
    page = ana.client.post(url(ana), {**ABOUT, "wish_shift": "nights", "opened": opened})
    assert page.status_code == 409
    assert ("<bdi>days</bdi>" in page.content.decode(), "<bdi>nights</bdi>" in page.content.decode()) == (
        True,
        True,
    )
    assert standing(ana.person) == {"wish_shift": "days"}
    ana.client.post(url(ana), {**ABOUT, "wish_shift": "nights", "opened": hidden(page, "opened")})
    assert standing(ana.person) == {"wish_shift": "nights"}


def test_an_answer_is_changed_with_the_form_of_its_question(known: CandidateActor) -> None:
    StandingAnswer.objects.update(answered_at=timezone.now() - timedelta(days=20))
    page = known.client.get(url(known, "standing_answer", "offer_room"))
    assert (asked(page), checked(page)) == (["offer_room"], {"offer_room=maybe"})
    submit(known.client, url(known, "standing_answer", "offer_room"), {"offer_room": "room"})
    row = known.person.standing_answers.get(question="offer_room")
    assert (row.value, (timezone.now() - row.answered_at).days) == ("room", 0)
    known.invitation.draft.refresh_from_db()
    assert known.invitation.draft.answers["offer_room"] == "maybe"


def test_a_changed_answer_takes_along_what_hangs_on_it_and_says_so(known: CandidateActor) -> None:
    submit(known.client, url(known, "standing_answer", "offer"), {"offer": "none"})
    assert {"offer_room", "days_to_answer"} & set(standing(known.person)) == set()
    assert "Removed, because it no longer applies: Room in that offer, Answer that offer by." in text(known)
    assert Event.objects.get(code=Event.Code.PROFILE_CHANGED).detail == {"what": ["offer"]}


def test_an_answer_without_a_choice_is_refused(known: CandidateActor) -> None:
    page = submit(known.client, url(known, "standing_answer", "offer"), {})
    assert errors(page) == {"offer": "Choose one answer."}
    assert standing(known.person)["offer"] == "written"


def test_an_answer_changed_in_another_window_is_not_overwritten_unseen(known: CandidateActor) -> None:
    place = url(known, "standing_answer", "offer_room")
    opened = hidden(known.client.get(place), "opened")
    submit(known.client, place, {"offer_room": "room"})
    page = known.client.post(place, {"offer_room": "fixed", "opened": opened})
    assert page.status_code == 409
    assert standing(known.person)["offer_room"] == "room"
    known.client.post(place, {"offer_room": "fixed", "opened": hidden(page, "opened")})
    assert standing(known.person)["offer_room"] == "fixed"


@pytest.mark.parametrize("question", ["wish_shift", "candor", "nothing", "more_time"])
def test_only_standing_answers_have_a_page(known: CandidateActor, question: str) -> None:
    assert known.client.get(url(known, "standing_answer", question)).status_code == 404


def test_an_answer_is_removed_once_and_a_second_click_does_no_harm(known: CandidateActor) -> None:
    for _ in range(2):
        assert known.client.post(url(known, "remove_answer", "offer_room"))["Location"] == url(known)
    assert "offer_room" not in standing(known.person)
    assert Event.objects.filter(code=Event.Code.PROFILE_CHANGED).count() == 1


def test_an_answer_that_no_question_set_knows_can_be_removed(ana: CandidateActor) -> None:
    StandingAnswer.objects.create(
        candidate=ana.person, question="shoe-size", value="44", answered_at=timezone.now()
    )
    assert "An older answer" in text(ana)
    ana.client.post(url(ana, "remove_answer", "shoe-size"))
    assert "An older answer" not in text(ana)


def test_the_profile_starts_another_invitation_of_the_same_person(known: CandidateActor) -> None:
    ref = hidden(known.client.get(url(known)), "as")
    known.client.post(reverse("begin"), {"as": ref})
    assert known.person.invitations.count() == 2


def test_the_profile_leads_to_deleting_one_invitation_or_everything(ana: CandidateActor) -> None:
    found = [link in text(ana) for link in (ana.url("erase_invitation"), url(ana, "erase"))]
    assert found == [True, True]


def with_address(actor: CandidateActor) -> None:
    actor.person.email, actor.person.email_verified_at = "ana@home.test", timezone.now()
    actor.person.user = User.objects.create(username="a-random-name")
    actor.person.save()


def test_the_address_is_shown_with_what_it_is_good_for(ana: CandidateActor) -> None:
    assert "None. You don't have to give one." in text(ana)
    with_address(ana)
    by_link = text(ana)
    assert 'A link does not show which one. <span class="chip good">confirmed</span>' in by_link
    assert "ana@home.test" not in by_link
    page = signed_in(ana.person).get(url(ana)).content.decode()
    assert '<bdi>ana@home.test</bdi> <span class="chip good">confirmed</span>' in page
    ana.person.user, ana.person.email_verified_at = None, None
    ana.person.save()
    assert '<bdi>ana@home.test</bdi> <span class="chip">not confirmed</span>' in text(ana)


def test_the_address_is_removed_and_the_link_still_opens(ana: CandidateActor) -> None:
    with_address(ana)
    ana.client.post(url(ana, "remove_email"))
    ana.person.refresh_from_db()
    assert (ana.person.email, ana.person.user) == (None, None)
    assert "Your address is removed." in text(ana)


def test_a_link_to_one_of_several_invitations_does_not_remove_the_address(ana: CandidateActor) -> None:
    """Who has the link could else put an address of their own there, and open the other invitations."""
    with_address(ana)
    factories.invitation(candidate=ana.person)
    ana.client.post(url(ana, "remove_email"))
    ana.person.refresh_from_db()
    assert ana.person.email == "ana@home.test"
    assert "First sign in by a code sent to this address" in text(ana)


def test_who_came_in_by_the_address_alone_does_not_lock_themselves_out(
    ana: CandidateActor, client: Any
) -> None:
    with_address(ana)
    client.force_login(ana.person.user)
    client.post(url(ana, "remove_email"))
    ana.person.refresh_from_db()
    assert ana.person.email == "ana@home.test"
    assert "Without that, you could not come back." in client.get(url(ana)).content.decode()


def test_who_has_both_stays_in_by_the_link(ana: CandidateActor, client: Any) -> None:
    with_address(ana)
    client.force_login(ana.person.user)
    client.post(reverse("resume", args=[factories.resume_key(invitation=ana.invitation)]))
    client.post(url(ana, "remove_email"))
    assert client.get(url(ana)).status_code == 200
    assert not User.objects.filter(username="a-random-name").exists()
