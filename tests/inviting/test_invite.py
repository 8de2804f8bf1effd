"""The desk's form for one invitation."""

from datetime import UTC, datetime

import pytest
import time_machine
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from decisions.models import (
    Candidate,
    Client,
    Draft,
    Event,
    Invitation,
    InvitationImport,
    JobFact,
    Message,
    Office,
    ResumeKey,
)
from tests import factories
from tests.actors import StaffActor
from tests.desk.test_wall_at_the_desk import CANDIDATES_OWN, PAYLOAD, tables
from tests.factories import ANSWERS
from tests.inviting.inviting import INVITE, SAM, invite, links_mailed, opened, upload
from tests.questionnaire.posting import errors, hidden, of_step, submit

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 23, 15, tzinfo=UTC)
JOB = {
    "contact_name": "Jo Park",
    "place": "Elkhart",
    "format": "in_person",
    "time_zone": "America/Chicago",
    "reply_by_date": "2026-11-30",
    "interview_date": "2026-12-01",
    "interview_time": "10:00",
    "pay": "$21-23 an hour",
    "decide_on_date": "2026-12-08",
    "rounds_answer": "none",
    "interviewers": "Jo, who leads the line",
    "interviewers_answer": "the_manager",
    "basis": "job_order",
    "basis_note": "job order 1184",
}


@pytest.mark.postgres
@time_machine.travel(NOW)
def test_an_invitation_is_stored_with_its_facts_recorded_and_mailed(
    rae: StaffActor, home_office: Office
) -> None:
    client = Client.objects.create(name="Lakeshore", office=home_office)
    reply = invite(rae, **JOB, client=str(client.pk))
    row = Invitation.objects.select_related("candidate").get()
    made = InvitationImport.objects.get()
    assert reply["Location"] == reverse("admin:decisions_import_progress", args=[made.ref])
    assert (row.recruiter, row.office, row.client) == (rae.person, home_office, client)
    assert (row.company, row.job_title, row.contact_name, row.place, row.format) == (
        *("Lakeshore RV", "Quality technician", "Jo Park", "Elkhart", "in_person"),
    )
    assert row.reply_by == datetime(2026, 11, 30, 23, tzinfo=UTC)
    assert row.interview_at == datetime(2026, 12, 1, 16, tzinfo=UTC)
    # What the candidate alone can answer is left open.
    assert (row.set_up_by, row.interview_confirmed) == (None, None)
    person = row.candidate
    assert (person.name, person.email, person.is_confirmed) == ("Sam W.", "sam@home.test", False)
    assert (Draft.objects.get().answers, Draft.objects.get().rules) == ({}, "2026-11")
    facts = list(JobFact.objects.values_list("name", "value", "answer", "basis", "basis_note", "by"))
    rest = ("job_order", "job order 1184", rae.person.pk)
    assert facts == [
        ("pay", "$21-23 an hour", "", *rest),
        ("rounds", "There are no unpaid tasks or more visits", "none", *rest),
        ("decide_on", "Tue, Dec 8", "2026-12-08", *rest),
        ("interviewers", "Jo, who leads the line", "the_manager", *rest),
    ]
    event = Event.objects.get(code=Event.Code.INVITED)
    # Not the invitation's own number, under which the record holds what the candidate does with it.
    assert (event.actor_ref, event.subject) == (str(rae.person.pk), str(made.ref))
    assert event.detail == {"import": made.pk, "office": home_office.pk}
    message = Message.objects.get()
    assert (message.kind, message.state, message.imported) == ("invited", "sent", made)
    assert [letter.to for letter in mail.outbox] == [["sam@home.test"]]
    assert [key.origin for key in ResumeKey.objects.all()] == [ResumeKey.Origin.DESK]
    page = rae.client.get(reply["Location"]).content.decode()
    assert ("1 of 1 mail sent" in page, "hx-get" in page) == (True, False)


def test_a_second_click_sends_no_second_invitation(rae: StaffActor) -> None:
    first = invite(rae)
    again = {"once": hidden(rae.client.get(reverse(INVITE)), "once"), **SAM}
    replies = [rae.client.post(reverse(INVITE), again)["Location"] for _ in range(2)]
    assert replies[0] == replies[1] != first["Location"]
    assert (Invitation.objects.count(), len(mail.outbox)) == (2, 2)


