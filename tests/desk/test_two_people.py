"""Two recruiters on one case, one who clicks twice, and a candidate who takes it back meanwhile."""

import threading
from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from django.contrib.auth.models import User
from django.db import connection

from decisions.advice.sharing import PARTS, share, withdraw
from decisions.models import Case, CaseMessage, Event, JobFact, Message, Opinion
from decisions.review import case_messages, given_facts, opinions, reading
from decisions.review.deeds import CaseChanged
from tests import factories
from tests.actors import StaffActor
from tests.desk.pages import DEEDS, case_url, differ, fact, message, opinion, talk

pytestmark = pytest.mark.django_db

DONE: dict[str, Callable[..., Any]] = {
    "opinion": lambda **on: opinions.give(kind="agree", **on),
    "fact": lambda **on: given_facts.give_fact(name="pay", value="$1", basis="employer", **on),
    "message": lambda **on: case_messages.write(text="Hello.", **on),
}


def stored() -> int:
    return Opinion.objects.count() + JobFact.objects.count() + CaseMessage.objects.count()


@pytest.mark.parametrize(
    ("deed", "form", "typed"),
    [
        ("agree", opinion, {"comment": "Rae wrote this.", "private_note": "And this."}),
        ("differ", differ, {"comment": "Rae wrote this.", "private_note": "And this."}),
        ("talk", talk, {"comment": "Rae wrote this.", "private_note": "And this."}),
        ("fact", fact, {"value": "Rae wrote this.", "basis_note": "And this."}),
        ("message", message, {"text": "Rae wrote this."}),
    ],
)
def test_second_recruiter_gets_the_first_ones_words_and_loses_nothing(
    rae: StaffActor, ida: StaffActor, sams_case: Case, deed: str, form: Any, typed: dict[str, str]
) -> None:
    ida.client.post(case_url(sams_case, "differ"), differ(sams_case, comment="Ida was first."))
    mine = form(sams_case, **typed)
    response = rae.client.post(case_url(sams_case, deed), mine)
    content = response.content.decode()
    assert response.status_code == 409
    top = content.split('id="changed"')[1].split("</section>")[0]
    assert [
        words for words in ("Ida was first.", *typed.values(), "not saved yet") if words not in content
    ] == []
    assert [words for words in ("Ida was first.", *typed.values()) if words not in top] == []
    assert (stored(), [given.by for given in Opinion.objects.all()]) == (1, [ida.person])
    # The page holds a form on the present version: saving it keeps both.
    version = response.context["refused"]["version"].value()
    assert rae.client.post(case_url(sams_case, deed), {**mine, "version": version}).status_code == 302
    assert stored() == 2


def test_fact_and_message_of_the_first_stand_beside_the_second_ones_words(
    rae: StaffActor, ida: StaffActor, sams_case: Case
) -> None:
    ida.client.post(case_url(sams_case, "message"), message(sams_case, text="Ida called."))
    again = Case.objects.get()
    ida.client.post(case_url(sams_case, "fact"), fact(again, value="$21 an hour"))
    response = rae.client.post(case_url(sams_case, "agree"), opinion(sams_case))
    assert [entry.kind for entry in response.context["missed"]] == ["fact", "message"]
    top = response.content.decode().split('id="changed"')[1].split("</section>")[0]
    assert ("Ida called." in top, "$21 an hour" in top, "No words, only your choice." in top) == (True,) * 3


def test_fact_that_was_corrected_meanwhile_is_not_taken_for_newer_advice(
    rae: StaffActor, ida: StaffActor, sams_case: Case
) -> None:
    ida.client.post(case_url(sams_case, "fact"), fact(sams_case, value="$21 an hour"))
    ida.client.post(case_url(sams_case, "fact"), fact(Case.objects.get(), value="$23 an hour"))
    response = rae.client.post(case_url(sams_case, "agree"), opinion(sams_case))
    assert [(entry.kind, entry.said) for entry in response.context["missed"]] == [
        ("fact", "Pay: $23 an hour")
    ]


