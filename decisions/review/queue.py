"""The first page of the desk: one row a case, by the hour at which a reply is due."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.contrib.auth.models import User
from django.db.models import OuterRef, Subquery
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from decisions.access import StaffRequest, staff
from decisions.models import Case
from decisions.models.case import CaseQuerySet
from decisions.review import counts, lanes
from decisions.review.filters import STATES, Filter, read_filter
from decisions.review.lanes import SEARCH_CEILING
from decisions.review.paging import Page, page
from decisions.review.reach import MINE, Reach
from decisions.review.rows import COLUMNS, Row, row


@dataclass(frozen=True)
class Tab:
    name: str
    shows: Filter
    count: str
    is_current: bool


@staff("decisions.view_case")
@require_safe
def queue(request: StaffRequest) -> HttpResponse:
    """The cases that the user may see, by the hour at which a reply is due."""
    chosen = read_filter(request.GET, also=("before", "after"))
    reach = Reach.of(request.user)
    before, after = request.GET.get("before", ""), request.GET.get("after", "")
    shown = page(_cases(reach), chosen, reach, before=before, after=after)
    figures = _figures(chosen, reach)
    is_too_many = figures.pop("found", 0) > SEARCH_CEILING
    said = {name: counts.capped(number) for name, number in figures.items()}
    context = {
        "rows": [] if is_too_many else _rows(shown, reach),
        "page": shown,
        "is_too_many": is_too_many,
        "ceiling": SEARCH_CEILING,
        "chosen": chosen,
        "query": chosen.query and f"?{chosen.query}",
        "counts": said,
        "tabs": _tabs(chosen, reach, said),
        "reach": reach,
        "sees_others": sees_others(reach),
        "may_claim_many": may_claim_many(request.user, chosen),
        "may_tick": may_tick(request.user, chosen),
        "states": STATES,
    }
    return render(request, "desk/queue.html", context)


def _cases(reach: Reach) -> CaseQuerySet:
    """With what a row shows: whose it is, and until when they are away for whom one stands in."""
    away = reach.away.filter(user=OuterRef("claimed_by")).order_by("-last_day").values("last_day")
    return Case.objects.select_related("claimed_by").only(*COLUMNS).annotate(away_until=Subquery(away[:1]))


def _rows(shown: Page, reach: Reach) -> list[Row]:
    offices = {office.pk: office for office in reach.offices}
    return [
        # Asked for again only where an office was opened in this very moment.
        row(case, offices.get(case.office_id) or case.office, away_until=getattr(case, "away_until", None))
        for case in shown.cases
    ]


def _figures(chosen: Filter, reach: Reach) -> dict[str, int]:
    """How many cases the figures and the tabs stand for, and how many the search found."""
    shown = {**counts.FIGURES, "unclaimed": Filter(whose="unclaimed")}
    if sees_others(reach):
        shown["own"] = Filter(office=MINE)
    parts = {name: counts.rows_of(filter, reach) for name, filter in shown.items()}
    parts["unsent"] = counts.unsent(reach.user)
    if chosen.q:
        found = lanes.found(chosen, reach)
        parts["found"] = found.sql, tuple(found.params)
    return counts.counted(parts)


def _tabs(chosen: Filter, reach: Reach, figures: Mapping[str, str]) -> list[Tab]:
    """What to work on, each with its open cases. All of them is a tab of its own where that is more."""
    named = {
        "mine": (_("Mine"), Filter(whose="mine")),
        "unclaimed": (_("Unclaimed"), Filter(whose="unclaimed")),
        "own": (ngettext("My office", "My offices", len(reach.own)), Filter(office=MINE)),
        "open": (_("All offices"), Filter()),
    }
    if not sees_others(reach):
        del named["own"]
        if reach.own:
            named["open"] = (ngettext("My office", "My offices", len(reach.own)), Filter())
    here = (chosen.whose, chosen.office)
    return [
        Tab(name, shows, figures[key], (shows.whose, shows.office) == here)
        for key, (name, shows) in named.items()
    ]


def may_tick(user: User, chosen: Filter) -> bool:
    """Whether there is something that they may do with many cases at once."""
    return may_claim_many(user, chosen) or user.has_perm("decisions.export_case")


def may_claim_many(user: User, chosen: Filter) -> bool:
    """Whether they may review, and there is something left to do on these cases."""
    return chosen.state != "reviewed" and user.has_perm("decisions.review_case")


def sees_others(reach: Reach) -> bool:
    """Whether there are offices beyond the own ones: then the own are a part of what one sees."""
    return bool(reach.own) and len(reach.own) < len(reach.offices)
