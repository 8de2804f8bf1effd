"""A file of invitations: all of it or nothing, with every mistake named."""

import csv
import io
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from decisions.inviting.again import send_again
from decisions.models import Candidate, Event, Invitation, InvitationImport, JobFact, Message, Office
from decisions.models import Client as AgencyClient
from tests import factories
from tests.actors import StaffActor
from tests.desk.pages import queue_url
from tests.desk.test_wall_at_the_desk import PAYLOAD
from tests.inviting.inviting import IMPORT, confirm, upload
from tests.mail.posting import real_queue, work

__all__ = ["real_queue"]

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 23, 15, tzinfo=UTC)
HEAD = "email,company"
TWO = f"{HEAD}\nsam@home.test,Lakeshore RV\nkim@home.test,Niles Bakery\n"


def mistakes(page: Any) -> list[tuple[int, str, str]]:
    """Row, column and text of each mistake on the page."""
    return [(one.row, one.column, one.text) for one in page.context["reading"].mistakes]


def said(page: Any) -> str:
    return " ".join(one.what for one in page.context["reading"].mistakes)


@pytest.mark.postgres
@time_machine.travel(NOW)
def test_a_file_is_shown_and_then_taken_in_as_a_whole(rae: StaffActor, home_office: Office) -> None:
    client = AgencyClient.objects.create(name="Lakeshore", office=home_office)
    text = (
        "\ufeffEmail;Job Title;company;client;interview;reply_by;"
        "pay;rounds_answer;decide_on_date;basis;time_zone\r\n"
        "sam@home.test;Welder;Lakeshore RV;lakeshore;2026-12-01 10:00;2026-11-30;"
        "$21-23 an hour;none;2026-12-08;job_order;America/Chicago\r\n"
        ";;;;;;;;;;\r\n"
        'kim@home.test;"Baker; nights";;;2027-11-07 01:30 second;;;;;;America/Chicago\r\n'
    )
    page = upload(rae, text)
    assert "2 invitations are ready" in page.content.decode()
    assert (Candidate.objects.count(), Event.objects.filter(code=Event.Code.IMPORTED).count()) == (0, 0)
    reply = confirm(rae, page.context["reading"].text)
    made = InvitationImport.objects.get()
    assert reply["Location"] == reverse("admin:decisions_import_progress", args=[made.ref])
    sam, kim = Invitation.objects.select_related("candidate").order_by("pk")
    assert (sam.company, sam.client, sam.recruiter, sam.office) == (
        "Lakeshore RV",
        client,
        rae.person,
        home_office,
    )
    assert (sam.interview_at, sam.reply_by) == (
        datetime(2026, 12, 1, 16, tzinfo=UTC),
        datetime(2026, 11, 30, 23, tzinfo=UTC),
    )
    assert (kim.job_title, kim.interview_at) == ("Baker; nights", datetime(2027, 11, 7, 7, 30, tzinfo=UTC))
    facts = list(JobFact.objects.values_list("invitation", "name", "answer"))
    assert facts == [(sam.pk, "pay", ""), (sam.pk, "rounds", "none"), (sam.pk, "decide_on", "2026-12-08")]
    event = Event.objects.get(code=Event.Code.IMPORTED)
    assert (event.subject, event.detail) == (str(made.ref), {"rows": 2, "office": home_office.pk})
    assert Event.objects.filter(code=Event.Code.INVITED).count() == 2
    assert [letter.to[0] for letter in mail.outbox] == ["sam@home.test", "kim@home.test"]
    # The row is the one that a spreadsheet shows.
    assert sorted(Message.objects.values_list("cause", flat=True)) == [
        *(f"invited {made.pk} {row}" for row in (2, 4)),
    ]


