import csv
import io
import tempfile
from hashlib import sha256
from pathlib import Path
from typing import Any
from unittest import mock

import openpyxl
import pytest
from django.core.management import CommandError, call_command
from django.http.response import HttpResponseBase
from django.urls import reverse
from openpyxl.utils.escape import unescape
from pytest_django import DjangoAssertNumQueries

from decisions.models import Case, Event, ExportFile, Office
from decisions.reports import writers
from decisions.reports.columns import DATA_SETS
from decisions.reports.export import export
from tests import factories
from tests.actors import StaffActor
from tests.desk.pages import export_url
from tests.reports.reading import csv_text

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]

HOSTILE = [
    "=1+1",
    '=HYPERLINK("http://evil.test","x")',
    "＝1+1",
    "-2+3",
    "@x",
    "'quoted",
    'a "b", c;d\te',
    "first\nsecond",
    "first\r\nsecond",
    "\u202eright to left",
    "\x01control\x1f",
    "_x0041_ escaped already",
    "naïve 東京 😀 e\u0301",
    "  spaces  ",
    "<b>bold</b>{{7*7}}%s",
]


def rows_of(content: bytes, format: str) -> list[dict[str, Any]]:
    """The file as a program reads it back."""
    if format == "csv":
        table = csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""))
        lines: list[list[Any]] = [[csv_text(cell) for cell in line] for line in table]
    else:
        sheet = openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]
        lines = [[_text(cell.value) for cell in line] for line in sheet.iter_rows()]
    return [dict(zip(lines[0], line, strict=True)) for line in lines[1:]]


def _text(value: Any) -> Any:
    return unescape(value) if isinstance(value, str) else value


def body(response: HttpResponseBase) -> bytes:
    return b"".join(response)


def order(**fields: Any) -> dict[str, Any]:
    return {"data_set": "cases", "format": "csv", "which": "filtered", **fields}


@pytest.fixture
def hostile_cases(home_office: Office, rae: StaffActor) -> list[Case]:
    cases = []
    for text in HOSTILE:
        case = factories.case(office=home_office)
        Case.objects.filter(pk=case.pk).update(company=text, candidate_name=text, job_title=text)
        factories.opinion(case=case, by=rae.person, comment=text, private_note="for the desk")
        cases.append(case)
    return cases


@pytest.mark.parametrize("format", ["csv", "xlsx"])
def test_text_of_any_kind_comes_back_as_it_was_typed(
    sol: StaffActor, hostile_cases: list[Case], format: str
) -> None:
    rows = rows_of(body(sol.client.post(export_url(), order(format=format))), format)
    assert [row["company"] for row in rows] == HOSTILE
    assert [row["candidate"] for row in rows] == HOSTILE
    notes = rows_of(body(sol.client.post(export_url(), order(format=format, data_set="opinions"))), format)
    assert [row["comment"] for row in notes] == HOSTILE


def test_no_cell_of_a_workbook_is_a_formula(sol: StaffActor, hostile_cases: list[Case]) -> None:
    content = body(sol.client.post(export_url(), order(format="xlsx")))
    kinds = {
        cell.data_type
        for sheet in openpyxl.load_workbook(io.BytesIO(content)).worksheets
        for line in sheet.iter_rows()
        for cell in line
    }
    assert kinds <= {"s", "n", "b", "d"}


def test_csv_and_workbook_say_the_same(sol: StaffActor, hostile_cases: list[Case]) -> None:
    first, second = (
        rows_of(body(sol.client.post(export_url(), order(format=format))), format)
        for format in ("csv", "xlsx")
    )
    for column in DATA_SETS["cases"].names:
        if not column.endswith(("_at", "_by", "_on", "_given", "_number", "opinions")):
            assert [row[column] for row in first] == [row[column] or "" for row in second]


