"""The advice page as its candidate meets it: with what was chosen, kept, shared and answered."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from decisions.models import Advice, Choice, Draft, Event, Letter, Verdict
from tests import factories
from tests.actors import CandidateActor, StaffActor

TOO_LONG = "x" * 4001


@pytest.fixture
def advice(ana: CandidateActor) -> Advice:
    return factories.advice(invitation=ana.invitation)


def html(ana: CandidateActor, name: str = "advice", *args: object) -> str:
    response = ana.client.get(ana.url(name, *args))
    assert response.status_code == 200
    return response.content.decode()


def test_without_advice_the_questionnaire_goes_on(ana: CandidateActor) -> None:
    response = ana.client.get(ana.url("advice"))
    assert (response.status_code, response["Location"]) == (302, ana.url("invitation"))


def test_number_that_is_not_there_is_not_found(ana: CandidateActor, advice: Advice) -> None:
    assert [ana.client.get(ana.url(name, 2)).status_code for name in ("advice_number", "working")] == [
        404,
        404,
    ]


def test_older_advice_stays_reachable_from_the_newest(ana: CandidateActor, advice: Advice) -> None:
    newer = factories.advice(
        invitation=ana.invitation, answers=factories.answers_with(interviews_lately="six_or_more")
    )
    assert newer.number == 2
    assert f'href="{ana.url("advice_number", 1)}"' in html(ana)
    assert f'href="{ana.url("advice_number", 2)}"' in html(ana, "advice_number", 1)


def test_answers_changed_since_lead_to_new_advice(ana: CandidateActor, advice: Advice) -> None:
    notice = "You changed answers after this advice was made."
    assert notice not in html(ana)
    draft = Draft.objects.get(invitation=ana.invitation)
    draft.answers, draft.version = {**draft.answers, "hours": "8_or_more"}, draft.version + 1
    draft.save()
    assert notice in html(ana)


def test_choice_is_kept_changed_and_recorded(ana: CandidateActor, advice: Advice) -> None:
    for verdict in ("take", "decline"):
        response = ana.client.post(ana.url("choice"), {"verdict": verdict})
        assert (response.status_code, response["Location"]) == (302, ana.url("advice"))
    assert [choice.verdict for choice in Choice.objects.all()] == ["decline"]
    assert Event.objects.filter(code=Event.Code.CHOICE_MADE).count() == 2
    assert "You chose: <b>Say no, politely</b>" in html(ana)


def test_choice_that_is_not_advised_leads_to_its_words(ana: CandidateActor, advice: Advice) -> None:
    found = {}
    for verdict in Verdict.values:
        ana.client.post(ana.url("choice"), {"verdict": verdict})
        found[verdict] = f'<a href="#choice-{verdict}">The words for that</a>' in html(ana)
    assert found == {verdict: verdict != advice.verdict for verdict in Verdict.values}


@pytest.mark.parametrize("data", [{}, {"verdict": ""}, {"verdict": "maybe"}])
def test_choice_that_is_none_is_refused(ana: CandidateActor, advice: Advice, data: dict[str, str]) -> None:
    assert ana.client.post(ana.url("choice"), data).status_code == 400
    assert Choice.objects.count() == 0


def test_what_changes_something_takes_no_get(ana: CandidateActor, advice: Advice) -> None:
    urls = [ana.url("choice"), ana.url("letter", 1, "accept")]
    assert [ana.client.get(url).status_code for url in urls] == [405, 405]


def test_letter_is_kept_as_typed_and_can_be_given_up(ana: CandidateActor, advice: Advice) -> None:
    url = ana.url("letter", 1, "accept")
    response = ana.client.post(url, {"text": "Dear {name} [x],\r\n\r\n<b>me</b>  \r\n"})
    assert (response.status_code, response["Location"]) == (
        302,
        ana.url("advice_number", 1) + "#letter-accept",
    )
    assert Letter.objects.get().text == "Dear {name} [x],\n\n<b>me</b>"
    assert "Dear {name} [x],\n\n&lt;b&gt;me&lt;/b&gt;</textarea>" in html(ana)
    ana.client.post(url, {"text": " "})
    assert Letter.objects.count() == 0


def test_letter_that_is_too_long_comes_back_whole(ana: CandidateActor, advice: Advice) -> None:
    response = ana.client.post(ana.url("letter", 1, "accept"), {"text": TOO_LONG})
    assert response.status_code == 400
    assert f"{TOO_LONG}</textarea>" in response.content.decode()
    assert Letter.objects.count() == 0


def test_letter_of_an_unknown_kind_or_number_is_not_found(ana: CandidateActor, advice: Advice) -> None:
    urls = [ana.url("letter", 1, "threat"), ana.url("letter", 9, "accept")]
    assert [ana.client.post(url, {"text": "x"}).status_code for url in urls] == [404, 404]


def test_stranger_finds_nothing(ana: CandidateActor, bo: CandidateActor, advice: Advice) -> None:
    reads = [ana.url("advice"), ana.url("advice_number", 1), ana.url("working", 1)]
    assert [bo.client.get(url).status_code for url in reads] == [404, 404, 404]
    writes = [(ana.url("choice"), {"verdict": "take"}), (ana.url("letter", 1, "accept"), {"text": "x"})]
    assert [bo.client.post(url, data).status_code for url, data in writes] == [404, 404]
    assert (Choice.objects.count(), Letter.objects.count()) == (0, 0)


def test_opinion_stands_beside_the_verdict(ana: CandidateActor, rae: StaffActor, advice: Advice) -> None:
    assert "Only you can see this page." in html(ana)
    case = factories.case(advice=advice, office=factories.office(name="Niles office"))
    factories.opinion(
        case=case,
        by=rae.person,
        kind="differ",
        verdict="decline",
        code="fact_known",
        comment="They filled <the> job.",
        private_note="for the desk alone",
    )
    page = html(ana)
    assert "Shared with <bdi>Niles office</bdi> since" in page
    assert "<bdi>rae</bdi>: I see it differently" in page
    assert "They filled &lt;the&gt; job." in page
    assert "I know a fact that the answers lack" in page
    assert "for the desk alone" not in page
    assert '<h1 id="verdict">Go to the interview</h1>' in page


def test_page_asks_the_database_as_often_for_three_opinions(
    ana: CandidateActor, rae: StaffActor, advice: Advice
) -> None:
    case = factories.case(advice=advice)
    counts = []
    for comment in ("one", "two", "three"):
        factories.opinion(case=case, by=rae.person, kind="talk", comment=comment)
        with CaptureQueriesContext(connection) as asked:
            html(ana)
        counts.append(len(asked))
    assert counts == [counts[0]] * 3


def test_state_offices_stand_where_benefits_are_checked(ana: CandidateActor) -> None:
    factories.state_office(name="Indiana's office for benefits")
    answers = factories.answers_with(benefits="yes", interviews_lately="six_or_more", open_point="nothing")
    factories.advice(
        invitation=ana.invitation, answers={**answers, "want_if_untrue": "no", "clear_on_next": "very"}
    )
    page = html(ana)
    assert "Check your benefits first" in page
    assert '<a href="https://in.test/" rel="noreferrer">Indiana&#x27;s office for benefits</a>' in page


def test_names_are_escaped_and_isolated(ana: CandidateActor) -> None:
    ana.invitation.company = "<script>alert(1)</script>"
    ana.invitation.save()
    factories.advice(invitation=ana.invitation)
    assert "<bdi>&lt;script&gt;alert(1)&lt;/script&gt;</bdi>" in html(ana)
    assert "<script>alert" not in html(ana)


def test_disclosure_names_the_agency(ana: CandidateActor, advice: Advice) -> None:
    factories.agency(name="Harbor Staffing")
    assert "<bdi>Harbor Staffing</bdi> is paid by employers when people get hired." in html(ana)
    assert reverse("how") in html(ana)


def sections(page: str) -> list[str]:
    return re.findall(r'<section class="option \w+".*?</section>', page, re.S)


@pytest.mark.parametrize("lately", ["none_in_6_months", "six_or_more"])
def test_choices_that_are_not_advised_have_the_same_parts(ana: CandidateActor, lately: str) -> None:
    answers = factories.answers_with(interviews_lately=lately, clear_on_next="very", want_if_untrue="no")
    factories.advice(invitation=ana.invitation, answers=answers)
    parts = [
        (
            re.findall(r"<dt>(.*?)</dt>", one),
            *(one.count(tag) for tag in ("<dd>", "<details", "<button class")),
        )
        for one in sections(html(ana))
    ]
    assert len(parts) == 3
    assert parts == [parts[0]] * 3
    assert parts[0][:2] == (["What it means", "What it brings", "What it costs", "Risk", "First step"], 5)


def test_verdict_and_what_to_do_now_stand_first(ana: CandidateActor, advice: Advice) -> None:
    assert re.findall(r'<h[12] id="(\w+)"', html(ana)) == [
        "verdict", "now", "gain", "cost", "bridges", "flip", "dates", "choices", "source",
    ]  # fmt: skip


def test_older_advice_says_that_it_is_older(ana: CandidateActor, advice: Advice) -> None:
    assert "older advice" not in html(ana)
    factories.advice(invitation=ana.invitation, answers=factories.answers_with(hours="2_to_4"))
    assert "This is older advice: number 1 of 2." in html(ana, "advice_number", 1)
    assert "older advice" not in html(ana)


def test_history_tells_what_was_then_and_is_now(ana: CandidateActor, advice: Advice) -> None:
    factories.advice(invitation=ana.invitation, answers=factories.answers_with(hours="2_to_4"))
    page = html(ana)
    assert "<del>Under 2 hours</del>" in page
    assert "<ins>2 to 4 hours</ins>" in page
    assert page.index("Advice 2</b>") < page.index("Advice 1</b>")


def test_page_asks_the_database_as_often_for_three_advices(ana: CandidateActor, advice: Advice) -> None:
    counts = []
    for hours in ("2_to_4", "4_to_8", "8_or_more"):
        factories.advice(invitation=ana.invitation, answers=factories.answers_with(hours=hours))
        with CaptureQueriesContext(connection) as asked:
            html(ana)
        counts.append(len(asked))
    assert counts == [counts[0]] * 3


def test_source_names_the_rules_their_day_and_their_next_review(ana: CandidateActor, advice: Advice) -> None:
    page = html(ana)
    assert "2026-11, in use since Sun, Nov 1, 2026." in page
    assert "By Sat, May 1, 2027, somebody looks at the rules again." in page
    assert "It never waits for a recruiter, and no recruiter can change it." in page


def test_past_due_says_what_to_do_now(ana: CandidateActor, advice: Advice) -> None:
    ana.invitation.reply_by = timezone.now() - timedelta(hours=2)
    ana.invitation.save()
    assert "Reply today: a late answer is better than none." in html(ana)
    ana.invitation.interview_at = timezone.now() - timedelta(hours=1)
    ana.invitation.save()
    assert "The time of the interview has passed." in html(ana)