@time_machine.travel(NOW)
def test_every_mistake_is_listed_by_row_and_column_and_nothing_is_created(rae: StaffActor) -> None:
    text = (
        "email,name,company,interview,pay,format,client,reply_by,time_zone,rounds_answer\n"
        "nope,Sam,Lakeshore,2026-13-01 10:00,$20,standing,Nobody Inc,,Mars,perhaps\n"
        f"sam@home.test,{'x' * 81},,,,,,,,\n"
        "sam@home.test,Sam,Niles,2026-12-01,,,,tomorrow,,\n"
        "sam@home.test,Sam,niles,,,,,,,,,surplus\n"
        "kim@home.test,K\x07im,Niles,,,,,,,\n"
    )
    page = upload(rae, text)
    assert mistakes(page) == [(5, "", "surplus")]
    page = upload(rae, text.replace(",,surplus", ""))
    assert mistakes(page) == [
        (2, "email", "nope"),
        (2, "client", "Nobody Inc"),
        (2, "format", "standing"),
        (2, "interview", "2026-13-01 10:00"),
        (2, "time_zone", "Mars"),
        (2, "rounds_answer", "perhaps"),
        (2, "basis", ""),
        (3, "name", "x" * 80 + "…"),
        (3, "company", ""),
        (4, "interview", "2026-12-01"),
        (4, "reply_by", "tomorrow"),
        (5, "email", "sam@home.test"),
        (6, "name", "K\N{REPLACEMENT CHARACTER}im"),
    ]
    assert "Write one of: in_person, video, phone, one_way." in said(page)
    assert "Write the name of a time zone, such as America/Chicago." in said(page)
    assert "The same person, company and job as in row 4." in said(page)
    assert page.content.decode().count("<tr><td>") == 13
    assert confirm(rae, text).status_code == 200
    assert (Candidate.objects.count(), Invitation.objects.count(), InvitationImport.objects.count()) == (
        0,
        0,
        0,
    )


NO_FILES = [
    (b"", "This column is missing."),
    ("email,company\nsam@home.test,Köln\n".encode("latin-1"), "no text in UTF-8"),
    ("email,company\nsam@home.test,Lakeshore\n".encode("utf-16"), "no text in UTF-8"),
    (b"PK\x03\x04\x00\x00spreadsheet", "no text in UTF-8"),
    (b"email,company\nsam@home.test,\0\n", "no text in UTF-8"),
    (f"{HEAD}\n".encode(), "no row below"),
    (f'{HEAD}\n"sam@home.test,Lakeshore\n'.encode(), "quotation mark"),
    (f"{HEAD},verdict\nsam@home.test,Lakeshore,take\n".encode(), "no column of this name"),
    (f"{HEAD},company\nsam@home.test,a,b\n".encode(), "there twice"),
    (b"company\nLakeshore\n", "This column is missing."),
    (b"sam@home.test,Lakeshore\n", "The first row must name the columns."),
    (HEAD.encode() + b"\nsam@home.test,x\n" * 1001, "too many rows"),
    (HEAD.encode() + b"\n" + b"x" * 1_000_000, "too large"),
]


def test_a_file_that_is_none_is_refused_in_words(rae: StaffActor) -> None:
    pages = [upload(rae, content) for content, _words in NO_FILES]
    assert [words in said(page) for page, (_content, words) in zip(pages, NO_FILES, strict=True)] == [
        True
    ] * 13
    assert {page.status_code for page in pages} == {200}
    assert InvitationImport.objects.count() == 0


def test_a_file_of_many_megabytes_is_refused_in_words(rae: StaffActor) -> None:
    rae.client.raise_request_exception = False
    reply = upload(rae, "x" * 3_000_000)
    assert (reply.status_code, "a file one megabyte" in reply.content.decode()) == (413, True)


def test_empty_columns_beside_the_table_are_no_mistake(rae: StaffActor) -> None:
    """Spreadsheet programs write them where a cell once had a color."""
    beside = TWO.replace("\n", ",,\n")
    assert len(upload(rae, beside).context["reading"].guests) == 2
    assert mistakes(upload(rae, beside.replace("RV,,", "RV,,red"))) == [(2, "", "red")]
    assert mistakes(upload(rae, "email,,company\nsam@home.test,,Lakeshore RV\n")) == [(1, "", "")]


def test_rows_below_more_names_than_there_are_columns_are_not_gone_through(rae: StaffActor) -> None:
    """A hundred thousand names above a thousand rows would take all the memory of the machine."""
    wide = ",".join(["email", *(f"column {number}" for number in range(40))])
    reading = upload(rae, f"{wide}\n" + "sam@home.test\n" * 3).context["reading"]
    assert (reading.rows, len(reading.mistakes)) == ([], 40)


