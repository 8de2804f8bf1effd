"""Apart from the other middleware, which the log needs before Django's apps are loaded."""

from typing import Any

from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from staffing import errors


class SignedIn(LoginRequiredMiddleware):
    """Closed by default. Who was signed out while typing gets the text back instead of losing it."""

    def handle_no_permission(  # type: ignore[override]
        self, request: HttpRequest, view_func: Any
    ) -> HttpResponseBase:
        if request.POST and any(errors.typed_fields(request)):
            return errors.signed_out(request)
        return super().handle_no_permission(request, view_func)
