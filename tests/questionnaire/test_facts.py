from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from pytest_django import DjangoAssertNumQueries

from decisions.models import Invitation, JobFact
from tests import factories
from tests.actors import CandidateActor
from tests.questionnaire.posting import errors, hidden, submit, title

NOW = datetime(2026, 11, 25, 17, tzinfo=UTC)
FACTS: dict[str, Any] = {
    "company": "Niles Bakery",
    "job_title": "Baker",
    "confirmed": "open",
    "format": "unknown",
}


def save(actor: CandidateActor, **facts: Any) -> Any:
    return submit(actor.client, actor.url("facts"), {**FACTS, **facts})


def stored(actor: CandidateActor) -> Invitation:
    return Invitation.objects.select_related("candidate").get(pk=actor.invitation.pk)


def test_all_facts_may_be_skipped(ana: CandidateActor) -> None:
    reply = ana.client.post(ana.url("facts"), {"opened": hidden(ana.client.get(ana.url("facts")), "opened")})
    assert reply["Location"] == ana.url("step", "job")


def test_six_facts_are_in_view_and_the_rest_is_folded_away(ana: CandidateActor) -> None:
    page = ana.client.get(ana.url("facts")).content.decode()
    view, folded = page.split("<details", 1)
    names = ("company", "job_title", "reply_by_date", "interview_date", "confirmed", "set_up_by")
    assert [f'name="{name}"' in view for name in names] == [True] * 6
    rest = (
        "name",
        "contact_name",
        "place",
        "format",
        "time_zone",
        "fact_pay",
        "fact_shift",
        "fact_rounds",
        "fact_decide_on",
    )
    assert [f'name="{name}"' in folded for name in (*rest, "fact_interviewers")] == [True] * 10


@time_machine.travel(NOW)
def test_what_is_given_is_stored_in_the_interviews_own_time_zone(ana: CandidateActor) -> None:
    reply = save(
        ana,
        interview_date="2027-02-03",
        interview_time="14:30",
        reply_by_date="2026-12-20",
        confirmed="yes",
        format="video",
        set_up_by=["they_found_me", "agency_recruiter"],
        name="Ana",
        contact_name="Jo",
        place="Niles",
        time_zone="America/Chicago",
        fact_pay="$21 an hour",
    )
    row = stored(ana)
    assert reply["Location"] == ana.url("step", "job")
    assert row.interview_at == datetime(2027, 2, 3, 20, 30, tzinfo=UTC)
    assert row.reply_by == datetime(2026, 12, 20, 23, 0, tzinfo=UTC)
    assert (row.company, row.job_title, row.contact_name, row.place) == (
        "Niles Bakery",
        "Baker",
        "Jo",
        "Niles",
    )
    assert (row.interview_confirmed, row.format, row.time_zone) == (True, "video", "America/Chicago")
    assert row.set_up_by == ["they_found_me", "agency_recruiter"]
    assert row.candidate.name == "Ana"
    assert [(fact.name, fact.value, fact.source) for fact in row.facts.all()] == [
        ("pay", "$21 an hour", "candidate")
    ]


@time_machine.travel(NOW)
def test_what_is_stored_is_in_the_form_when_it_is_opened_again(ana: CandidateActor) -> None:
    save(
        ana, interview_date="2027-02-03", interview_time="14:30", fact_pay="$21", time_zone="America/Chicago"
    )
    page = ana.client.get(ana.url("facts")).content.decode()
    wanted = ('value="2027-02-03"', 'value="14:30"', 'value="$21"', 'value="Niles Bakery"')
    assert [text in page for text in wanted] == [True] * 4
    assert '<option value="America/Chicago" selected>Central time</option>' in page


def test_a_cleared_fact_is_removed(ana: CandidateActor) -> None:
    save(ana, fact_pay="$21", set_up_by=["i_applied"])
    save(ana, company="", fact_pay="")
    assert (stored(ana).company, stored(ana).set_up_by, JobFact.objects.count()) == ("", None, 0)


def test_a_fact_of_the_agency_stays_when_the_candidate_clears_theirs(ana: CandidateActor) -> None:
    factories.agency_fact(invitation=ana.invitation, by=factories.user(), value="$20")
    save(ana, fact_pay="$21")
    save(ana, fact_pay="")
    assert [(fact.value, fact.source) for fact in ana.invitation.facts.all()] == [("$20", "agency")]


