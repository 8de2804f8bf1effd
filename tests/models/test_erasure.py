"""What "delete everything" leaves behind: nothing of that person, all of everybody else."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth.models import User
from django.core import mail
from django.core.cache import cache
from django.db import connection, transaction
from django.utils import timezone

from decisions.advice.issue import issue
from decisions.erasure import erase, erase_email, erase_invitation, idle
from decisions.inviting.guests import Guest, KnownFact
from decisions.inviting.invite import invite
from decisions.mail import deliver, queue
from decisions.models import (
    Advice,
    Candidate,
    Case,
    CaseMessage,
    Choice,
    Draft,
    Erasure,
    Event,
    Invitation,
    InvitationImport,
    JobFact,
    Letter,
    Message,
    Opinion,
    Outcome,
    ResumeKey,
    StandingAnswer,
)
from tests import factories
from tests.actors import StaffActor

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]

MARK = "Zanzibar"


def with_everything(rae: StaffActor, *, mark: str = MARK, **fields: Any) -> Candidate:
    """A candidate of whom every table has a row, with the mark in each text."""
    now = timezone.now()
    account = User.objects.create(username=f"{mark}-account")
    person = factories.candidate(
        name=mark, email=f"{mark}@home.test", email_verified_at=now, user=account, phone=mark, **fields
    )
    for company in (f"{mark} Metal", f"{mark} Bakery"):
        invitation = factories.invitation(candidate=person, company=company, contact_name=mark, place=mark)
        factories.job_fact(invitation=invitation, value=mark)
        factories.resume_key(invitation=invitation)
        advice = factories.advice(invitation=invitation)
        Letter.objects.create(advice=advice, kind="decline", language="en", text=mark)
        Choice.objects.create(invitation=invitation, verdict="decline", made_at=now)
        Outcome.objects.create(invitation=invitation, code="said_no", told_at=now)
        case = factories.case(advice=advice, office=rae.person.offices.get())
        factories.opinion(case=case, by=rae.person, comment=mark, private_note=mark)
        factories.case_message(case=case, by=rae.person, text=mark)
        factories.agency_fact(invitation=invitation, by=rae.person, name="shift", value=mark, basis_note=mark)
        queue(Message.Kind.OPINION, cause=f"opinion {case.pk}", invitation=invitation)
    StandingAnswer.objects.create(candidate=person, question="wish_shift", value=mark, answered_at=now)
    Event.objects.record(Event.Code.LINK_USED, by=person, person=person.ref)
    Event.objects.record(Event.Code.CASE_READ, by=rae.person, subject=str(case.ref))
    return person


def texts() -> Iterator[str]:
    """Every row of every table, as the database has it."""
    with connection.cursor() as cursor:
        for model in apps.get_models():
            cursor.execute(f'SELECT * FROM "{model._meta.db_table}"')  # noqa: S608 - a name of our own
            yield from (f"{model.__name__}: {row}" for row in cursor.fetchall())


def rows(*, of: Candidate) -> dict[str, int]:
    mine = Invitation.objects.filter(candidate=of)
    counted: dict[Any, dict[str, Any]] = {
        Draft: {"invitation__in": mine},
        JobFact: {"invitation__in": mine},
        ResumeKey: {"invitation__in": mine},
        Letter: {"advice__invitation__in": mine},
        Choice: {"invitation__in": mine},
        Outcome: {"invitation__in": mine},
        Case: {"invitation__in": mine},
        Opinion: {"case__invitation__in": mine},
        CaseMessage: {"case__invitation__in": mine},
        StandingAnswer: {"candidate": of},
        Message: {"candidate": of},
        Event: {"person": of.ref},
    }
    return {model.__name__: model._default_manager.filter(**by).count() for model, by in counted.items()}


def test_no_row_of_any_table_holds_a_word_of_an_erased_person(rae: StaffActor) -> None:
    person = with_everything(rae)
    assert min(rows(of=person).values()) > 0
    assert erase(person=person, by=person)
    assert [text for text in texts() if MARK in text] == []
    assert not User.objects.filter(username__startswith=MARK).exists()


def test_no_number_of_the_person_is_left_but_in_the_note_of_the_erasure(rae: StaffActor) -> None:
    person = with_everything(rae)
    numbers = {str(person.ref), *(str(one.public_id) for one in person.invitations.all())}
    plain = {number.replace("-", "") for number in numbers}
    erase(person=person, by=person)
    left = [text for text in texts() if any(number in text for number in numbers | plain)]
    assert [text.split(":")[0] for text in left] == ["Erasure"]
    note = Event.objects.get(code=Event.Code.ERASED)
    assert (note.person, note.subject, note.actor_ref, note.detail) == (
        None,
        "",
        "",
        {"what": "all", "why": "asked"},
    )


def test_everybody_else_keeps_everything(rae: StaffActor) -> None:
    person, other = with_everything(rae), with_everything(rae, mark="Other")
    before = rows(of=other)
    erase(person=person, by=person)
    assert rows(of=other) == before
    assert User.objects.filter(username="Other-account").exists()


def test_what_staff_did_stays_on_record_as_codes(rae: StaffActor) -> None:
    person = with_everything(rae)
    erase(person=person, by=person)
    kept = Event.objects.filter(actor_kind=Event.Actor.STAFF)
    assert [(event.code, event.actor_ref) for event in kept] == [("case_read", str(rae.person.pk))]


def test_whom_the_desk_invited_goes_whether_they_asked_or_were_never_heard_of(rae: StaffActor) -> None:
    for row in ("0", "1"):
        job = KnownFact(JobFact.Name.PAY, MARK, "")
        interview = {"company": MARK, "time_zone": "America/Chicago"}
        guest = Guest(MARK, f"{MARK}{row}@home.test", "en", interview, (job,), "other", MARK)
        invite(office=rae.person.offices.get(), guests=[guest], by=rae.person, mark=row)
    one, other = Candidate.objects.order_by("pk")
    assert erase(person=one, by=one)
    long_ago(other)
    assert away() == [other]
    erase(person=other, by=None, idle_since=timezone.now() - timedelta(days=365))
    assert [text for text in texts() if MARK in text] == []
    assert InvitationImport.objects.count() == 2


def test_records_of_rows_that_were_joined_go_with_them(rae: StaffActor) -> None:
    former = factories.candidate()
    Event.objects.record(Event.Code.LINK_USED, by=former, person=former.ref)
    person = with_everything(rae, former_refs=[str(former.ref)])
    erase(person=person, by=person)
    assert not Event.objects.filter(person=former.ref).exists()


def test_the_erasure_is_closed_and_the_record_is_shut_again(rae: StaffActor) -> None:
    person = with_everything(rae)
    erase(person=person, by=person)
    assert not Erasure.objects.filter(closed_at=None).exists()
    assert Erasure.objects.get().person == person.ref


def test_to_erase_twice_changes_nothing_more(rae: StaffActor) -> None:
    person = with_everything(rae)
    assert [erase(person=person, by=person) for _ in range(2)] == [True, False]
    assert Event.objects.filter(code=Event.Code.ERASED).count() == 1


def test_a_member_of_staff_is_never_deleted_with_a_candidate(rae: StaffActor) -> None:
    person = factories.candidate(email="a@b.test", email_verified_at=timezone.now(), user=rae.person)
    erase(person=person, by=person)
    assert User.objects.filter(pk=rae.person.pk).exists()


def test_a_mail_that_still_waits_is_never_sent(rae: StaffActor) -> None:
    person = with_everything(rae)
    waiting = list(Message.objects.filter(candidate=person).values_list("pk", flat=True))
    mail.outbox.clear()
    erase(person=person, by=person)
    for message in waiting:
        deliver.func(message)
    assert mail.outbox == []


def test_an_address_that_waits_for_its_code_is_dropped(rae: StaffActor) -> None:
    person = with_everything(rae)
    Message.objects.create(kind=Message.Kind.SIGN_IN_CODE, cause="code-1", candidate=person, language="en")
    cache.set("code-1", {"email": person.email})
    cache.set("code-2", {"email": "somebody@else.test"})
    erase(person=person, by=person)
    assert (cache.get("code-1"), cache.get("code-2")) == (None, {"email": "somebody@else.test"})


def test_one_invitation_goes_alone(rae: StaffActor) -> None:
    person = with_everything(rae)
    gone, kept = person.invitations.order_by("pk")
    case = gone.case
    assert [erase_invitation(invitation=gone, by=person) for _ in range(2)] == [True, False]
    assert list(person.invitations.all()) == [kept]
    assert Case.objects.get().invitation == kept
    left = Event.objects.filter(person=person.ref).exclude(code=Event.Code.ERASED)
    assert {event.subject for event in left} & {str(gone.public_id), str(case.ref)} == set()
    assert str(kept.public_id) in {event.subject for event in left}
    assert person.standing_answers.exists()
    assert not Erasure.objects.filter(closed_at=None).exists()


def test_an_address_goes_with_its_sign_in(rae: StaffActor) -> None:
    person = with_everything(rae)
    Message.objects.update(state=Message.State.QUEUED, sent_at=None)
    erase_email(person=person, by=person)
    person.refresh_from_db()
    assert (person.email, person.email_verified_at, person.user) == (None, None, None)
    assert not User.objects.filter(username__startswith=MARK).exists()
    assert not Message.objects.filter(candidate=person).exists()
    assert person.invitations.count() == 2


# ---- who counts as away ----


def long_ago(person: Candidate, *, days: int = 400) -> None:
    """Put all of this candidate's rows back in time."""
    past = timezone.now() - timedelta(days=days)
    Candidate.objects.filter(pk=person.pk).update(created_at=past)
    mine = Invitation.objects.filter(candidate=person)
    mine.update(created_at=past, updated_at=past)
    Draft.objects.filter(invitation__in=mine).update(updated_at=past)
    ResumeKey.objects.filter(invitation__in=mine).update(created_at=past)
    Letter.objects.filter(advice__invitation__in=mine).update(updated_at=past)
    User.objects.filter(candidate=person).update(last_login=past)
    # Events can't be put back in time, so these go.
    Erasure.objects.create(person=person.ref)
    Event.objects.filter(person=person.ref).delete()
    Erasure.objects.update(closed_at=timezone.now())


