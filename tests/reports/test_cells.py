from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from decisions.reports.cells import XLSX_MAX, csv_cell, xlsx_cell
from tests.reports.reading import csv_text

FORMULAS = [
    "=1+1",
    "+1",
    "-1+1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "\n=1",
    "＝1+1",
    "＋1",
    "－1",
    "＠SUM(A1)",
    '=HYPERLINK("http://evil.test","x")',
    "=cmd|' /C calc'!A0",
]


@pytest.mark.parametrize("text", FORMULAS)
def test_csv_cell_that_looks_like_a_formula_begins_with_an_apostrophe(text: str) -> None:
    assert csv_cell(text) == f"'{text}"


@given(st.text())
def test_csv_cell_gives_every_text_back(text: str) -> None:
    assert csv_text(csv_cell(text)) == text


@given(st.text())
def test_csv_cell_is_never_a_formula(text: str) -> None:
    assert not csv_cell(text).startswith(("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"))


def test_csv_cell_of_other_kinds() -> None:
    moment = datetime(2026, 11, 25, 17, 0, 0, 999, tzinfo=UTC)
    values = [None, True, False, 0, moment, date(2026, 11, 25)]
    assert [csv_cell(value) for value in values] == [
        "",
        "true",
        "false",
        "0",
        "2026-11-25T17:00:00+00:00",
        "2026-11-25",
    ]


def test_xlsx_cell_of_a_moment_is_a_date_in_utc() -> None:
    assert xlsx_cell(datetime(2026, 11, 25, 17, 0, 0, 999, tzinfo=UTC)) == datetime(  # noqa: DTZ001
        2026, 11, 25, 17, 0, 0
    )


@pytest.mark.parametrize("letter", ["x", "é", "😀"])
def test_text_that_is_too_long_for_a_cell_is_cut_and_says_so(letter: str) -> None:
    cut = xlsx_cell(letter * (XLSX_MAX + 1))
    assert isinstance(cut, str)
    assert cut.endswith("[cut: the cell can hold no more]")
    assert len(cut.encode("utf-16-le")) // 2 <= XLSX_MAX


def test_text_that_just_fits_is_whole() -> None:
    assert xlsx_cell("x" * XLSX_MAX) == "x" * XLSX_MAX
