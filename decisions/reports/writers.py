"""A data set into an open binary file, row by row."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator
from typing import BinaryIO

from rustpy_xlsxwriter import FastExcel

from decisions.reports.cells import csv_cell, xlsx_cell
from decisions.reports.columns import DataSet, Value

Record = dict[str, Value]
Progress = Callable[[int], None]
REPORT_EVERY = 1000


class Counted:
    """The same records; `rows` is how many have gone by, of which `progress` hears from time to time."""

    def __init__(self, records: Iterable[Record], progress: Progress | None) -> None:
        self.records, self.progress, self.rows = records, progress, 0

    def __iter__(self) -> Iterator[Record]:
        for record in self.records:
            self.rows += 1
            if self.progress and self.rows % REPORT_EVERY == 0:
                self.progress(self.rows)
            yield record


def write_csv(file: BinaryIO, data_set: DataSet, records: Iterable[Record]) -> None:
    """UTF-8 with a byte order mark, which Excel needs to tell that it is UTF-8."""
    text = io.TextIOWrapper(file, encoding="utf-8-sig", newline="")
    writer = csv.writer(text)
    writer.writerow([csv_cell(name) for name in data_set.names])
    writer.writerows([csv_cell(value) for value in record.values()] for record in records)
    text.flush()
    text.detach()


def write_xlsx(file: BinaryIO, data_set: DataSet, records: Iterable[Record]) -> None:
    """One sheet with the rows, one that says what the columns mean."""
    rows = ({name: xlsx_cell(value) for name, value in record.items()} for record in records)
    guide = [{"column": column.name, "meaning": str(column.description)} for column in data_set.columns]
    book = FastExcel(file).format(bold_headers=True, datetime_format="yyyy-mm-dd hh:mm:ss").freeze(row=1)
    book.sheet(data_set.name, _headed(rows, data_set.names)).sheet("columns", guide).save()


def _headed(rows: Iterator[Record], names: list[str]) -> Iterator[Record]:
    """The library takes the headings from the first row, so an empty sheet would have none."""
    first = next(rows, None)
    yield dict.fromkeys(names) if first is None else first
    yield from rows


WRITERS = {"csv": write_csv, "xlsx": write_xlsx}
