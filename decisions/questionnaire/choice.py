"""What the candidate decided to do: recorded by them alone, and theirs alone until they share it."""

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from decisions.access import candidate
from decisions.models import Candidate, Case, Choice, Event, Invitation, Verdict


@candidate
@require_POST
def choose(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    """Keep what the candidate says they will do; they may change it."""
    verdict = request.POST.get("verdict", "")
    if verdict not in Verdict.values:
        raise BadRequest("not a choice")
    keep(invitation=invitation, verdict=Verdict(verdict), by=invitation.candidate)
    shared = Case.objects.filter(invitation=invitation).exclude(choice="").exclude(choice=verdict)
    if shared.exists():
        messages.info(
            request, _("Your recruiter still sees what you chose before. You can change what you share.")
        )
    return redirect("advice", invitation.public_id)


@transaction.atomic
def keep(*, invitation: Invitation, verdict: Verdict, by: Candidate) -> None:
    """Store it beside the invitation. The same choice again, as by a second click, is no new one."""
    Invitation.objects.select_for_update(no_key=True).get(pk=invitation.pk)
    if Choice.objects.filter(invitation=invitation, verdict=verdict).exists():
        return
    Choice.objects.update_or_create(
        invitation=invitation, defaults={"verdict": verdict, "made_at": timezone.now()}
    )
    # Which one is the candidate's own matter, and staff read the events.
    Event.objects.record(
        Event.Code.CHOICE_MADE,
        by=by,
        subject=str(invitation.public_id),
        person=by.ref,
    )
