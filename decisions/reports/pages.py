from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.models import User
from django.core.exceptions import BadRequest
from django.db.models import QuerySet
from django.http import FileResponse, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from decisions.access import StaffRequest, staff
from decisions.models import Case
from decisions.reports.columns import DATA_SETS
from decisions.reports.export import export
from decisions.reports.writers import WRITERS

CONTENT_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
Choose = Callable[[QueryDict, User], tuple[QuerySet[Case], dict[str, Any]]]


@staff("decisions.export_case")
@require_POST
def download(request: StaffRequest, choose: Choose) -> HttpResponseBase:
    """A file of the cases that `choose` reads from the form, or of the opinions on them."""
    data_set, format = request.POST.get("data_set", ""), request.POST.get("format", "")
    if data_set not in DATA_SETS or format not in WRITERS:
        raise BadRequest("unknown data set or format")
    cases, filters = choose(request.POST, request.user)
    if filters.get("ticked") == 0:
        messages.warning(request, _("Tick at least one case, or export all that the filter shows."))
        return redirect("admin:decisions_case_changelist")
    done = export(data_set=data_set, cases=cases, format=format, filters=filters, by=request.user)
    return FileResponse(done.file, as_attachment=True, filename=done.name, content_type=CONTENT_TYPES[format])


@staff("decisions.export_case")
@require_safe
def columns(request: StaffRequest) -> HttpResponse:
    return render(request, "desk/columns.html", {"data_sets": DATA_SETS.values()})
