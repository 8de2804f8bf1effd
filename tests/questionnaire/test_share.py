from collections.abc import Collection
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from decisions.advice.sharing import PARTS
from decisions.models import Case, Choice, Event, Office, Opinion
from tests import factories
from tests.actors import CandidateActor, StaffActor, candidate_actor
from tests.desk.pages import case_url
from tests.factories import answers_with
from tests.questionnaire.posting import hidden

OF_ADVICE = ("verdict", "reasons", "cost", "answers")
# What of each part stands on the page of the copy, and nowhere else on it.
MARKS = {
    "verdict": "The advice: ",
    "reasons": "<dt>Sharpen your skills</dt>",
    "cost": "<dt>Cost of going</dt>",
    "answers": "<summary>The answers</summary>",
    "choice": "They chose: ",
}


@pytest.fixture(autouse=True)
def one_office(db: None) -> None:
    factories.office(name="Elkhart Main office")


def text_of(actor: CandidateActor) -> str:
    return actor.client.get(actor.url("share")).content.decode()


def look(actor: CandidateActor, parts: Collection[str], **typed: Any) -> Any:
    """Tick these parts and see what the agency would get."""
    return actor.client.post(actor.url("share"), {"go": "show", "part": list(parts), **typed})


def share(actor: CandidateActor, parts: Collection[str] = OF_ADVICE, **typed: Any) -> Any:
    """Tick, look, and share."""
    shown = hidden(look(actor, parts, **typed), "shown")
    data = {"go": "share", "part": list(parts), "shown": shown, **typed}
    return actor.client.post(actor.url("share"), data)


def choose(actor: CandidateActor, verdict: str) -> None:
    actor.client.post(actor.url("choice"), {"verdict": verdict})


def between(text: str, start: str, end: str) -> str:
    return text.split(start, 1)[1].split(end, 1)[0]


def copied(text: str) -> str:
    """The part of the page that shows the copy."""
    return between(text, '<div class="copied">', "</section>\n\n</div>").strip()


def marked(text: str) -> set[str]:
    return {part for part, mark in MARKS.items() if mark in text}


def test_without_advice_there_is_nothing_to_share(ana: CandidateActor) -> None:
    assert ana.client.get(ana.url("share"))["Location"] == ana.url("invitation")
    assert ana.client.post(ana.url("share"))["Location"] == ana.url("invitation")


def test_nothing_is_shared_or_ticked_until_the_candidate_says_so(ana: CandidateActor) -> None:
    factories.advice(invitation=ana.invitation)
    text = text_of(ana)
    assert "Nothing is shared now." in text
    assert (text.count('name="part"'), text.count(" checked")) == (4, 0)
    assert "Nothing is ticked, so they would get nothing." in text
    assert Case.objects.count() == 0


@pytest.mark.parametrize("part", PARTS)
def test_the_preview_follows_the_ticks_and_shares_nothing(part: str, ana: CandidateActor) -> None:
    factories.advice(invitation=ana.invitation)
    choose(ana, "take")
    shown = look(ana, [part], name="Zoe").content.decode()
    assert marked(copied(shown)) == {part}
    assert "<bdi>Zoe</bdi>" in copied(shown)
    ana.person.refresh_from_db()
    assert (ana.person.name, Case.objects.count()) == ("Ana", 0)


@pytest.mark.postgres
@pytest.mark.parametrize("parts", [PARTS, ("verdict",), ("reasons", "choice")], ids=["all", "one", "two"])
def test_the_agency_gets_the_very_page_that_was_looked_at(
    parts: tuple[str, ...], ana: CandidateActor, max_: StaffActor
) -> None:
    factories.advice(invitation=ana.invitation, answers=answers_with(candor="stretch_it", benefits="yes"))
    choose(ana, "decline")
    before = copied(look(ana, parts, name="Ana").content.decode())
    assert share(ana, parts, name="Ana")["Location"] == ana.url("share")
    after = text_of(ana)
    assert "What the agency has" in after
    assert copied(after) == before
    case = Case.objects.get()
    # Below this, the desk has its own way to show the facts about the job: with a link to give one.
    same, _rest = before.split("<div><dt>Language")
    assert same in max_.client.get(case_url(case)).content.decode()
    assert (case.parts, marked(before)) == (list(parts), set(parts))


def test_only_what_was_ticked_is_stored(ana: CandidateActor) -> None:
    factories.advice(invitation=ana.invitation)
    share(ana, ["cost"])
    case = Case.objects.get()
    assert (case.verdict, case.choice, set(case.copy)) == ("", "", {"cost", "bridge_go", "bridge_no"})


