"""Letters: all that fit, the candidate's own words for them, and whether they may name another offer."""

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from decisions.access import candidate
from decisions.advice.letters import FORMS, KINDS, MAIL, MAX_LENGTH, TITLES, Letters, kept
from decisions.advice.stamps import fingerprint
from decisions.advice.told import Told
from decisions.models import Advice, Invitation, Letter, StateOffice
from decisions.questionnaire.advice_page import numbered


@candidate
@require_safe
def letters(request: HttpRequest, invitation: Invitation, number: int) -> HttpResponse:
    """All letters that fit the answers, by the choice or the moment that they are for."""
    advice = numbered(invitation, number)
    told = Told(advice)
    drafted = Letters(told, advice.result, timezone.now(), kept(advice))
    context = {
        "invitation": invitation,
        "page": {"number": number, "state_offices": StateOffice.objects.all()},
        "groups": drafted.groups(),
        "offer_said": drafted.offer_said,
        "has_benefits": "unemployment_benefits" in told.flags,
    }
    return render(request, "advice/letters.html", context)


@candidate
@require_POST
def name_offer(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    """Keep whether the letters may name another offer; without the tick they may not."""
    try:
        advice = numbered(invitation, int(request.POST.get("number", "")))
    except ValueError:
        raise BadRequest("no advice is named") from None
    invitation.names_offer = "names_offer" in request.POST
    invitation.save(update_fields=["names_offer", "updated_at"])
    if invitation.names_offer:
        messages.success(request, _("Your drafted letters now name your other offer."))
    else:
        messages.success(request, _("Your letters keep your other offer to yourself."))
    return redirect("letters", invitation.public_id, advice.number)


@candidate
@require_POST
def keep(request: HttpRequest, invitation: Invitation, number: int, kind: str) -> HttpResponse:
    """Keep the letter as typed; an empty one, or the button for it, goes back to the draft."""
    advice = numbered(invitation, number)
    if kind not in KINDS:
        raise Http404
    form = request.POST.get("form", MAIL)
    if form not in FORMS or "text" not in request.POST:
        raise BadRequest("a letter without its form or its text")
    text = "" if "drafted" in request.POST else "\n".join(request.POST["text"].splitlines()).strip()
    if len(text) > MAX_LENGTH:
        return _too_long(request, text, title=str(TITLES[kind]))
    own = Letter(advice=advice, kind=kind, form=form, language=translation.get_language(), text=text)
    saved = _save(own, opened=request.POST.get("opened"))
    if saved is not None:
        return _changed_meanwhile(request, own, saved)
    if text:
        messages.success(request, _("Your letter is saved. Nobody else can see it."))
    else:
        messages.info(request, _("You have the drafted letter again."))
    page = "letters" if request.POST.get("back") == "letters" else "advice_number"
    return redirect(reverse(page, args=[invitation.public_id, number]) + f"#letter-{kind}")


@transaction.atomic
def _save(own: Letter, *, opened: str | None) -> str | None:
    """Keep or give up the own words; what is kept already, where it is newer than what the page had shown."""
    # Two windows that save at once meet at this lock.
    Advice.objects.select_for_update().get(pk=own.advice.pk)
    same = own.advice.letters.filter(kind=own.kind, form=own.form, language=own.language)
    row = same.first()
    saved = row.text if row else ""
    if opened not in {None, fingerprint(saved)} and saved != own.text:
        return saved
    if not own.text:
        same.delete()
    elif row is None:
        own.save()
    else:
        row.text = own.text
        row.save()
    return None


def _changed_meanwhile(request: HttpRequest, own: Letter, saved: str) -> HttpResponse:
    context = {
        "title": TITLES[own.kind],
        "form": own.form,
        "texts": [(_("Saved now"), saved), (_("What you just wrote"), own.text)],
        "opened": fingerprint(saved),
        "back": request.POST.get("back", ""),
    }
    return render(request, "advice/letter_meanwhile.html", context, status=409)


def _too_long(request: HttpRequest, text: str, *, title: str) -> HttpResponse:
    hidden = [(name, request.POST[name]) for name in ("form", "opened", "back") if name in request.POST]
    context = {"text": text, "title": title, "limit": MAX_LENGTH, "length": len(text), "hidden": hidden}
    return render(request, "advice/letter_too_long.html", context, status=400)
