"""Letters that the candidate edited."""

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from decisions.access import candidate
from decisions.advice.letters import KINDS, MAX_LENGTH, TITLES
from decisions.models import Invitation, Letter
from decisions.questionnaire.advice_page import numbered


@candidate
@require_POST
def keep(request: HttpRequest, invitation: Invitation, number: int, kind: str) -> HttpResponse:
    """Keep the letter as typed; an empty one goes back to the draft from the answers."""
    advice = numbered(invitation, number)
    if kind not in KINDS:
        raise Http404
    if "text" not in request.POST:
        raise BadRequest("a letter without its text")
    text = "\n".join(request.POST["text"].splitlines()).strip()
    if len(text) > MAX_LENGTH:
        return _too_long(request, text, title=str(TITLES[kind]))
    language = translation.get_language()
    if text:
        Letter.objects.update_or_create(advice=advice, kind=kind, language=language, defaults={"text": text})
        messages.success(request, _("Your letter is saved. Nobody else can see it."))
    else:
        advice.letters.filter(kind=kind, language=language).delete()
        messages.info(request, _("You have the drafted letter again."))
    return redirect(reverse("advice_number", args=[invitation.public_id, number]) + f"#letter-{kind}")


def _too_long(request: HttpRequest, text: str, *, title: str) -> HttpResponse:
    context = {"text": text, "title": title, "limit": MAX_LENGTH, "length": len(text)}
    return render(request, "advice/letter_too_long.html", context, status=400)
