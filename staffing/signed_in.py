"""Apart from the other middleware, which the log needs before Django's apps are loaded."""

from typing import Any

from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from staffing import errors


class SignedIn(LoginRequiredMiddleware):
    """Closed by default. Who was signed out while typing gets the text back instead of losing it."""

    def process_view(
        self, request: HttpRequest, view_func: Any, view_args: Any, view_kwargs: Any
    ) -> HttpResponseBase | None:
        """What is not opened on purpose is for staff alone: a candidate who signed in meets a closed door."""
        is_closed = getattr(view_func, "login_required", True)
        if is_closed and request.user.is_authenticated and not getattr(request.user, "is_staff", False):
            raise PermissionDenied
        response: HttpResponseBase | None = super().process_view(request, view_func, view_args, view_kwargs)
        return response

    def handle_no_permission(  # type: ignore[override]
        self, request: HttpRequest, view_func: Any
    ) -> HttpResponseBase:
        if request.POST and any(errors.typed_fields(request)):
            return errors.signed_out(request)
        return super().handle_no_permission(request, view_func)
