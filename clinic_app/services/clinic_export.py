"""The errand of everything leaving at once: a zip of one CSV file a table."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from clinic_app.domain.audit import AuditAction, Noted
from clinic_app.domain.repositories import Record
from clinic_app.exchange.clinic_csv import LEAD, TABLES
from clinic_app.exchange.csv_out import CsvTable, CsvWriter, readme
from clinic_app.exchange.parcel import Parcel, add
from clinic_app.services.ways_out import WaysOut

_AT_ONCE: Final = 500
"""So many rows are in memory."""


@dataclass(frozen=True, slots=True)
class ClinicExportService:
    """Works on one open record."""

    record: Record

    def everything(self, target: Path, *, step: Callable[[int, int], None]) -> int:
        """Write the zip; returns how many rows were read.

        Others may work meanwhile: no slice holds the record longer than it is read.

        Raises:
            OutputError: it cannot be written; nothing was.
        """
        with self.record.reading() as work:
            whole = sum(work.survey.count(table.kind) for table in TABLES)
        done = 0
        leaving = Noted(AuditAction.EXPORTED, "record", detail="csv")
        with WaysOut(self.record).zipped(target, leaving) as parcel:
            add(parcel, "README.txt", readme(TABLES, LEAD).encode("utf-8-sig"))
            for table in TABLES:
                done = self._write(table, parcel, step, done, whole)
        return done

    def _write(
        self, table: CsvTable, parcel: Parcel, step: Callable[[int, int], None], done: int, whole: int
    ) -> int:
        file = parcel.open(f"{table.name}.csv")
        writer = CsvWriter(file, table)
        try:
            after, found = 0, True
            while found:
                step(done, max(done, whole, 1))
                with self.record.reading() as work:
                    rows, after = work.survey.slice_after(table.kind, after, _AT_ONCE)
                writer.write(rows)
                done, found = done + len(rows), len(rows) == _AT_ONCE
        finally:
            writer.close()
        return done