def test_an_address_that_is_known_is_no_more_than_another(rae: StaffActor) -> None:
    known = factories.candidate(name="Sam", email="sam@home.test", email_verified_at=NOW)
    pages = [rae.client.get(invite(rae, email=to)["Location"]) for to in ("sam@home.test", "new@home.test")]
    assert "sam@home.test" not in pages[0].content.decode()
    said = [page.content.decode().split("<main")[1].split("Invited by")[0] for page in pages]
    refs = [str(one.ref) for one in InvitationImport.objects.order_by("pk")]
    assert said[0].replace(refs[0], "") == said[1].replace(refs[1], "")
    assert (known.invitations.count(), Candidate.objects.count()) == (0, 3)


def test_a_mistake_sends_nothing_and_keeps_what_was_typed(rae: StaffActor) -> None:
    wrong = {
        "email": "sam@@home",
        "company": "",
        "job_title": "",
        "interview_date": "2026-12-01",
        "pay": "$20",
        "format": "by pigeon",
        "decide_on_date": "soon",
        "time_zone": "Mars/Base",
        "place": "x" * 161,
    }
    page = invite(rae, **wrong)
    assert set(errors(page)) == {
        *("email", "company", "interview", "format", "decide_on_date", "time_zone", "place", "basis"),
    }
    assert 'value="$20"' in page.content.decode()
    assert Invitation.objects.count() == 0


@time_machine.travel(NOW)
def test_nobody_is_invited_to_what_has_passed(rae: StaffActor) -> None:
    days = {"reply_by_date": "2026-11-22", "interview_date": "2026-11-23", "interview_time": "09:59"}
    said = errors(invite(rae, **days, decide_on_date="2026-11-21", basis="other"))
    past = "This has passed already. Check the date."
    assert said == dict.fromkeys(("reply_by", "interview", "decide_on_date"), past)
    invite(rae, **{**days, "reply_by_date": "2026-11-23", "interview_time": "10:01"})
    assert Invitation.objects.count() == 1


@time_machine.travel(NOW)
def test_an_hour_that_comes_twice_is_asked_for(rae: StaffActor) -> None:
    when = {"interview_date": "2027-11-07", "interview_time": "01:30", "time_zone": "America/Chicago"}
    assert 'name="interview_which"' in invite(rae, **when).content.decode()
    invite(rae, **when, interview_which="second")
    assert Invitation.objects.get().interview_at == datetime(2027, 11, 7, 7, 30, tzinfo=UTC)


def test_who_invites_does_it_for_an_office_of_their_own(
    rae: StaffActor, home_office: Office, sol: StaffActor
) -> None:
    far = factories.office(name="Far office")
    theirs = Client.objects.create(name="Far client", office=far)
    Client.objects.create(name="Client of ours", office=home_office)
    refused = invite(rae, office=str(far.pk))
    assert "Choose the office that invites." in refused.content.decode()
    assert errors(invite(rae, client=str(theirs.pk))) == {"client": "Choose one of the answers shown."}
    assert (Invitation.objects.count(), sol.client.get(reverse(INVITE)).status_code) == (0, 403)
    far.staff.add(rae.person)
    assert "Choose the office that invites." in invite(rae).content.decode()
    invite(rae, office=str(far.pk))
    assert Invitation.objects.get().office == far
    home_office.staff.clear()
    far.staff.clear()
    assert "You work in no office yet" in rae.client.get(reverse(INVITE)).content.decode()


def test_a_form_without_its_mark_is_refused(rae: StaffActor) -> None:
    assert [rae.client.post(reverse(INVITE), {**SAM, "once": once}).status_code for once in ("", "x")] == [
        400,
        400,
    ]


def test_text_of_any_kind_is_stored_as_typed_and_shown_as_text(rae: StaffActor) -> None:
    texts = {"name": PAYLOAD[:80], "company": PAYLOAD[:120], "pay": PAYLOAD, "basis_note": PAYLOAD[:80]}
    page = invite(rae, **texts).content.decode()
    assert ("<script>alert" in page, "&lt;script&gt;alert" in page) == (False, True)
    invite(rae, **texts, basis="other")
    row = Invitation.objects.get()
    assert (row.candidate.name, row.company, row.facts.get().value) == (
        *(PAYLOAD[:80], PAYLOAD[:120], PAYLOAD),
    )
    split = {"name": "Sam\r\nBcc: eve@evil.test", "email": "sam@home.test\nBcc: eve@evil.test"}
    assert set(errors(invite(rae, **split))) == {"email"}


