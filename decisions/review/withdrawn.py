"""A case that was taken back while somebody had it open: one sentence, and nothing of what it held."""

from functools import wraps
from typing import Any

from django.http.response import HttpResponseBase
from django.shortcuts import render

from decisions.access import StaffRequest, View
from decisions.review.reading import Withdrawn


def says_if_withdrawn(view: View) -> View:
    @wraps(view)
    def guarded(request: StaffRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            return view(request, *args, **kwargs)
        except Withdrawn:
            return render(request, "desk/withdrawn.html", status=410)

    return guarded
