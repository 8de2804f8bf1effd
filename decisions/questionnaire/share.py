"""Sharing: the candidate sees exactly what the agency would get, and decides. Off until they do."""

from typing import Any

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from decisions.access import candidate
from decisions.advice import sharing
from decisions.models import Advice, Case, Invitation, Office, Verdict
from decisions.questions import WORDINGS


class ShareForm(forms.Form):
    name = forms.CharField(
        label=_("How should your recruiter call you?"),
        required=False,
        max_length=80,
        help_text=_("A first name is enough. You may leave it empty."),
        error_messages={"max_length": _("This is too long: %(show_value)s characters. %(limit_value)s fit.")},
    )
    office = forms.ModelChoiceField(
        label=_("Which office are you in touch with?"),
        queryset=Office.objects.filter(is_active=True),
        empty_label=_("Choose an office"),
        error_messages={
            "required": _("Choose an office."),
            "invalid_choice": _("Choose one of the offices shown."),
        },
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offices = list(self.fields["office"].queryset[:2])  # type: ignore[attr-defined]
        self.has_office = bool(offices)
        self.only_office = offices[0] if len(offices) == 1 else None
        if self.only_office or not offices:
            del self.fields["office"]

    def clean_name(self) -> str:
        return " ".join(str(self.cleaned_data["name"]).splitlines())

    @property
    def chosen_office(self) -> Office:
        office: Office = self.only_office or self.cleaned_data["office"]
        return office


@candidate
@require_http_methods(["GET", "POST"])
def preview(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    """GET shows the copy that the agency would get, or has; POST shares it, or the newer advice."""
    advice = invitation.advice.first()
    if advice is None:
        return redirect("invitation", invitation.public_id)
    advice.invitation = invitation
    case = Case.objects.filter(invitation=invitation).select_related("office").first()
    if request.method != "POST":
        initial = {"name": invitation.candidate.name, "office": case.office if case else None}
        return _page(request, advice, case, ShareForm(initial=initial))
    if request.POST.get("number") != str(advice.number):
        messages.warning(request, _("Your advice changed meanwhile. This is the copy of the newer one."))
        return redirect("share", invitation.public_id)
    form = ShareForm(request.POST)
    if not form.has_office or not form.is_valid():
        return _page(request, advice, case, form)
    _share(advice, form)
    messages.success(request, _("Shared. Your recruiter can see it now."))
    return redirect("share", invitation.public_id)


@transaction.atomic
def _share(advice: Advice, form: ShareForm) -> None:
    person, name = advice.invitation.candidate, form.cleaned_data["name"]
    if person.name != name:
        person.name = name
        person.save(update_fields=["name"])
    sharing.share(advice=advice, office=form.chosen_office, by=person)


@candidate
@require_POST
def withdraw(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    if sharing.withdraw(invitation=invitation, by=invitation.candidate):
        messages.success(request, _("Withdrawn. The agency can no longer see it."))
    else:
        messages.info(request, _("Nothing is shared."))
    return redirect("share", invitation.public_id)


def _page(request: HttpRequest, advice: Advice, case: Case | None, form: ShareForm) -> HttpResponse:
    fresh = sharing.preview(advice)
    why = sharing.private_difference(advice)
    context = {
        "invitation": advice.invitation,
        "advice": advice,
        "case": case,
        "is_newer": case is not None and not _is_same(case, fresh),
        "fresh": fresh,
        "form": form,
        "own_verdict": advice.verdict.label,
        "shared_verdict": Verdict(fresh.verdict).label,
        "differs_by": [WORDINGS[question].short for question in why],
    }
    return render(request, "questionnaire/share.html", context)


def _is_same(case: Case, fresh: sharing.SharedCopy) -> bool:
    """Whether the agency has this copy. A stand-in for the reply-by moves with the clock."""
    names = [name for name in vars(fresh) if name != "reply_by" or fresh.reply_by_given]
    return all(getattr(case, name) == getattr(fresh, name) for name in names)