def test_without_a_tick_nothing_is_shared_and_it_is_said(ana: CandidateActor) -> None:
    factories.advice(invitation=ana.invitation)
    page = share(ana, [])
    assert "Tick at least one part." in page.content.decode()
    assert Case.objects.count() == 0


@pytest.mark.parametrize("looked_at", [None, ("verdict",)], ids=["nothing", "other ticks"])
def test_what_was_not_looked_at_is_shown_before_it_is_shared(
    looked_at: tuple[str, ...] | None, ana: CandidateActor
) -> None:
    factories.advice(invitation=ana.invitation)
    shown = hidden(look(ana, looked_at), "shown") if looked_at else ""
    data = {"go": "share", "part": ["verdict", "answers"], "shown": shown, "name": "Zoe"}
    page = ana.client.post(ana.url("share"), data)
    text = page.content.decode()
    assert "Nothing has changed at the agency yet." in text
    assert marked(copied(text)) == {"verdict", "answers"}
    assert Case.objects.count() == 0
    ana.client.post(ana.url("share"), {**data, "shown": hidden(page, "shown")})
    assert Case.objects.get().parts == ["verdict", "answers"]


def test_a_page_opened_on_older_advice_shares_nothing(ana: CandidateActor) -> None:
    factories.advice(invitation=ana.invitation)
    shown = hidden(look(ana, OF_ADVICE), "shown")
    factories.advice(invitation=ana.invitation, answers=answers_with(sure="never"))
    page = ana.client.post(ana.url("share"), {"go": "share", "part": list(OF_ADVICE), "shown": shown})
    assert "Nothing has changed at the agency yet." in page.content.decode()
    assert Case.objects.count() == 0


def test_sharing_fewer_parts_removes_the_others(ana: CandidateActor, max_: StaffActor) -> None:
    factories.advice(invitation=ana.invitation)
    choose(ana, "take")
    share(ana, PARTS)
    assert marked(max_.client.get(case_url(Case.objects.get())).content.decode()) == set(PARTS)
    share(ana, ["answers"])
    case = Case.objects.get()
    assert (set(case.copy), case.verdict, case.choice, case.needs_look) == ({"answers"}, "", "", [])
    assert marked(max_.client.get(case_url(case)).content.decode()) == {"answers"}


def test_without_the_verdict_no_opinion_tells_it(ana: CandidateActor, max_: StaffActor) -> None:
    factories.advice(invitation=ana.invitation)
    share(ana, ["cost"])
    factories.opinion(case=Case.objects.get(), by=max_.person, kind="talk", comment="Call me.")
    share(ana, ["verdict", "cost"])
    beside = factories.opinion(case=Case.objects.get(), by=max_.person)
    assert beside.engine_verdict
    assert "opinions on it go too" in look(ana, ["cost"]).content.decode()
    share(ana, ["cost"])
    assert list(Opinion.objects.values_list("comment", flat=True)) == ["Call me."]


def test_sharing_the_same_again_changes_nothing(ana: CandidateActor) -> None:
    factories.advice(invitation=ana.invitation)
    share(ana)
    before = Case.objects.values().get()
    share(ana)
    assert Case.objects.values().get() == before
    assert Event.objects.filter(code=Event.Code.CASE_SHARED).count() == 1


def test_choice_is_a_part_only_once_it_is_made(ana: CandidateActor) -> None:
    factories.advice(invitation=ana.invitation)
    assert "once you have chosen" in text_of(ana)
    assert "Tick only parts that are shown." in share(ana, ["verdict", "choice"]).content.decode()
    choose(ana, "decline")
    assert 'value="choice"' in text_of(ana)
    share(ana, ["choice"])
    assert (Case.objects.get().choice, Case.objects.get().parts) == ("decline", ["choice"])


def test_choice_changed_since_is_not_shared_by_itself(ana: CandidateActor) -> None:
    factories.advice(invitation=ana.invitation)
    choose(ana, "decline")
    share(ana, ["choice"])
    assert "You have changed something since then." not in text_of(ana)
    choose(ana, "take")
    assert "You have changed something since then." in text_of(ana)
    assert (Case.objects.get().choice, Choice.objects.get().verdict) == ("decline", "take")


