"""Where a file leaves the house: it is written, counted and hashed, and then recorded with who took it."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from hashlib import file_digest
from typing import IO, Any

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import QuerySet

from decisions.models import Case, Event, ExportFile
from decisions.reports.columns import DATA_SETS
from decisions.reports.writers import WRITERS, Counted, Progress


@dataclass(frozen=True)
class Export:
    """`file` is open at its start and gone once closed; `manifest` is the stored record of it."""

    file: IO[bytes]
    manifest: ExportFile

    @property
    def name(self) -> str:
        return f"{self.manifest.data_set}-{self.manifest.ref}.{self.manifest.format}"


def export(
    *,
    data_set: str,
    cases: QuerySet[Case],
    format: str,
    filters: dict[str, Any],
    by: User | None,
    progress: Progress | None = None,
) -> Export:
    """Write the data set of these cases, and record who took what.

    `filters` says in codes and counts what was chosen, without any words that were typed. `progress` is
    called with the number of rows from time to time. Call it outside a transaction, which would keep others
    from writing for as long as the file takes.
    """
    chosen = DATA_SETS[data_set]
    records = Counted(chosen.records(cases), progress)
    file = tempfile.TemporaryFile()  # noqa: SIM115 - it is sent after this returns, and closed by the response
    try:
        WRITERS[format](file, chosen, records)
        file.seek(0)
        sha256 = file_digest(file, "sha256").hexdigest()
        file.seek(0)
        manifest = _record(data_set, format, filters, records.rows, sha256, by)
    except BaseException:
        file.close()
        raise
    return Export(file, manifest)


@transaction.atomic
def _record(
    data_set: str, format: str, filters: dict[str, Any], rows: int, sha256: str, by: User | None
) -> ExportFile:
    manifest = ExportFile.objects.create(
        data_set=data_set, format=format, filters=filters, rows=rows, sha256=sha256, by=by
    )
    Event.objects.record(
        Event.Code.EXPORTED,
        by=by,
        subject=str(manifest.ref),
        detail={"data_set": data_set, "format": format, "rows": rows, "filters": filters},
    )
    return manifest
