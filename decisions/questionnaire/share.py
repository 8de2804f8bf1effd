"""Sharing: the candidate ticks what the agency may see, sees exactly that, and decides. Off until they do."""

from dataclasses import replace
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
from decisions.models import Advice, Case, Choice, Invitation, Office, Verdict
from decisions.questions import WORDINGS

# Each part, and what it gives away.
PARTS = {
    "verdict": (
        _("The advice"),
        _("They see if it says to go, to ask first or to say no. So they see that you doubt this job."),
    ),
    "reasons": (
        _("The reasons"),
        _(
            "They see, in words, what you could gain by going. Strong leverage tells them that you have "
            "another offer."
        ),
    ),
    "cost": (
        _("The cost and the risks"),
        _("They see how much going would take, and which relationship could be hurt."),
    ),
    "answers": (
        _("Your answers"),
        _(
            "They see what puts you off, your other offer and its dates, and if your boss may find out. "
            "Private answers never go."
        ),
    ),
    "choice": (_("What you chose"), _("They see what you decided, maybe before the employer hears it.")),
}


class ShareForm(forms.Form):
    part = forms.MultipleChoiceField(
        choices=[(part, title) for part, (title, _gives) in PARTS.items()],
        error_messages={
            "required": _("Tick at least one part."),
            "invalid_choice": _("Tick only parts that are shown."),
        },
    )
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

    look = forms.BooleanField(
        label=_("Ask a recruiter to look at it"),
        required=False,
        help_text=_("They see that you asked. Without this, they look when they have time."),
    )

    def __init__(self, *args: Any, chosen: bool, **kwargs: Any) -> None:
        """`chosen`: whether there is a choice that could be shared."""
        super().__init__(*args, **kwargs)
        self.chosen = chosen
        if not chosen:
            del self.fields["part"].choices[-1]  # type: ignore[attr-defined]
        offices = list(self.fields["office"].queryset[:2])  # type: ignore[attr-defined]
        self.has_office = bool(offices)
        self.only_office = offices[0] if len(offices) == 1 else None
        if self.only_office or not offices:
            del self.fields["office"]

    @property
    def asks_for_look(self) -> bool:
        """As it stands in the form, checked or not."""
        return bool(self["look"].value())

    def clean_name(self) -> str:
        return " ".join(str(self.cleaned_data["name"]).splitlines())

    @property
    def chosen_office(self) -> Office:
        office: Office = self.only_office or self.cleaned_data["office"]
        return office

    @property
    def ticked(self) -> list[str]:
        """The parts as they stand in the form, checked or not."""
        return [part for part in PARTS if part in (self["part"].value() or ())]

    @property
    def rows(self) -> list[dict[str, Any]]:
        return [
            {"part": part, "title": title, "gives_away": gives_away, "is_ticked": part in self.ticked}
            for part, (title, gives_away) in PARTS.items()
            if part != "choice" or self.chosen
        ]


@candidate
@require_http_methods(["GET", "POST"])
def preview(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    """GET shows the copy that the agency would get, or has; POST shares it once it has been looked at."""
    advice = invitation.advice.first()
    if advice is None:
        return redirect("invitation", invitation.public_id)
    advice.invitation = invitation
    case = Case.objects.filter(invitation=invitation).select_related("office").first()
    form = _form(request, invitation, case)
    if not form.is_bound or not form.has_office or not form.is_valid():
        return _page(request, advice, case, form)
    seen = sharing.fingerprint(_copy(advice, form))
    if request.POST.get("shown") != seen:
        return _page(request, advice, case, form, look_first=True)
    _share(advice, form)
    messages.success(request, _("Shared. Your recruiter can see it now."))
    return redirect("share", invitation.public_id)


def _form(request: HttpRequest, invitation: Invitation, case: Case | None) -> ShareForm:
    """To share; or, to show the copy for other ticks, with what was typed so far."""
    chosen = Choice.objects.filter(invitation=invitation).exists()
    if request.method != "POST":
        initial: dict[str, Any] = {
            "part": [],
            "name": invitation.candidate.name,
            "office": invitation.office_id,
        }
        if case:
            initial |= {"part": case.parts, "office": case.office_id, "look": case.asked_for_look}
        return ShareForm(initial=initial, chosen=chosen)
    if request.POST.get("go") == "show":
        initial = {**request.POST.dict(), "part": request.POST.getlist("part")}
        return ShareForm(initial=initial, chosen=chosen)
    return ShareForm(request.POST, chosen=chosen)


@transaction.atomic
def _share(advice: Advice, form: ShareForm) -> None:
    person, name = advice.invitation.candidate, form.cleaned_data["name"]
    is_new, person.name = person.name != name, name
    # First the invitation is locked, then the person: who deletes it all locks in that order, too.
    sharing.share(
        advice=advice,
        office=form.chosen_office,
        parts=form.ticked,
        by=person,
        asked_for_look=form.asks_for_look,
    )
    if is_new:
        person.save(update_fields=["name"])


@candidate
@require_POST
def withdraw(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    if sharing.withdraw(invitation=invitation, by=invitation.candidate):
        messages.success(request, _("Withdrawn. The agency can no longer see it."))
    else:
        messages.info(request, _("Nothing is shared."))
    return redirect("share", invitation.public_id)


def _copy(advice: Advice, form: ShareForm) -> sharing.SharedCopy:
    """What the agency would get of the form as it stands."""
    return sharing.preview(advice, form.ticked, asked_for_look=form.asks_for_look)


def _is_newer(advice: Advice, case: Case) -> bool:
    """Whether what was shared has changed since."""
    return not sharing.has(case, sharing.preview(advice, case.parts, asked_for_look=case.asked_for_look))


def _page(
    request: HttpRequest, advice: Advice, case: Case | None, form: ShareForm, *, look_first: bool = False
) -> HttpResponse:
    copy = _copy(advice, form)
    own, shared = advice.verdict, copy.verdict
    why = sharing.private_difference(advice) if shared else []
    name = " ".join(str(form["name"].value() or "").splitlines())
    context = {
        "invitation": advice.invitation,
        "case": case,
        "is_newer": case is not None and _is_newer(advice, case),
        "has_this": case is not None and sharing.has(case, copy),
        "fresh": replace(copy, candidate_name=name),
        "shown": sharing.fingerprint(copy),
        "form": form,
        "look_first": look_first,
        "own_verdict": own.label,
        "shared_verdict": Verdict(shared).label if shared else "",
        "differs_by": [WORDINGS[question].short for question in why],
    }
    return render(request, "questionnaire/share.html", context)
