"""Facts and messages to the candidate, and what every deed on a case leaves behind."""

from datetime import timedelta

import pytest
from django.db import DatabaseError
from django.utils import timezone

from decisions.advice import sharing
from decisions.models import Case, CaseMessage, Event, JobFact, Message
from decisions.questions import say_date
from decisions.review.fact_form import FactForm, asked_for
from decisions.review.given_facts import give_fact
from tests import factories
from tests.actors import StaffActor
from tests.desk.pages import DEEDS, case_url, fact, message, opinion

pytestmark = pytest.mark.django_db


def done(case: Case) -> list[str]:
    """What was done at the desk, as the events tell."""
    events = Event.objects.filter(subject=str(case.ref), actor_kind="staff").exclude(code="case_read")
    return list(events.order_by("id").values_list("code", flat=True))


@pytest.mark.parametrize(
    ("deed", "code", "settles"),
    [
        ("agree", "opinion_given", True),
        ("differ", "opinion_given", True),
        ("talk", "opinion_given", True),
        ("fact", "fact_given", True),
        ("message", "message_written", False),
    ],
)
def test_deed_is_noted_and_told_and_settles_the_case(
    rae: StaffActor, sams_case: Case, deed: str, code: str, settles: bool
) -> None:
    reply = rae.client.post(case_url(sams_case, deed), DEEDS[deed](sams_case))
    assert (reply.status_code, reply["Location"]) == (302, f"{case_url(sams_case)}?state=open")
    sams_case.refresh_from_db()
    assert (sams_case.version, sams_case.reviewed_at is not None) == (2, settles)
    assert sams_case.claimed_by == (rae.person if settles else None)
    assert done(sams_case) == (["case_claimed", code] if settles else [code])
    queued = Message.objects.get()
    assert (queued.case, queued.candidate) == (sams_case, sams_case.invitation.candidate)


def test_deed_on_the_case_of_a_colleague_leaves_it_theirs(
    rae: StaffActor, ida: StaffActor, sams_case: Case
) -> None:
    ida.client.post(case_url(sams_case, "claim"))
    rae.client.post(case_url(sams_case, "agree"), opinion(sams_case))
    sams_case.refresh_from_db()
    assert (sams_case.claimed_by, sams_case.reviewed_at is not None) == (ida.person, True)


def test_fact_is_saved_on_the_invitation_and_shown_with_its_source(rae: StaffActor, sams_case: Case) -> None:
    own = factories.job_fact(invitation=sams_case.invitation, value="about $20")
    rae.client.post(case_url(sams_case, "fact"), fact(sams_case))
    given = JobFact.objects.exclude(pk=own.pk).get()
    assert (given.name, given.value, given.source, given.basis, given.basis_note, given.by) == (
        "pay",
        "$21 an hour",
        "agency",
        "job_order",
        "job order 1184",
        rae.person,
    )
    sams_case.refresh_from_db()
    # What the candidate knows and did not share so far stays theirs.
    assert sams_case.job_facts == [given.shared()]
    content = rae.client.get(case_url(sams_case)).content.decode()
    shown = f"job order 1184, {say_date(timezone.localdate(timezone=sams_case.invitation.zone))}"
    assert ("$21 an hour" in content, shown in content, "about $20" in content) == (True, True, False)


def test_shared_copy_with_a_given_fact_is_what_sharing_again_would_make(
    rae: StaffActor, sams_case: Case
) -> None:
    rae.client.post(case_url(sams_case, "fact"), fact(sams_case))
    sams_case.refresh_from_db()
    copy = sharing.preview(sams_case.invitation.advice.get())
    assert sharing.has(sams_case, copy)


def test_corrected_fact_is_open_again_and_told_again(
    rae: StaffActor, ida: StaffActor, sams_case: Case
) -> None:
    rae.client.post(case_url(sams_case, "fact"), fact(sams_case))
    JobFact.objects.update(response="accepted", responded_at=timezone.now())
    sams_case.refresh_from_db()
    ida.client.post(case_url(sams_case, "fact"), fact(sams_case, value="$23 an hour"))
    [corrected] = JobFact.objects.all()
    assert (corrected.value, corrected.by, corrected.response, corrected.responded_at) == (
        "$23 an hour",
        ida.person,
        "",
        None,
    )
    assert done(sams_case) == ["case_claimed", "fact_given", "fact_corrected"]
    assert Message.objects.filter(kind="fact").count() == 2
    sams_case.refresh_from_db()
    assert [entry["value"] for entry in sams_case.job_facts] == ["$23 an hour"]