def test_stale_form_with_a_mistake_tells_of_both(rae: StaffActor, ida: StaffActor, sams_case: Case) -> None:
    ida.client.post(case_url(sams_case, "agree"), opinion(sams_case, comment="Ida was first."))
    response = rae.client.post(case_url(sams_case, "differ"), differ(sams_case, code="", comment="Rae's."))
    assert (response.status_code, list(response.context["refused"].errors)) == (409, ["code"])
    assert "Ida was first." in response.content.decode()
    ahead = opinion(sams_case, version=sams_case.version + 98)
    assert rae.client.post(case_url(sams_case, "agree"), ahead).status_code == 409
    assert [given.by for given in Opinion.objects.all()] == [ida.person]


@pytest.mark.parametrize("version", ["1.0", "1.00 ", " 1"])
def test_version_that_is_written_otherwise_is_read_as_the_number(
    rae: StaffActor, sams_case: Case, version: str
) -> None:
    response = rae.client.post(case_url(sams_case, "differ"), differ(sams_case, version=version, code=""))
    assert (response.status_code, list(response.context["refused"].errors)) == (200, ["code"])


def test_deed_on_a_copy_that_was_replaced_is_not_saved(rae: StaffActor, sams_case: Case) -> None:
    invitation = sams_case.invitation
    newer = factories.advice(invitation=invitation, answers=factories.answers_with(sure="never"))
    share(advice=newer, office=sams_case.office, parts=PARTS, by=invitation.candidate)
    response = rae.client.post(case_url(sams_case, "agree"), opinion(sams_case))
    assert response.status_code == 409
    assert "The candidate shared newer advice" in response.content.decode()
    assert Opinion.objects.count() == 0


@pytest.mark.parametrize("deed", DEEDS)
def test_deed_clicked_twice_is_done_once(rae: StaffActor, sams_case: Case, deed: str) -> None:
    sent = DEEDS[deed](sams_case)
    replies = [rae.client.post(case_url(sams_case, deed), sent) for _ in range(2)]
    assert [reply.status_code for reply in replies] == [302, 302]
    assert (stored(), Message.objects.count(), Case.objects.get().version) == (1, 1, 2)


@pytest.mark.postgres
@pytest.mark.parametrize("deed", DONE)
def test_deed_on_an_old_version_changes_nothing(rae: StaffActor, sams_case: Case, deed: str) -> None:
    with pytest.raises(CaseChanged):
        DONE[deed](case_ref=sams_case.ref, version=0, by=rae.person)
    sams_case.refresh_from_db()
    assert (sams_case.version, sams_case.reviewed_at, stored()) == (1, None, 0)
    assert Event.objects.filter(actor_ref=str(rae.person.pk)).count() == 0


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_two_recruiters_at_the_same_moment_make_one_deed(
    rae: StaffActor, ida: StaffActor, sams_case: Case
) -> None:
    start, outcomes = threading.Barrier(2), []

    def save(by: StaffActor, deed: str) -> None:
        start.wait()
        try:
            DONE[deed](case_ref=sams_case.ref, version=1, by=by.person)
            outcomes.append("saved")
        except CaseChanged:
            outcomes.append("changed")
        finally:
            connection.close()

    threads = [threading.Thread(target=save, args=one) for one in ((rae, "opinion"), (ida, "fact"))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (sorted(outcomes), stored()) == (["changed", "saved"], 1)


@pytest.mark.parametrize("deed", [*DEEDS, "claim", "release"])
def test_case_withdrawn_while_the_form_is_read_says_so_and_shows_nothing(
    rae: StaffActor, sams_case: Case, deed: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    find = reading.find_case

    def found_just_before(ref: UUID, *, by: User) -> Case:
        monkeypatch.undo()
        case = find(ref, by=by)
        withdraw(invitation=sams_case.invitation, by=sams_case.invitation.candidate)
        return case

    monkeypatch.setattr(reading, "find_case", found_just_before)
    form = DEEDS.get(deed, opinion)
    reply = rae.client.post(case_url(sams_case, deed), form(sams_case, comment="typed"))
    content = reply.content.decode()
    assert (reply.status_code, "nothing was saved" in content) == (410, True)
    assert ("Sam W." in content, "Lakeshore" in content, stored()) == (False, False, 0)