@pytest.mark.parametrize("data_set", sorted(DATA_SETS))
@pytest.mark.parametrize("format", sorted(writers.WRITERS))
def test_empty_export_still_names_its_columns(sol: StaffActor, data_set: str, format: str) -> None:
    content = body(sol.client.post(export_url(), order(format=format, data_set=data_set)))
    if format == "csv":
        head = next(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
    else:
        head = [cell.value for cell in next(openpyxl.load_workbook(io.BytesIO(content)).worksheets[0].rows)]
    assert head == DATA_SETS[data_set].names
    assert ExportFile.objects.get().rows == 0


def test_workbook_says_what_its_columns_mean(sol: StaffActor, sams_case: Case) -> None:
    content = body(sol.client.post(export_url(), order(format="xlsx")))
    guide = openpyxl.load_workbook(io.BytesIO(content))["columns"]
    assert [line[0].value for line in guide.iter_rows(min_row=2)] == DATA_SETS["cases"].names
    assert all(line[1].value for line in guide.iter_rows(min_row=2))


def test_export_holds_bands_and_no_score_answer_or_private_note(
    sol: StaffActor, rae: StaffActor, sams_case: Case
) -> None:
    factories.opinion(case=sams_case, by=rae.person, private_note="for the desk")
    row = rows_of(body(sol.client.post(export_url(), order())), "csv")[0]
    bands = {"little", "some", "good", "strong", "low", "high"}
    for name in ("practice", "leverage", "clarity", "options", "cost", "bridge_go", "bridge_no"):
        assert set(row[name].split(" to ")) <= bands
    assert "kind_of_work" not in str(row)
    notes = body(sol.client.post(export_url(), order(data_set="opinions")))
    assert b"for the desk" not in notes


def test_export_is_recorded_with_count_and_hash(sol: StaffActor, sams_case: Case) -> None:
    response = sol.client.post(export_url(), order(state="open"))
    content = body(response)
    manifest, event = ExportFile.objects.get(), Event.objects.get(code=Event.Code.EXPORTED)
    assert (manifest.rows, manifest.sha256) == (1, sha256(content).hexdigest())
    assert (manifest.by, manifest.filters) == (sol.person, {"state": "open"})
    assert (event.actor_ref, event.subject) == (str(sol.person.pk), str(manifest.ref))
    assert event.detail == {"data_set": "cases", "format": "csv", "rows": 1, "filters": {"state": "open"}}
    assert response["Content-Disposition"] == f'attachment; filename="cases-{manifest.ref}.csv"'
    assert response["X-Content-Type-Options"] == "nosniff"


def test_record_of_an_export_holds_no_words_that_were_searched(sol: StaffActor, sams_case: Case) -> None:
    content = body(sol.client.post(export_url(), order(q="Sam")))
    assert len(rows_of(content, "csv")) == 1
    assert ExportFile.objects.get().filters == {"state": "open", "searched": True}


def test_export_follows_the_filter(sol: StaffActor, home_office: Office, far_case: Case) -> None:
    cases = [factories.case(office=home_office) for _ in range(3)]
    cases[0].company = "Lakeshore RV"
    cases[0].save()
    for chosen in ({"q": "lake"}, {"q": "LAKE", "office": "mine"}, {"q": "lake", "office": home_office.pk}):
        rows = rows_of(body(sol.client.post(export_url(), order(**chosen))), "csv")
        assert [row["case"] for row in rows] == [str(cases[0].ref)]
    assert sol.client.post(export_url(), order(verdict="ask")).status_code == 400
    everything = rows_of(body(sol.client.post(export_url(), order(state="all"))), "csv")
    assert {row["case"] for row in everything} == {str(case.ref) for case in cases}


def test_export_of_ticked_rows_never_reaches_another_office(
    sol: StaffActor, sams_case: Case, far_case: Case
) -> None:
    data = order(which="ticked", case=[str(sams_case.ref), str(far_case.ref)])
    rows = rows_of(body(sol.client.post(export_url(), data)), "csv")
    assert [row["case"] for row in rows] == [str(sams_case.ref)]


def test_export_of_nothing_ticked_says_so(sol: StaffActor, sams_case: Case) -> None:
    response = sol.client.post(export_url(), order(which="ticked"), follow=True)
    assert "Tick at least one case" in response.content.decode()
    assert ExportFile.objects.count() == 0


@pytest.mark.parametrize(
    "changes",
    [
        {"format": "../../etc/passwd"},
        {"format": "pdf"},
        {"data_set": "candidates"},
        {"data_set": "__class__"},
        {"which": "everything"},
        {"state": "x"},
        {"which": "ticked", "case": ["x"]},
        {"which": "ticked", "case": ["' OR 1=1"]},
        {"copy__cost": "low"},
        {"filename": "x.csv"},
    ],
)
def test_export_refuses_what_is_not_on_the_list(
    sol: StaffActor, sams_case: Case, changes: dict[str, Any]
) -> None:
    assert sol.client.post(export_url(), order(**changes)).status_code == 400
    assert ExportFile.objects.count() == 0


def test_export_is_not_for_recruiters_and_not_by_link(
    rae: StaffActor, sol: StaffActor, sams_case: Case
) -> None:
    assert rae.client.post(export_url(), order()).status_code == 403
    assert sol.client.get(export_url()).status_code == 405
    assert ExportFile.objects.count() == 0


def test_export_that_fails_leaves_no_record_and_no_file(sol: StaffActor, sams_case: Case) -> None:
    def fails(*args: object) -> None:
        raise OSError("disk full")

    file = tempfile.TemporaryFile()  # noqa: SIM115 - closing it is what is tested
    with (
        mock.patch.dict(writers.WRITERS, {"csv": fails}),
        mock.patch("tempfile.TemporaryFile", return_value=file),
        pytest.raises(OSError, match="disk full"),
    ):
        export(data_set="cases", cases=Case.objects.all(), format="csv", filters={}, by=sol.person)
    assert file.closed
    assert (ExportFile.objects.count(), Event.objects.filter(code="exported").count()) == (0, 0)


@pytest.mark.parametrize("rows", [1, 3])
def test_export_asks_the_database_the_same_few_times(
    home_office: Office, rows: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(rows):
        factories.case(office=home_office)
    # The rows; then the record and its event between savepoint and release.
    with django_assert_num_queries(5):
        done = export(data_set="cases", cases=Case.objects.all(), format="csv", filters={}, by=None)
    done.file.close()


def test_page_of_the_columns_names_each(sol: StaffActor, rae: StaffActor) -> None:
    address = reverse("admin:decisions_case_columns")
    content = sol.client.get(address).content.decode()
    for data_set in DATA_SETS.values():
        for column in data_set.columns:
            assert f"<dt>{column.name}</dt>" in content
    assert rae.client.get(address).status_code == 403


def test_command_writes_the_same_file(
    sol: StaffActor, sams_case: Case, far_case: Case, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "cases.csv"
    call_command("export", "cases", "--format", "csv", "--out", str(out), "--office", "South Bend office")
    assert out.read_bytes() == body(sol.client.post(export_url(), order(state="all")))
    manifest = ExportFile.objects.order_by("id")[0]
    assert (manifest.by, manifest.filters) == (None, {"office": "South Bend office", "state": "all"})
    assert f"1 rows, SHA-256 {manifest.sha256}" in capsys.readouterr().err


def test_command_writes_to_standard_output(
    sams_case: Case, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    call_command("export", "cases", "--out", "-")
    assert rows_of(capfdbinary.readouterr().out, "csv")[0]["company"] == "Lakeshore RV"


@pytest.mark.parametrize(
    "arguments",
    [
        ["cases"],
        ["cases", "--out", "-", "--office", "Nowhere"],
        ["cases", "--out", "/nowhere/at/all.csv"],
        ["candidates", "--out", "-"],
        ["cases", "--out", "-", "--format", "pdf"],
        ["cases", "--out", "-", "--state", "x"],
    ],
)
def test_command_with_a_mistake_says_so(db: None, arguments: list[str]) -> None:
    with pytest.raises(CommandError):
        call_command("export", *arguments)


def test_command_describes_the_columns(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("export", "opinions", "--describe")
    said = [line.split(":")[0] for line in capsys.readouterr().out.splitlines()]
    assert said == DATA_SETS["opinions"].names


def test_command_says_how_far_it_is(
    home_office: Office, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(writers, "REPORT_EVERY", 2)
    for _ in range(5):
        factories.case(office=home_office)
    call_command("export", "cases", "--out", "-")
    said = [line for line in capfd.readouterr().err.splitlines() if line.endswith(" rows")]
    assert said == ["2 rows", "4 rows"]
