"""The agency on every page: its row for the templates, its colors as a style sheet, its logo."""

from hashlib import sha256

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from decisions.access import public
from decisions.models import Agency

YEAR = 365 * 24 * 3600


def agency(request: HttpRequest) -> dict[str, object]:
    """Context of every page: `agency`, and the addresses of its style sheet and logo.

    The addresses carry a hash of the content, so that browsers may keep them until they change.
    """
    row = Agency.current()
    context: dict[str, object] = {"agency": row, "agency_css": _versioned("agency_css", _css(row).encode())}
    if row.logo:
        context["agency_logo"] = _versioned("agency_logo", bytes(row.logo))
    return context


@public
@require_safe
@cache_control(public=True, max_age=YEAR, immutable=True)
def style_sheet(request: HttpRequest) -> HttpResponse:
    return HttpResponse(_css(Agency.current()), content_type="text/css")


@public
@require_safe
@cache_control(public=True, max_age=YEAR, immutable=True)
def logo(request: HttpRequest) -> HttpResponse:
    row = Agency.current()
    if not row.logo:
        raise Http404
    return HttpResponse(bytes(row.logo), content_type="image/png")


def _css(row: Agency) -> str:
    return (
        f":root{{--pine:{row.color}}}"
        f"@media screen and (prefers-color-scheme:dark){{:root{{--pine:{row.color_dark}}}}}"
    )


def _versioned(name: str, content: bytes) -> str:
    return f"{reverse(name)}?v={sha256(content).hexdigest()[:12]}"