def test_sharing_and_withdrawing_are_recorded(ana: CandidateActor) -> None:
    factories.advice(invitation=ana.invitation)
    assert share(ana, name="Ana")["Location"] == ana.url("share")
    case = Case.objects.get(invitation=ana.invitation)
    assert (case.candidate_name, case.office.name, case.advice_number) == ("Ana", "Elkhart Main office", 1)
    assert "Shared with <bdi>Elkhart Main office</bdi> since" in text_of(ana)
    assert ana.client.post(ana.url("withdraw"))["Location"] == ana.url("share")
    assert Case.objects.count() == 0
    assert "The agency can no longer see it." in text_of(ana)
    codes = list(Event.objects.filter(person=ana.person.ref).order_by("id").values_list("code", flat=True))
    assert codes[-2:] == [Event.Code.CASE_SHARED, Event.Code.CASE_WITHDRAWN]


def test_withdrawing_takes_the_opinions_along(ana: CandidateActor, rae: StaffActor) -> None:
    case = factories.case(invitation=ana.invitation)
    factories.opinion(case=case, by=rae.person)
    assert "opinions on it go too" in text_of(ana)
    ana.client.post(ana.url("withdraw"))
    assert Opinion.objects.count() == 0


def test_withdrawing_nothing_says_so(ana: CandidateActor) -> None:
    factories.advice(invitation=ana.invitation)
    ana.client.post(ana.url("withdraw"))
    assert "Nothing is shared." in text_of(ana)


def test_newer_advice_is_shared_only_by_another_click(ana: CandidateActor) -> None:
    factories.case(invitation=ana.invitation, office=Office.objects.get())
    assert "The agency still sees the older copy." not in text_of(ana)
    factories.advice(invitation=ana.invitation, answers=answers_with(sure="never"))
    assert "The agency still sees the older copy." in text_of(ana)
    assert Case.objects.get().advice_number == 1
    share(ana)
    assert Case.objects.get().advice_number == 2
    assert "The agency still sees the older copy." not in text_of(ana)


def test_a_different_shared_verdict_is_said_with_its_reason(ana: CandidateActor) -> None:
    declined = answers_with(sure="never", dislikes=["pay"], known_from="they_told_me", want_if_untrue="no")
    declined |= {"interviews_lately": "six_or_more", "clear_on_next": "very", "newness": "know_it_well"}
    factories.advice(invitation=ana.invitation, answers={**declined, "benefits": "yes"})
    text = look(ana, ["verdict"]).content.decode()
    assert "Your advice is" not in look(ana, ["cost"]).content.decode()
    assert (
        "Your advice is “Ask first”. The copy says “Say no, politely”, "
        "because it leaves out what you said about “Also true”."
    ) in text


def test_the_same_shared_verdict_is_said_too(ana: CandidateActor) -> None:
    factories.advice(invitation=ana.invitation)
    assert "The copy gives the same advice as yours" in look(ana, ["verdict"]).content.decode()


def test_an_office_is_chosen_where_there_are_several(ana: CandidateActor) -> None:
    elkhart = factories.office(name="Elkhart office")
    closed = factories.office(name="Closed office", is_active=False)
    factories.advice(invitation=ana.invitation)
    assert "Closed office" not in text_of(ana)
    assert "Choose an office." in share(ana).content.decode()
    assert "Choose one of the offices shown." in share(ana, office=closed.pk).content.decode()
    assert Case.objects.count() == 0
    share(ana, office=elkhart.pk)
    assert Case.objects.get().office == elkhart


def test_without_an_office_nothing_can_be_shared_and_it_is_said(ana: CandidateActor) -> None:
    factories.advice(invitation=ana.invitation)
    Office.objects.all().delete()
    assert "No office takes new cases at the moment." in text_of(ana)
    assert share(ana).status_code == 200
    assert Case.objects.count() == 0


def test_a_name_that_is_too_long_comes_back(ana: CandidateActor) -> None:
    factories.advice(invitation=ana.invitation)
    page = share(ana, name="x" * 81).content.decode()
    assert "This is too long: 81 characters. 80 fit." in page
    assert "x" * 81 in page


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_two_clicks_at_once_share_once() -> None:
    ana = candidate_actor(name="Ana", company="Elkhart Metal Works")
    factories.advice(invitation=ana.invitation)
    data = {"go": "share", "part": ["verdict"], "shown": hidden(look(ana, ["verdict"]), "shown")}

    def press(_: int) -> int:
        client = Client()
        client.cookies = ana.client.cookies
        status = client.post(ana.url("share"), data).status_code
        connection.close()
        return status

    with ThreadPoolExecutor(3) as pool:
        assert list(pool.map(press, range(3))) == [302] * 3
    assert Case.objects.get().version == 1
