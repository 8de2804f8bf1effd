"""One's own absences: when the desk's mails go to somebody else."""

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from decisions import mail
from decisions.access import StaffRequest, staff
from decisions.models import Absence
from decisions.review import absences
from decisions.review.absences import AwayAlready
from decisions.review.away_form import AwayForm, already_away
from decisions.review.rows import display_name

AWAY = "admin:decisions_case_away"
LARGEST_KEY = 2**63 - 1


@staff("decisions.review_case")
@require_http_methods(["GET", "HEAD", "POST"])
def away(request: StaffRequest) -> HttpResponse:
    """GET shows what is noted and the form; POST notes one more."""
    form = AwayForm(request.POST if request.method == "POST" else None, user=request.user)
    if request.method == "POST" and form.is_valid():
        days = form.cleaned_data
        try:
            absences.note(user=request.user, by=request.user, **days)
        except AwayAlready:
            stored = absences.overlapping(request.user, days["first_day"], days["last_day"])
            form.add_error("first_day", already_away(stored[0]))
        else:
            messages.success(request, _("Noted. Have a good time."))
            return redirect(AWAY)
    return render(request, "desk/away.html", _context(request, form))


@staff("decisions.review_case")
@require_POST
def remove(request: StaffRequest, pk: int) -> HttpResponse:
    """Once removed, a second tap finds nothing and says the same."""
    found = request.user.absences.filter(pk=pk).first() if pk <= LARGEST_KEY else None
    if found is None and Absence.objects.filter(pk=min(pk, LARGEST_KEY)).exists():
        raise Http404
    if found is not None:
        absences.remove(absence=found, by=request.user)
    messages.success(request, _("Removed. Mails about your cases come to you again."))
    return redirect(AWAY)


def _context(request: StaffRequest, form: AwayForm) -> dict[str, object]:
    return {
        "form": form,
        "wrong": [form[name] for name in form.errors if name in form.fields],
        "absences": _coming(request, request.user.absences.select_related("cover"), "cover"),
        "covers": _coming(request, request.user.covers.select_related("user"), "user"),
    }


def _coming(request: StaffRequest, found: "QuerySet[Absence]", other: str) -> list[tuple[Absence, str]]:
    """Present and coming absences, each with the name of the other person."""
    today = timezone.localdate(timezone=mail.home_zone(request.user))
    rows = found.filter(last_day__gte=today).order_by("first_day", "pk")
    people = [(row, getattr(row, other)) for row in rows]
    return [(row, display_name(person) if person else "") for row, person in people]