def test_coded_fact_holds_the_answer_and_its_words(rae: StaffActor, sams_case: Case) -> None:
    day = timezone.localdate() + timedelta(days=9)
    when = fact(
        sams_case, name="decide_on", value="", answer=day.isoformat(), basis="employer", basis_note=""
    )
    rae.client.post(case_url(sams_case, "fact"), when)
    sams_case.refresh_from_db()
    meet = fact(sams_case, name="interviewers", value="The plant manager", answer="the_manager")
    rae.client.post(case_url(sams_case, "fact"), meet)
    assert list(JobFact.objects.values_list("name", "value", "answer")) == [
        ("decide_on", say_date(day), day.isoformat()),
        ("interviewers", "The plant manager", "the_manager"),
    ]


MISTAKES: list[tuple[dict[str, str], str]] = [
    ({"value": " "}, "value"),
    ({"value": "x" * 201}, "value"),
    ({"basis": ""}, "basis"),
    ({"basis": "rumor"}, "basis"),
    ({"basis": "other", "basis_note": ""}, "basis_note"),
    ({"basis_note": "x" * 81}, "basis_note"),
    ({"name": "decide_on", "value": "", "answer": ""}, "value"),
    ({"name": "decide_on", "answer": "2020-01-01"}, "answer"),
    ({"name": "decide_on", "answer": "soon"}, "answer"),
    ({"name": "interviewers", "answer": "not_sure"}, "answer"),
]


def test_incomplete_fact_is_asked_back(sams_case: Case) -> None:
    for changes, field in MISTAKES:
        form = FactForm(fact(sams_case, **changes), case=sams_case)
        assert (changes, list(form.errors)) == (changes, [field])
        assert ("Select a valid choice" in str(form.errors), "Ensure this" in str(form.errors)) == (
            False,
            False,
        )


def test_mistakes_are_listed_in_the_order_of_the_page(rae: StaffActor, sams_case: Case) -> None:
    empty = {"version": 1, "comment": "", "verdict": "", "code": ""}
    refused = rae.client.post(case_url(sams_case, "differ"), empty).context["refused"]
    assert [field.name for field in refused.wrong] == ["verdict", "code", "comment"]


def test_refused_fact_comes_back_open_beside_the_others(rae: StaffActor, sams_case: Case) -> None:
    typed = fact(sams_case, name="shift", basis="")
    response = rae.client.post(case_url(sams_case, "fact"), typed)
    content = response.content.decode()
    assert response.status_code == 200
    assert '<details name="deed" id="fact-shift" open>' in content
    assert ('value="$21 an hour"' in content, 'href="#fact-shift_basis"' in content) == (True, True)
    assert (JobFact.objects.count(), Message.objects.count()) == (0, 0)


def test_fact_of_no_known_name_is_refused(rae: StaffActor, sams_case: Case) -> None:
    for name in ("", "age", "pay\n"):
        assert rae.client.post(case_url(sams_case, "fact"), fact(sams_case, name=name)).status_code == 400


def test_fact_that_says_nothing_new_is_not_told_again(rae: StaffActor, sams_case: Case) -> None:
    rae.client.post(case_url(sams_case, "fact"), fact(sams_case))
    sams_case.refresh_from_db()
    reply = rae.client.post(case_url(sams_case, "fact"), fact(sams_case))
    assert "This is what the page says already." in reply.content.decode()
    assert Message.objects.count() == 1


@pytest.mark.parametrize(
    ("copy", "names"),
    [
        ({"ask": ["days_to_their_offer", "pay_compared"]}, ["pay", "decide_on"]),
        ({"ask": ["known_from"], "answers": {"dislikes": ["hours_or_shift"]}}, ["shift"]),
        ({"ask": ["known_from"]}, ["pay", "shift"]),
        ({"ask": ["more_time"]}, []),
    ],
)
def test_facts_that_would_help_are_those_that_settle_what_to_ask(
    copy: dict[str, object], names: list[str]
) -> None:
    assert asked_for(Case(parts=["verdict"], copy=copy)) == names
    assert asked_for(Case(parts=["cost"], copy=copy)) == []


