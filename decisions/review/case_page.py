"""One case, and one address for each deed on it."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from decisions.access import StaffRequest, staff
from decisions.models import Case
from decisions.review import reading
from decisions.review.addresses import case_address, queue_address
from decisions.review.case_shown import shown
from decisions.review.deeds import CaseChanged
from decisions.review.fact_form import FactForm
from decisions.review.filters import Filter, read_filter
from decisions.review.forms import AgreeForm, DeedForm, DifferForm, MessageForm, TalkForm
from decisions.review.paging import next_open
from decisions.review.withdrawn import says_if_withdrawn

PAGE = "desk/case.html"


@staff("decisions.view_case")
@require_safe
@says_if_withdrawn
def case(request: StaffRequest, ref: UUID) -> HttpResponse:
    chosen = read_filter(request.GET)
    found = reading.open_case(ref, by=request.user)
    return render(request, PAGE, shown(request, found, chosen))


@staff("decisions.review_case")
@require_POST
@says_if_withdrawn
def agree(request: StaffRequest, ref: UUID) -> HttpResponse:
    return _do(request, ref, AgreeForm)


@staff("decisions.review_case")
@require_POST
@says_if_withdrawn
def differ(request: StaffRequest, ref: UUID) -> HttpResponse:
    return _do(request, ref, DifferForm)


@staff("decisions.review_case")
@require_POST
@says_if_withdrawn
def talk(request: StaffRequest, ref: UUID) -> HttpResponse:
    return _do(request, ref, TalkForm)


@staff("decisions.review_case")
@require_POST
@says_if_withdrawn
def give_fact(request: StaffRequest, ref: UUID) -> HttpResponse:
    return _do(request, ref, FactForm)


@staff("decisions.review_case")
@require_POST
@says_if_withdrawn
def write(request: StaffRequest, ref: UUID) -> HttpResponse:
    return _do(request, ref, MessageForm)


def _do(request: StaffRequest, ref: UUID, deed: type[DeedForm]) -> HttpResponse:
    """Do the deed on what the recruiter saw. A form with a mistake comes back with all that was typed."""
    chosen = read_filter(request.GET)
    found = reading.find_case(ref, by=request.user)
    form = deed(request.POST.dict(), case=found)
    valid = form.is_valid()
    if "version" in form.errors:
        raise BadRequest("a form without its version")
    if not valid:
        return _back(request, ref, chosen, form)
    try:
        form.do(by=request.user)
    except Case.DoesNotExist:
        reading.find_case(ref, by=request.user)
        raise
    except CaseChanged:
        return _back(request, ref, chosen, form)
    messages.success(request, form.saved)
    return redirect(_after_saving(request, found, chosen))


def _back(request: StaffRequest, ref: UUID, chosen: Filter, sent: DeedForm) -> HttpResponse:
    """Nothing is saved, nothing lost: the form again, beside what others did on the case meanwhile."""
    found = reading.find_case(ref, by=request.user)
    seen: int = sent.cleaned_data["version"]
    if seen == found.version:
        return render(request, PAGE, shown(request, found, chosen, sent))
    form = type(sent)({**sent.data, "version": found.version}, case=found)
    missed = max(found.version - seen, 1)
    return render(request, PAGE, shown(request, found, chosen, form, missed=missed), status=409)


def _after_saving(request: StaffRequest, found: Case, chosen: Filter) -> str:
    if request.POST.get("then") != "next":
        return case_address(found.ref, chosen)
    following = next_open(found, chosen=chosen, by=request.user)
    if following is None:
        return queue_address(chosen)
    return case_address(following.ref, chosen)
