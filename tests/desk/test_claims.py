"""Who works on a case: to claim it, to let it go, to take it over, and to claim many at once."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from decisions.models import Absence, Case, Event, Message, Office
from decisions.review import claims
from tests import factories
from tests.actors import StaffActor
from tests.desk.pages import case_url, listed, queue_url

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


def press(actor: StaffActor, case: Case, act: str, **fields: object) -> str:
    """Press a button on the page of a case; what the page says then."""
    return actor.client.post(case_url(case, act), fields, follow=True).content.decode()


def claimers(*cases: Case) -> list[str]:
    return [claimer.first_name if claimer else "" for claimer in (_again(case).claimed_by for case in cases)]


def _again(case: Case) -> Case:
    return Case.objects.select_related("claimed_by").get(pk=case.pk)


def codes(case: Case) -> list[str]:
    """What happened to the case, without who only read it."""
    events = Event.objects.filter(subject=str(case.ref)).exclude(code=Event.Code.CASE_READ)
    return [event.code for event in events.order_by("id")]


def bulk(actor: StaffActor, **fields: object) -> str:
    url = reverse("admin:decisions_case_bulk_claim")
    return actor.client.post(url, {"which": "ticked", **fields}, follow=True).content.decode()


def test_case_is_claimed_and_released(rae: StaffActor, ida: StaffActor, sams_case: Case) -> None:
    press(rae, sams_case, "claim")
    assert "Somebody else claimed this case before you." in press(ida, sams_case, "claim")
    assert "This case is not claimed by you." in press(ida, sams_case, "release")
    assert claimers(sams_case) == ["rae"]
    press(rae, sams_case, "release")
    assert claimers(sams_case) == [""]
    assert codes(sams_case) == ["case_shared", "case_claimed", "case_released"]


def test_case_is_taken_over_with_notice_to_whom_it_was(
    rae: StaffActor, ida: StaffActor, sams_case: Case
) -> None:
    press(ida, sams_case, "claim")
    page = rae.client.get(case_url(sams_case)).content.decode()
    assert f'name="claimed_by" value="{ida.person.pk}"' in page
    assert "we tell <bdi>ida</bdi> by mail" in page
    press(rae, sams_case, "take_over", claimed_by=ida.person.pk)
    assert claimers(sams_case) == ["rae"]
    event = Event.objects.get(code=Event.Code.CASE_TAKEN_OVER)
    assert (event.actor_ref, event.detail) == (str(rae.person.pk), {"from": ida.person.pk})
    [told] = Message.objects.filter(kind=Message.Kind.TAKEN_OVER)
    assert (told.user, told.case) == (ida.person, sams_case)


def test_nobody_is_taken_over_unseen(
    rae: StaffActor, ida: StaffActor, max_: StaffActor, sams_case: Case
) -> None:
    """The page was drawn while Ida had the case; by now it is Max's."""
    press(max_, sams_case, "claim")
    said = press(rae, sams_case, "take_over", claimed_by=ida.person.pk)
    assert "Somebody else has this case by now." in said
    assert (claimers(sams_case), Message.objects.filter(kind="taken_over").count()) == (["max"], 0)
    press(max_, sams_case, "release")
    press(rae, sams_case, "take_over", claimed_by=ida.person.pk)
    assert (claimers(sams_case), codes(sams_case)[-1]) == (["rae"], "case_claimed")
    press(rae, sams_case, "take_over", claimed_by=rae.person.pk)
    assert (claimers(sams_case), Message.objects.filter(kind="taken_over").count()) == (["rae"], 0)
    for wrong in ("", "x", "-1", "9" * 30, "\u0661"):
        assert rae.client.post(case_url(sams_case, "take_over"), {"claimed_by": wrong}).status_code == 400


