"""The morning's mail: one a person and day, at seven on the clock of their office, written when it leaves."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core import mail as django_mail
from django.core.cache import cache
from django.core.management import call_command
from django.utils import timezone

from decisions import mail
from decisions.models import Absence, Case, Message, Office
from tests import factories
from tests.actors import StaffActor
from tests.mail.posting import real_queue, receivers, work

__all__ = ["real_queue"]

pytestmark = pytest.mark.django_db

HOME = ZoneInfo("America/Indiana/Indianapolis")
MONDAY = date(2026, 11, 23)
SATURDAY = date(2026, 11, 28)


def at(day: date, hour: int, minute: int = 0, *, zone: ZoneInfo = HOME) -> datetime:
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=zone)


@pytest.fixture(autouse=True)
def fresh_cache(db: None) -> Iterator[None]:
    yield
    cache.clear()


def case(office: Office, *, due: datetime, by: StaffActor | None = None, **fields: Any) -> Case:
    """An open case as the queue has it. What was shared is of no matter here."""
    values = {
        "invitation": factories.invitation(),
        "office": office,
        "language": "en",
        "time_zone": "America/Chicago",
        "reply_by": due,
        "reply_by_given": True,
        "copy": {},
        "rules": "2026-11",
        "advice_number": 1,
        "scored_on": MONDAY,
        "shared_at": timezone.now(),
        "claimed_by": by.person if by else None,
        "claimed_at": timezone.now() if by else None,
    }
    return Case.objects.create(**{**values, **fields})


def mailed(now: datetime) -> list[str]:
    """Who gets the morning's mail when the worker looks at this moment."""
    with time_machine.travel(now, tick=False):
        mail.queue_digests()
    return receivers()


@pytest.mark.postgres
def test_digest_comes_once_at_seven_to_who_has_something_open(
    home_office: Office, rae: StaffActor, ida: StaffActor, sol: StaffActor, otto: StaffActor
) -> None:
    case(home_office, due=at(MONDAY, 9) + timedelta(days=5), by=rae)
    assert mailed(at(MONDAY, 6, 59)) == []
    assert mailed(at(MONDAY, 7)) == ["rae"]
    assert mailed(at(MONDAY, 7, 2)) == []
    case(home_office, due=at(MONDAY, 20))
    assert mailed(at(MONDAY, 12)) == [], "Ida's morning was looked at, and is over"
    assert mailed(at(MONDAY + timedelta(days=1), 17, 59)) == ["ida", "rae"], "late, as the worker was down"
    assert mailed(at(MONDAY + timedelta(days=2), 18)) == []
    cache.clear()
    assert mailed(at(MONDAY, 8)) == ["ida"], "a lost cache mails nobody twice"
    assert Message.objects.filter(kind="digest", state="sent").count() == 4


def test_digest_at_the_weekend_comes_only_where_something_is_due(
    home_office: Office, rae: StaffActor, ida: StaffActor
) -> None:
    case(home_office, due=at(SATURDAY, 9), by=rae)
    case(home_office, due=at(SATURDAY + timedelta(days=3), 9), by=ida)
    assert mailed(at(SATURDAY, 8)) == ["rae"]
    case(home_office, due=at(SATURDAY, 6), by=ida)
    assert mailed(at(SATURDAY + timedelta(days=1), 8)) == [], "what is overdue waits for Monday"


@pytest.mark.parametrize(
    ("day", "before", "seven"),
    [
        # In the zone of the office, also on the days on which its clocks change (2026-11-01, 2027-03-14).
        (date(2026, 10, 31), "2026-10-31T13:59Z", "2026-10-31T14:00Z"),
        (date(2026, 11, 1), "2026-11-01T14:59Z", "2026-11-01T15:00Z"),
        (date(2027, 3, 14), "2027-03-14T13:59Z", "2027-03-14T14:00Z"),
    ],
)
def test_digest_comes_at_seven_on_the_clock_of_the_office(day: date, before: str, seven: str) -> None:
    west = factories.office(time_zone="America/Los_Angeles")
    factories.user(name="pia", group="Recruiters", offices=[west])
    case(west, due=at(day, 20, zone=ZoneInfo("America/Los_Angeles")))
    assert mailed(datetime.fromisoformat(before)) == []
    assert mailed(datetime.fromisoformat(seven)) == ["pia"]
    assert mailed(datetime.fromisoformat(seven) + timedelta(hours=1)) == []


