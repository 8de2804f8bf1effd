"""A file of invitations: read as a whole, with every mistake named by its row and column."""

import csv
import hashlib
import io
import json
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from decisions.inviting.columns import COLUMNS, MUST_BE_THERE, NAMES
from decisions.inviting.guests import Guest
from decisions.inviting.invite_form import InviteForm, Rooms
from decisions.models import Office
from decisions.questions.typed_moments import PARTS

MAX_ROWS = 1000
MAX_BYTES = 1_000_000
# So many mistakes are listed; beyond, their number.
MAX_LISTED = 500
PER_ADDRESS = 3
TEXT_SHOWN = 80
MOMENTS = ("interview", "reply_by")
LISTS = ("time_zone",)
OPTIONS = {column.name: column.options for column in COLUMNS}
# How fields call what is not on their list.
UNKNOWN = {"invalid_choice", "unknown"}


@dataclass(frozen=True)
class Mistake:
    """Row 0: the file as a whole. `text` is what stands there."""

    row: int
    column: str
    what: str
    text: str = ""


@dataclass
class Reading:
    """What a file holds. `rows` keep the numbers that a spreadsheet shows beside them."""

    text: str = ""
    rows: list[tuple[int, dict[str, str]]] = field(default_factory=list)
    guests: list[Guest] = field(default_factory=list)
    mistakes: list[Mistake] = field(default_factory=list)

    @property
    def listed(self) -> list[Mistake]:
        return self.mistakes[:MAX_LISTED]

    @property
    def more(self) -> int:
        return max(0, len(self.mistakes) - MAX_LISTED)

    @property
    def mark(self) -> str:
        """Stands for what is in the file, however it is written: the same once more is not taken in again."""
        said = [{name: text for name, text in cells.items() if text} for _row, cells in self.rows]
        return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()

    def note(self, row: int, column: str, what: str, text: str = "") -> None:
        shown = text if len(text) <= TEXT_SHOWN else f"{text[:TEXT_SHOWN]}…"
        self.mistakes.append(Mistake(row, column, what, shown))


def read(content: bytes, rooms: Rooms, office: Office) -> Reading:
    """All rows, or all mistakes; `guests` are complete only where there is no mistake."""
    reading = Reading()
    text = _decoded(content, reading)
    if text is None:
        return reading
    reading.text = text
    _read_rows(text, reading)
    if not reading.mistakes:
        _check(reading, rooms, office)
    return reading


def _decoded(content: bytes, reading: Reading) -> str | None:
    if len(content) > MAX_BYTES:
        reading.note(0, "", _("The file is too large. It may have 1 MB."))
        return None
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = "\0"
    if "\0" in text:
        reading.note(
            0,
            "",
            _("This is no text in UTF-8. In a spreadsheet program, save it as “CSV UTF-8”, not as XLSX."),
        )
        return None
    return text


def _read_rows(text: str, reading: Reading) -> None:
    first_line = text.lstrip().partition("\n")[0]
    records = csv.reader(
        io.StringIO(text, newline=""), delimiter=max(",;\t", key=first_line.count), strict=True
    )
    try:
        names = _names(next(records, []))
        _check_names(names, reading)
        if len(names) > len(NAMES):
            # Some are wrong, and each row would take up as much room as there are names.
            return
        for number, cells in enumerate(records, start=2):
            if any(cell.strip() for cell in cells):
                _keep(number, names, cells, reading)
            if len(reading.rows) > MAX_ROWS:
                reading.note(0, "", _("The file has too many rows. It may have 1,000."))
                break
    except csv.Error:
        what = _("A quotation mark stands in the wrong place in this line, or is never closed.")
        reading.note(records.line_num, "", what)
    if not (reading.rows or reading.mistakes):
        reading.note(0, "", _("The file has no row below the names of the columns."))


def _names(cells: list[str]) -> list[str]:
    """Without the empty columns that spreadsheet programs write beside a table."""
    names = [cell.strip().casefold().replace(" ", "_") for cell in cells]
    while names and not names[-1]:
        names.pop()
    return names


