from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from decisions.access import StaffRequest, staff
from decisions.models import Case, Office
from decisions.review.counts import counts
from decisions.review.filters import STATES, VERDICTS, WHOSE, read_filter
from decisions.review.paging import page
from decisions.review.rows import row


@staff("decisions.view_case")
@require_safe
def queue(request: StaffRequest) -> HttpResponse:
    """The cases that the user may see, by the hour at which a reply is due."""
    chosen = read_filter(request.GET, also=("before", "after"))
    found = page(
        chosen.of(Case.objects.visible_to(request.user), request.user).select_related("office", "claimed_by"),
        before=request.GET.get("before", ""),
        after=request.GET.get("after", ""),
        newest_first=chosen.newest_first,
    )
    context = {
        "rows": [row(case) for case in found.cases],
        "page": found,
        "chosen": chosen,
        "counts": counts(request.user),
        "offices": Office.objects.visible_to(request.user),
        "states": STATES,
        "verdicts": VERDICTS,
        "whose": WHOSE,
    }
    return render(request, "desk/queue.html", context)