def test_an_address_of_the_agency_is_not_the_candidates(
    rae: StaffActor, ida: StaffActor, home_office: Office
) -> None:
    """To the address goes, after the first answer, a link that nobody at the agency may have."""
    Office.objects.filter(pk=home_office.pk).update(email="Office@agency.test")
    factories.agency(email="help@agency.test")
    own = ("rae@agency.test", "ida+sam@Agency.test", "office@agency.test", "help@agency.test")
    said = {errors(invite(rae, email=email)).get("email", "")[:34] for email in own}
    assert said == {"This is an address of the agency. "}
    rows = "".join(f"{email},Lakeshore RV\n" for email in own)
    reading = upload(rae, f"email,company\n{rows}sam@agency.test,Lakeshore RV\n").context["reading"]
    assert [one.row for one in reading.mistakes] == [2, 3, 4, 5]


def test_many_invitations_to_one_address_are_stopped_for_the_day(rae: StaffActor) -> None:
    replies = [invite(rae).status_code for _ in range(6)]
    assert (replies, Invitation.objects.count()) == ([302] * 5 + [200], 5)


def test_a_link_is_sent_again_only_until_the_first_answer_and_the_desk_learns_nothing(
    rae: StaffActor, otto: StaffActor
) -> None:
    invite(rae)
    again = reverse("admin:decisions_invite_again")

    def send(actor: StaffActor, email: str) -> str:
        page = actor.client.post(again, {"email": email}, follow=True).content.decode()
        return page.split("<main")[1].split("<form")[0]

    said = {send(rae, "sam@home.test"), send(rae, "nobody@home.test"), send(otto, "sam@home.test")}
    assert (len(said), len(links_mailed())) == (1, 2)
    row = Invitation.objects.get()
    ResumeKey.make(row, ResumeKey.Origin.BEGUN)
    assert send(rae, "sam@home.test") in said
    assert len(links_mailed()) == 2
    ResumeKey.objects.filter(origin=ResumeKey.Origin.BEGUN).delete()
    for _ in range(3):
        send(rae, "sam@home.test")
    # Three a day to one candidate, the first mail among them.
    assert len(links_mailed()) == 3
    assert "does not look like" in send(rae, "sam")


def test_the_records_of_events_and_mails_do_not_tell_who_has_answered(
    max_: StaffActor, home_office: Office
) -> None:
    home_office.staff.add(max_.person)
    invite(max_)
    row = Invitation.objects.get()
    lists = [reverse(f"admin:decisions_{name}_changelist") for name in ("event", "message")]

    def told_by_another_mail() -> list[int]:
        before = [max_.client.get(url).content.decode().count("<tr") for url in lists]
        max_.client.post(reverse("admin:decisions_invite_again"), {"email": row.candidate.email})
        after = [max_.client.get(url).content.decode().count("<tr") for url in lists]
        return [new - old for old, new in zip(before, after, strict=True)]

    unanswered = told_by_another_mail()
    submit(opened(links_mailed()[1]), reverse("step", args=[row.public_id, "job"]), of_step("job", ANSWERS))
    assert told_by_another_mail() == unanswered
    assert [mail.cause for mail in Message.objects.all() if mail.cause == f"begun {row.pk}"] == []
    invited = Event.objects.filter(code=Event.Code.INVITED).values_list("subject", flat=True)
    assert str(row.public_id) not in invited


def test_the_pages_with_which_the_desk_invites_read_nothing_of_the_candidates(rae: StaffActor) -> None:
    progress = invite(rae)["Location"]
    urls = [reverse(f"admin:decisions_{name}") for name in ("invite", "import", "import_columns")]
    with CaptureQueriesContext(connection) as queries:
        assert {rae.client.get(url).status_code for url in (*urls, progress)} == {200}
    assert tables(queries) & {model._meta.db_table for model in CANDIDATES_OWN} == set()
    assert InvitationImport._meta.db_table in tables(queries)
