"""One case: what was shared, what happened since, and the one form to say something about it."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from decisions.access import StaffRequest, View, staff
from decisions.models import Case
from decisions.review import claims
from decisions.review.counts import counts
from decisions.review.filters import Filter, read_filter
from decisions.review.forms import OpinionForm
from decisions.review.opinions import CaseChanged, give
from decisions.review.paging import beside
from decisions.review.reading import Withdrawn, find_case, history, open_case
from decisions.review.rows import display_name, row, say


def says_if_withdrawn(view: View) -> View:
    """A case that was taken back while somebody had it open: one sentence, and nothing of what it held."""

    @wraps(view)
    def guarded(request: StaffRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            return view(request, *args, **kwargs)
        except Withdrawn:
            return render(request, "desk/withdrawn.html", status=410)

    return guarded


@staff("decisions.view_case")
@require_safe
@says_if_withdrawn
def case(request: StaffRequest, ref: UUID) -> HttpResponse:
    chosen = read_filter(request.GET)
    found = open_case(ref, by=request.user)
    return _page(request, found, chosen, OpinionForm(case=found))


@staff("decisions.review_case")
@require_POST
@says_if_withdrawn
def give_opinion(request: StaffRequest, ref: UUID) -> HttpResponse:
    chosen = read_filter(request.GET)
    found = find_case(ref, by=request.user)
    form = OpinionForm(request.POST, case=found)
    if "version" in form.errors:
        raise BadRequest("a form without its version")
    if not form.is_valid():
        return _page(request, found, chosen, form)
    try:
        give(case_ref=ref, by=request.user, **form.cleaned_data)
    except Case.DoesNotExist:
        find_case(ref, by=request.user)
        raise
    except CaseChanged:
        return _changed(request, ref, chosen)
    messages.success(request, _("Saved. The candidate sees your opinion beside the advice."))
    return redirect(_after_saving(request, found, chosen))


@staff("decisions.review_case")
@require_POST
@says_if_withdrawn
def claim(request: StaffRequest, ref: UUID) -> HttpResponse:
    return _claim_or_release(request, ref, claims.claim, _("Somebody else claimed this case before you."))


@staff("decisions.review_case")
@require_POST
@says_if_withdrawn
def release(request: StaffRequest, ref: UUID) -> HttpResponse:
    return _claim_or_release(request, ref, claims.release, _("This case is not claimed by you."))


def _claim_or_release(
    request: StaffRequest, ref: UUID, act: Callable[..., bool], refused: str
) -> HttpResponse:
    """Claim or release, and say so where it was refused."""
    chosen = read_filter(request.GET)
    find_case(ref, by=request.user)
    try:
        done = act(case_ref=ref, by=request.user)
    except Case.DoesNotExist:
        find_case(ref, by=request.user)
        raise
    if not done:
        messages.warning(request, refused)
    return redirect(_address(ref, chosen))


def _page(
    request: StaffRequest, found: Case, chosen: Filter, form: OpinionForm, *, changed: bool = False
) -> HttpResponse:
    queue = chosen.of(Case.objects.visible_to(request.user), request.user)
    before, after = beside(queue, found)
    opinions = list(found.opinions.select_related("by"))
    context = {
        "case": found,
        "row": row(found),
        "copy": found,
        "opinions": [(opinion, display_name(opinion.by), say(opinion.at, found)) for opinion in opinions],
        "history": history(found, reader=request.user),
        "form": form,
        "chosen": chosen,
        "before": before,
        "after": after,
        "counts": counts(request.user),
        "changed": changed,
        "mine": found.claimed_by_id == request.user.pk,
        "may_review": request.user.has_perm("decisions.review_case"),
    }
    return render(request, "desk/case.html", context, status=409 if changed else 200)


def _changed(request: StaffRequest, ref: UUID, chosen: Filter) -> HttpResponse:
    """Nothing is saved, nothing lost: the first opinion, and the second in a form on the new version."""
    found = find_case(ref, by=request.user)
    typed = {**request.POST.dict(), "version": found.version}
    return _page(request, found, chosen, OpinionForm(typed, case=found), changed=True)


def _after_saving(request: StaffRequest, found: Case, chosen: Filter) -> str:
    if request.POST.get("then") != "next":
        return _address(found.ref, chosen)
    queue = chosen.of(Case.objects.visible_to(request.user), request.user).open()
    following = beside(queue, found)[1] or queue.by_urgency().first()
    if following is None:
        return _with_filter(reverse("admin:decisions_case_changelist"), chosen)
    return _address(following.ref, chosen)


def _address(ref: UUID, chosen: Filter) -> str:
    return _with_filter(reverse("admin:decisions_case_change", args=[ref]), chosen)


def _with_filter(address: str, chosen: Filter) -> str:
    return f"{address}?{chosen.query}" if chosen.query else address
