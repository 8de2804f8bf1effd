"""The pages for a request that can't be served: templates/errors/<status>.html.

Each template gets `status`, `request_id` (to name when asking for help) and what the person had typed, so
that nothing is lost: `typed` to read and copy, and `resent` to send the same form once more, both as
(name, text).
"""

import re
import sys
from collections.abc import Iterator

from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, QueryDict, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.middleware.csrf import get_token
from django.template.loader import render_to_string

RETRY_AFTER_SECONDS = 30
CSRF_FIELD = "csrfmiddlewaretoken"
SECRET_FIELD_PARTS = ("csrf", "password", "passwd", "code", "secret", "token", "key")
# Pages that must work while the database is away: no context processor may run.
WITHOUT_DATABASE = {500, 503}
# Sending the same form again can help: the database comes back, or another window opens the session anew.
WORTH_SENDING_AGAIN = {403, 404, 429, 500, 503}
# What a page, not a person, put into a form: an option's id, a number, a fingerprint.
PUT_BY_THE_PAGE = re.compile(r"[a-z0-9_]+")


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
    typed = list(typed_fields(request))
    again = bool(typed) and status in WORTH_SENDING_AGAIN and may_send_again(request)
    context = {
        "status": status,
        "request_id": getattr(request, "request_id", ""),
        "typed": [
            (name.replace("_", " ").capitalize(), text)
            for name, text in typed
            if not (again and PUT_BY_THE_PAGE.fullmatch(text))
        ],
        "resent": list(_fields(request)) if again else [],
        "csrf_token": get_token(request) if again else "",
    }
    shown_to = None if status in WITHOUT_DATABASE else request
    content = render_to_string(f"errors/{template or status}.html", context, shown_to)
    response = HttpResponse(content, status=status)
    if status in {429, 503}:
        response["Retry-After"] = str(RETRY_AFTER_SECONDS)
    return response


def typed_fields(request: HttpRequest) -> Iterator[tuple[str, str]]:
    """What was posted, as far as it was read, without anything secret and without empty fields."""
    yield from ((name, text) for name, text in _fields(request) if text.strip())


def _fields(request: HttpRequest) -> Iterator[tuple[str, str]]:
    for name, texts in _posted(request).lists():
        if not _is_secret(name):
            yield from ((name, text.replace("\0", "")) for text in texts)


def may_send_again(request: HttpRequest) -> bool:
    """Whether a page of ours sent the form, and nothing of it has to be left out.

    With a fresh token in it, the form would serve another site that made somebody's browser post here.
    """
    secret = [name for name in _posted(request) if name != CSRF_FIELD and _is_secret(name)]
    own_origin = f"{request.scheme}://{request.META.get('HTTP_HOST', '')}"
    site = request.headers.get("Sec-Fetch-Site")
    is_ours = site == "same-origin" if site else request.headers.get("Origin") == own_origin
    return is_ours and not secret and not request.FILES


def _posted(request: HttpRequest) -> QueryDict:
    """Empty where the body was never read, or can't be."""
    if not (hasattr(request, "_post") or hasattr(request, "_body")):
        return QueryDict()
    try:
        return request.POST
    except (SuspiciousOperation, UnreadablePostError, MultiPartParserError):
        return QueryDict()


def _is_secret(name: str) -> bool:
    return any(part in name.lower() for part in SECRET_FIELD_PARTS)