def test_the_same_file_is_not_taken_in_twice(rae: StaffActor, home_office: Office) -> None:
    confirm(rae, TWO)
    earlier = InvitationImport.objects.get()
    # However it is written.
    for same in (TWO, TWO.replace(",", ";").replace("\n", "\r\n"), "\ufeff" + TWO):
        for page in (upload(rae, same), confirm(rae, same)):
            assert "This file was imported before. Nothing was sent twice." in said(page)
            assert reverse("admin:decisions_import_progress", args=[earlier.ref]) in page.content.decode()
    assert (Invitation.objects.count(), len(mail.outbox)) == (2, 2)
    confirm(rae, TWO.replace("Niles", "Elkhart"))
    assert Invitation.objects.count() == 4


def test_hostile_cells_are_stored_as_typed_and_shown_as_text(rae: StaffActor) -> None:
    cells = ["=cmd|'/c calc'!A0", "+1", "-1", "@SUM(A1)", "\u202egnp.exe", PAYLOAD]
    text = io.StringIO()
    rows = csv.writer(text)
    rows.writerow(["email", "name", "company", "pay", "basis"])
    for number, cell in enumerate(cells):
        rows.writerow([f"p{number}@home.test", cell[:80], cell[:120], cell, "other"])
    wrong = upload(rae, text.getvalue().replace("other", PAYLOAD.replace('"', "")))
    preview = upload(rae, text.getvalue())
    for page in (wrong, preview):
        assert ("<script>alert" in page.content.decode(), "<img src=x" in page.content.decode()) == (
            False,
            False,
        )
    confirm(rae, preview.context["reading"].text)
    assert list(JobFact.objects.values_list("value", flat=True)) == cells
    assert list(Candidate.objects.order_by("pk").values_list("name", flat=True)) == [
        cell[:80] for cell in cells
    ]


def test_the_same_address_may_stand_in_few_rows_only(rae: StaffActor) -> None:
    rows = "".join(f"sam@home.test,Company {number}\n" for number in range(5))
    assert mistakes(upload(rae, f"{HEAD}\n{rows}")) == [(row, "email", "sam@home.test") for row in (5, 6)]


@time_machine.travel(NOW)
def test_the_file_to_fill_in_is_itself_a_good_one(rae: StaffActor) -> None:
    reply = rae.client.get(reverse("admin:decisions_import_template"))
    assert reply["Content-Disposition"] == 'attachment; filename="invitations.csv"'
    assert "One invitation is ready" in upload(rae, reply.content).content.decode()
    described = rae.client.get(reverse("admin:decisions_import_columns")).content.decode()
    names = next(csv.reader([reply.content.decode("utf-8-sig").splitlines()[0]]))
    assert [name for name in names if f"<dt>{name}</dt>" not in described] == []


def test_progress_counts_what_is_sent_and_names_the_rows_that_were_given_up(
    rae: StaffActor, otto: StaffActor, max_: StaffActor
) -> None:
    confirm(rae, TWO + "lee@home.test,Far Foods\n")
    made = InvitationImport.objects.get()
    url = reverse("admin:decisions_import_progress", args=[made.ref])
    states = dict(
        zip((2, 3, 4), (Message.State.SENT, Message.State.QUEUED, Message.State.FAILED), strict=True)
    )
    for row, state in states.items():
        sent = made.at if state == Message.State.SENT else None
        Message.objects.filter(cause=f"invited {made.pk} {row}").update(state=state, sent_at=sent)
    page = rae.client.get(url).content.decode()
    assert ("1 of 3 mails sent. One waits." in page, "hx-trigger" in page) == (True, True)
    assert "Rows of your file: 4." in page
    Message.objects.filter(state=Message.State.QUEUED).update(state=Message.State.FAILED)
    page = rae.client.get(url).content.decode()
    assert ("Rows of your file: 3, 4." in page, "hx-trigger" in page) == (True, False)
    # Who went away is not missed: that is theirs alone.
    Candidate.objects.filter(email="sam@home.test").delete()
    assert "1 of 3 mails sent." in rae.client.get(url).content.decode()
    # Another office's import is not there; who sees every office sees it.
    assert [actor.client.get(url).status_code for actor in (otto, max_)] == [404, 200]


