"""The page for a form whose stored values were changed in another window after it was opened."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from decisions.questions import WORDINGS, label

NEVER_RESENT = {"csrfmiddlewaretoken"}


@dataclass(frozen=True)
class Difference:
    name: str
    saved: str
    typed: str


def overwritten(
    stored: Mapping[str, Any], given: Mapping[str, Any], *, opened: str, stamp: str
) -> list[Difference]:
    """Stored answers that the given ones would change unseen: the form was opened on others.

    `opened` is the stamp that the form carries, `stamp` that of what is stored now.
    """
    if opened == stamp:
        return []
    return [
        Difference(str(WORDINGS[id].short), label(id, stored[id]), label(id, value))
        for id, value in given.items()
        if id in stored and stored[id] != value
    ]


def changed_meanwhile(
    request: HttpRequest, differences: Sequence[Difference], *, opened: str, page: str = ""
) -> HttpResponse:
    """Both values of each, and a button for either; `opened` is the stamp of what is stored now.

    `page` is where the form stands, if not at the address to which it is sent.
    """
    context = {
        "differences": differences,
        "resent": resent(request, leave_out={"opened"}),
        "opened": opened,
        "page": page or request.get_full_path(),
    }
    return render(request, "questionnaire/meanwhile.html", context, status=409)


def resent(request: HttpRequest, *, leave_out: Collection[str]) -> list[tuple[str, str]]:
    """All that was posted, for the hidden fields of a page that asks back."""
    names = [name for name in request.POST if name not in NEVER_RESENT and name not in leave_out]
    return [(name, value) for name in names for value in request.POST.getlist(name)]