def test_ticked_cases_are_claimed_all_or_none(
    rae: StaffActor, ida: StaffActor, home_office: Office, far_case: Case
) -> None:
    cases = [factories.case(office=home_office) for _ in range(3)]
    refs = [str(case.ref) for case in cases]
    press(ida, cases[2], "claim")
    assert "1 of these cases is claimed by somebody else, so none was claimed." in bulk(rae, case=refs)
    assert claimers(*cases) == ["", "", "ida"]
    assert "2 cases are yours now." in bulk(rae, case=[*refs[:2], str(far_case.ref)])
    assert claimers(*cases, far_case) == ["rae", "rae", "ida", ""]
    assert codes(cases[0]) == ["case_shared", "case_claimed"]
    assert "these cases are yours already" in bulk(rae, case=refs[:2])
    assert "Tick at least one case" in bulk(rae)
    assert Event.objects.filter(code=Event.Code.CASE_CLAIMED).count() == 3


def test_all_that_the_filter_shows_is_claimed_in_few_steps(
    rae: StaffActor, home_office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    cases = [factories.case(office=home_office) for _ in range(5)]
    cases[0].company = "Else Foods"
    cases[0].save()
    with CaptureQueriesContext(connection) as few:
        claims.claim_many(cases=Case.objects.filter(pk=cases[0].pk), by=rae.person)
    press(rae, cases[0], "release")
    with CaptureQueriesContext(connection) as many:
        claims.claim_many(cases=Case.objects.filter(pk__in=[case.pk for case in cases[:2]]), by=rae.person)
    assert len(many) == len(few)
    said = bulk(rae, which="filtered", q="elkhart", whose="unclaimed", state="open")
    assert "3 cases are yours now." in said
    assert claimers(*cases) == ["rae"] * 5
    monkeypatch.setattr(claims, "MOST_AT_ONCE", 4)
    assert "At most 4 cases at once." in bulk(rae, which="filtered")


def test_claims_need_the_right_and_a_form(
    rae: StaffActor, sol: StaffActor, otto: StaffActor, sams_case: Case
) -> None:
    url = reverse("admin:decisions_case_bulk_claim")
    assert sol.client.post(url, {"which": "filtered"}).status_code == 403
    assert rae.client.get(url).status_code == 405
    for wrong in ({"which": "every"}, {"which": "ticked", "case": "x"}, {"verdict": "take"}, {"o": "1"}):
        assert rae.client.post(url, wrong).status_code == 400
    bulk(otto, which="filtered")
    bulk(otto, case=[str(sams_case.ref)])
    assert otto.client.post(case_url(sams_case, "take_over"), {"claimed_by": 1}).status_code == 404
    assert claimers(sams_case) == [""]


def test_mine_holds_the_cases_of_whom_i_stand_in_for(
    rae: StaffActor, ida: StaffActor, home_office: Office
) -> None:
    case, done = (factories.case(office=home_office) for _ in range(2))
    press(ida, case, "claim")
    press(ida, done, "claim")
    Case.objects.filter(pk=done.pk).update(reviewed_at=timezone.now())
    assert listed(rae.client, whose="mine") == []
    today = timezone.localdate()
    away = Absence.objects.create(
        user=ida.person,
        first_day=today - timedelta(days=1),
        last_day=today + timedelta(days=1),
        cover=rae.person,
    )
    page = rae.client.get(queue_url(), {"whose": "mine"})
    assert [row["ref"] for row in page.context["rows"]] == [str(case.ref)]
    assert page.context["counts"]["mine"] == "1"
    assert "you stand in for <bdi>ida</bdi>, away until" in page.content.decode()
    assert listed(rae.client, whose="mine", state="all") == [str(case.ref)]
    assert listed(rae.client, whose="mine", q="elkh") == [str(case.ref)]
    away.last_day = today - timedelta(days=1)
    away.save()
    assert listed(rae.client, whose="mine") == []
    rae.person.offices.clear()
    away.last_day = today + timedelta(days=1)
    away.save()
    assert listed(rae.client, whose="mine") == []


def test_person_without_an_office_is_told_so(rae: StaffActor) -> None:
    rae.person.offices.clear()
    assert "You work in no office yet" in rae.client.get(queue_url()).content.decode()