def away(days: int = 365) -> list[Candidate]:
    return list(idle(since=timezone.now() - timedelta(days=days)))


@pytest.fixture
def gone(rae: StaffActor) -> Candidate:
    person = with_everything(rae)
    long_ago(person)
    return person


def test_who_did_nothing_for_long_is_away(gone: Candidate) -> None:
    factories.advice()
    assert away() == [gone]
    assert away(days=401) == []


def signs_of_life(person: Candidate) -> dict[str, Callable[[], object]]:
    now, later = timezone.now(), timezone.now() + timedelta(hours=1)
    invitation = person.invitations.order_by("pk")[0]
    here = Invitation.objects.filter(pk=invitation.pk)
    keys = ResumeKey.objects.filter(invitation=invitation)
    letters = Letter.objects.filter(advice__invitation=invitation)
    return {
        "interview ahead": lambda: here.update(interview_at=later),
        "reply ahead": lambda: here.update(reply_by=later),
        "facts": lambda: here.update(updated_at=now),
        "answers": lambda: Draft.objects.filter(invitation=invitation).update(updated_at=now),
        "a new link": lambda: factories.resume_key(invitation=invitation),
        "a link used": lambda: keys.update(used_at=now),
        "a letter": lambda: letters.update(updated_at=now),
        "a sign-in": lambda: User.objects.filter(candidate=person).update(last_login=now),
        "a deed": lambda: Event.objects.record(Event.Code.CHOICE_MADE, by=person, person=person.ref),
    }


