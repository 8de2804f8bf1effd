"""A data set into an open binary file, row by row. Each writer returns the number of rows that it wrote."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator
from typing import BinaryIO

from rustpy_xlsxwriter import FastExcel

from decisions.reports.cells import csv_cell, xlsx_cell
from decisions.reports.columns import DataSet, Value

Records = Iterator[dict[str, Value]]
Progress = Callable[[int], None]
REPORT_EVERY = 1000


def counted(records: Records, count: list[int], progress: Progress | None) -> Records:
    """The same records; `count[0]` is how many went by."""
    for record in records:
        count[0] += 1
        if progress and count[0] % REPORT_EVERY == 0:
            progress(count[0])
        yield record


def write_csv(file: BinaryIO, data_set: DataSet, records: Records) -> None:
    """UTF-8 with a byte order mark, which Excel needs to tell that it is UTF-8."""
    text = io.TextIOWrapper(file, encoding="utf-8-sig", newline="")
    writer = csv.writer(text)
    writer.writerow([csv_cell(name) for name in data_set.names])
    writer.writerows([csv_cell(value) for value in record.values()] for record in records)
    text.flush()
    text.detach()


def write_xlsx(file: BinaryIO, data_set: DataSet, records: Records) -> None:
    """One sheet with the rows, one that says what the columns mean."""
    rows = ({name: xlsx_cell(value) for name, value in record.items()} for record in records)
    guide = [{"column": column.name, "meaning": str(column.description)} for column in data_set.columns]
    book = FastExcel(file).format(bold_headers=True, datetime_format="yyyy-mm-dd hh:mm:ss").freeze(row=1)
    book.sheet(data_set.name, _headed(rows, data_set.names)).sheet("columns", guide).save()


def _headed(rows: Iterator[dict[str, Value]], names: list[str]) -> Iterator[dict[str, Value]]:
    """The library takes the headings from the first row, so an empty sheet would have none."""
    first = next(rows, None)
    yield dict.fromkeys(names) if first is None else first
    yield from rows


WRITERS = {"csv": write_csv, "xlsx": write_xlsx}
