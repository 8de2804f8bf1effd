"""The code by e-mail: who gets one, what it opens, how it ends, and what a stranger can find out by it."""

import re
from datetime import timedelta
from smtplib import SMTPServerDisconnected

import pytest
import time_machine
from django.core import mail
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from decisions.mail import code_of
from decisions.models import Candidate, Event, Message
from tests import factories
from tests.actors import CandidateActor, StaffActor
from tests.questionnaire.coded import ANAS, ASK, ask, is_in, mailed, work

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("real_queue")]
ENTER, MINE = "/come-back/code/", "/mine/"


@pytest.mark.postgres
def test_code_from_the_mail_opens_all_invitations_of_the_candidate(confirmed: CandidateActor) -> None:
    factories.invitation(candidate=confirmed.person, company="Second")
    client = Client()
    assert ask(client, " Ana@Home.test ")["Location"] == ENTER
    assert [sent.to for sent in mail.outbox] == [[ANAS]]
    assert client.post(ENTER, {"code": mailed()})["Location"] == MINE
    page = client.get(MINE).content.decode()
    assert [name in page for name in ("Elkhart Metal Works", "Second")] == [True, True]
    event = Event.objects.get(code=Event.Code.SIGNED_IN)
    assert (event.person, event.actor_ref) == (confirmed.person.ref, str(confirmed.person.ref))


def test_user_behind_a_candidate_has_no_name_password_address_or_right(confirmed: CandidateActor) -> None:
    user = confirmed.person.signing_user()
    assert (user.has_usable_password(), user.email, user.first_name, user.is_staff) == (False, "", "", False)
    assert "ana" not in user.username
    assert user.get_all_permissions() == set()
    assert confirmed.person.signing_user() == user


def test_desk_sees_nothing_of_the_user_behind_a_candidate(
    confirmed: CandidateActor, max_: StaffActor, rae: StaffActor
) -> None:
    user, office = confirmed.person.signing_user(), rae.person.offices.get()
    pages = {
        "list": reverse("admin:auth_user_changelist"),
        "search": reverse("admin:auth_user_changelist") + "?q=" + user.username[:4],
        "office": reverse("admin:decisions_office_change", args=[office.pk]),
        "user": reverse("admin:auth_user_change", args=[user.pk]),
    }
    seen = {name: user.username in max_.client.get(url).content.decode() for name, url in pages.items()}
    assert seen == dict.fromkeys(pages, False)
    assert max_.client.get(pages["user"]).status_code == 302


@pytest.mark.parametrize("typed", ["{0}{1}", "{0}-{1}", " {0}\u00a0{1} ", "Code: {0} {1}."])
def test_code_may_be_typed_as_people_do(confirmed: CandidateActor, typed: str) -> None:
    client = Client()
    ask(client)
    client.post(ENTER, {"code": typed.format(*mailed().split())})
    assert is_in(client)


@pytest.mark.parametrize("typed", ["", "    ", "1234", "abc", "0" * 9, "9" * 41, "\u0661" * 8])
def test_text_that_is_no_code_is_no_try(confirmed: CandidateActor, typed: str) -> None:
    client = Client()
    ask(client)
    for _ in range(6):
        page = client.post(ENTER, {"code": typed})
        assert (page.status_code, "id_code_error" in page.content.decode()) == (200, True)
    client.post(ENTER, {"code": mailed()})
    assert is_in(client)


def test_code_works_once(confirmed: CandidateActor) -> None:
    client = Client()
    ask(client)
    code = mailed()
    client.post(ENTER, {"code": code})
    session = client.session
    del session["_auth_user_id"]
    session.save()
    assert client.post(ENTER, {"code": code})["Location"] == ASK
    client.post(reverse("leave"))
    assert client.post(ENTER, {"code": code})["Location"] == ASK
    ask(client)
    assert client.post(ENTER, {"code": code}).status_code == 200
    assert not is_in(client)


def test_code_works_only_in_the_browser_that_asked(confirmed: CandidateActor) -> None:
    ask(Client())
    other = Client()
    assert other.post(ENTER, {"code": mailed()})["Location"] == ASK
    code = mailed()
    ask(other)
    other.post(ENTER, {"code": code})
    assert not is_in(other)


def test_code_ends_after_ten_minutes(confirmed: CandidateActor) -> None:
    client = Client()
    with time_machine.travel(timezone.now(), tick=False) as clock:
        ask(client)
        clock.shift(timedelta(minutes=10, seconds=1))
        assert client.post(ENTER, {"code": mailed()})["Location"] == ASK
    assert not is_in(client)


def test_only_the_newest_code_works(confirmed: CandidateActor) -> None:
    client = Client()
    with time_machine.travel(timezone.now(), tick=False) as clock:
        ask(client)
        old = mailed()
        clock.shift(timedelta(seconds=30))
        ask(client)
        client.post(ENTER, {"code": old})
        assert not is_in(client)
        client.post(ENTER, {"code": mailed()})
        assert is_in(client)


def test_second_click_sends_no_second_mail(confirmed: CandidateActor) -> None:
    client = Client()
    ask(client)
    ask(client)
    assert len(mail.outbox) == 1
    client.post(ENTER, {"code": mailed()})
    assert is_in(client)


def test_fifth_wrong_code_ends_it(confirmed: CandidateActor) -> None:
    client = Client()
    ask(client)
    wrong = "".join(str((int(digit) + 1) % 10) for digit in mailed().replace(" ", ""))
    assert [client.post(ENTER, {"code": wrong}).status_code for _ in range(5)] == [200] * 4 + [302]
    assert client.post(ENTER, {"code": mailed()})["Location"] == ASK
    assert not is_in(client)