def test_one_sign_of_life_is_enough(gone: Candidate) -> None:
    found = {}
    for name, act in signs_of_life(gone).items():
        with transaction.atomic():
            act()
            found[name] = away()
            transaction.set_rollback(True)
    assert {name: rows for name, rows in found.items() if rows} == {}
    assert away() == [gone]


def test_who_comes_back_at_the_last_moment_is_not_erased(gone: Candidate) -> None:
    since = timezone.now() - timedelta(days=365)
    issue_again = Draft.objects.filter(invitation__candidate=gone).first()
    assert issue_again is not None
    issue_again.version += 1
    issue_again.save()
    issue(draft=issue_again, by=gone)
    assert not erase(person=gone, by=None, idle_since=since)
    assert Candidate.objects.filter(pk=gone.pk).exists()


def keep_a_letter(person: Candidate) -> Iterator[None]:
    advice = Advice.objects.select_for_update().get()
    yield
    Letter.objects.create(advice=advice, kind="decline", language="en", text=MARK)


def mail_a_link(person: Candidate) -> Iterator[None]:
    Candidate.objects.select_for_update().get()
    yield
    queue(Message.Kind.RESUME_LINK, cause="a link", invitation=person.invitations.get())


def give_an_opinion(person: Candidate) -> Iterator[None]:
    case = Case.objects.select_for_update(of=("self",)).get()
    yield
    factories.opinion(case=case, by=factories.user(name="rae"))
    queue(Message.Kind.OPINION, cause="an opinion", invitation=person.invitations.get())


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("deed", [keep_a_letter, mail_a_link, give_an_opinion])
def test_a_deed_that_is_under_way_is_waited_for_and_then_deleted(
    deed: Callable[[Candidate], Iterator[None]],
) -> None:
    person = factories.candidate(email=f"{MARK}@home.test")
    factories.case(advice=factories.advice(invitation=factories.invitation(candidate=person)))

    def erase_it() -> bool:
        try:
            return erase(person=person, by=person)
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            doing = deed(person)
            next(doing)
            erased = pool.submit(erase_it)
            with pytest.raises(TimeoutError):
                erased.result(timeout=0.3)
            next(doing, None)
        assert erased.result(timeout=20)
    assert not Candidate.objects.exists()