@pytest.mark.postgres
def test_given_up_invitations_are_seen_at_the_desk_and_tried_again(
    real_queue: None, rae: StaffActor, otto: StaffActor, max_: StaffActor, sol: StaffActor
) -> None:
    confirm(rae, TWO)
    made = InvitationImport.objects.get()
    first = Message.objects.get(cause=f"invited {made.pk} 2")
    Message.objects.filter(pk=first.pk).update(state=Message.State.FAILED, tries=8)
    again, mails = reverse("admin:decisions_import_again", args=[made.ref]), "admin:decisions_case_mails"
    notice = "Mails that did not reach a candidate: 1"
    seen = {actor: actor.client.get(queue_url()).content.decode() for actor in (rae, otto, max_, sol)}
    # Who may not invite is not told, and another office's are nobody else's.
    assert [notice in page for page in seen.values()] == [True, False, True, False]
    page = rae.client.get(reverse(mails)).content.decode()
    assert ("1 of 2 invitations" in page, page.count(again), "sam@home.test" in page) == (True, 1, False)
    for actor in (otto, sol):
        assert again not in actor.client.get(reverse(mails)).content.decode()
    assert [actor.client.post(again).status_code for actor in (otto, sol)] == [404, 403]

    progress = reverse("admin:decisions_import_progress", args=[made.ref])
    assert again in rae.client.get(progress).content.decode()
    assert rae.client.post(again).headers["Location"] == progress
    work()
    first.refresh_from_db()
    assert (first.state, first.tries, len(mail.outbox)) == ("sent", 1, 2)
    assert Event.objects.get(code=Event.Code.INVITED, detail__again=True).subject == str(made.ref)
    assert notice not in rae.client.get(queue_url()).content.decode()
    assert "No mail of these invitations waits" in rae.client.post(again, follow=True).content.decode()


def test_imports_with_given_up_mails_are_counted_each_and_the_latest_listed(
    rae: StaffActor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("decisions.review.mails_page.SHOWN", 1)
    confirm(rae, TWO)
    confirm(rae, f"{HEAD}\nlee@home.test,Far Foods\nmia@home.test,Near Foods\n")
    Message.objects.exclude(cause__endswith=" 3").update(state=Message.State.FAILED, sent_at=None)
    page = rae.client.get(reverse("admin:decisions_case_mails")).content.decode()
    assert (page.count("1 of 2 invitations"), "There are more." in page) == (1, True)
    assert str(InvitationImport.objects.latest("pk").ref) in page


def test_invitations_that_were_given_up_long_ago_are_no_news(rae: StaffActor) -> None:
    confirm(rae, TWO)
    Message.objects.update(
        state=Message.State.FAILED, sent_at=None, created_at=timezone.now() - timedelta(days=15)
    )
    assert "Every mail went out" in rae.client.get(reverse("admin:decisions_case_mails")).content.decode()
    assert "did not reach" not in rae.client.get(queue_url()).content.decode()


def test_link_that_was_sent_once_more_and_given_up_tells_nobody_who_has_not_answered(rae: StaffActor) -> None:
    confirm(rae, TWO)
    send_again(email="sam@home.test", by=rae.person)
    Message.objects.filter(cause__startswith="again").update(state=Message.State.FAILED, sent_at=None)
    assert "Every mail went out" in rae.client.get(reverse("admin:decisions_case_mails")).content.decode()


def test_a_fault_half_way_leaves_nothing(rae: StaffActor, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_args: Any) -> None:
        raise RuntimeError

    monkeypatch.setattr("decisions.inviting.invite._queue", fail)
    rae.client.raise_request_exception = False
    assert confirm(rae, TWO).status_code == 500
    assert (Candidate.objects.count(), Invitation.objects.count(), InvitationImport.objects.count()) == (
        0,
        0,
        0,
    )


def test_a_file_asks_the_database_the_same_whatever_its_length(rae: StaffActor) -> None:
    rows = "".join(f"p{number}@home.test,Company {number}\n" for number in range(30))
    upload(rae, TWO)
    counts = []
    for text in (TWO, f"{HEAD}\n{rows}"):
        with CaptureQueriesContext(connection) as queries:
            upload(rae, text)
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_a_file_needs_the_right_and_an_office(rae: StaffActor, sol: StaffActor, home_office: Office) -> None:
    assert [upload(sol, TWO).status_code, confirm(sol, TWO).status_code] == [403, 403]
    assert upload(StaffActor(rae.person, Client()), TWO).status_code == 302
    far = factories.office()
    assert said(confirm(rae, TWO, office=str(far.pk))) == "Choose the office that invites."
    assert said(rae.client.post(reverse(IMPORT))) == "Choose a file."
    assert Invitation.objects.count() == 0