def test_changed_facts_make_a_new_version_of_the_draft_and_unchanged_ones_do_not(ana: CandidateActor) -> None:
    save(ana)
    ana.invitation.draft.refresh_from_db()
    assert ana.invitation.draft.version == 2
    save(ana)
    ana.invitation.draft.refresh_from_db()
    assert ana.invitation.draft.version == 2


@time_machine.travel(NOW)
@pytest.mark.parametrize(
    ("facts", "wrong"),
    [
        ({"interview_date": "2027-02-03"}, "Add the time too. A guess is fine, you can change it later."),
        ({"interview_time": "14:30"}, "Add the date, or clear the time."),
        ({"interview_date": "1900-01-01", "interview_time": "14:30"}, "Check the year of this date."),
        ({"interview_date": "2029-01-01", "interview_time": "14:30"}, "Check the year of this date."),
        ({"interview_date": "9999-12-31", "interview_time": "23:59"}, "Check the year of this date."),
        ({"interview_date": "0001-01-01", "interview_time": "00:00"}, "Check the year of this date."),
        (
            {"interview_date": "3 Feb", "interview_time": "14:30"},
            "We can't read this date. Write it as year-month-day, such as 2026-12-04.",
        ),
        (
            {"interview_date": "2027-02-03", "interview_time": "half past two"},
            "We can't read this time. Write it as hours and minutes, such as 14:30.",
        ),
        (
            {"interview_date": "2027-03-14", "interview_time": "02:30"},
            "This time does not exist: the clocks go forward in that hour. Check the time.",
        ),
        (
            {"interview_date": "2027-11-07", "interview_time": "01:30"},
            "The clocks go back that night, so this time comes twice. Say which one it is.",
        ),
    ],
)
def test_a_time_that_can_t_be_meant_is_refused_in_words(
    ana: CandidateActor, facts: dict[str, str], wrong: str
) -> None:
    page = save(ana, **facts)
    assert errors(page) == {"interview": wrong.replace("'", "&#x27;")}
    assert title(page) == "Error: The invitation - Worth the Interview"
    assert 'value="Niles Bakery"' in page.content.decode()
    assert stored(ana).interview_at is None


@time_machine.travel(NOW)
@pytest.mark.parametrize(
    ("zone", "which", "moment"),
    [
        ("America/Indiana/Indianapolis", "first", datetime(2027, 11, 7, 5, 30, tzinfo=UTC)),
        ("America/Indiana/Indianapolis", "second", datetime(2027, 11, 7, 6, 30, tzinfo=UTC)),
        ("America/Indiana/Tell_City", "second", datetime(2027, 11, 7, 7, 30, tzinfo=UTC)),
        ("America/Detroit", "first", datetime(2027, 11, 7, 5, 30, tzinfo=UTC)),
        ("America/Menominee", "first", datetime(2027, 11, 7, 6, 30, tzinfo=UTC)),
    ],
)
def test_a_doubled_hour_is_asked_for_and_stored_as_said(
    ana: CandidateActor, zone: str, which: str, moment: datetime
) -> None:
    facts = {"interview_date": "2027-11-07", "interview_time": "01:30", "time_zone": zone}
    assert 'name="interview_which"' in save(ana, **facts).content.decode()
    assert save(ana, **facts, interview_which=which).status_code == 302
    assert stored(ana).interview_at == moment
    assert f'value="{which}" checked' in ana.client.get(ana.url("facts")).content.decode()


@time_machine.travel(NOW)
def test_an_hour_missing_in_one_zone_exists_in_another(ana: CandidateActor) -> None:
    facts = {"interview_date": "2027-03-14", "interview_time": "02:30"}
    assert save(ana, **facts, time_zone="America/Phoenix").status_code == 302
    assert stored(ana).interview_at == datetime(2027, 3, 14, 9, 30, tzinfo=UTC)


