"""A file of invitations: shown before it is taken in, and watched while its mails go out."""

import csv
import io
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from allauth.core import ratelimit
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from decisions import mail
from decisions.access import StaffRequest, staff
from decisions.inviting.columns import COLUMNS, NAMES
from decisions.inviting.csv_file import MAX_BYTES, Mistake, Reading, read
from decisions.inviting.invite import TakenAlready, invite
from decisions.inviting.invite_form import Rooms
from decisions.models import InvitationImport, Message, Office

SHOWN_ROWS = 10
SHOWN_COLUMNS = ("name", "email", "job_title", "company", "interview", "reply_by")


@staff("decisions.invite_candidate")
@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: StaffRequest) -> HttpResponse:
    """GET asks for a file; POST of a file shows what it holds, POST of its `text` takes it in."""
    rooms = Rooms.of(request.user)
    if request.method != "POST":
        return _page(request, rooms, Reading(), rooms.first)
    office, content = rooms.office(request.POST.get("office", "")), _content(request)
    if content is None or office is None:
        return _page(request, rooms, _missing(content, office), office)
    too_many: HttpResponse | None = ratelimit.consume_or_429(request, action="import", user=request.user)
    if too_many is not None:
        return too_many
    reading = read(content, rooms, office)
    if reading.mistakes:
        return _page(request, rooms, reading, office)
    earlier = InvitationImport.objects.filter(office=office, sha256=reading.mark).first()
    if earlier is not None:
        return _page(request, rooms, _taken(earlier), office, earlier=earlier)
    if "text" in request.POST:
        return _take_in(request, rooms, reading, office)
    return _preview(request, reading, office)


def _take_in(request: StaffRequest, rooms: Rooms, reading: Reading, office: Office) -> HttpResponse:
    try:
        made = invite(office=office, guests=reading.guests, by=request.user, mark=reading.mark, is_file=True)
    except TakenAlready as done:
        return _page(request, rooms, _taken(done.earlier), office, earlier=done.earlier)
    return redirect("admin:decisions_import_progress", made.ref)


def _content(request: StaffRequest) -> bytes | None:
    """Of the file, or of the text that a page of ours sends back. Not more than shows that it is too much."""
    file: UploadedFile[Any] | None = request.FILES.get("file")
    if file is not None:
        return bytes(file.read(MAX_BYTES + 1))
    return request.POST["text"].encode() if "text" in request.POST else None


def _missing(content: bytes | None, office: Office | None) -> Reading:
    reading = Reading()
    if content is None:
        reading.note(0, "", _("Choose a file."))
    if office is None:
        reading.note(0, "", _("Choose the office that invites."))
    return reading


def _taken(earlier: InvitationImport) -> Reading:
    return Reading(mistakes=[Mistake(0, "", _("This file was imported before. Nothing was sent twice."))])


def _preview(request: StaffRequest, reading: Reading, office: Office) -> HttpResponse:
    names = [name for name in SHOWN_COLUMNS if any(cells.get(name) for _row, cells in reading.rows)]
    shown = [(row, [cells[name] for name in names]) for row, cells in reading.rows[:SHOWN_ROWS]]
    context = {
        "reading": reading,
        "office": office,
        "names": names,
        "shown": shown,
        "more": len(reading.rows) - len(shown),
    }
    return render(request, "inviting/preview.html", context)


def _page(
    request: StaffRequest, rooms: Rooms, reading: Reading, office: Office | None, **more: Any
) -> HttpResponse:
    context = {"rooms": rooms, "reading": reading, "office": office, **more}
    return render(request, "inviting/import.html", context)


@staff("decisions.invite_candidate")
@require_safe
def columns(request: StaffRequest) -> HttpResponse:
    today = timezone.localdate()
    shown = [(column, column.example_on(today)) for column in COLUMNS]
    return render(request, "inviting/columns.html", {"columns": shown})


@staff("decisions.invite_candidate")
@require_safe
def template(request: StaffRequest) -> HttpResponse:
    """A file with the names of the columns and one row as an example. Its first sign says it is UTF-8."""
    text = io.StringIO("\ufeff")
    text.seek(0, io.SEEK_END)
    writer = csv.writer(text)
    writer.writerow(NAMES)
    writer.writerow([column.example_on(timezone.localdate()) for column in COLUMNS])
    disposition = 'attachment; filename="invitations.csv"'
    return HttpResponse(
        text.getvalue(), content_type="text/csv; charset=utf-8", headers={"Content-Disposition": disposition}
    )


@dataclass(frozen=True)
class Progress:
    sent: int
    waiting: int
    failed: list[int]


@staff("decisions.invite_candidate")
@require_safe
def progress(request: StaffRequest, ref: UUID) -> HttpResponse:
    offices = Office.objects.visible_to(request.user)
    found = get_object_or_404(InvitationImport.objects.select_related("office"), ref=ref, office__in=offices)
    context = {"made": found, "progress": _progress(found)}
    return render(request, "inviting/progress.html", context)


@staff("decisions.invite_candidate")
@require_POST
def send_again(request: StaffRequest, ref: UUID) -> HttpResponse:
    """The mails of an import that were given up go back into the outbox."""
    too_many: HttpResponse | None = ratelimit.consume_or_429(
        request, action="invite_again", user=request.user
    )
    if too_many is not None:
        return too_many
    try:
        number = mail.send_invitations_again(import_ref=ref, by=request.user)
    except InvitationImport.DoesNotExist:
        raise Http404 from None
    if not number:
        messages.info(request, _("No mail of these invitations waits to be sent again."))
    return redirect("admin:decisions_import_progress", ref)


def _progress(made: InvitationImport) -> Progress:
    """How many mails have gone out, and the rows whose mail was given up (each cause ends with its row).

    Who deletes everything takes the row of the mail along. It counts as sent, so that nobody is missed.
    """
    mails = made.messages.filter(kind=Message.Kind.INVITED)
    waiting = mails.filter(state=Message.State.QUEUED).count()
    causes = mails.filter(state=Message.State.FAILED).values_list("cause", flat=True)
    failed = sorted(int(cause.rsplit(" ", 1)[1]) for cause in causes)
    return Progress(made.rows - waiting - len(failed), waiting, failed)
