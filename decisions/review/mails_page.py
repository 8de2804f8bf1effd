"""Mails to candidates that were given up, so that somebody reaches them in another way."""

from uuid import UUID
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.contrib.auth.models import User
from django.db.models import Count, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from decisions import mail
from decisions.access import StaffRequest, staff
from decisions.models import Case, InvitationImport
from decisions.questions import say_moment
from decisions.review.rows import display_name, say

SHOWN = 100


@staff("decisions.view_case")
@require_safe
def mails(request: StaffRequest) -> HttpResponse:
    """The latest of them, by case and by import: all about one are tried again together."""
    found = list(mail.given_up(request.user).select_related("case")[: SHOWN + 1])
    cases: dict[Case, list[tuple[str, str]]] = {}
    for row in found[:SHOWN]:
        if row.case is not None:
            said = (str(row.get_kind_display()), say(row.created_at, row.case))
            cases.setdefault(row.case, []).append(said)
    imports = list(_imports(request.user)[: SHOWN + 1])
    context = {
        "cases": cases,
        "more": len(found) > SHOWN,
        "imports": [_said(made) for made in imports[:SHOWN]],
        "more_imports": len(imports) > SHOWN,
        "may_review": request.user.has_perm("decisions.review_case"),
    }
    return render(request, "desk/mails.html", context)


def _imports(user: User) -> QuerySet[InvitationImport]:
    """Each with `failed`, how many of its mails were given up; none for who may not invite."""
    if not user.has_perm("decisions.invite_candidate"):
        return InvitationImport.objects.none()
    found = InvitationImport.objects.filter(messages__in=mail.given_up_invitations(user))
    return found.annotate(failed=Count("messages")).select_related("office", "by").order_by("-pk")


def _said(made: InvitationImport) -> tuple[InvitationImport, str, str]:
    """With when it was made, on its office's clock, and who made it."""
    return made, say_moment(made.at, ZoneInfo(made.office.time_zone)), display_name(made.by)


@staff("decisions.review_case")
@require_POST
def send_again(request: StaffRequest, ref: UUID) -> HttpResponse:
    """All that was given up about this case goes back into the outbox."""
    try:
        number = mail.send_again(case_ref=ref, by=request.user)
    except Case.DoesNotExist:
        raise Http404 from None
    if number:
        said = ngettext("%(n)d mail is on its way again.", "%(n)d mails are on their way again.", number)
        messages.success(request, said % {"n": number})
    else:
        messages.info(request, _("No mail about this case waits to be sent again."))
    if request.POST.get("then") == "case":
        return redirect("admin:decisions_case_change", ref)
    return redirect("admin:decisions_case_mails")
