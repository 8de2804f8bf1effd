"""The dates of an invitation as a file for the candidate's own calendar."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from decisions.access import candidate
from decisions.advice.calendar import calendar_file
from decisions.advice.dates import key_dates
from decisions.advice.told import Told
from decisions.models import Invitation


@candidate
@require_safe
def download(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    """The dates that the newest advice shows; without any, back to where the candidate was."""
    now = timezone.now()
    advice = invitation.advice.first()
    dates = key_dates(Told(advice), now=now) if advice else []
    if not dates:
        messages.info(request, _("There is no date yet that could go into a calendar."))
        return redirect("invitation", invitation.public_id)
    return HttpResponse(
        calendar_file(dates, invitation=invitation, now=now),
        content_type="text/calendar; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="dates.ics"'},
    )
