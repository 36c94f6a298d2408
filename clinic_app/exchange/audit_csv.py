"""The audit log as one CSV file: patients by record number, no names."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import Final

from clinic_app.exchange.csv_out import CsvTable, CsvWriter, fields_of, itself


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditCsvLine:
    """One entry as it stands in the file."""

    number: int
    at: datetime
    who: str
    what: str
    subject: str
    detail: str
    record_number: str
    subject_id: str


TABLE: Final = CsvTable(
    name="audit",
    meaning="who did what to which part of the record",
    kind=AuditCsvLine,
    columns=fields_of(
        {
            "number": "of the entry",
            "at": "when, in UTC",
            "who": "by whom",
            "what": "was done",
            "subject": "to what",
            "detail": "in short",
            "record_number": "of the patient; empty: nobody's, or erased",
            "subject_id": "the id of the row",
        }
    ),
    rows=itself,
)


class _Kept(BytesIO):
    """Bytes that stay when the writer closes them."""

    content = b""

    def close(self) -> None:
        """Keep what was written."""
        self.content = self.getvalue()
        super().close()


def audit_csv(lines: Sequence[AuditCsvLine]) -> bytes:
    """The whole file."""
    file = _Kept()
    writer = CsvWriter(file, TABLE)
    writer.write(lines)
    writer.close()
    return file.content