def _keep(number: int, names: list[str], cells: list[str], reading: Reading) -> None:
    surplus = [cell for cell in cells[len(names) :] if cell.strip()]
    if surplus:
        reading.note(number, "", _("This row has more cells than the first one has names."), surplus[0])
    padded = [*cells, *[""] * len(names)]
    reading.rows.append((number, {name: padded[at].strip() for at, name in enumerate(names)}))


def _check_names(names: list[str], reading: Reading) -> None:
    for name, count in Counter(names).items():
        if name not in NAMES:
            reading.note(1, name, _("There is no column of this name."), name)
        elif count > 1:
            reading.note(1, name, _("This column is there twice."), name)
    if MUST_BE_THERE not in names:
        reading.note(1, MUST_BE_THERE, _("This column is missing. The first row must name the columns."))


def _check(reading: Reading, rooms: Rooms, office: Office) -> None:
    fields = InviteForm(rooms, office).fields
    clients = {one.name.casefold(): str(one.pk) for one in rooms.clients}
    for number, cells in reading.rows:
        _check_signs(number, cells, reading)
        form = InviteForm(rooms, office, _as_sent(cells, clients), fields=fields)
        for name, errors in form.errors.as_data().items():
            said = " ".join(_in_words(name, error) for error in errors)
            reading.note(number, name, said, cells.get(name, ""))
        if not form.errors:
            reading.guests.append(replace(form.guest, row=number))
    _check_repeated(reading)
    reading.mistakes.sort(key=lambda one: (one.row, NAMES.index(one.column)))


def _in_words(name: str, error: ValidationError) -> str:
    """A file offers nothing to choose from, so what may stand there is named."""
    if error.code not in UNKNOWN:
        return " ".join(error.messages)
    if name == "client":
        return _("There is no client of this name.")
    if name == "time_zone":
        return _("Write the name of a time zone, such as America/Chicago.")
    words = ", ".join(value for value, _label in OPTIONS[name])
    return _("Write one of: %(words)s.") % {"words": words}


def _check_signs(number: int, cells: Mapping[str, str], reading: Reading) -> None:
    """Signs without a shape, but for line breaks and tabs, are no text that somebody wrote."""
    for name, text in cells.items():
        shown = "".join("\N{REPLACEMENT CHARACTER}" if _is_control(sign) else sign for sign in text)
        if shown != text:
            reading.note(number, name, _("There is a sign in it that no program can show."), shown)


def _is_control(sign: str) -> bool:
    return unicodedata.category(sign) == "Cc" and sign not in "\t\r\n"


def _check_repeated(reading: Reading) -> None:
    first: dict[tuple[str, ...], int] = {}
    addresses: Counter[str] = Counter()
    for number, cells in reading.rows:
        address = cells[MUST_BE_THERE].casefold()
        addresses[address] += 1
        key = (address, cells.get("company", "").casefold(), cells.get("job_title", "").casefold())
        if key in first:
            what = _("The same person, company and job as in row %(row)s.") % {"row": first[key]}
            reading.note(number, MUST_BE_THERE, what, cells[MUST_BE_THERE])
        elif addresses[address] > PER_ADDRESS:
            what = _("This address is in the file more than three times.")
            reading.note(number, MUST_BE_THERE, what, cells[MUST_BE_THERE])
        first.setdefault(key, number)


def _as_sent(cells: Mapping[str, str], clients: Mapping[str, str]) -> dict[str, Any]:
    """A row as a browser would send the form."""
    sent: dict[str, Any] = {name: text for name, text in cells.items() if name not in MOMENTS}
    for name in MOMENTS:
        sent |= dict(_moment(name, cells.get(name, "")))
    for name in LISTS:
        sent[name] = [cells[name]] if cells.get(name) else []
    if cells.get("client"):
        sent["client"] = clients.get(cells["client"].casefold(), cells["client"])
    sent["language"] = cells.get("language", "").casefold() or settings.LANGUAGES[0][0]
    return sent


def _moment(name: str, text: str) -> Iterator[tuple[str, str]]:
    """ "2026-11-01 01:30 second": the date, the time, and which one where the clocks go back."""
    words = text.replace("T", " ", 1).split()
    for index, part in enumerate(PARTS):
        yield f"{name}_{part}", words[index] if index < len(words) else ""
