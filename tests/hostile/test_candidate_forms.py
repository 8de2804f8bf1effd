"""Whatever is posted to a candidate's forms: an answer that says what is wrong, and never a broken page."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from decisions.models import Candidate, Draft, Letter
from decisions.questionnaire.facts_form import FactsForm
from decisions.questionnaire.sheet import AnswerSheet
from tests import factories
from tests.actors import CandidateActor
from tests.factories import ANSWERS
from tests.hostile.payloads import FEW, TEXTS
from tests.questionnaire.posting import STEPS, of_step, submit

ONE_MB, THREE_MB = 1_000_000, 3_000_000
FORMS: dict[str, tuple[object, ...]] = {
    "facts": (),
    "step": ("job",),
    "check": (),
    "share": (),
    "link": (),
    "choice": (),
    "letter": (1, "decline"),
}
NAMES = {
    "facts": "company",
    "step": "sure",
    "check": "version",
    "share": "name",
    "link": "email",
    "choice": "verdict",
    "letter": "text",
}
PARTS = {"reply_by": ("date", "time", "which"), "interview": ("date", "time", "which")}


@pytest.fixture
def advised(ana: CandidateActor) -> CandidateActor:
    """Ana with an advice, and a browser in which a broken page is a page with status 500."""
    factories.office()
    factories.office()
    ana.invitation.draft.delete()
    factories.advice(invitation=ana.invitation)
    ana.client.raise_request_exception = False
    return ana


def fact_fields(actor: CandidateActor) -> list[str]:
    sheet = AnswerSheet.of(Draft.objects.get(invitation=actor.invitation), actor.invitation)
    fields = FactsForm(sheet).fields
    return [f"{name}_{part}" if part else name for name in fields for part in PARTS.get(name, ("",))]


@pytest.mark.parametrize("stamp", ["", "another"])
@pytest.mark.parametrize("value", FEW.values(), ids=FEW)
def test_facts_with_bad_values_everywhere_are_read_or_named(
    value: str, stamp: str, advised: CandidateActor
) -> None:
    everywhere = dict.fromkeys(fact_fields(advised), value)
    for go in ("continue", "later"):
        reply = advised.client.post(advised.url("facts"), {**everywhere, "opened": stamp, "go": go})
        assert reply.status_code in {200, 302, 409}


@pytest.mark.parametrize("field", ["set_up_by", "time_zone", "format", "confirmed"])
def test_fact_that_is_no_choice_in_an_old_window_is_asked_back(field: str, advised: CandidateActor) -> None:
    data = {"company": "Another", field: "<evil>", "opened": "old", "go": "later"}
    reply = advised.client.post(advised.url("facts"), data)
    assert reply.status_code == 409
    assert b"<evil>" not in reply.content


@pytest.mark.parametrize("value", FEW.values(), ids=FEW)
@pytest.mark.parametrize("step", STEPS)
def test_step_with_bad_values_everywhere_keeps_the_answers(
    step: str, value: str, advised: CandidateActor
) -> None:
    before = Draft.objects.get(invitation=advised.invitation).answers
    names = {*of_step(step, ANSWERS), *STEPS[step], "days_to_answer_on", "days_to_their_offer_on", "shown"}
    reply = advised.client.post(advised.url("step", step), dict.fromkeys(names, value))
    assert reply.status_code == 200
    assert Draft.objects.get(invitation=advised.invitation).answers == before


@pytest.mark.parametrize("step", STEPS)
def test_step_left_by_any_button_with_bad_values_keeps_the_answers(
    step: str, advised: CandidateActor
) -> None:
    before = Draft.objects.get(invitation=advised.invitation).answers
    data = {**{key: ["evil", "evil too"] for key in STEPS[step]}, "opened": "old", "decide": "evil"}
    for go in ("back", "later", "refresh", "<evil>"):
        reply = advised.client.post(advised.url("step", step), {**data, "go": go})
        assert reply.status_code in {200, 302}
    assert Draft.objects.get(invitation=advised.invitation).answers == before


@pytest.mark.parametrize("value", FEW.values(), ids=FEW)
@pytest.mark.parametrize("form", [form for form in FORMS if form not in {"facts", "step"}])
def test_other_form_with_a_bad_value_gets_an_answer(form: str, value: str, advised: CandidateActor) -> None:
    numbers = {"number": "1", "office": value} if form == "share" else {}
    data = {**numbers, NAMES[form]: value}
    reply = advised.client.post(advised.url(form, *FORMS[form]), data)
    assert reply.status_code in {200, 302, 400, 409}


@pytest.mark.parametrize("form", FORMS)
def test_form_without_any_field_changes_nothing_that_was_typed(form: str, advised: CandidateActor) -> None:
    Letter.objects.create(advice=advised.invitation.advice.get(), kind="decline", language="en", text="Mine")
    before = Draft.objects.get(invitation=advised.invitation).answers
    reply = advised.client.post(advised.url(form, *FORMS[form]))
    advised.invitation.refresh_from_db()
    assert reply.status_code in {200, 302, 400, 409}
    assert advised.invitation.company == "Elkhart Metal Works"
    assert Draft.objects.get(invitation=advised.invitation).answers == before
    assert Letter.objects.get().text == "Mine"


@pytest.mark.parametrize("form", FORMS)
def test_text_of_a_megabyte_is_refused_in_words_and_handed_back(form: str, advised: CandidateActor) -> None:
    long = "x" * ONE_MB
    numbers = {"number": "1"} if form == "share" else {}
    url = advised.url(form, *FORMS[form])
    reply = advised.client.post(url, {**numbers, NAMES[form]: long, "go": "continue"})
    assert reply.status_code in {200, 400, 409}
    if form in {"facts", "share", "link", "letter"}:
        assert long in reply.content.decode()


@pytest.mark.parametrize("form", FORMS)
def test_body_beyond_the_limits_is_refused(form: str, advised: CandidateActor) -> None:
    url = advised.url(form, *FORMS[form])
    too_large = advised.client.post(url, {NAMES[form]: "x" * THREE_MB})
    too_many = advised.client.post(url, {f"field{n}": "x" for n in range(1200)})
    many_files = advised.client.post(url, {f"f{n}": BytesIO(b"x") for n in range(20)})
    assert [too_large.status_code, too_many.status_code, many_files.status_code] == [413, 400, 400]


@pytest.mark.parametrize("form", FORMS)
def test_body_of_another_kind_is_refused_or_taken_as_empty(form: str, advised: CandidateActor) -> None:
    for kind in ("application/json", "multipart/form-data", "x"):
        reply = advised.client.generic("POST", advised.url(form, *FORMS[form]), b'{"company": ["x"]}', kind)
        assert reply.status_code in {200, 302, 400, 409}
    advised.invitation.refresh_from_db()
    assert advised.invitation.company == "Elkhart Metal Works"


@pytest.mark.parametrize("number", ["0", "2", "9" * 19, "9" * 30, "9" * 5000, "-1", "1e0", "%EF%BC%91"])
def test_advice_of_a_number_that_never_was_is_not_found(number: str, advised: CandidateActor) -> None:
    here = f"/i/{advised.invitation.public_id}/advice/{number}/"
    replies = [advised.client.get(here), advised.client.get(f"{here}working/")]
    replies.append(advised.client.post(f"{here}letter/decline/", {"text": "x"}))
    assert [reply.status_code for reply in replies] == [404, 404, 404]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "path",
    [
        "../../etc/passwd",
        "%2e%2e/%2e%2e/etc/passwd",
        "..%5c..%5c",
        "%252e%252e/",
        "//etc/passwd",
        "r/" + "a" * 31,
        "r/" + "a" * 33,
        "r/" + "a" * 31 + "%27",
    ],
)
def test_path_that_climbs_or_a_key_that_is_none_is_not_found(path: str) -> None:
    for root in ("/", "/static/", "/agency/"):
        assert Client().get(f"{root}{path}").status_code == 404


def test_session_gone_in_the_middle_of_a_form_hands_the_text_back(advised: CandidateActor) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = advised.client.cookies
    strict.get(advised.url("facts"))
    token = strict.cookies["csrf"].value
    advised.client.session.delete()
    data = {"company": "<b>typed for an hour</b>", "csrfmiddlewaretoken": token}
    reply = strict.post(advised.url("facts"), data)
    assert reply.status_code == 404
    assert b"&lt;b&gt;typed for an hour" in reply.content
    assert token not in reply.content.decode()


def test_mails_to_one_address_stop_however_many_invitations_ask(
    db: None, mailoutbox: list[Any], django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    for number in range(6):
        visitor = Client()
        url = visitor.post(reverse("begin"))["Location"].replace("/facts/", "/link/")
        victim = "victim@home.test" if number % 2 else "VICTIM@home.test"
        for address in (victim, f"other{number}@home.test"):
            with django_capture_on_commit_callbacks(execute=True):
                visitor.post(url, {"email": address})
    assert len([mail for mail in mailoutbox if "ictim" in mail.to[0].lower()]) == 3
    assert Candidate.objects.filter(email__istartswith="other").count() == 6


def test_mail_to_an_address_holds_nothing_that_its_sender_made_up(
    ana: CandidateActor, mailoutbox: list[Any], django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    ana.person.name = "You won! Go to evil.test"
    ana.person.save()
    with django_capture_on_commit_callbacks(execute=True):
        ana.client.post(ana.url("link"), {"email": "stranger@home.test"})
    message = mailoutbox[0].message().as_string()
    assert "stranger@home.test" in message
    assert "evil.test" not in message


@pytest.mark.parametrize(
    "address",
    [
        "a@b.test\r\nBcc: c@d.test",
        "a@b.test,c@d.test",
        "a@b.test;c@d.test",
        "<a@b.test>",
        "\u202ea@b.test",
        f"a@{'ü' * 60}.test",
        "x" * 250 + "@b.test",
        *TEXTS.values(),
    ],
)
def test_address_that_is_none_sends_nothing(
    address: str, advised: CandidateActor, mailoutbox: list[Any]
) -> None:
    reply = advised.client.post(advised.url("link"), {"email": address})
    assert reply.status_code == 200
    assert mailoutbox == []


def test_line_breaks_in_a_name_are_taken_out(advised: CandidateActor) -> None:
    name = "Ana\r\nBcc: b@c.test"
    submit(advised.client, advised.url("facts"), {"name": name, "company": "Elkhart Metal Works"}, go="later")
    advised.person.refresh_from_db()
    assert advised.person.name == "Ana Bcc: b@c.test"
