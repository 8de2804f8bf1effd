"""What the queue can be narrowed to: a fixed list. None of it is a score, so nobody can be ranked."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urlencode
from uuid import UUID

from django.contrib.auth.models import User
from django.core.exceptions import BadRequest
from django.db.models import Q
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from decisions.models import Case, Verdict
from decisions.models.case import CaseQuerySet

DUE_WITHIN = timedelta(hours=24)
SEARCH_MAX = 80

STATES = {
    "open": _("Open"),
    "overdue": _("Overdue"),
    "due": _("Due within 24 hours"),
    "reviewed": _("Reviewed"),
    "all": _("All"),
}
WHOSE = {"": _("Everybody's"), "mine": _("Claimed by me"), "unclaimed": _("Not claimed")}
VERDICTS = {"": _("Any advice"), **dict(Verdict.choices)}

NAMES = ("state", "office", "verdict", "whose", "q")


@dataclass(frozen=True)
class Filter:
    state: str = "open"
    office: int | None = None
    verdict: str = ""
    whose: str = ""
    q: str = ""

    @property
    def query(self) -> str:
        """As it stands in an address; empty for the plain queue."""
        chosen = {name: getattr(self, name) for name in NAMES}
        return urlencode({name: value for name, value in chosen.items() if value not in ("", None)})

    @property
    def newest_first(self) -> bool:
        """Reviewed cases are looked up, not worked off."""
        return self.state == "reviewed"

    def of(self, cases: CaseQuerySet, user: User | None) -> CaseQuerySet:
        """Those of the cases that fit; `user` is whose claims "mine" are (None: nobody's)."""
        cases = cases.filter(self._state(), self._whose(user))
        if self.office is not None:
            cases = cases.filter(office=self.office)
        if self.verdict:
            cases = cases.filter(verdict=self.verdict)
        if self.q:
            cases = cases.filter(Q(candidate_name__istartswith=self.q) | Q(company__istartswith=self.q))
        return cases

    def _state(self) -> Q:
        now = timezone.now()
        return {
            "open": Q(reviewed_at__isnull=True),
            "overdue": Q(reviewed_at__isnull=True, reply_by__lt=now),
            "due": Q(reviewed_at__isnull=True, reply_by__gte=now, reply_by__lt=now + DUE_WITHIN),
            "reviewed": Q(reviewed_at__isnull=False),
            "all": Q(),
        }[self.state]

    def _whose(self, user: User | None) -> Q:
        return {
            "": Q(),
            "mine": Q(claimed_by=user),
            "unclaimed": Q(claimed_by__isnull=True),
        }[self.whose]


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
        verdict=_one_of(VERDICTS, data.get("verdict", "")),
        whose=_one_of(WHOSE, data.get("whose", "")),
        q=q,
    )


def chosen_cases(data: QueryDict, user: User) -> tuple[CaseQuerySet, dict[str, object]]:
    """The cases that an export form names, and a note of what they are without any words that were typed.

    `which` is "filtered" (all that the filter shows) or "ticked" (those in `case`, which are references).
    """
    visible = Case.objects.visible_to(user).by_urgency()
    which = _one_of(("filtered", "ticked"), data.get("which", "filtered"))
    chosen = read_filter(data, also=("which", "case", "data_set", "format"))
    if which == "ticked":
        refs = _refs(data.getlist("case"))
        return visible.filter(ref__in=refs), {"ticked": len(refs)}
    note = {name: getattr(chosen, name) for name in ("state", "office", "verdict", "whose")}
    if chosen.q:
        note["searched"] = True
    return chosen.of(visible, user), {name: value for name, value in note.items() if value not in ("", None)}


def _one_of(allowed: Container[str], value: str) -> str:
    if value not in allowed:
        raise BadRequest("unknown value of a filter")
    return value


def _office(value: str) -> int | None:
    if not value:
        return None
    if not (value.isascii() and value.isdecimal() and len(value) <= 9):
        raise BadRequest("an office is a number")
    return int(value)


def _refs(values: list[str]) -> list[UUID]:
    try:
        return [UUID(value) for value in values]
    except ValueError as fault:
        raise BadRequest("not a case") from fault
