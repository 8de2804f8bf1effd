"""The site's pages and a few that fail in known ways."""

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.views.decorators.http import require_GET

from staffing import errors
from staffing.urls import urlpatterns as site_urls

FAULTS: dict[str, Exception] = {
    "defect": RuntimeError("Ana's words"),
    "away": OperationalError("Ana's words"),
    "closed": InterfaceError("Ana's words"),
    "forbidden": PermissionDenied("Ana's words"),
}


@login_not_required
def fault(request: HttpRequest, kind: str, key: str = "") -> HttpResponse:
    raise FAULTS[kind]


@login_not_required
@require_GET
def echo(request: HttpRequest) -> HttpResponse:
    return HttpResponse(request.META["REMOTE_ADDR"])


@login_not_required
def accept(request: HttpRequest) -> HttpResponse:
    return HttpResponse(request.POST.get("text", ""))


def closed(request: HttpRequest) -> HttpResponse:
    return HttpResponse("for staff")


urlpatterns = [
    path("fault/<slug:kind>/", fault),
    path("fault/<slug:kind>/<str:key>/", fault),
    path("echo/", echo),
    path("accept/", accept),
    path("closed/", closed),
    *site_urls,
]

handler400 = errors.bad_request
handler403 = errors.forbidden
handler404 = errors.not_found
handler429 = errors.too_many_requests
handler500 = errors.server_error
