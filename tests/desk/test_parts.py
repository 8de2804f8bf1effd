"""The desk where a candidate shared some parts and kept others: pages, lists, opinions and files cope."""

import csv
import io
from typing import Any

import pytest

from decisions.advice.sharing import share, withdraw
from decisions.models import Case, Choice, Office, Opinion
from tests import factories
from tests.actors import StaffActor
from tests.desk.pages import DEEDS, case_url, export_url, listed, queue_url

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


@pytest.fixture
def quiet_case(home_office: Office) -> Case:
    """Only cost and choice were shared: the candidate says no."""
    advice = factories.advice()
    Choice.objects.create(invitation=advice.invitation, verdict="decline", made_at=advice.created_at)
    return factories.case(advice=advice, office=home_office, parts=["cost", "choice"])


def rows(visitor: StaffActor, data_set: str) -> list[dict[str, str]]:
    data = {"data_set": data_set, "format": "csv", "state": "all"}
    file = b"".join(visitor.client.post(export_url(), data)).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(file, newline="")))


def send(visitor: StaffActor, case: Case, deed: str, **fields: Any) -> Any:
    return visitor.client.post(case_url(case, deed), DEEDS[deed](case, **fields))


def test_case_names_what_was_not_shared(rae: StaffActor, quiet_case: Case) -> None:
    content = rae.client.get(case_url(quiet_case)).content.decode()
    assert "Not shared: the advice, the reasons, the answers." in content
    assert "They chose: <b>Say no, politely</b>." in content
    assert "This is their own decision, about this one invitation." in content
    assert ("The advice: " in content, "Strongest reason" in content) == (False, False)


def test_list_says_what_is_shared_and_finds_the_case(rae: StaffActor, quiet_case: Case) -> None:
    content = rae.client.get(queue_url()).content.decode()
    assert ("advice not shared" in content, "They chose: Say no, politely" in content) == (True, True)
    assert listed(rae.client) == [str(quiet_case.ref)]
    assert listed(rae.client, verdict=factories.advice().verdict) == []


def test_without_the_advice_a_recruiter_can_only_propose_to_talk(rae: StaffActor, quiet_case: Case) -> None:
    content = rae.client.get(case_url(quiet_case)).content.decode()
    assert [f'id="{deed}"' in content for deed in DEEDS if deed != "fact"] == [False, False, True, True]
    refused = send(rae, quiet_case, "agree", comment="Good.").content.decode()
    assert "so you can only propose to talk." in refused
    assert "Good.</textarea>" in refused
    assert send(rae, quiet_case, "talk", comment="Call me.").status_code == 302
    assert [(one.kind, one.engine_verdict) for one in Opinion.objects.all()] == [("talk", "")]


def test_opinion_on_advice_that_is_no_longer_shared_is_not_saved(
    rae: StaffActor, home_office: Office
) -> None:
    case = factories.case(office=home_office)
    advice = case.invitation.advice.get()
    share(advice=advice, office=home_office, parts=["cost"], by=case.invitation.candidate)
    reply = send(rae, case, "differ", verdict="decline", code="other", comment="Not now.")
    assert (Opinion.objects.count(), "Not now.</textarea>" in reply.content.decode()) == (0, True)
    withdraw(invitation=case.invitation, by=case.invitation.candidate)
    assert send(rae, case, "talk", comment="x").status_code == 410


def test_files_hold_the_shared_parts_alone(sol: StaffActor, rae: StaffActor, quiet_case: Case) -> None:
    send(rae, quiet_case, "talk", comment="Call me.")
    [case] = rows(sol, "cases")
    named = ("parts", "advice", "choice", "practice", "options", "needs_look")
    assert [case[name] for name in named] == ["cost, choice", "", "decline", "", "", ""]
    assert case["cost"] != ""
    [said] = rows(sol, "opinions")
    assert (said["advice"], said["opinion"]) == ("", "talk")
