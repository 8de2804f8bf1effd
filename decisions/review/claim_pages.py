"""To claim a case, to let it go and to take it over: one button each. And to claim many at once."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from decisions.access import StaffRequest, staff
from decisions.models import Case
from decisions.review import claims, reading
from decisions.review.addresses import case_address, queue_address
from decisions.review.filters import FORM_FIELDS, chosen_cases, read_filter
from decisions.review.withdrawn import says_if_withdrawn

PERSON_DIGITS = 9


@staff("decisions.review_case")
@require_POST
@says_if_withdrawn
def claim(request: StaffRequest, ref: UUID) -> HttpResponse:
    return _act(request, ref, claims.claim, _("Somebody else claimed this case before you."))


@staff("decisions.review_case")
@require_POST
@says_if_withdrawn
def release(request: StaffRequest, ref: UUID) -> HttpResponse:
    return _act(request, ref, claims.release, _("This case is not claimed by you."))


@staff("decisions.review_case")
@require_POST
@says_if_withdrawn
def take_over(request: StaffRequest, ref: UUID) -> HttpResponse:
    """The form names whose claim its reader saw."""
    person = request.POST.get("claimed_by", "")
    if not (person.isascii() and person.isdecimal() and len(person) <= PERSON_DIGITS):
        raise BadRequest("nobody's number")
    refused = _("Somebody else has this case by now. Nothing was taken over.")
    return _act(request, ref, claims.take_over, refused, claimed_by=int(person))


def _act(
    request: StaffRequest, ref: UUID, act: Callable[..., bool], refused: str, **named: int
) -> HttpResponse:
    """Do it, say so where it was refused, and show the case."""
    chosen = read_filter(request.GET)
    reading.find_case(ref, by=request.user)
    try:
        done = act(case_ref=ref, by=request.user, **named)
    except Case.DoesNotExist:
        reading.find_case(ref, by=request.user)
        raise
    if not done:
        messages.warning(request, refused)
    return redirect(case_address(ref, chosen))


@staff("decisions.review_case")
@require_POST
def claim_many(request: StaffRequest) -> HttpResponse:
    """The cases that are ticked, or all that the filter shows: every one of them, or none."""
    cases, note = chosen_cases(request.POST, request.user)
    try:
        number = claims.claim_many(cases=cases, by=request.user)
    except claims.ClaimedByOthers as taken:
        messages.warning(request, _taken(taken.number))
    except claims.TooManyAtOnce:
        most = f"{claims.MOST_AT_ONCE:,}"
        messages.warning(request, _("At most %(most)s cases at once. Filter for fewer.") % {"most": most})
    else:
        level = messages.SUCCESS if number else messages.WARNING
        messages.add_message(request, level, _claimed(number, is_none_ticked=note.get("ticked") == 0))
    return redirect(queue_address(read_filter(request.POST, also=FORM_FIELDS)))


def _taken(number: int) -> str:
    return ngettext(
        "%(n)d of these cases is claimed by somebody else, so none was claimed.",
        "%(n)d of these cases are claimed by somebody else, so none was claimed.",
        number,
    ) % {"n": number}


def _claimed(number: int, *, is_none_ticked: bool) -> str:
    if is_none_ticked:
        return _("Tick at least one case, or choose all that the filter shows.")
    if not number:
        return _("There was nothing left to claim: these cases are yours already.")
    return ngettext("%(n)d case is yours now.", "%(n)d cases are yours now.", number) % {"n": number}