@time_machine.travel(NOW)
def test_a_time_in_the_past_is_kept_and_said(ana: CandidateActor) -> None:
    save(ana, reply_by_date="2026-11-23")
    page = ana.client.get(ana.url("step", "job")).content.decode()
    assert "The reply-by time is in the past. We kept it. Change it here if that is a mistake." in page
    assert stored(ana).reply_by == datetime(2026, 11, 23, 22, tzinfo=UTC)


def test_text_that_is_too_long_comes_back_with_how_much_fits(ana: CandidateActor) -> None:
    page = save(ana, company="x" * 121)
    assert errors(page) == {"company": "This is too long: 121 characters. 120 fit."}
    assert "x" * 121 in page.content.decode()


def test_a_mistake_under_add_what_you_know_opens_it(ana: CandidateActor) -> None:
    assert '<details class="card plain more" open>' in save(ana, time_zone="Mars/Base").content.decode()
    assert '<details class="card plain more">' in save(ana, company="x" * 121).content.decode()


def test_unknown_and_repeated_choices_are_refused(ana: CandidateActor) -> None:
    page = save(ana, format=["video", "phone"], set_up_by="the_pope", confirmed="perhaps")
    assert errors(page) == {
        "confirmed": "Choose one of the answers shown.",
        "format": "You gave more than one answer. Choose one.",
        "set_up_by": "Choose one of the answers shown.",
    }


def test_hostile_text_is_stored_as_typed_and_shown_as_text(ana: CandidateActor) -> None:
    typed = "<script>alert(1)</script>{{7*7}}\u202e 'x' “y”"
    save(ana, company=typed)
    assert stored(ana).company == typed
    page = ana.client.get(ana.url("facts")).content.decode()
    assert "<script>alert(1)" not in page
    assert "{{7*7}}" in page


def test_nul_is_refused(ana: CandidateActor) -> None:
    assert save(ana, company="a\0b").status_code == 400
    assert stored(ana).company == "Elkhart Metal Works"


def test_coming_back_later_saves_what_can_be_read(ana: CandidateActor) -> None:
    reply = save(ana, company="Niles Bakery", interview_time="14:30", go="later")
    assert reply["Location"] == ana.url("link")
    assert stored(ana).company == "Niles Bakery"
    assert (
        "Not saved, because it could not be read: Interview."
        in ana.client.get(ana.url("link")).content.decode()
    )


def test_facts_changed_in_another_window_are_shown_beside_what_was_typed(ana: CandidateActor) -> None:
    url = ana.url("facts")
    old = hidden(ana.client.get(url), "opened")
    save(ana, company="Theirs")
    page = ana.client.post(url, {**FACTS, "company": "Mine", "opened": old})
    assert page.status_code == 409
    assert ["Theirs" in page.content.decode(), "Mine" in page.content.decode()] == [True, True]
    assert stored(ana).company == "Theirs"
    ana.client.post(url, {**FACTS, "company": "Mine", "opened": hidden(page, "opened")})
    assert stored(ana).company == "Mine"


def test_a_change_from_the_check_page_returns_there(ana: CandidateActor) -> None:
    assert submit(ana.client, ana.url("facts") + "?change=1", FACTS)["Location"] == ana.url("check")


def test_the_page_asks_the_database_the_same_with_many_facts(
    ana: CandidateActor, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    # The session, the key with its invitation and candidate, the facts twice, the draft, the agency.
    for names in ([], ["pay"], ["shift", "rounds", "interviewers"]):
        for name in names:
            factories.job_fact(invitation=ana.invitation, name=name)
        with django_assert_num_queries(6):
            ana.client.get(ana.url("facts"))


def test_the_time_zones_of_the_united_states_come_first(ana: CandidateActor) -> None:
    page = ana.client.get(ana.url("facts")).content.decode()
    zones = [part.split('"')[0] for part in page.split('<option value="')[1:]]
    assert zones[:7] == [
        "America/Indiana/Indianapolis",
        "America/New_York",
        "America/Detroit",
        "America/Chicago",
        "America/Indiana/Knox",
        "America/Indiana/Tell_City",
        "America/Menominee",
    ]
    assert "Europe/Berlin" in zones


def test_the_interview_may_be_within_two_years(ana: CandidateActor) -> None:
    far = date.today() + timedelta(days=700)  # noqa: DTZ011
    assert save(ana, interview_date=far.isoformat(), interview_time="12:00").status_code == 302
