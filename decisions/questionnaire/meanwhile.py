"""The page for a form whose stored values were changed in another window after it was opened."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

NEVER_RESENT = {"csrfmiddlewaretoken"}


@dataclass(frozen=True)
class Difference:
    name: str
    saved: str
    typed: str


def changed_meanwhile(
    request: HttpRequest, differences: Sequence[Difference], *, opened: str
) -> HttpResponse:
    """Both values of each, and a button for either; `opened` is the stamp of what is stored now."""
    context = {"differences": differences, "resent": resent(request, leave_out={"opened"}), "opened": opened}
    return render(request, "questionnaire/meanwhile.html", context, status=409)


def resent(request: HttpRequest, *, leave_out: Collection[str]) -> list[tuple[str, str]]:
    """All that was posted, for the hidden fields of a page that asks back."""
    names = [name for name in request.POST if name not in NEVER_RESENT and name not in leave_out]
    return [(name, value) for name in names for value in request.POST.getlist(name)]
