"""What the queue can be narrowed to: a fixed list. None of it is a score, so nobody can be ranked."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass
from urllib.parse import urlencode
from uuid import UUID

from django.contrib.auth.models import User
from django.core.exceptions import BadRequest
from django.db.models import Q
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from decisions.models import Case
from decisions.models.case import CaseQuerySet
from decisions.models.keys import fold
from decisions.review.reach import MINE, Reach

SEARCH_MAX = 80

STATES = {
    "open": _("Open"),
    "overdue": _("Overdue"),
    "due": _("Due within 24 hours"),
    "reviewed": _("Reviewed"),
    "all": _("All"),
}
WHOSE = ("", "mine", "unclaimed")

NAMES = ("state", "office", "whose", "q")
# What the form for many cases at once holds beside the filter.
FORM_FIELDS = ("which", "case", "data_set", "format")


@dataclass(frozen=True)
class Filter:
    """`office` is a number, or "mine" for those in which the person works."""

    state: str = "open"
    office: int | str | None = None
    whose: str = ""
    q: str = ""

    @property
    def query(self) -> str:
        """As it stands in an address."""
        chosen = {name: getattr(self, name) for name in NAMES}
        return urlencode({name: value for name, value in chosen.items() if value not in ("", None)})

    @property
    def is_plain(self) -> bool:
        return self == Filter()

    @property
    def newest_first(self) -> bool:
        """Reviewed cases are looked up, not worked off."""
        return self.state == "reviewed"

    @property
    def halves(self) -> tuple[bool, ...]:
        """Whether it shows the open cases (True), the reviewed ones (False) or both."""
        return {"reviewed": (False,), "all": (True, False)}.get(self.state, (True,))

    @property
    def bounds(self) -> Q:
        """Between which times the reply is due."""
        now = timezone.now()
        return {
            "overdue": Q(reply_by__lt=now),
            "due": Q(reply_by__gte=now, reply_by__lt=now + Case.DUE_WITHIN),
        }.get(self.state, Q())

    def of(self, cases: CaseQuerySet, user: User | None) -> CaseQuerySet:
        """All of the cases that fit, in no order; `user` is whose claims "mine" are (None: nobody's)."""
        if len(self.halves) == 1:
            cases = cases.filter(reviewed_at__isnull=self.halves[0])
        cases = cases.filter(self.bounds, self._whose(user))
        if self.office == MINE:
            cases = cases.filter(office__in=user.offices.all() if user else [])
        elif self.office is not None:
            cases = cases.filter(office_id=self.office)
        return cases.filter(self.begins(fold(self.q))) if self.q else cases

    def begins(self, beginning: str) -> Q:
        """Nothing but accents was typed: then nothing begins like it."""
        if not beginning:
            return Q(pk__in=[])
        return Q(name_key__begins=beginning) | Q(company_key__begins=beginning)

    def _whose(self, user: User | None) -> Q:
        if self.whose == "mine":
            return Reach.of(user).mine if user else Q(pk__in=[])
        return Q(claimed_by__isnull=True) if self.whose == "unclaimed" else Q()


def read_filter(data: QueryDict, *, also: tuple[str, ...] = ()) -> Filter:
    """The filter in an address or a form. Anything that is not on the list, or is there twice: BadRequest."""
    for name, values in data.lists():
        if name not in (*NAMES, *also, "csrfmiddlewaretoken"):
            raise BadRequest("unknown filter")
        if len(values) > 1 and name in NAMES:
            raise BadRequest("the same filter twice")
    q = data.get("q", "").strip()
    if len(q) > SEARCH_MAX:
        raise BadRequest("too long a search")
    return Filter(
        state=_one_of(STATES, data.get("state") or "open"),
        office=_office(data.get("office", "")),
        whose=_one_of(WHOSE, data.get("whose", "")),
        q=q,
    )


def chosen_cases(data: QueryDict, user: User) -> tuple[CaseQuerySet, dict[str, object]]:
    """The cases that a form for many at once names, and a note of what they are without any typed words.

    `which` is "filtered" (all that the filter shows) or "ticked" (those in `case`, which are references).
    """
    visible = Case.objects.visible_to(user).by_urgency()
    which = _one_of(("filtered", "ticked"), data.get("which", "filtered"))
    chosen = read_filter(data, also=FORM_FIELDS)
    if which == "ticked":
        refs = _refs(data.getlist("case"))
        return visible.filter(ref__in=refs), {"ticked": len(refs)}
    note = {name: getattr(chosen, name) for name in ("state", "office", "whose")}
    if chosen.q:
        note["searched"] = True
    return chosen.of(visible, user), {name: value for name, value in note.items() if value not in ("", None)}


def _one_of(allowed: Container[str], value: str) -> str:
    if value not in allowed:
        raise BadRequest("unknown value of a filter")
    return value


def _office(value: str) -> int | str | None:
    if not value or value == MINE:
        return value or None
    if not (value.isascii() and value.isdecimal() and len(value) <= 9):
        raise BadRequest("an office is a number")
    return int(value)


def _refs(values: list[str]) -> list[UUID]:
    try:
        return [UUID(value) for value in values]
    except ValueError as fault:
        raise BadRequest("not a case") from fault
