"""What is open for one of the staff: the content of the morning's mail. Times and links, never a name."""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib.auth.models import User
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from decisions.mail.on_duty import uncovered_on
from decisions.models import Absence, Case, Office
from decisions.questions import say_moment_there

# Of each group; the rest is on the page. The mail is read on a phone before the first coffee.
SHOWN = 12
COUNTED = 100


@dataclass(frozen=True)
class Line:
    """`state` is "overdue", "due" (within a day) or "open"."""

    when: str
    state: str
    reasons: int
    link: str


@dataclass(frozen=True)
class Group:
    title: str | Promise
    lines: list[Line]
    states: list[str]

    @property
    def more(self) -> bool:
        return len(self.states) > len(self.lines)


@dataclass(frozen=True)
class Digest:
    groups: list[Group]

    def count(self, *states: str) -> int:
        return sum(group.states.count(state) for group in self.groups for state in states)

    @property
    def has_overdue(self) -> bool:
        return self.count("overdue") > 0

    @property
    def has_due(self) -> bool:
        return self.count("due") > 0

    @property
    def overdue(self) -> str:
        return capped(self.count("overdue"))

    @property
    def due(self) -> str:
        return capped(self.count("due"))

    @property
    def total(self) -> str:
        return capped(self.count("overdue", "due", "open"))


def capped(number: int) -> str:
    return f"{COUNTED - 1}+" if number >= COUNTED else str(number)


def home_zone(user: User) -> ZoneInfo:
    """The zone of the user's office; for who works in none, of the agency's first."""
    # Sorted here, because for all of the staff at once the offices come with them.
    own = sorted(user.offices.all(), key=lambda office: office.pk)
    office = own[0] if own else Office.objects.order_by("pk").first()
    return ZoneInfo(office.time_zone if office else settings.TIME_ZONE)


def digest(user: User, now: datetime) -> Digest:
    """The open cases that wait for this user: their own, a colleague's whom they cover, and nobody's."""
    today = timezone.localdate(now, home_zone(user))
    cases = Case.objects.visible_to(user).open()
    covered = Absence.objects.on(today).filter(cover=user).values("user")
    groups = [
        _group(_("Yours"), cases.filter(claimed_by=user), now),
        _group(_("For a colleague who is away"), cases.filter(claimed_by__in=covered), now),
        _group(_("Nobody works on these today"), _nobodys(cases, user, today), now),
    ]
    return Digest([group for group in groups if group.states])


def _nobodys(cases: QuerySet[Case], user: User, today: date) -> QuerySet[Case]:
    """In the user's own offices only, even where they may see others."""
    left = Q(claimed_by__isnull=True) | Q(claimed_by__is_active=False)
    left |= Q(claimed_by__in=uncovered_on(today).values("user"))
    return cases.filter(left, office__in=user.offices.all()).exclude(claimed_by=user)


def _group(title: str | Promise, cases: QuerySet[Case], now: datetime) -> Group:
    by_time = cases.order_by("reply_by", "id").only("ref", "reply_by", "time_zone", "needs_look")
    found = list(by_time[:COUNTED])
    return Group(title, [_line(case, now) for case in found[:SHOWN]], [_state(case, now) for case in found])


def _line(case: Case, now: datetime) -> Line:
    return Line(
        when=say_moment_there(case.reply_by, ZoneInfo(case.time_zone)),
        state=_state(case, now),
        reasons=len(case.needs_look),
        link=case_link(case),
    )


def _state(case: Case, now: datetime) -> str:
    if case.reply_by < now:
        return "overdue"
    return "due" if case.reply_by - now < Case.DUE_WITHIN else "open"


def case_link(case: Case) -> str:
    return settings.SITE_URL + reverse("admin:decisions_case_change", args=[case.ref])