def test_message_is_kept_in_its_language_and_leaves_the_case_open(rae: StaffActor, sams_case: Case) -> None:
    rae.client.post(
        case_url(sams_case, "message"), message(sams_case, text="Ya llamé.\r\nSuerte.", language="es")
    )
    written = CaseMessage.objects.get()
    assert (written.text, written.language, written.by) == ("Ya llamé.\nSuerte.", "es", rae.person)
    content = rae.client.get(case_url(sams_case)).content.decode()
    assert ("Ya llamé." in content, "written in Spanish" in content) == (True, True)


def test_message_without_words_is_asked_back(rae: StaffActor, sams_case: Case) -> None:
    for text in ("  ", "x" * 1001):
        reply = rae.client.post(case_url(sams_case, "message"), message(sams_case, text=text))
        assert (reply.status_code, list(reply.context["refused"].errors)) == (200, ["text"])
    assert CaseMessage.objects.count() == 0


def test_message_on_the_last_open_case_leads_back_to_the_queue(rae: StaffActor, sams_case: Case) -> None:
    reply = rae.client.post(case_url(sams_case, "message"), message(sams_case, then="next"))
    assert reply["Location"] == "/admin/decisions/case/?state=open"


@pytest.mark.postgres
def test_message_and_fact_by_who_may_not_see_the_case_change_nothing(
    otto: StaffActor, sams_case: Case
) -> None:
    given = {"name": "pay", "value": "$1", "basis": "employer"}
    with pytest.raises(Case.DoesNotExist):
        give_fact(case_ref=sams_case.ref, version=1, by=otto.person, **given)
    assert (JobFact.objects.count(), done(sams_case)) == (0, [])


@pytest.mark.postgres
def test_fact_is_undone_where_its_mail_can_not_be_queued(
    rae: StaffActor, sams_case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*args: object, **options: object) -> None:
        raise DatabaseError

    monkeypatch.setattr("decisions.mail.queue", fails)
    with pytest.raises(DatabaseError):
        give_fact(case_ref=sams_case.ref, version=1, by=rae.person, name="pay", value="$1", basis="employer")
    sams_case.refresh_from_db()
    assert (JobFact.objects.count(), sams_case.job_facts, sams_case.version, done(sams_case)) == (
        0,
        [],
        1,
        [],
    )


def test_timeline_tells_what_was_shared_and_said_in_order(
    rae: StaffActor, ida: StaffActor, sams_case: Case
) -> None:
    for who, deed in ((rae, "message"), (ida, "fact"), (rae, "agree")):
        sams_case.refresh_from_db()
        who.client.post(case_url(sams_case, deed), DEEDS[deed](sams_case))
    entries = rae.client.get(case_url(sams_case)).context["so_far"]
    assert [(entry.kind, entry.by) for entry in entries] == [
        ("opinion", "rae"),
        ("fact", "ida"),
        ("message", "rae"),
        ("shared", "Sam W."),
    ]
    assert entries[-1].said.startswith("shared from advice 1: the advice, the reasons")
    # Who and when stand above it already.
    assert (entries[1].said, entries[1].source) == ("Pay: $21 an hour", "job order 1184")


def test_mail_that_was_given_up_is_shown_on_its_case(
    rae: StaffActor, sol: StaffActor, sams_case: Case
) -> None:
    rae.client.post(case_url(sams_case, "agree"), opinion(sams_case))
    said = "A mail to the candidate did not go out."
    assert said not in rae.client.get(case_url(sams_case)).content.decode()
    Message.objects.update(state="failed", sent_at=None)
    again = case_url(sams_case, "mail_again")
    pages = [who.client.get(case_url(sams_case)).content.decode() for who in (rae, sol)]
    assert [(said in page, again in page) for page in pages] == [(True, True), (True, False)]


def test_ready_text_stands_on_the_case_to_be_copied(
    rae: StaffActor, sol: StaffActor, sams_case: Case
) -> None:
    pages = [who.client.get(case_url(sams_case)).content.decode() for who in (rae, sol)]
    assert ['id="ready-text"' in page for page in pages] == [True, False]
    assert "Lakeshore" not in pages[0].split('id="ready-text"')[1].split("</textarea>")[0]