def test_digest_of_who_is_away_goes_to_who_covers(
    home_office: Office, rae: StaffActor, ida: StaffActor
) -> None:
    case(home_office, due=at(MONDAY, 20), by=rae)
    Absence.objects.create(user=rae.person, first_day=MONDAY, last_day=MONDAY, cover=ida.person)
    with time_machine.travel(at(MONDAY, 7), tick=False):
        mail.queue_digests()
    (sent,) = django_mail.outbox
    assert (receivers(), "For a colleague who is away" in str(sent.body)) == (["ida"], True)
    Absence.objects.update(cover=None, last_day=MONDAY + timedelta(days=1))
    with time_machine.travel(at(MONDAY + timedelta(days=1), 7), tick=False):
        mail.queue_digests()
    (sent,) = django_mail.outbox
    assert (receivers(), "Nobody works on these today" in str(sent.body)) == (["ida"], True)


def test_digest_lists_by_time_what_is_mine_and_nobodys_and_says_where_the_rest_is(
    home_office: Office, rae: StaffActor, ida: StaffActor
) -> None:
    now = at(MONDAY, 7)
    later = case(home_office, due=now + timedelta(days=3), by=rae, time_zone="America/Denver")
    soon = case(home_office, due=now + timedelta(hours=10), by=rae, needs_look=["close"])
    late = case(home_office, due=now - timedelta(hours=1), needs_look=["close", "fact_asked"])
    case(home_office, due=now, by=ida)
    case(factories.office(), due=now)
    case(home_office, due=now, by=rae, reviewed_at=now)
    with time_machine.travel(now, tick=False):
        mail.queue_digests()
    (sent,) = [one for one in django_mail.outbox if one.to[0].startswith("rae@")]
    link = "http://localhost/admin/decisions/case/"
    assert sent.subject == "Due within 24 hours: 1. Overdue: 1."
    assert str(sent.body).replace("\N{NO-BREAK SPACE}", " ").partition("\n-- ")[0].split("\n") == [
        "Hello rae,",
        "",
        "Due within 24 hours: 1. Overdue: 1. Open in all: 3. Times are the candidate's.",
        "",
        "Open the desk:",
        link,
        "",
        "Yours",
        "",
        "Mon, Nov 23, 4 pm Central time",
        "due within 24 hours, 1 reason to look",
        f"{link}{soon.ref}/",
        "",
        "Thu, Nov 26, 5 am Mountain time",
        "open",
        f"{link}{later.ref}/",
        "",
        "Nobody works on these today",
        "",
        "Mon, Nov 23, 5 am Central time",
        "overdue, 2 reasons to look",
        f"{link}{late.ref}/",
        "",
        "",
    ]


def test_digest_says_how_things_stand_when_it_leaves(
    real_queue: None, home_office: Office, rae: StaffActor
) -> None:
    case(home_office, due=timezone.now() + timedelta(hours=2), by=rae)
    assert mail.queue_digests(at_once=True) == 1
    Case.objects.update(reviewed_at=timezone.now())
    work()
    assert (receivers(), Message.objects.count()) == ([], 0)


def test_digest_by_hand_comes_at_any_hour_but_once_a_day(
    home_office: Office, rae: StaffActor, capsys: pytest.CaptureFixture[str]
) -> None:
    case(home_office, due=datetime(2026, 12, 24, tzinfo=UTC))
    with time_machine.travel(at(SATURDAY, 3), tick=False):
        call_command("digest")
        call_command("digest", now=True)
        call_command("digest", now=True)
    assert capsys.readouterr().out.splitlines() == [
        f"Queued {n} digest{'s' * (n != 1)}. The worker sends them." for n in (0, 1, 0)
    ]
    assert receivers() == ["rae"]
