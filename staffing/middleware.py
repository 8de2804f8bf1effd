from collections.abc import Callable
from ipaddress import ip_address
from urllib.parse import unquote_to_bytes

from django.conf import settings
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from staffing import errors

GetResponse = Callable[[HttpRequest], HttpResponseBase]
REPLACEMENT = "\N{REPLACEMENT CHARACTER}"


class ClientAddress:
    """Puts the visitor's address into REMOTE_ADDR: of X-Forwarded-For, only what proxies of ours wrote."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        request.META["REMOTE_ADDR"] = client_address(
            request.META.get("REMOTE_ADDR", ""),
            request.META.get("HTTP_X_FORWARDED_FOR", ""),
            proxies=settings.TRUSTED_PROXY_COUNT,
        )
        return self.get_response(request)


def client_address(peer: str, forwarded_for: str, *, proxies: int) -> str:
    """The visitor's address; `peer` where the proxies that we count on have not written a good one."""
    hops = [hop.strip() for hop in forwarded_for.split(",")]
    if proxies == 0 or len(hops) < proxies:
        return peer
    try:
        return str(ip_address(hops[-proxies]))
    except ValueError:
        return peer


class ResponseHeaders:
    """Closed by default: no other site may embed a response, and no cache may keep it."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        response.headers.setdefault("Cache-Control", "no-store")
        if response.status_code == 405 and isinstance(response, HttpResponse) and not response.content:
            response.content = errors.page(request, 405).content
        return response


class CleanInput:
    """Refuses NUL and broken UTF-8, which Django would pass on or quietly replace."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        query = unquote_to_bytes(request.META.get("QUERY_STRING", "").encode("latin-1", "replace"))
        # Broken bytes in a path stay percent signs and digits, so that no page matches them.
        if "\0" in request.path_info or not (_is_clean(query) and _post_is_clean(request)):
            raise BadRequest("NUL or broken UTF-8")
        return self.get_response(request)


def _is_clean(raw: bytes) -> bool:
    try:
        return "\0" not in raw.decode()
    except UnicodeDecodeError:
        return False


def _post_is_clean(request: HttpRequest) -> bool:
    if request.method != "POST":
        return True
    body = request.body
    if request.content_type == "application/x-www-form-urlencoded":
        return _is_clean(unquote_to_bytes(body))
    fields = request.POST.lists()
    return all(_is_clean_text(text, body) for name, texts in fields for text in (name, *texts))


def _is_clean_text(text: str, body: bytes) -> bool:
    """Django has put U+FFFD for broken bytes. Where somebody typed U+FFFD, the body has the text as it is."""
    return "\0" not in text and (REPLACEMENT not in text or text.encode() in body)
