"""The pages for a request that can't be served: templates/errors/<status>.html.

Each template gets `status`, `request_id` (to name when asking for help) and `typed`: what the person had
typed, as a list of (field name, text), so that nothing is lost.
"""

import sys
from collections.abc import Iterator

from django.core.exceptions import RequestDataTooBig
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

RETRY_AFTER_SECONDS = 30
SECRET_FIELD_PARTS = ("csrf", "password", "passwd", "code", "secret", "token", "key")
# Pages that must work while the database is away: no context processor may run.
WITHOUT_DATABASE = {500, 503}


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return page(request, 413 if isinstance(exception, RequestDataTooBig) else 400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return page(request, 403)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return page(request, 403)


def signed_out(request: HttpRequest) -> HttpResponse:
    """For a form that came in after its sender was signed out."""
    return page(request, 403, template="signed_out")


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return page(request, 404)


def too_many_requests(request: HttpRequest) -> HttpResponse:
    return page(request, 429)


def server_error(request: HttpRequest) -> HttpResponse:
    """Django calls this inside its `except`, wherever the error arose: view, middleware or template."""
    if isinstance(sys.exc_info()[1], OperationalError | InterfaceError):
        return page(request, 503)
    return page(request, 500)


def page(request: HttpRequest, status: int, *, template: str = "") -> HttpResponse:
    context = {
        "status": status,
        "request_id": getattr(request, "request_id", ""),
        "typed": list(typed_fields(request)),
    }
    shown_to = None if status in WITHOUT_DATABASE else request
    content = render_to_string(f"errors/{template or status}.html", context, shown_to)
    response = HttpResponse(content, status=status)
    if status in {429, 503}:
        response["Retry-After"] = str(RETRY_AFTER_SECONDS)
    return response


def typed_fields(request: HttpRequest) -> Iterator[tuple[str, str]]:
    """What was posted, as far as it was read, without anything secret."""
    posted = getattr(request, "_post", None)
    if not posted:
        return
    for name, texts in posted.lists():
        if any(part in name.lower() for part in SECRET_FIELD_PARTS):
            continue
        yield from ((name, text.replace("\0", "")) for text in texts if text.strip())