def test_tries_are_counted_for_all_workers_together(confirmed: CandidateActor) -> None:
    client = Client()
    ask(client)
    for _ in range(5):
        # As if each had been tried at the same moment, before another could note it in the session.
        session = client.session
        session["sign_in_code"] |= {"failed_attempts": 0}
        session.save()
        client.post(ENTER, {"code": "00000000"})
    client.post(ENTER, {"code": mailed()})
    assert not is_in(client)


def test_address_gets_five_codes_in_ten_minutes_whoever_asks(confirmed: CandidateActor) -> None:
    replies = [ask(Client(), "ANA@home.test" if number % 2 else ANAS) for number in range(6)]
    assert [reply.status_code for reply in replies] == [302] * 5 + [200]
    assert "several codes" in replies[-1].content.decode()
    assert len(mail.outbox) == 5
    assert ask(Client(), "bo@home.test").status_code == 302


def test_visitor_who_asks_for_many_addresses_is_stopped(db: None) -> None:
    statuses = [Client().post(ASK, {"email": f"{n}@home.test"}).status_code for n in range(21)]
    assert statuses == [302] * 20 + [200]


@pytest.mark.postgres
def test_nobody_learns_whether_an_address_is_known(
    confirmed: CandidateActor, bo: CandidateActor, rae: StaffActor
) -> None:
    """Known, typed but never proved, of staff, and unknown: the same words, queries and tasks."""
    Candidate.objects.filter(pk=bo.person.pk).update(email="bob@home.test")
    seen = set()
    for address in (ANAS, "bob@home.test", rae.person.email, "eve@home.test"):
        client = Client()
        with CaptureQueriesContext(connection) as queries:
            asked = client.post(ASK, {"email": address})
        count = len(queries)  # the next request empties the list
        page = client.get(ENTER).content.decode().replace(address, "x")
        wrong = client.post(ENTER, {"code": "00000000"}).content.decode().replace(address, "x")
        plain = [re.sub(r'csrfmiddlewaretoken" value="[^"]*"', "", text) for text in (page, wrong)]
        seen.add((asked.status_code, asked["Location"], *plain, count))
    assert len(seen) == 1
    assert DBTaskResult.objects.count() == 4
    work()
    assert [sent.to for sent in mail.outbox] == [[ANAS]]
    assert Message.objects.count() == 1


def test_guessed_code_of_an_unknown_address_opens_nothing(db: None) -> None:
    client = Client()
    ask(client, "eve@home.test")
    code = code_of(client.session["sign_in_code"]["nonce"])
    assert client.post(ENTER, {"code": code})["Location"] == ASK
    assert not is_in(client)


@pytest.mark.parametrize("fault", ["is_staff", "closed"])
def test_nobody_gets_in_as_a_user_of_staff_or_a_closed_one(confirmed: CandidateActor, fault: str) -> None:
    user = confirmed.person.signing_user()
    user.is_staff, user.is_active = fault == "is_staff", fault != "closed"
    client = Client()
    ask(client)
    code = mailed()
    user.save()
    client.post(ENTER, {"code": code})
    assert not is_in(client)
    with time_machine.travel(timezone.now() + timedelta(seconds=30)):
        ask(client)
    assert len(mail.outbox) == 1


def test_code_and_address_stand_in_no_table_once_the_mail_is_sent(confirmed: CandidateActor) -> None:
    client = Client()
    ask(client)
    code = mailed()
    # Sessions and the cache keep what they hold in a form of their own.
    assert code.replace(" ", "") not in str(dict(client.session))
    assert cache.get(Message.objects.get().cause) is None
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608 - names come from the database itself
            text = str(cursor.fetchall())
            assert [code in text, code.replace(" ", "") in text] == [False, False], table
            assert ANAS not in text or table in {"decisions_candidate"}, table


def test_mail_server_down_is_tried_again_while_the_code_works_and_not_longer(
    confirmed: CandidateActor, monkeypatch: pytest.MonkeyPatch
) -> None:
    def down(*args: object, **kwargs: object) -> int:
        raise SMTPServerDisconnected

    monkeypatch.setattr("django.core.mail.EmailMultiAlternatives.send", down)
    with time_machine.travel(timezone.now(), tick=False) as clock:
        assert ask(Client()).status_code == 302
        states = []
        for _ in range(4):
            message = Message.objects.get()
            states.append((message.state, message.tries))
            clock.shift(timedelta(minutes=2**message.tries))
            work()
    assert states == [("queued", 1), ("queued", 2), ("queued", 3), ("failed", 4)]


def test_code_that_waited_too_long_is_not_sent(confirmed: CandidateActor) -> None:
    with time_machine.travel(timezone.now(), tick=False) as clock:
        Client().post(ASK, {"email": ANAS})
        clock.shift(timedelta(minutes=11))
        work()
    assert mail.outbox == []


def test_page_for_the_code_without_a_request_leads_to_where_one_asks(db: None) -> None:
    client = Client()
    assert client.get(ENTER)["Location"] == ASK
    assert "Ask for a new one in this browser." in client.get(ASK).content.decode()


@pytest.mark.parametrize(
    "email",
    ["", "ana@", "a@b.test\nBcc: c@d.test", "x" * 250 + "@home.test", "ünï@home.test", "m\u0131a@home.test"],
)
def test_text_that_is_no_address_comes_back_and_sends_nothing(email: str, db: None) -> None:
    page = ask(Client(), email)
    assert (page.status_code, "id_email_error" in page.content.decode()) == (200, True)
    assert DBTaskResult.objects.count() == 0
